import type { FaultRule } from '../../sandbox/server.mts';
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

const lost: Array<[string, Pick<FaultRule, 'effect' | 'when'>]> = [
	['drop', { effect: { type: 'drop' }, when: 'after' }],
	['500', { effect: { type: 'status', status: 500 }, when: 'after' }],
	['502', { effect: { type: 'status', status: 502 }, when: 'after' }],
	['503', { effect: { type: 'status', status: 503 }, when: 'after' }],
	['504', { effect: { type: 'status', status: 504 }, when: 'after' }],
	['no body', { effect: { type: 'raw', body: '' }, when: 'after' }],
	['a cut body', { effect: { type: 'raw', sizeBytes: 500, cutAfterBytes: 9 }, when: 'after' }],
	['a web page', { effect: { type: 'raw' }, when: 'after' }],
	['too slow, done at once', { effect: { type: 'slow', delayMs: 600 }, when: 'after' }],
	['too slow, done late', { effect: { type: 'slow', delayMs: 330 } }],
];

it.each(lost)('a create whose answer is %s makes one list', async (_title, fault) => {
	const { sandbox } = shared;
	sandbox.faults.add({ call: 'createList', ...fault });
	const options = { timeout: 300 };
	const run = await upsert(sandbox, { items: contactItems(2), parameters: { ...vip, options } });

	expect(run.error).toBeUndefined();
	expect(sandbox.state.lists).toHaveLength(1);
	expect(sandbox.requestCounts().createList).toBe(1);
	expect(run.items[0].json).toMatchObject({ listId: 'list-0001', created: true, accepted: 2 });
});

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

it('creates again at once after 429, which did nothing', async () => {
	const { sandbox } = shared;
	sandbox.faults.add({ call: 'createList', times: 3, effect: { type: 'status', status: 429 } });
	const run = await upsert(sandbox, { items: contactItems(2), parameters: vip });

	expect(run.error).toBeUndefined();
	expect(sandbox.requestCounts()).toMatchObject({ createList: 4, findLists: 2 });
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
