import { jsonItems } from '../support/engine.mts';
import { credentialOf, shareSandbox, shortenWaits, shownTexts, upsert } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();

const PHONE = '+15550100123';
const ADDRESS = 'Hidden Street 5';
const MAIL = 'jane.doe@example.com';
const items = jsonItems({ contactId: PHONE, priority: 'high', address: ADDRESS, mail: MAIL });
const parameters = { attributeFields: 'address,mail' };
const ECHO = `Contact ${PHONE} (${MAIL}) of "${ADDRESS}" with sandbox-secret was refused`;

/** The texts that must not be seen, of all that a run shows. */
function leaksOf(shown: string, token: unknown): string[] {
	const secrets = [PHONE, PHONE.slice(1), ADDRESS, MAIL, 'sandbox-secret', String(token)];
	return secrets.filter((secret) => shown.includes(secret));
}

function tokenOf(credentials: Record<string, Record<string, unknown>>): unknown {
	return credentials.Credential.accessToken;
}

const bodies: Array<[string, unknown]> = [
	['error and message', { error: 'invalid_contact', message: ECHO }],
	['error_description', { error: ECHO, error_description: ECHO }],
	['text', ECHO],
	['a list', [{ contactId: PHONE, data: { address: ADDRESS } }]],
];

describe.each([400, 413, 422, 500])('a refusal with %d', (status) => {
	it.each(bodies)('that repeats what was sent as %s shows none of it', async (_title, body) => {
		const { sandbox } = shared;
		const effect = { type: 'status', status, body } as const;
		sandbox.faults.add({ call: 'addContacts', times: Infinity, effect });
		const stopped = await upsert(sandbox, { items, parameters });
		const continued = await upsert(sandbox, {
			items,
			parameters,
			onError: 'continueRegularOutput',
		});

		expect(stopped.error?.message).toContain(String(status));
		const token = tokenOf(stopped.credentials);
		expect(String(token)).toMatch(/^sandbox-.{20}/);
		expect(leaksOf(shownTexts(stopped), token)).toEqual([]);
		const shown = shownTexts(continued) + JSON.stringify(continued.items);
		expect(shown).toContain(String(status));
		expect(leaksOf(shown, tokenOf(continued.credentials))).toEqual([]);
	});
});

it('shows no contact in the texts about items', async () => {
	const { sandbox } = shared;
	const shown = await Promise.all(
		[
			{ ...parameters, attributeFields: 'bad', duplicates: 'error' },
			{ ...parameters, segmentField: 'none' },
			{ ...parameters, contactIdField: 'none' },
			{ ...parameters, duplicates: 'error' },
		].map(async (change) => {
			const twice = jsonItems(
				...[items[0].json, items[0].json].map((json) => ({ ...json, bad: Number.NaN })),
			);
			const run = await upsert(sandbox, { items: twice, parameters: change });
			expect(run.status).toBe('error');
			return shownTexts(run);
		}),
	);

	expect(leaksOf(shown.join(), 'no token')).toEqual([]);
	expect(sandbox.requests).toEqual([]);
});

it('shows no secret when the token request is refused with its own words', async () => {
	const { sandbox } = shared;
	const body = { error: 'invalid_client', error_description: `secret wrong-secret-1 is wrong` };
	sandbox.faults.add({
		call: 'token',
		times: Infinity,
		effect: { type: 'status', status: 401, body },
	});
	const run = await upsert(sandbox, {
		items,
		credential: credentialOf(sandbox, { clientSecret: 'wrong-secret-1' }),
	});

	expect(run.status).toBe('error');
	expect(shownTexts(run)).not.toContain('wrong-secret-1');
});
