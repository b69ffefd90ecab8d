import { renewalTimeMs, TokenWatch, type TokenHost } from '../../nodes/shared/transport/token.ts';

const HOUR_MS = 3_600_000;

function stored(expiresAtMs: unknown, lifeSeconds: unknown = 3_600) {
	return {
		oauthTokenData: {
			access_token: 'token',
			n8n_expires_at: expiresAtMs,
			expires_in: lifeSeconds,
		},
	} as Record<string, Record<string, string>>;
}

test.each([
	['300 s ahead', stored(HOUR_MS), HOUR_MS - 300_000],
	['as text', stored(String(HOUR_MS), '3600'), HOUR_MS - 300_000],
	['a tenth ahead of a short life', stored(60_000, 60), 54_000],
	['a life of zero', stored(5_000, 0), 5_000],
	['no expiry', stored(undefined), undefined],
	['no life', { oauthTokenData: { access_token: 'a', n8n_expires_at: '1' } }, undefined],
	['an expiry that is no number', stored('soon'), undefined],
	['no token', { oauthTokenData: {} }, undefined],
	['nothing stored', {}, undefined],
	['text instead', { oauthTokenData: 'token' }, undefined],
	['null instead', { oauthTokenData: null }, undefined],
])('a token is renewed: %s', (_name, credential, renewAtMs) => {
	expect(renewalTimeMs(credential as Record<string, string>)).toBe(renewAtMs);
});

/** A watch at time 0 over a store that the test changes; `refresh` stores a token that lasts an hour. */
function watch({ first = {}, canRefresh = true }: { first?: object; canRefresh?: boolean } = {}) {
	const state = {
		nowMs: 0,
		credential: first as ReturnType<typeof stored>,
		refreshes: 0,
		reads: 0,
	};
	const host: TokenHost = {
		read: async () => {
			state.reads += 1;
			return state.credential;
		},
		refresh: canRefresh
			? async () => {
					state.refreshes += 1;
					await new Promise((resolve) => setImmediate(resolve));
					state.credential = stored(state.nowMs + HOUR_MS);
				}
			: undefined,
	};
	return { state, token: new TokenWatch(host, state.credential, () => state.nowMs) };
}

test('without a stored token nothing is renewed; its expiry is read after the first answer, once', async () => {
	const { state, token } = watch();
	await token.beReady();
	expect(token.isKnownGood).toBe(false);
	state.credential = stored(HOUR_MS);
	await Promise.all([token.noteAccepted(), token.noteAccepted()]);
	await token.noteAccepted();

	expect(token.isKnownGood).toBe(true);
	expect([state.reads, state.refreshes]).toEqual([1, 0]);
});

test('a token near its end is renewed once, whoever asks', async () => {
	const { state, token } = watch({ first: stored(HOUR_MS) });
	state.nowMs = HOUR_MS - 300_001;
	await token.beReady();
	expect(state.refreshes).toBe(0);
	state.nowMs = HOUR_MS - 300_000;
	await Promise.all(Array.from({ length: 5 }, async () => await token.beReady()));

	expect(state.refreshes).toBe(1);
	expect([token.generation, token.isKnownGood]).toEqual([1, true]);
});

test('a token that another worker renewed meanwhile is taken', async () => {
	const { state, token } = watch({ first: stored(HOUR_MS) });
	state.nowMs = HOUR_MS;
	state.credential = stored(2 * HOUR_MS);
	await token.beReady();

	expect([state.refreshes, token.isKnownGood]).toEqual([0, true]);
});

test('after 401 the calls of one generation renew once, and later ones not again', async () => {
	const { state, token } = watch({ first: stored(HOUR_MS) });
	const { generation } = token;
	const send = jest.fn();
	await Promise.all([1, 2, 3].map(async () => await token.renewAfter401(generation, send)));
	await token.renewAfter401(generation, send);

	expect(state.refreshes).toBe(1);
	expect(send).not.toHaveBeenCalled();
	await token.renewAfter401(token.generation, send);
	expect(state.refreshes).toBe(2);
});

test('where n8n cannot renew, one call makes it, and only that one gets its result', async () => {
	const { token } = watch({ canRefresh: false });
	let sent = 0;
	const send = async () => {
		await new Promise((resolve) => setImmediate(resolve));
		return ++sent;
	};
	const results = await Promise.all([
		token.renewAfter401(0, send),
		token.renewAfter401(0, send),
		token.renewAfter401(0, send),
	]);

	expect(results).toEqual([1, undefined, undefined]);
	expect(token.generation).toBe(1);
});

test('a renewal that fails fails for all that wait, and the next one tries again', async () => {
	let refreshes = 0;
	const host: TokenHost = {
		read: async () => stored(0),
		refresh: async () => {
			refreshes += 1;
			throw new Error(`refresh ${refreshes}`);
		},
	};
	const token = new TokenWatch(host, stored(0), () => 0);
	const ends = await Promise.allSettled([token.beReady(), token.beReady()]);

	expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	expect(refreshes).toBe(1);
	await expect(token.beReady()).rejects.toThrow('refresh 2');
});
