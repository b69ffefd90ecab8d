import { parseRetryAfterMs } from '../../nodes/shared/core/retryAfter.ts';

const NOW = Date.UTC(2026, 0, 31, 9, 0, 0);
const parse = (header: unknown) => parseRetryAfterMs(header, NOW);

test.each([
	['0', 0],
	['1', 1_000],
	[' 7 ', 7_000],
	['007', 7_000],
	['120', 120_000],
	['1.5', 1_500],
	['86400', 86_400_000],
	[5, 5_000],
	[0, 0],
	[0.25, 250],
])('%p seconds', (header, waitMs) => {
	expect(parse(header)).toBe(waitMs);
});

test.each([
	['Sat, 31 Jan 2026 09:00:30 GMT', 30_000],
	['Saturday, 31-Jan-26 09:00:30 GMT', 30_000],
	['Sat Jan 31 09:00:30 2026', 30_000],
	['Sun Feb  1 09:00:00 2026', 86_400_000],
	['Sat, 31 Jan 2026 09:00:00 GMT', 0],
	['Sat, 31 Jan 2026 08:00:00 GMT', 0],
	['Thu, 01 Jan 1970 00:00:00 GMT', 0],
])('the HTTP date %s', (header, waitMs) => {
	expect(parse(header)).toBe(waitMs);
});

test('of several headers the first counts', () => {
	expect(parse(['3', '9'])).toBe(3_000);
	expect(parse([])).toBeUndefined();
	expect(parse([['3']])).toBeUndefined();
});

test('a huge number stays a number', () => {
	expect(parse('99999999999')).toBe(99_999_999_999_000);
	expect(parse('9'.repeat(305))).toBeGreaterThan(1e300);
	expect(parse('9'.repeat(400))).toBeUndefined();
	expect(parse('9'.repeat(100_000))).toBeUndefined();
});

test.each([
	[undefined],
	[null],
	[''],
	['   '],
	['-1'],
	[-1],
	[Number.NaN],
	[Number.POSITIVE_INFINITY],
	[Number.MAX_VALUE],
	['+5'],
	['1e3'],
	['0x10'],
	['1,5'],
	['5s'],
	['5 seconds'],
	['soon'],
	['.5'],
	['5.'],
	['2026-01-31T09:00:30Z'],
	['Sat, 31 Jan 2026 09:00:30 CET'],
	['Sat, 31 Jan 2026 09:00:30 +0100'],
	['Sat, 31 Jan 2026'],
	['sat, 31 jan 2026 09:00:30 gmt'],
	['Sat, 31 Xyz 2026 09:00:30 GMT'],
	['Sat, 31 Jan 2026 25:00:30 GMT'],
	['Sat, 41 Jan 2026 09:00:30 GMT'],
	[{}],
	[true],
	[Symbol('wait')],
])('%p names no wait', (header) => {
	expect(parse(header)).toBeUndefined();
});
