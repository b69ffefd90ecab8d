import type { CompletedContact } from '../../nodes/shared/core/completedContact.ts';
import {
	MasterContacts,
	type CountedContact,
	type CountingRules,
} from '../../nodes/shared/core/masterContacts.ts';

const RANGE = { startMs: 0, endMs: 1_000 };
const RULES: CountingRules = {
	range: RANGE,
	includesAttempts: false,
	direction: undefined,
	// A customer is written as a letter; nothing is a hidden caller.
	customerOf: ({ from }) =>
		from === '' ? { phone: undefined, reason: 'hidden' } : { phone: from },
	isAskedFor: () => true,
};

interface Given {
	id: string;
	master?: string;
	at?: number;
	phone?: string;
	isTry?: boolean;
	isOutbound?: boolean;
}

function contactOf({
	id,
	master = id,
	at = 0,
	phone = 'a',
	isTry = false,
	isOutbound = isTry,
}: Given) {
	const contact: CompletedContact = {
		id,
		masterId: master,
		startMs: at,
		isOutbound,
		mediaTypeId: 4,
		agentSeconds: isTry ? 0 : 30,
		from: phone,
		to: '',
	};
	return contact;
}

/** Counts rows by windows that are given from the latest on. */
function count(
	windows: Array<{ startMs: number; endMs: number }>,
	given: Given[],
	rules: Partial<CountingRules> = {},
	mostStanding?: number,
) {
	const counted: Array<CountedContact<string>> = [];
	const contacts = new MasterContacts<string>(
		{ ...RULES, ...rules },
		(one) => counted.push(one),
		mostStanding,
	);
	for (const window of windows) {
		const query = contacts.query(window);
		for (const one of given) query.take(contactOf(one), one.id);
		contacts.finishWindow(window, [query]);
	}
	contacts.end();
	const { attempts, children, withoutCustomer } = contacts.leftOut;
	return {
		ids: counted.map(({ row }) => row).sort(),
		phones: counted.map(({ phone }) => phone).sort(),
		attempts,
		children,
		withoutCustomer: Object.fromEntries(withoutCustomer),
	};
}

const WHOLE = [RANGE];
const HALVES = [
	{ startMs: 500, endMs: 1_000 },
	{ startMs: 0, endMs: 500 },
];

describe.each([
	['in one window', WHOLE],
	['in two', HALVES],
])('%s', (_, windows) => {
	test.each<[string, Given[], { ids: string[]; children?: number; attempts?: number }]>([
		[
			'a master counts, its children do not',
			[
				{ id: '1', at: 490 },
				{ id: '2', master: '1', at: 495 },
				{ id: '3', master: '1', at: 510 },
			],
			{ ids: ['1'], children: 2 },
		],
		[
			'rows in the other order',
			[
				{ id: '3', master: '1', at: 510 },
				{ id: '1', at: 490 },
			],
			{ ids: ['1'], children: 1 },
		],
		[
			'a child without its master stands for it',
			[{ id: '2', master: '1', at: 510 }],
			{ ids: ['2'] },
		],
		[
			'of several the first stands',
			[
				{ id: '4', master: '1', at: 700 },
				{ id: '3', master: '1', at: 510 },
				{ id: '2', master: '1', at: 490 },
			],
			{ ids: ['2'], children: 2 },
		],
		[
			'of two at once that with the lower id',
			[
				{ id: '10', master: '1', at: 10 },
				{ id: '9', master: '1', at: 10 },
			],
			{ ids: ['9'], children: 1 },
		],
		[
			'a child before its master, one edge apart',
			[
				{ id: '2', master: '1', at: 499 },
				{ id: '1', at: 500 },
			],
			{ ids: ['1'], children: 1 },
		],
		[
			'a row that comes twice counts once',
			[
				{ id: '1', at: 500 },
				{ id: '1', at: 500 },
			],
			{ ids: ['1'] },
		],
		[
			'both ends of the range count',
			[
				{ id: '1', at: 0 },
				{ id: '2', at: 1_000 },
			],
			{ ids: ['1', '2'] },
		],
		[
			'what began outside does not',
			[
				{ id: '1', at: -1 },
				{ id: '2', at: 1_001 },
			],
			{ ids: [] },
		],
		[
			'a master that began before the range is not there',
			[
				{ id: '1', at: -1 },
				{ id: '2', master: '1', at: 1 },
			],
			{ ids: ['2'] },
		],
		[
			'tries are left out',
			[
				{ id: '1', isTry: true },
				{ id: '2', isTry: true, at: 600 },
				{ id: '3', at: 700 },
			],
			{ ids: ['3'], attempts: 2 },
		],
		[
			'an inbound row on which nobody spoke is no try',
			[{ id: '1', isTry: true, isOutbound: false }],
			{ ids: ['1'] },
		],
		[
			'the call that came of a try stands for it',
			[
				{ id: '1', isTry: true, at: 490 },
				{ id: '2', master: '1', at: 510 },
			],
			{ ids: ['2'], attempts: 1 },
		],
		[
			'a master without customer still has its children',
			[
				{ id: '1', phone: '', at: 490 },
				{ id: '2', master: '1', at: 510 },
			],
			{ ids: [], children: 1 },
		],
		[
			'a child without customer does not stand',
			[
				{ id: '2', phone: '', master: '1', at: 490 },
				{ id: '3', master: '1', at: 510 },
			],
			{ ids: ['3'] },
		],
	])('%s', (__, given, { ids, children = 0, attempts = 0 }) => {
		expect(count(windows, given)).toMatchObject({ ids, children, attempts });
	});
});

test('with tries included they count, and are masters', () => {
	const given = [
		{ id: '1', isTry: true },
		{ id: '2', master: '1', at: 10 },
	];
	expect(count(WHOLE, given, { includesAttempts: true })).toMatchObject({
		ids: ['1'],
		attempts: 0,
		children: 1,
	});
});

test('a direction leaves the other one out, also where it is unknown', () => {
	const given = [
		{ id: '1' },
		{ id: '2', isOutbound: true },
		{ id: '3', isOutbound: undefined },
		{ id: '4', isOutbound: true, master: '1' },
	];
	expect(count(WHOLE, given, { direction: 'outbound' })).toMatchObject({ ids: ['2'], children: 1 });
	expect(count(WHOLE, given, { direction: 'inbound' }).ids).toEqual(['1', '3']);
});

test('rows of contacts not asked for count neither as interactions nor as left out', () => {
	const given = [{ id: '1', phone: 'b' }, { id: '2', phone: 'b', isTry: true }, { id: '3' }];
	expect(count(WHOLE, given, { isAskedFor: (phone) => phone === 'a' })).toEqual({
		ids: ['3'],
		phones: ['a'],
		attempts: 0,
		children: 0,
		withoutCustomer: {},
	});
});

test('reasons without customer are counted one by one', () => {
	const given = [
		{ id: '1', phone: '' },
		{ id: '2', phone: '' },
		{ id: '2', phone: '' },
	];
	expect(count(WHOLE, given).withoutCustomer).toEqual({ hidden: 2 });
});

test('a master outside the range of its child is none, where items have ranges of their own', () => {
	const given = [
		{ id: '1', at: 100 },
		{ id: '2', master: '1', at: 200 },
	];
	const isAsked = (_: string, startMs: number) => startMs > 150;
	expect(count(WHOLE, given, { isAsked })).toMatchObject({ ids: ['2'], children: 0 });
	expect(count(HALVES, given, { isAsked })).toMatchObject({ ids: ['2'], children: 0 });
});

test('several queries of a window count together', () => {
	const counted: string[] = [];
	const contacts = new MasterContacts<string>(RULES, ({ row }) => counted.push(row));
	const [bySkill, byOther] = [contacts.query(RANGE), contacts.query(RANGE)];
	bySkill.take(contactOf({ id: '2', master: '1', at: 5 }), '2');
	byOther.take(contactOf({ id: '1' }), '1');
	byOther.take(contactOf({ id: '2', master: '1', at: 5 }), '2');
	contacts.finishWindow(RANGE, [bySkill, byOther]);
	contacts.end();
	expect(counted).toEqual(['1']);
	expect(contacts.leftOut.children).toBe(1);
});

test('a query that starts again forgets its rows', () => {
	const counted: string[] = [];
	const contacts = new MasterContacts<string>(RULES, ({ row }) => counted.push(row));
	const query = contacts.query(RANGE);
	query.take(contactOf({ id: '1' }), 'before');
	query.reset();
	query.take(contactOf({ id: '1' }), 'after');
	contacts.finishWindow(RANGE, [query]);
	expect(counted).toEqual(['after']);
});

test('windows in the wrong order are refused, not miscounted', () => {
	expect(() => count([...HALVES].reverse(), [])).toThrow(RangeError);
});

test('above the bound the latest stand-ins count for good, and the others still find their master', () => {
	const children = Array.from({ length: 40 }, (_, n) => ({
		id: String(100 + n),
		master: String(n),
		at: 500 + n,
	}));
	const masters = Array.from({ length: 40 }, (_, n) => ({ id: String(n), at: 490 }));
	expect(count(HALVES, children, {}, 10).ids).toHaveLength(40);
	// Five are still remembered.
	expect(count(HALVES, [...children, ...masters], {}, 10)).toMatchObject({ children: 5 });
	expect(count(HALVES, [...children, ...masters], {}, 40)).toMatchObject({ children: 40 });
});
