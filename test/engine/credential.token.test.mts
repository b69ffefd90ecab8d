import type { Sandbox, SandboxOptions } from '../../sandbox/server.mts';
import { logIn } from '../support/logIn.mts';
import { byBatch, withGateway } from './gateway.mts';
import {
	bodiesOf,
	campaign,
	contactItems,
	credentialOf,
	listNamed,
	shareSandbox,
	shortenWaits,
	upsert,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const getAll = { operation: 'getAll' };
const vip = { listBy: 'name', listName: 'vip', attributes: 'none' };
const parallel = { ...vip, options: { batchSize: 1, maxConcurrency: 8 } };

function statusesOf({ requests }: Sandbox): number[] {
	return requests.map(({ status }) => status);
}

it('is asked for with id, secret and scope in a form', async () => {
	const { sandbox } = shared;
	await campaign(sandbox, { parameters: getAll });

	expect(bodiesOf(sandbox, 'token')).toEqual([
		{
			grant_type: 'client_credentials',
			client_id: 'sandbox-client',
			client_secret: 'sandbox-secret',
			scope: 'interactions:read lists:read lists:write campaigns:read campaigns:write',
		},
	]);
	expect(sandbox.requests[1]).toMatchObject({ call: 'findCampaigns', authorized: true });
});

it('is asked for once by a run with parallel requests', async () => {
	await withSandbox({ latencyMs: 10 }, async (sandbox) => {
		const items = contactItems(40).map(({ json }, n) => ({ json: { ...json, list: n % 8 } }));
		const run = await upsert(sandbox, {
			items,
			parameters: { ...parallel, listName: '={{ "list " + $json.list }}' },
		});

		expect(run.error).toBeUndefined();
		expect(sandbox.requestCounts()).toEqual({
			token: 1,
			findLists: 16,
			createList: 8,
			addContacts: 40,
		});
	});
});

it('is kept for the next run', async () => {
	const { sandbox } = shared;
	const credentials = {};
	await campaign(sandbox, { parameters: getAll, credentials });
	await upsert(sandbox, { items: contactItems(3), parameters: parallel, credentials });

	expect(sandbox.requestCounts().token).toBe(1);
});

it('is renewed once when it runs out amid parallel requests, and nothing is lost', async () => {
	let batches = 0;
	let expire = () => {};
	const onAnswered = ({ call }: { call: string }) => {
		if (call === 'addContacts' && ++batches === 10) expire();
	};
	await withSandbox({ latencyMs: 10, onAnswered }, async (sandbox) => {
		expire = () => sandbox.expireTokens();
		const run = await upsert(sandbox, { items: contactItems(60), parameters: parallel });

		expect(run.error).toBeUndefined();
		expect(sandbox.requestCounts().token).toBe(2);
		expect(statusesOf(sandbox)).toContain(401);
		expect(listNamed(sandbox, 'vip').contacts.size).toBe(60);
		expect(run.items[0].json).toMatchObject({ accepted: 60, batches: 60 });
	});
});

it('is renewed once when the stored one ran out before the run', async () => {
	const { sandbox } = shared;
	const credentials = {};
	await campaign(sandbox, { parameters: getAll, credentials });
	sandbox.expireTokens();
	const run = await upsert(sandbox, {
		items: contactItems(20),
		parameters: parallel,
		credentials,
	});

	expect(run.error).toBeUndefined();
	expect(sandbox.requestCounts().token).toBe(2);
	expect(listNamed(sandbox, 'vip').contacts.size).toBe(20);
});

it('is renewed before the first request, and then none of them goes alone', async () => {
	await withSandbox({ latencyMs: 250 }, async (sandbox) => {
		const run = await upsert(sandbox, {
			items: contactItems(8).map(({ json }, n) => ({ json: { ...json, list: n } })),
			parameters: { ...parallel, listName: '={{ "list " + $json.list }}' },
			credential: credentialOf(sandbox, {
				...(await logIn(sandbox.credential)),
				renewAt: String(Date.now()),
			}),
		});

		expect(run.error).toBeUndefined();
		const [before, token, ...requests] = sandbox.requests;
		expect([before.call, token.call]).toEqual(['token', 'token']);
		expect(statusesOf(sandbox)).not.toContain(401);
		const [firstEnd] = requests.map(({ endedAt }) => endedAt).sort((a, b) => a - b);
		expect(requests.filter(({ startedAt }) => startedAt < firstEnd).length).toBeGreaterThan(1);
	});
});

it('is renewed again and again when it lives for a second', async () => {
	await withSandbox({ tokenLifeSeconds: 1, latencyMs: 25 }, async (sandbox) => {
		const run = await upsert(sandbox, {
			items: contactItems(90),
			parameters: { ...vip, options: { batchSize: 1, maxConcurrency: 1 } },
		});

		expect(run.error).toBeUndefined();
		expect(listNamed(sandbox, 'vip').contacts.size).toBe(90);
		const { token } = sandbox.requestCounts();
		expect(token).toBeGreaterThanOrEqual(2);
		expect(token).toBeLessThanOrEqual(2 + run.durationMs / 900);
	});
});

it('is renewed for a look-up that the tenant lacks', async () => {
	await withSandbox({ absentCalls: ['findLists'] }, async (sandbox) => {
		const credentials = {};
		await upsert(sandbox, { items: contactItems(1), parameters: vip, credentials });
		sandbox.faults.add({ call: 'findLists', effect: { type: 'status', status: 401 } });
		const run = await upsert(sandbox, { items: contactItems(1), parameters: vip, credentials });

		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ created: true, accepted: 1 });
	});
});

it.each<[string, SandboxOptions]>([
	['with the look-up', {}],
	['without it', { absentCalls: ['findLists'] }],
])('whose renewal fails once before a create leaves one list, %s', async (_title, options) => {
	let onLookUp = () => {};
	const onAnswered = ({ call }: { call: string }) => {
		if (call === 'findLists') onLookUp();
	};
	await withSandbox({ ...options, onAnswered }, async (sandbox) => {
		onLookUp = () => {
			sandbox.expireTokens();
			sandbox.faults.add({ call: 'token', effect: { type: 'drop' } });
			onLookUp = () => {};
		};
		const run = await upsert(sandbox, { items: contactItems(3), parameters: vip });

		expect(run.error).toBeUndefined();
		expect(sandbox.requestCounts().token).toBe(3);
		expect(sandbox.state.lists).toHaveLength(1);
		expect(listNamed(sandbox, 'vip').contacts.size).toBe(3);
	});
});

it('that is refused anew is not asked for a third time', async () => {
	const { sandbox } = shared;
	const effect = { type: 'status', status: 401 } as const;
	sandbox.faults.add({ call: 'findLists', times: Infinity, effect });
	const run = await upsert(sandbox, { items: contactItems(3), parameters: vip });

	expect(run.error?.message).toContain("'Look Up Lists' was refused with a new token too (401)");
	expect(sandbox.requestCounts()).toEqual({ token: 2, findLists: 2 });
});

it('that is refused amid a run lets no batch be tried in vain', async () => {
	const { sandbox } = shared;
	await withGateway(
		sandbox,
		byBatch(() => ({ status: 401 })),
		async (gateway) => {
			const run = await upsert(gateway, {
				items: contactItems(30),
				parameters: { ...vip, options: { batchSize: 1, maxConcurrency: 1 } },
				onError: 'continueErrorOutput',
			});

			expect(gateway.refusals).toEqual([401, 401]);
			expect(run.errorItems).toHaveLength(30);
		},
	);
});

it('fails every item once when it cannot be had', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: contactItems(3),
		parameters: vip,
		credential: credentialOf(sandbox, { clientSecret: 'wrong' }),
		onError: 'continueErrorOutput',
	});

	expect(sandbox.requestCounts()).toEqual({ token: 1 });
	expect(run.errorItems.map(({ json }) => json.error)).toEqual(
		Array(3).fill('CXone does not accept the credential'),
	);
});
