import type { INodeParameters } from 'n8n-workflow';

import { jsonItems } from '../support/engine.mts';
import {
	callsOf,
	contactItems,
	hintsOf,
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
	{ contactId: 'a', priority: 'high' },
	{ contactId: 'b', priority: 'low' },
	{ contactId: 'a', priority: 'high' },
	{ contactId: '', priority: 'low' },
	{ contactId: 'c', priority: 'high' },
);
const onError = 'continueRegularOutput';

/** The rows of a run without what only a real run can know. */
function decisions(rows: ReturnType<typeof jsonsOf>): unknown[] {
	return rows.map((row) => ({ ...row, listId: null, dryRun: null }));
}

it.each<[string, INodeParameters]>([
	['lists', {}],
	['contacts', { output: 'contacts' }],
	['lists in batches of one', { options: { batchSize: 1 } }],
	['lists with the first of duplicates', { duplicates: 'first' }],
])('decides as the real run does: %s', async (_title, parameters) => {
	const { sandbox } = shared;
	await upsert(sandbox, { items: jsonItems({ contactId: 'x', priority: 'high' }) });
	const before = structuredClone(sandbox.state.lists);
	sandbox.requests.length = 0;

	const dry = await upsert(sandbox, {
		items,
		parameters: { ...parameters, dryRun: true },
		onError,
	});
	expect(sandbox.state.lists).toEqual(before);
	expect(
		sandbox.requests.filter(({ method }) => method === 'POST').map(({ call }) => call),
	).toEqual(['token']);
	const real = await upsert(sandbox, { items, parameters, onError });

	expect(decisions(jsonsOf(dry.items))).toEqual(decisions(jsonsOf(real.items)));
	expect(dry.items.map(({ pairedItem }) => pairedItem)).toEqual(
		real.items.map(({ pairedItem }) => pairedItem),
	);
});

it('knows the lists that are there, and gives null for those it would make', async () => {
	const { sandbox } = shared;
	await upsert(sandbox, { items: jsonItems({ contactId: 'x', priority: 'high' }) });
	const run = await upsert(sandbox, { items, parameters: { dryRun: true }, onError });

	expect(jsonsOf(run.items).slice(0, 2)).toEqual([
		{
			listId: 'list-0001',
			listName: 'dynamic_outbound_segment_high',
			segment: 'high',
			created: false,
			submitted: 3,
			accepted: 2,
			duplicates: 1,
			rejected: 0,
			batches: 1,
			dryRun: true,
		},
		{
			listId: null,
			listName: 'dynamic_outbound_segment_low',
			segment: 'low',
			created: true,
			submitted: 2,
			accepted: 1,
			duplicates: 0,
			rejected: 1,
			batches: 1,
			dryRun: true,
		},
	]);
	expect([...listNamed(sandbox, 'dynamic_outbound_segment_high').contacts.keys()]).toEqual(['x']);
});

it('fails as the real run does when no list can be found', async () => {
	const { sandbox } = shared;
	const listId = { __rl: true, mode: 'name', value: 'none' };
	const parameters = { listBy: 'id', listId };
	const dry = await upsert(sandbox, {
		items: contactItems(2),
		parameters: { ...parameters, dryRun: true },
	});
	const real = await upsert(sandbox, { items: contactItems(2), parameters });

	expect(dry.error?.message).toContain("There is no list named 'none'");
	expect(dry.error?.message).toBe(real.error?.message);
});

it('says that a list by ID is not shown', async () => {
	const { sandbox } = shared;
	const parameters = { listBy: 'id', listId: 'list-0009', dryRun: true };
	const run = await upsert(sandbox, { items: contactItems(2), parameters });

	expect(run.items[0].json).toMatchObject({ listId: 'list-0009', created: false, accepted: 2 });
	expect(hintsOf(run)).toEqual([
		"Dry run: CXone does not show the list 'list-0009', either because there is none or because this tenant has no look-up.",
		'Dry run: nothing was written to CXone.',
	]);
});

it('writes nothing where the tenant has no look-up', async () => {
	await withSandbox({ absentCalls: ['findLists'] }, async (sandbox) => {
		const run = await upsert(sandbox, {
			items: contactItems(1),
			parameters: {
				listBy: 'name',
				listName: 'vip',
				dryRun: true,
			},
		});

		expect(callsOf(sandbox)).toEqual(['findLists', 'findLists']);
		expect(run.items[0].json).toMatchObject({ listId: null, created: true, dryRun: true });
		expect(hintsOf(run)).toEqual([
			expect.stringContaining('This tenant has no look-up of lists'),
			'Dry run: nothing was written to CXone.',
		]);
	});
});

it.each([['true'], ['={{ true }}']])('is on with %s', async (dryRun) => {
	const { sandbox } = shared;
	await upsert(sandbox, { items, parameters: { dryRun }, onError });

	expect(sandbox.state.lists).toEqual([]);
});

describe.each([
	[false, true],
	[true, false],
])('that is %s for the first item and %s for the second', (first, second) => {
	const mixed = {
		items: jsonItems({ contactId: 'a', dry: first }, { contactId: 'b', dry: second }),
		parameters: { listBy: 'name', listName: 'vip', attributes: 'none', dryRun: '={{ $json.dry }}' },
	};

	it('stops the run before any request', async () => {
		const { sandbox } = shared;
		const run = await upsert(sandbox, mixed);

		expect(run.error?.message).toBe("'Dry Run' is not the same for this item as for the first one");
		expect(sandbox.requests).toEqual([]);
	});

	it('fails the second item alone under Continue', async () => {
		const { sandbox } = shared;
		const run = await upsert(sandbox, { ...mixed, onError: 'continueErrorOutput' });

		expect(run.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
		const contacts = sandbox.state.lists.flatMap((list) => [...list.contacts.keys()]);
		expect(contacts).toEqual(first ? [] : ['a']);
	});
});
