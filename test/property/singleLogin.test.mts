import fc from 'fast-check';

import { LoginFailure } from '../../credentials/login/loginFailure.ts';
import { logInOnce, type Login } from '../../credentials/login/singleLogin.ts';
import { VirtualClock } from '../support/virtualClock.mts';
import { assertAsyncProperty } from '../support/property.mts';

/** Together shorter than the second for which an ended login serves who has no token. */
const MAX_LATENESS_MS = 500;
const MAX_STORE_MS = 400;

/** Callers of one credential: when each reads what is stored, and how long after it asks for a login. */
const callers = fc.array(
	fc.record({
		readsAtMs: fc.integer({ min: 0, max: 3_000 }),
		lateMs: fc.integer({ min: 0, max: MAX_LATENESS_MS }),
	}),
	{ minLength: 1, maxLength: 12 },
);
const storeMs = fc.integer({ min: 0, max: MAX_STORE_MS });
const loginMs = fc.integer({ min: 0, max: 3_000 });
const stored = fc.constantFrom<string>('', 'token before');

let cases = 0;

test('one login, whoever asks when, with the token before or with none', async () => {
	await assertAsyncProperty(
		fc.asyncProperty(callers, loginMs, storeMs, stored, async (asks, takesMs, storesMs, before) => {
			const hash = `case ${++cases}`;
			const clock = new VirtualClock();
			let inStore = before;
			let logins = 0;
			const logIn = async (): Promise<Login> => {
				logins += 1;
				await clock.sleep(takesMs);
				return { accessToken: `token ${logins}`, apiBase: '', renewAt: '' };
			};
			const working = asks.map(async ({ readsAtMs, lateMs }) => {
				await clock.sleep(readsAtMs);
				const inHand = inStore;
				// Who reads the new token does not ask for a login.
				if (inHand !== before) return inHand;
				await clock.sleep(lateMs);
				const { accessToken } = await logInOnce(hash, inHand, logIn, () => clock.nowMs);
				await clock.sleep(storesMs);
				inStore = accessToken;
				return accessToken;
			});
			await clock.runOut();
			expect(new Set(await Promise.all(working))).toEqual(new Set(['token 1']));
			expect(logins).toBe(1);
		}),
	);
});

test('a key that is refused is not tried twice within 5 s, and tried again after that', async () => {
	await assertAsyncProperty(
		fc.asyncProperty(callers, loginMs, async (asks, takesMs) => {
			const hash = `case ${++cases}`;
			const clock = new VirtualClock();
			const startsMs: number[] = [];
			const logIn = async (): Promise<Login> => {
				startsMs.push(clock.nowMs);
				await clock.sleep(takesMs);
				throw new LoginFailure('refused', '', { kind: 'refused', status: 401 });
			};
			const now = () => clock.nowMs;
			const ask = async () => await logInOnce(hash, '', logIn, now);
			const working = asks.map(async ({ readsAtMs, lateMs }) => {
				await clock.sleep(readsAtMs + lateMs);
				await expect(ask()).rejects.toThrow('refused');
			});
			await clock.runOut();
			await Promise.all(working);
			expect(startsMs).toHaveLength(1);
			await clock.advanceTo(startsMs[0] + takesMs + 5_000);
			const again = expect(ask()).rejects.toThrow('refused');
			await clock.runOut();
			await again;
			expect(startsMs).toHaveLength(2);
		}),
	);
});

test('a login that fails for now is tried again by the next one', async () => {
	const clock = new VirtualClock();
	let logins = 0;
	const logIn = async (): Promise<Login> => {
		logins += 1;
		throw new LoginFailure('later', '', { kind: 'passing', status: 503 });
	};
	const ask = async () => await logInOnce('passing', '', logIn, () => clock.nowMs);
	await expect(ask()).rejects.toThrow('later');
	await expect(ask()).rejects.toThrow('later');
	expect(logins).toBe(2);
});
