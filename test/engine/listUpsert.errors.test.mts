import { jsonItems } from '../support/engine.mts';
import { byBatch, withGateway, type Gateway } from './gateway.mts';
import {
	callsOf,
	jsonsOf,
	listNamed,
	shareSandbox,
	shortenWaits,
	upsert,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const items = jsonItems(
	{ contactId: 'a', priority: 'high', note: 0 },
	{ contactId: 'b', priority: 'low', note: 1 },
	{ contactId: 'c', priority: 'high', note: 2 },
	{ contactId: 'd', priority: 'low', note: 3 },
	{ contactId: 'e', priority: 'mid', note: 4 },
);
const parameters = { options: { batchSize: 1, maxConcurrency: 1 } };
const [HIGH, LOW, MID] = ['high', 'low', 'mid'].map((name) => `dynamic_outbound_segment_${name}`);

/** Runs `work` with a tenant whose second list, that of `low`, takes no contacts. */
async function whereLowFails(status: number, work: (gateway: Gateway) => Promise<void>) {
	const failing = byBatch((_ids, path) => (path.includes('list-0002') ? { status } : undefined));
	await withGateway(shared.sandbox, failing, work);
}

describe.each([400, 500])('batches of one list that fail with %d', (status) => {
	it('do not stop the others; exactly their contacts leave by the error output', async () => {
		await whereLowFails(status, async (gateway) => {
			const run = await upsert(gateway, { items, parameters, onError: 'continueErrorOutput' });

			const { sandbox } = shared;
			expect([...listNamed(sandbox, HIGH).contacts.keys()]).toEqual(['a', 'c']);
			expect([...listNamed(sandbox, MID).contacts.keys()]).toEqual(['e']);
			expect(listNamed(sandbox, LOW).contacts.size).toBe(0);
			expect(jsonsOf(run.items).map(({ accepted, rejected }) => [accepted, rejected])).toEqual([
				[2, 0],
				[0, 2],
				[1, 0],
			]);
			expect(jsonsOf(run.errorItems)).toEqual(
				[items[1], items[3]].map(({ json }) => ({
					...json,
					error: expect.stringContaining(`(${status === 400 ? '' : 'status '}${status})`),
					message: expect.stringMatching(/\.$/),
				})),
			);
			expect(run.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 1 },
				{ item: 3 },
			]);
		});
	});

	it('leave as error items behind the lists with plain Continue', async () => {
		await whereLowFails(status, async (gateway) => {
			const run = await upsert(gateway, { items, parameters, onError: 'continueRegularOutput' });

			expect(run.items).toHaveLength(5);
			expect(run.items.slice(3).map(({ pairedItem }) => pairedItem)).toEqual([
				{ item: 1 },
				{ item: 3 },
			]);
			expect(jsonsOf(run.items)[3]).toMatchObject({
				error: expect.stringContaining('Add Contacts'),
			});
		});
	});

	it('stop the run under Stop, with an error that counts what is in and what is not', async () => {
		await whereLowFails(status, async (gateway) => {
			const run = await upsert(gateway, { items, parameters });

			expect(run.status).toBe('error');
			expect(run.error?.message).toMatch(/^2 of 5 contacts did not get into their lists: CXone /);
			expect(run.error?.description).toContain(
				`${HIGH}: 2 in, 0 not in; ${LOW}: 0 in, 2 not in; ${MID}: 1 in, 0 not in.` +
					' Running again is safe: contacts that are in are only replaced, and no list is made twice.',
			);
			expect(run.error?.httpCode).toBe(String(status));
			expect(listNamed(shared.sandbox, MID).contacts.size).toBe(1);
		});
	});
});

it('runs again after a stop and puts the rest in, without a second list', async () => {
	await whereLowFails(500, async (gateway) => {
		await upsert(gateway, { items, parameters });
	});
	const { sandbox } = shared;
	const run = await upsert(sandbox, { items, parameters });

	expect(run.error).toBeUndefined();
	expect(sandbox.state.lists.map(({ contacts }) => contacts.size)).toEqual([2, 2, 1]);
	expect(sandbox.requestCounts().createList).toBe(3);
});

it('gives error items that Retry On Fail does not take for a failed run', async () => {
	await withGateway(
		shared.sandbox,
		byBatch(() => ({ status: 400 })),
		async (gateway) => {
			const run = await upsert(gateway, {
				items: items.slice(0, 1),
				parameters: { output: 'contacts' },
				onError: 'continueErrorOutput',
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 1,
			});

			expect(run.node?.executions).toBe(1);
			expect(run.items).toEqual([]);
			expect(run.errorItems).toHaveLength(1);
		},
	);
});

it('fails the contacts of a list that cannot be made, and fills the others', async () => {
	const { sandbox } = shared;
	sandbox.faults.add({ call: 'createList', effect: { type: 'status', status: 400 } });
	const run = await upsert(sandbox, { items, parameters, onError: 'continueErrorOutput' });

	expect(sandbox.state.lists.map(({ name }) => name)).toEqual([LOW, MID]);
	expect(run.items[0].json).toMatchObject({
		listId: null,
		listName: HIGH,
		created: false,
		accepted: 0,
		rejected: 2,
		batches: 0,
	});
	expect(jsonsOf(run.errorItems).map(({ contactId }) => contactId)).toEqual(['a', 'c']);
});

it.each([
	['lists:write', ['findLists', 'createList']],
	['lists:read', ['findLists']],
])('names the scope %s when it is missing, and asks no more', async (scope, calls) => {
	const scopes = ['lists:read', 'lists:write'].filter((candidate) => candidate !== scope);
	await withSandbox({ scopes }, async (sandbox) => {
		const run = await upsert(sandbox, { items: items.slice(0, 1), parameters });

		expect(run.error?.message).toContain(`the scope '${scope}' is missing (403)`);
		expect(run.error?.description).toContain(
			`Add '${scope}' to the field 'Scope' of the credential`,
		);
		expect(run.error?.httpCode).toBe('403');
		expect(callsOf(sandbox)).toEqual(calls);
	});
});

it('sends no more batches once a failure meets them all', async () => {
	const { sandbox } = shared;
	const effect = { type: 'status', status: 429, retryAfter: 600 } as const;
	sandbox.faults.add({ call: 'addContacts', times: Infinity, effect });
	const run = await upsert(sandbox, { items, parameters, onError: 'continueErrorOutput' });

	expect(sandbox.requestCounts().addContacts).toBe(1);
	expect(run.errorItems).toHaveLength(5);
	expect(run.errorItems[4].json.error).toContain('CXone asks to wait 600 s');
});

it('waits no longer in all than Max Waiting Time', async () => {
	const { sandbox } = shared;
	const effect = { type: 'status', status: 429, retryAfter: 31 } as const;
	sandbox.faults.add({ call: 'addContacts', times: Infinity, effect });
	const run = await upsert(sandbox, {
		items,
		parameters: { options: { maxConcurrency: 1, maxWaitMinutes: 0.5 } },
	});

	expect(run.error?.message).toContain('The waiting time of this run is used up');
	expect(sandbox.requestCounts().addContacts).toBe(1);
});

it.each([
	['timeout', 0, "'Timeout (Ms)' is not a number from 1 to 600000"],
	['maxWaitMinutes', 31, "'Max Waiting Time (Minutes)' is not a number from 0 to 30"],
])('refuses %s = %p before any request', async (name, value, message) => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, { items, parameters: { options: { [name]: value } } });

	expect(run.error?.message).toBe(message);
	expect(sandbox.requests).toEqual([]);
});
