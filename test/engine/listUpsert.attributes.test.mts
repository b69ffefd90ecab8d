import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { jsonItems } from '../support/engine.mts';
import { bodiesOf, jsonsOf, shareSandbox, shortenWaits, upsert } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();

/** The contacts that one item with these fields is sent as. */
async function sentFor(json: IDataObject, parameters: INodeParameters): Promise<unknown> {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems(json),
		parameters: { listBy: 'name', listName: 'vip', ...parameters },
	});
	expect(run.error).toBeUndefined();
	return bodiesOf(sandbox, 'addContacts')[0];
}

it('are priority and score by default', async () => {
	const json = { contactId: 'a', priority: 'high', score: 90, phone: '+1 555 0100' };
	expect(await sentFor(json, {})).toEqual([
		{ contactId: 'a', data: { priority: 'high', score: 90 } },
	]);
});

it('keep zero, false, empty text and null; absent fields are left out', async () => {
	const json = { contactId: 'a', zero: 0, no: false, empty: '', nothing: null };
	expect(await sentFor(json, { attributeFields: 'zero,no,empty,nothing,absent' })).toEqual([
		{ contactId: 'a', data: { zero: 0, no: false, empty: '', nothing: null } },
	]);
});

it.each([['customer.tier, calls[0].at'], ['={{ ["customer.tier", "calls[0].at"] }}']])(
	'are read by dot paths: %s',
	async (attributeFields) => {
		const json = {
			contactId: 'a',
			customer: { tier: 'gold' },
			calls: [{ at: '2026-01-31T09:00:00Z' }],
		};
		expect(await sentFor(json, { attributeFields })).toEqual([
			{
				contactId: 'a',
				data: { 'customer.tier': 'gold', 'calls[0].at': '2026-01-31T09:00:00Z' },
			},
		]);
	},
);

it('are all fields but the contact ID with all', async () => {
	const json = { customer: 7, contactId: 'other', score: 0, tags: ['x'], deep: { y: null } };
	expect(await sentFor(json, { attributes: 'all', contactIdField: 'customer' })).toEqual([
		{
			contactId: '7',
			data: { contactId: 'other', score: 0, tags: ['x'], deep: { y: null } },
		},
	]);
});

it('are none with none', async () => {
	expect(await sentFor({ contactId: 'a', score: 1 }, { attributes: 'none' })).toEqual([
		{ contactId: 'a', data: {} },
	]);
});

it('may be named __proto__ or constructor', async () => {
	const json = JSON.parse(
		'{"contactId": "__proto__", "__proto__": "p", "constructor": 0}',
	) as IDataObject;
	const sent = (await sentFor(json, { attributeFields: '__proto__,constructor' })) as Array<{
		contactId: string;
		data: object;
	}>;

	expect(sent[0].contactId).toBe('__proto__');
	expect(Object.entries(sent[0].data)).toEqual([
		['__proto__', 'p'],
		['constructor', 0],
	]);
	expect([...shared.sandbox.state.lists[0].contacts.keys()]).toEqual(['__proto__']);
});

it('are no inherited names', async () => {
	expect(await sentFor({ contactId: 'a' }, { attributeFields: 'toString,__proto__' })).toEqual([
		{ contactId: 'a', data: {} },
	]);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY])(
	'fail the item that holds %d, before any request under Stop',
	async (score) => {
		const { sandbox } = shared;
		const items = jsonItems({ contactId: 'a', score: 1 }, { contactId: 'b', score });
		const run = await upsert(sandbox, { items, parameters: { listBy: 'name', listName: 'vip' } });

		expect(run.error).toMatchObject({
			message: "The field 'score' of the item holds a value that JSON cannot carry",
			context: { itemIndex: 1 },
		});
		expect(sandbox.requests).toEqual([]);
	},
);

it('fail only the item that holds NaN with an error output', async () => {
	const { sandbox } = shared;
	const items = jsonItems({ contactId: 'a', score: 1 }, { contactId: 'b', score: Number.NaN });
	const run = await upsert(sandbox, {
		items,
		parameters: { listBy: 'name', listName: 'vip' },
		onError: 'continueErrorOutput',
	});

	expect([...sandbox.state.lists[0].contacts.keys()]).toEqual(['a']);
	expect(run.items[0].json).toMatchObject({ submitted: 2, accepted: 1, rejected: 1 });
	expect(jsonsOf(run.errorItems)).toMatchObject([{ contactId: 'b' }]);
});

it('fail when selected fields are none', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems({ contactId: 'a', priority: 'high' }),
		parameters: { attributeFields: '={{ " , " }}' },
	});

	expect(run.error?.message).toBe("'Attribute Fields' is empty");
	expect(sandbox.requests).toEqual([]);
});
