import { jsonItems } from '../support/engine.mts';
import {
	bodiesOf,
	jsonsOf,
	listNamed,
	shareSandbox,
	shortenWaits,
	upsert,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const parameters = { listBy: 'name', listName: 'vip', attributeFields: 'n' };
const items = jsonItems(
	{ contactId: 'a', n: 0 },
	{ contactId: 'b', n: 1 },
	{ contactId: 'a', n: 2 },
	{ contactId: 'a', n: 3 },
);

it.each([
	['last', 3],
	['first', 0],
])('keep the %s item of a contact', async (duplicates, kept) => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, { items, parameters: { ...parameters, duplicates } });

	const sent = bodiesOf(sandbox, 'addContacts').flat();
	expect(sent).toHaveLength(2);
	expect(sent).toContainEqual({ contactId: 'a', data: { n: kept } });
	expect(sent).toContainEqual({ contactId: 'b', data: { n: 1 } });
	expect(run.items).toEqual([
		{
			json: {
				listId: 'list-0001',
				listName: 'vip',
				segment: null,
				created: true,
				submitted: 4,
				accepted: 2,
				duplicates: 2,
				rejected: 0,
				batches: 1,
				dryRun: false,
			},
			pairedItem: [{ item: 0 }, { item: 1 }, { item: 2 }, { item: 3 }],
		},
	]);
});

it('are told as outcomes', async () => {
	const run = await upsert(shared.sandbox, {
		items,
		parameters: { ...parameters, output: 'contacts' },
	});

	const row = { listId: 'list-0001', listName: 'vip', segment: null };
	expect(run.items).toEqual([
		{ json: { contactId: 'a', ...row, outcome: 'duplicate' }, pairedItem: { item: 0 } },
		{ json: { contactId: 'b', ...row, outcome: 'accepted' }, pairedItem: { item: 1 } },
		{ json: { contactId: 'a', ...row, outcome: 'duplicate' }, pairedItem: { item: 2 } },
		{ json: { contactId: 'a', ...row, outcome: 'accepted' }, pairedItem: { item: 3 } },
	]);
});

it('are none between two lists', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems({ contactId: 'a', priority: 'high' }, { contactId: 'a', priority: 'low' }),
	});

	expect(jsonsOf(run.items).map(({ duplicates, accepted }) => [duplicates, accepted])).toEqual([
		[0, 1],
		[0, 1],
	]);
	expect(listNamed(sandbox, 'dynamic_outbound_segment_low').contacts.has('a')).toBe(true);
});

it('are none between the number 1 and other texts than 1', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems({ contactId: 1 }, { contactId: '1' }, { contactId: '01' }),
		parameters,
	});

	expect([...listNamed(sandbox, 'vip').contacts.keys()].sort()).toEqual(['01', '1']);
	expect(run.items[0].json).toMatchObject({ submitted: 3, accepted: 2, duplicates: 1 });
});

it('stop the run before any request with error', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, { items, parameters: { ...parameters, duplicates: 'error' } });

	expect(run.error).toMatchObject({
		message: "The contact of the item comes more than once for the list 'vip'",
		context: { itemIndex: 2 },
	});
	expect(sandbox.requests).toEqual([]);
});

it('leave as error items with error and Continue', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items,
		parameters: { ...parameters, duplicates: 'error' },
		onError: 'continueErrorOutput',
	});

	expect(bodiesOf(sandbox, 'addContacts')).toEqual([
		[
			{ contactId: 'a', data: { n: 0 } },
			{ contactId: 'b', data: { n: 1 } },
		],
	]);
	expect(run.items[0].json).toMatchObject({
		submitted: 4,
		accepted: 2,
		duplicates: 0,
		rejected: 2,
	});
	expect(jsonsOf(run.errorItems)).toMatchObject([
		{ contactId: 'a', n: 2 },
		{ contactId: 'a', n: 3 },
	]);
});
