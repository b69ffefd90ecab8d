import { fieldReader, isBlank, splitTyped, toContactId } from '../../nodes/shared/core/fields.ts';

const read = (path: string, json: unknown) => fieldReader(path)(json);

describe('fieldReader', () => {
	const item = {
		contactId: 'a',
		customer: { id: 'b', 'first.name': 'Ada', phones: [{ kind: 'home' }, { kind: 'work' }] },
		'customer.id': 'whole',
		'calls[0].at': 'whole too',
		calls: [{ at: 'stepwise' }],
		'[id]': 'bracketed',
		'trailing.': 'dotted',
		zero: 0,
		no: false,
		empty: '',
		nothing: null,
	};

	test.each([
		['contactId', 'a'],
		['  contactId ', 'a'],
		['customer.phones[1].kind', 'work'],
		['customer.phones.0.kind', 'home'],
		['customer[id]', 'b'],
		['customer.phones.length', 2],
		['zero', 0],
		['no', false],
		['empty', ''],
		['nothing', null],
	])('%s gives %p', (path, value) => {
		expect(read(path, item)).toBe(value);
	});

	test.each([
		['customer.id', 'whole'],
		['calls[0].at', 'whole too'],
		['[id]', 'bracketed'],
		['trailing.', 'dotted'],
	])('a field whose whole name is %s wins', (path, value) => {
		expect(read(path, item)).toBe(value);
	});

	test('a whole name without a value gives way to the path', () => {
		expect(read('a.b', { 'a.b': undefined, a: { b: 1 } })).toBe(1);
		expect(read('a.b', { 'a.b': null, a: { b: 1 } })).toBeNull();
	});

	test.each([
		['missing'],
		['customer.missing.deeper'],
		['contactId.length'],
		['nothing.at.all'],
		['customer.first.name'],
		[''],
		['.'],
		['[]'],
	])('%j leads nowhere', (path) => {
		expect(read(path, item)).toBeUndefined();
	});

	test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'a.constructor.name'])(
		'%s is a name like any other, not a way into the prototype',
		(path) => {
			expect(read(path, { a: {} })).toBeUndefined();
			expect(read('__proto__', JSON.parse('{"__proto__": "mine"}'))).toBe('mine');
			expect(read('hasOwnProperty', { hasOwnProperty: 'mine' })).toBe('mine');
		},
	);

	test.each([[undefined], [null], ['text'], [5], [true]])('%p has no fields', (json) => {
		expect(read('contactId', json)).toBeUndefined();
		expect(read('a.b', json)).toBeUndefined();
	});

	test('an object without a prototype is read as well', () => {
		expect(read('a', Object.assign(Object.create(null) as object, { a: 1 }))).toBe(1);
	});
});

test.each([
	[undefined, true],
	[null, true],
	['', true],
	[' ', false],
	[0, false],
	[false, false],
	[Number.NaN, false],
	[[], false],
])('isBlank(%p) is %p', (value, is) => {
	expect(isBlank(value)).toBe(is);
});

test.each([
	['a', 'a'],
	[' a ', 'a'],
	[2 ** 53, undefined],
	[-(2 ** 53), undefined],
	[2 ** 53 - 1, '9007199254740991'],
	['12345678901234567890', '12345678901234567890'],
	['__proto__', '__proto__'],
	['0', '0'],
	[0, '0'],
	[-0, '0'],
	[42, '42'],
	[1.5, '1.5'],
	['', undefined],
	[' \n', undefined],
	[Number.NaN, undefined],
	[Number.POSITIVE_INFINITY, undefined],
	[true, undefined],
	[null, undefined],
	[undefined, undefined],
	[{}, undefined],
	[['a'], undefined],
	[5n, undefined],
])('toContactId(%p) is %p', (value, contactId) => {
	expect(toContactId(value)).toBe(contactId);
});

test.each([
	['a, b;c\nd\r\ne', ['a', 'b', 'c', 'd', 'e']],
	[' a b ', ['a b']],
	[',,;\n ', []],
	['', []],
	[undefined, []],
	[null, []],
	[0, ['0']],
	[7, ['7']],
	[
		['a,b', ' c ', 5, 0, null, undefined, ''],
		['a,b', 'c', '5', '0'],
	],
])('splitTyped(%j) is %j', (value, parts) => {
	expect(splitTyped(value)).toEqual(parts);
});
