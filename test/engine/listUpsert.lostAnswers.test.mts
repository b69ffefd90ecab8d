import {
	callsOf,
	contactItems,
	shareSandbox,
	shortenWaits,
	upsert,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const vip = { listBy: 'name', listName: 'vip', attributes: 'none' };

it('makes one list although the look-up lags behind', async () => {
	const { sandbox } = shared;
	const contentType = 'application/json';
	const body = '{"data": [], "pagination": {"nextPageToken": null}}';
	sandbox.faults.add({ call: 'createList', when: 'after', effect: { type: 'drop' } });
	sandbox.faults.add({
		call: 'findLists',
		times: 2,
		skip: 1,
		effect: { type: 'raw', contentType, body },
	});
	const run = await upsert(sandbox, { items: contactItems(2), parameters: vip });

	expect(callsOf(sandbox)).toEqual([
		'findLists',
		'createList',
		'findLists',
		'findLists',
		'findLists',
		'findLists',
		'addContacts',
	]);
	expect(run.items[0].json).toMatchObject({ listId: 'list-0001', created: true, accepted: 2 });
});

it('creates again when the look-ups show that nothing was made', async () => {
	const { sandbox } = shared;
	sandbox.faults.add({ call: 'createList', effect: { type: 'status', status: 500 } });
	const run = await upsert(sandbox, { items: contactItems(2), parameters: vip });

	expect(run.error).toBeUndefined();
	expect(sandbox.requestCounts().createList).toBe(2);
	expect(sandbox.state.lists).toHaveLength(1);
});

it('creates again after 429 and one look', async () => {
	const { sandbox } = shared;
	sandbox.faults.add({ call: 'createList', times: 3, effect: { type: 'status', status: 429 } });
	const run = await upsert(sandbox, { items: contactItems(2), parameters: vip });

	expect(run.error).toBeUndefined();
	expect(sandbox.requestCounts()).toMatchObject({ createList: 4, findLists: 5 });
	expect(sandbox.state.lists).toHaveLength(1);
});

it('does not know where the look-up is absent, and creates no second list', async () => {
	await withSandbox({ absentCalls: ['findLists'] }, async (sandbox) => {
		sandbox.faults.add({ call: 'createList', when: 'after', effect: { type: 'drop' } });
		const run = await upsert(sandbox, { items: contactItems(2), parameters: vip });

		expect(run.error?.message).toBe(
			"2 of 2 contacts did not get into their lists: It is not known whether 'Create List' was carried out",
		);
		expect(run.error?.description).toContain("Look in CXone whether the list 'vip' exists.");
		expect(sandbox.requestCounts().createList).toBe(1);
		expect(sandbox.requestCounts().addContacts).toBeUndefined();
	});
});

it('does not know where the look-up fails too, and creates no second list', async () => {
	const { sandbox } = shared;
	sandbox.faults.add({ call: 'createList', when: 'after', effect: { type: 'drop' } });
	sandbox.faults.add({
		call: 'findLists',
		skip: 1,
		times: Infinity,
		effect: { type: 'status', status: 500 },
	});
	const run = await upsert(sandbox, { items: contactItems(2), parameters: vip });

	expect(run.error?.message).toContain("It is not known whether 'Create List' was carried out");
	expect(sandbox.requestCounts().createList).toBe(1);
});
