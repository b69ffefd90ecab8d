import { jsonItems } from '../support/engine.mts';
import {
	callsOf,
	hintsOf,
	listNamed,
	shareSandbox,
	shortenWaits,
	upsert,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const items = jsonItems({ contactId: 'a' });

beforeEach(async () => {
	const { sandbox } = shared;
	await upsert(sandbox, {
		items: jsonItems({ contactId: 'old' }),
		parameters: { listBy: 'name', listName: 'vip' },
	});
	sandbox.requests.length = 0;
});

it.each([
	['picked from the list', { __rl: true, mode: 'list', value: 'list-0001' }],
	['by ID', { __rl: true, mode: 'id', value: ' list-0001 ' }],
	['by an expression', '={{ "list-" + "0001" }}'],
])('fills the list %s', async (_title, listId) => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, { items, parameters: { listBy: 'id', listId } });

	expect(run.error).toBeUndefined();
	expect(run.items[0].json).toMatchObject({
		listId: 'list-0001',
		listName: 'vip',
		segment: null,
		created: false,
		accepted: 1,
	});
	expect(callsOf(sandbox)).toEqual(['getList', 'addContacts']);
	expect([...listNamed(sandbox, 'vip').contacts.keys()]).toEqual(['old', 'a']);
});

it('fills the list of a name', async () => {
	const { sandbox } = shared;
	const listId = { __rl: true, mode: 'name', value: 'vip' };
	const run = await upsert(sandbox, { items, parameters: { listBy: 'id', listId } });

	expect(run.items[0].json).toMatchObject({ listId: 'list-0001', listName: 'vip', created: false });
	expect(callsOf(sandbox)).toEqual(['findLists', 'addContacts']);
});

it('takes a list for each item by an expression', async () => {
	const { sandbox } = shared;
	await upsert(sandbox, { items, parameters: { listBy: 'name', listName: 'other' } });
	await upsert(sandbox, {
		items: jsonItems({ contactId: 'x', to: 'list-0001' }, { contactId: 'y', to: 'list-0002' }),
		parameters: { listBy: 'id', listId: { __rl: true, mode: 'id', value: '={{ $json.to }}' } },
	});

	expect([...listNamed(sandbox, 'vip').contacts.keys()]).toEqual(['old', 'x']);
	expect([...listNamed(sandbox, 'other').contacts.keys()]).toEqual(['a', 'y']);
});

it('makes no list when there is none of that name', async () => {
	const { sandbox } = shared;
	const listId = { __rl: true, mode: 'name', value: 'VIP' };
	const run = await upsert(sandbox, { items, parameters: { listBy: 'id', listId } });

	expect(run.error?.message).toBe(
		"1 of 1 contacts did not get into their lists: There is no list named 'VIP'",
	);
	expect(run.error?.description).toContain('Choose the list by its ID');
	expect(callsOf(sandbox)).toEqual(['findLists']);
});

it('says so when there is no list of that ID', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items,
		parameters: { listBy: 'id', listId: { __rl: true, mode: 'id', value: 'list-9999' } },
	});

	expect(run.error?.message).toContain("CXone does not know what 'Add Contacts' asked for (404)");
	expect(sandbox.requestCounts().createList).toBe(1);
});

it('uses the name that was picked where the tenant has no look-up', async () => {
	await withSandbox({ absentCalls: ['getList', 'findLists'] }, async (sandbox) => {
		await upsert(sandbox, { items, parameters: { listBy: 'name', listName: 'vip' } });
		const listId = {
			__rl: true,
			mode: 'list',
			value: 'list-0001',
			cachedResultName: 'VIP (picked)',
		};
		const run = await upsert(sandbox, { items, parameters: { listBy: 'id', listId } });

		expect(run.items[0].json).toMatchObject({ listName: 'VIP (picked)', accepted: 1 });
		expect(hintsOf(run)).toEqual([]);
	});
});

it.each([
	['nothing', { __rl: true, mode: 'id', value: '={{ $json.none }}' }],
	['a blank', '={{ " " }}'],
])('fails before any request when the ID is %s', async (_title, listId) => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, { items, parameters: { listBy: 'id', listId } });

	expect(run.error?.message).toBe("'List' is empty");
	expect(sandbox.requests).toEqual([]);
});
