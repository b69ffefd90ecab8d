import type { IDataObject } from 'n8n-workflow';

import { jsonItems } from '../support/engine.mts';
import {
	bodiesOf,
	contactItems,
	jsonsOf,
	shareSandbox,
	shortenWaits,
	shownTexts,
	upsert,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();

interface Assignment {
	name: unknown;
	value: unknown;
	type?: string;
}

/** The parameter as n8n's editor saves it. */
function mapping(...assignments: Assignment[]): IDataObject {
	return {
		listBy: 'name',
		listName: 'vip',
		attributes: 'map',
		attributeMapping: {
			assignments: assignments.map((assignment, index) => ({ id: String(index), ...assignment })),
		} as IDataObject,
	};
}

/** The attributes that one item is sent with. */
async function sentFor(json: IDataObject, ...assignments: Assignment[]): Promise<unknown> {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems({ contactId: 'a', ...json }),
		parameters: mapping(...assignments) as never,
	});
	expect(run.error).toBeUndefined();
	const [body] = bodiesOf(sandbox, 'addContacts') as Array<Array<{ data: unknown }>>;
	return body[0].data;
}

it('names and values come from expressions, and each value is of its type', async () => {
	const json = { tier: 'gold', score: 90, isOpen: false, zip: 1234, tags: ['x'], of: { y: 1 } };
	const data = await sentFor(
		json,
		{ name: 'Customer Tier', value: '={{ $json.tier.toUpperCase() }}', type: 'string' },
		{ name: '={{ "score of " + $json.tier }}', value: '={{ $json.score }}', type: 'number' },
		{ name: 'open', value: '={{ $json.isOpen }}', type: 'boolean' },
		{ name: 'zip', value: '={{ $json.zip }}', type: 'string' },
		{ name: 'typed', value: '7', type: 'number' },
		{ name: 'tags', value: '={{ $json.tags }}', type: 'array' },
		{ name: 'of', value: '={{ $json.of }}', type: 'object' },
		{ name: 'untyped', value: '={{ $json.score }}' },
	);
	expect(data).toEqual({
		'Customer Tier': 'GOLD',
		'score of gold': 90,
		open: false,
		zip: '1234',
		typed: 7,
		tags: ['x'],
		of: { y: 1 },
		untyped: 90,
	});
});

it('zero, false, empty text and null are values; absent ones are left out', async () => {
	const data = await sentFor(
		{ nothing: null },
		{ name: 'zero', value: 0, type: 'number' },
		{ name: 'no', value: false, type: 'boolean' },
		{ name: 'empty', value: '', type: 'string' },
		{ name: 'nothing', value: '={{ $json.nothing }}', type: 'string' },
		{ name: 'absent', value: '={{ $json.absent }}', type: 'number' },
		{ name: '__proto__', value: 'p', type: 'string' },
	);
	expect(Object.entries(data as object)).toEqual([
		['zero', 0],
		['no', false],
		['empty', ''],
		['nothing', null],
		['__proto__', 'p'],
	]);
});

it.each<[string, Assignment[], string]>([
	['without attributes', [], "'Attribute Mapping' is empty"],
	[
		'with one that has no name',
		[
			{ name: 'a', value: 1, type: 'number' },
			{ name: ' ', value: 2, type: 'number' },
		],
		"Attribute no. 2 of 'Attribute Mapping' has no name",
	],
	[
		'with one whose name is an expression that gives nothing',
		[{ name: '={{ $json.absent }}', value: 1, type: 'number' }],
		"Attribute no. 1 of 'Attribute Mapping' has no name",
	],
	[
		'with two of a name',
		[
			{ name: 'a', value: 1, type: 'number' },
			{ name: 'a ', value: 2, type: 'number' },
		],
		"Attribute no. 2 of 'Attribute Mapping' has the name of another one",
	],
	[
		'with text that is no number',
		[{ name: 'a', value: 'SECRET', type: 'number' }],
		"Attribute no. 1 of 'Attribute Mapping' is not of its type",
	],
	[
		'with no text that is to be a number',
		[{ name: 'a', value: ' ', type: 'number' }],
		"Attribute no. 1 of 'Attribute Mapping' is not of its type",
	],
	[
		'with a type that JSON has not',
		[{ name: 'a', value: 'x', type: 'binary' }],
		"Attribute no. 1 of 'Attribute Mapping' is not of its type",
	],
])('a mapping %s is refused before any request', async (_, assignments, message) => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems({ contactId: 'a' }),
		parameters: mapping(...assignments) as never,
	});
	expect(run.error?.message).toBe(message);
	expect(run.error?.description).toBeTruthy();
	expect(shownTexts(run)).not.toContain('SECRET');
	expect(sandbox.requests).toEqual([]);
});

it.each([undefined, 'x', [], { assignments: 'x' }, { assignments: [null] }])(
	'a mapping that is %j is refused',
	async (attributeMapping) => {
		const run = await upsert(shared.sandbox, {
			items: jsonItems({ contactId: 'a' }),
			parameters: { ...mapping(), attributeMapping } as never,
		});
		expect(run.error?.message).toMatch(/'Attribute Mapping'( is empty| has no name)$/);
	},
);

it('only the item fails whose value JSON cannot carry, and only its contact stays out', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: jsonItems({ contactId: 'a', score: 0 }, { contactId: 'b', score: Number.NaN }),
		parameters: mapping({ name: 'score', value: '={{ $json.score }}', type: 'number' }) as never,
		onError: 'continueErrorOutput',
	});

	expect([...sandbox.state.lists[0].contacts.keys()]).toEqual(['a']);
	expect(run.items[0].json).toMatchObject({ submitted: 2, accepted: 1, rejected: 1 });
	expect(jsonsOf(run.errorItems)).toMatchObject([
		{ contactId: 'b', error: expect.stringContaining('JSON cannot carry') },
	]);
});

it('what was checked is what is sent, whatever its expression gives the next time', async () => {
	const { sandbox } = shared;
	const value = '={{ Math.random() < 0.5 ? 1 : NaN }}';
	const run = await upsert(sandbox, {
		items: contactItems(60),
		parameters: mapping({ name: 'n', value, type: 'number' }) as never,
		onError: 'continueErrorOutput',
	});
	expect(run.error).toBeUndefined();
	const sent = (bodiesOf(sandbox, 'addContacts') as Array<Array<{ data: unknown }>>).flat();
	expect(sent.length).toBeGreaterThan(0);
	expect(sent.length + run.errorItems.length).toBe(60);
	for (const { data } of sent) expect(data).toEqual({ n: 1 });
});
