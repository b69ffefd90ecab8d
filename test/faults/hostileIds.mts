/** Texts that are ids and names like any other. */
export const TEXTS = [
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
	'a/b',
	'../campaigns',
	'..',
	'.',
	'?name=x&pageSize=1#y',
	'%2F%00%',
	'"quotes" \'and\' `ticks`',
	"'; DROP TABLE contacts; --",
	'{{ $json.x }}',
	'=1+1',
	'😀🙃',
	'e\u0301',
	'\u00e9',
	'\u0000',
	'\u202eabc',
	'line\nbreak',
	'x'.repeat(10_000),
];
/** Half a character, which no address can hold. */
export const LONE_SURROGATE = 'lone \ud800';
/** Numbers are ids in their usual writing. */
export const NUMBERS: Array<[value: number, id: string]> = [
	[-0, '0'],
	[-1, '-1'],
	[12.5, '12.5'],
	[Number.MAX_SAFE_INTEGER, '9007199254740991'],
];
/** Values that are no ids. */
export const NO_IDS = [
	'',
	'   ',
	'\t\n',
	NaN,
	Infinity,
	-Infinity,
	null,
	undefined,
	{},
	[],
	true,
	['a'],
	// Digits are lost beyond 2^53.
	1e21,
	2 ** 53,
];
