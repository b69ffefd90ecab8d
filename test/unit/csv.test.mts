import { CsvError, isBlankCsvRow, parseCsv, writeCsv } from '../../nodes/shared/core/csv';

const fieldsOf = (...args: Parameters<typeof parseCsv>) =>
	parseCsv(...args).map(({ fields }) => fields);

test.each([
	['', []],
	['a', [['a']]],
	['a,b\n', [['a', 'b']]],
	[
		'a,b\r\nc,d',
		[
			['a', 'b'],
			['c', 'd'],
		],
	],
	['a\rb', [['a'], ['b']]],
	['\uFEFFa,\n', [['a', '']]],
	['a\n\nb', [['a'], [''], ['b']]],
	['"a ""b"", c",x', [['a "b", c', 'x']]],
	['"a\r\nb",c', [['a\r\nb', 'c']]],
	[' a , b', [[' a ', ' b']]],
	['a, "b" ,c', [['a', 'b', 'c']]],
	['""', [['']]],
	[',', [['', '']]],
])('%j is read', (text, rows) => {
	expect(fieldsOf(text)).toEqual(rows);
});

test('a tab may stand between fields, and commas in them', () => {
	expect(fieldsOf('a,b\t"c\td"\n', '\t')).toEqual([['a,b', 'c\td']]);
});

test('rows know their lines, also behind a field of several lines', () => {
	expect(parseCsv('a\n"b\nc"\r\nd').map(({ line }) => line)).toEqual([1, 2, 4]);
});

test.each([
	['"a', 1],
	['a\n"b"c', 2],
	['a\nb\nc"d', 3],
	['"x\ny"\n"z', 3],
])('%j is refused, naming line %d', (text, line) => {
	expect(() => parseCsv(text)).toThrow(expect.objectContaining({ line, name: 'SyntaxError' }));
	expect(() => parseCsv(text)).toThrow(CsvError);
});

test('empty lines are told', () => {
	expect(parseCsv('a\n\n  \n,').map(isBlankCsvRow)).toEqual([false, true, true, false]);
});

test('what needs no quotes is written without', () => {
	const rows = [['id', 'a b'], ['x"y', 'c,d'], [' e', 'f\ng'], ['']];
	expect(writeCsv(rows)).toBe('id,a b\r\n"x""y","c,d"\r\n" e","f\ng"\r\n""\r\n');
	expect(writeCsv([['a,b', 'c\td']], '\t')).toBe('a,b\t"c\td"\r\n');
});
