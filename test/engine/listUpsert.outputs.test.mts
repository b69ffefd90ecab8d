import type { IDataObject } from 'n8n-workflow';

import { jsonItems } from '../support/engine.mts';
import { byBatch, withGateway } from './gateway.mts';
import {
	contactItems,
	hintsOf,
	jsonsOf,
	shareSandbox,
	shortenWaits,
	upsert,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const items = jsonItems(
	{ contactId: 'a', priority: 'high' },
	{ contactId: 'b', priority: 'low' },
	{ contactId: 'c', priority: 'high' },
	{ contactId: 'b', priority: 'low' },
);

it('are one item a list, tied to all its input items', async () => {
	const run = await upsert(shared.sandbox, {
		items,
		parameters: { options: { maxConcurrency: 1 } },
	});

	const counts = { created: true, submitted: 2, rejected: 0, batches: 1, dryRun: false };
	expect(run.items).toEqual([
		{
			json: {
				...counts,
				listId: 'list-0001',
				listName: 'dynamic_outbound_segment_high',
				segment: 'high',
				accepted: 2,
				duplicates: 0,
			},
			pairedItem: [{ item: 0 }, { item: 2 }],
		},
		{
			json: {
				...counts,
				listId: 'list-0002',
				listName: 'dynamic_outbound_segment_low',
				segment: 'low',
				accepted: 1,
				duplicates: 1,
			},
			pairedItem: [{ item: 1 }, { item: 3 }],
		},
	]);
});

it('are one outcome an input item, in input order, with contacts', async () => {
	const run = await upsert(shared.sandbox, { items, parameters: { output: 'contacts' } });

	expect(
		jsonsOf(run.items).map(({ contactId, segment, outcome }) => [contactId, segment, outcome]),
	).toEqual([
		['a', 'high', 'accepted'],
		['b', 'low', 'duplicate'],
		['c', 'high', 'accepted'],
		['b', 'low', 'accepted'],
	]);
	expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 2, 3].map((item) => ({ item })),
	);
});

it('add up to the input, whatever happens to its contacts', async () => {
	const { sandbox } = shared;
	const mixed = Array.from({ length: 60 }, (_, n) => ({
		json: {
			contactId: n % 10 === 9 ? '' : `c${n % 25}`,
			priority: ['high', 'low', 'mid'][n % 3],
		},
	}));
	const refuseC3 = byBatch((ids) => (ids.includes('c3') ? { status: 400 } : undefined));
	await withGateway(sandbox, refuseC3, async (gateway) => {
		const options = { batchSize: 4 };
		const run = await upsert(gateway, {
			items: mixed,
			parameters: { options },
			onError: 'continueErrorOutput',
		});

		const rows = jsonsOf(run.items);
		const sum = (field: string) => rows.reduce((total, row) => total + Number(row[field]), 0);
		expect(rows).toHaveLength(3);
		expect(sum('submitted')).toBe(60);
		expect(sum('accepted') + sum('duplicates') + sum('rejected')).toBe(60);
		expect(run.errorItems).toHaveLength(sum('rejected'));
		const inLists = sandbox.state.lists.reduce((total, list) => total + list.contacts.size, 0);
		expect(sum('accepted')).toBe(inLists);
		expect(sum('rejected')).toBeGreaterThan(6);
	});
});

it('name the rejected contacts with their reason with contacts and Continue', async () => {
	const refuseC1 = byBatch((ids) => (ids.includes('c1') ? { status: 400 } : undefined));
	await withGateway(shared.sandbox, refuseC1, async (gateway) => {
		const run = await upsert(gateway, {
			items: contactItems(3, { priority: 'high' }),
			parameters: { output: 'contacts', options: { batchSize: 1 } },
			onError: 'continueRegularOutput',
		});

		const list = {
			listId: 'list-0001',
			listName: 'dynamic_outbound_segment_high',
			segment: 'high',
		};
		expect(run.items).toEqual([
			{ json: { contactId: 'c0', ...list, outcome: 'accepted' }, pairedItem: { item: 0 } },
			{
				json: {
					contactId: 'c1',
					...list,
					outcome: 'rejected',
					reason: "CXone refused 'Add Contacts' as not valid (400)",
				},
				pairedItem: { item: 1 },
			},
			{ json: { contactId: 'c2', ...list, outcome: 'accepted' }, pairedItem: { item: 2 } },
		]);
	});
});

const invalid: Array<[string, IDataObject]> = [
	['no contact ID', { priority: 'high' }],
	['a blank contact ID', { contactId: '  ', priority: 'high' }],
	['an object as contact ID', { contactId: { id: 'a' }, priority: 'high' }],
	['no segment', { contactId: 'a' }],
	['a blank segment', { contactId: 'a', priority: ' ' }],
	['an object as segment', { contactId: 'a', priority: {} }],
];

it.each(invalid)('are an error before any request under Stop: %s', async (_title, json) => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems({ contactId: 'ok', priority: 'high' }, json),
	});

	expect(run.status).toBe('error');
	expect(run.error?.context).toMatchObject({ itemIndex: 1 });
	expect(run.error?.message).toMatch(/^The item has no (contact ID|segment) in the field '\w+'$/);
	expect(sandbox.requests).toEqual([]);
});

it('are error items alone for an input of which nothing can be used, and no list is made', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems(...invalid.map(([, json]) => json)),
		onError: 'continueErrorOutput',
	});

	expect(sandbox.requests).toEqual([]);
	expect(run.items).toEqual([]);
	expect(run.errorItems).toHaveLength(invalid.length);
	expect(hintsOf(run)).toEqual(['No contact went into a list: all 6 items were rejected.']);
});

it('are nothing for an empty input, and no list is made', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, { items: [] });

	expect(run.status).toBe('success');
	expect(sandbox.requests).toEqual([]);
});
