import { DateTime } from 'luxon';

import { DAY_MS, parseInstantMs, toIsoUtc } from '../../nodes/shared/core/time.ts';

/** What a value names, as ISO 8601 UTC. */
function read(value: unknown, zone = 'UTC'): string | undefined {
	const ms = parseInstantMs(value, zone);
	return ms === undefined ? undefined : toIsoUtc(ms);
}

describe('text with a zone', () => {
	test.each([
		['2026-01-31T09:00:00Z', '2026-01-31T09:00:00.000Z'],
		['  2026-01-31T09:00:00Z\n', '2026-01-31T09:00:00.000Z'],
		['2026-01-31T09:00Z', '2026-01-31T09:00:00.000Z'],
		['2026-01-31T09:00:00.5Z', '2026-01-31T09:00:00.500Z'],
		['2026-01-31T09:00:00.123456789Z', '2026-01-31T09:00:00.123Z'],
		['2026-01-31T09:00:00+05:30', '2026-01-31T03:30:00.000Z'],
		['2026-01-31T09:00:00-08:00', '2026-01-31T17:00:00.000Z'],
		['2026-01-31T09:00:00+0530', '2026-01-31T03:30:00.000Z'],
		['2026-01-31 09:00:00+02:00', '2026-01-31T07:00:00.000Z'],
		['20260131T090000Z', '2026-01-31T09:00:00.000Z'],
		['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
		['2026-01-31T24:00:00Z', '2026-02-01T00:00:00.000Z'],
	])('%j is %s in every zone', (text, iso) => {
		expect(read(text)).toBe(iso);
		expect(read(text, 'Asia/Kathmandu')).toBe(iso);
	});
});

describe('text without a zone is read in the zone given', () => {
	test.each([
		['2026-01-31T09:00:00', 'UTC', '2026-01-31T09:00:00.000Z'],
		['2026-01-31T09:00:00', 'Europe/Vienna', '2026-01-31T08:00:00.000Z'],
		['2026-01-31 09:00:00.25', 'Europe/Vienna', '2026-01-31T08:00:00.250Z'],
		['2026-07-31 09:00', 'Europe/Vienna', '2026-07-31T07:00:00.000Z'],
		['2026-01-31', 'Asia/Kathmandu', '2026-01-30T18:15:00.000Z'],
		['20260131', 'UTC', '2026-01-31T00:00:00.000Z'],
		['2026-031', 'UTC', '2026-01-31T00:00:00.000Z'],
		['2026-W05-6', 'UTC', '2026-01-31T00:00:00.000Z'],
		['2026-01', 'UTC', '2026-01-01T00:00:00.000Z'],
		['2026', 'Pacific/Auckland', '2025-12-31T11:00:00.000Z'],
	])('%s in %s is %s', (text, zone, iso) => {
		expect(read(text, zone)).toBe(iso);
	});

	test('a time that daylight saving skips is moved on by the hour skipped', () => {
		expect(read('2026-03-08T02:30:00', 'America/New_York')).toBe('2026-03-08T07:30:00.000Z');
		expect(read('2026-03-29T02:30:00', 'Europe/Vienna')).toBe('2026-03-29T01:30:00.000Z');
	});

	test('a time that daylight saving has twice is the first of the two', () => {
		expect(read('2026-11-01T01:30:00', 'America/New_York')).toBe('2026-11-01T05:30:00.000Z');
		expect(read('2026-10-25T02:30:00', 'Europe/Vienna')).toBe('2026-10-25T00:30:00.000Z');
	});

	test('a zone that does not exist gives no time', () => {
		expect(read('2026-01-31T09:00:00', 'Nowhere/Land')).toBeUndefined();
	});
});

describe('numbers', () => {
	test.each([
		[1_769_850_000_000, '2026-01-31T09:00:00.000Z'],
		[1_769_850_000, '2026-01-31T09:00:00.000Z'],
		[1_769_850_000.25, '2026-01-31T09:00:00.250Z'],
		[1_769_850_000_000.9, '2026-01-31T09:00:00.000Z'],
		[0, '1970-01-01T00:00:00.000Z'],
		[-0, '1970-01-01T00:00:00.000Z'],
		[-1, '1969-12-31T23:59:59.000Z'],
		[1e11 - 1, '5138-11-16T09:46:39.000Z'],
		[1e11, '1973-03-03T09:46:40.000Z'],
		[-62_135_596_800_000, '0001-01-01T00:00:00.000Z'],
		[253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
		['1769850000', '2026-01-31T09:00:00.000Z'],
		['1769850000000', '2026-01-31T09:00:00.000Z'],
	])('%p is %s', (value, iso) => {
		expect(read(value)).toBe(iso);
	});
});

describe('objects', () => {
	const instant = Date.UTC(2026, 0, 31, 9);

	test('a Date and a Luxon DateTime of any zone name their instant', () => {
		expect(parseInstantMs(new Date(instant), 'Europe/Vienna')).toBe(instant);
		const local = DateTime.fromMillis(instant, { zone: 'America/New_York' });
		expect(parseInstantMs(local, 'Europe/Vienna')).toBe(instant);
	});

	test.each([
		new Date(Number.NaN),
		DateTime.invalid('test'),
		DateTime.fromMillis(8.64e15),
		{ toMillis: 5 },
		{ toMillis: () => '5' },
		{ toMillis: () => Number.NaN },
		{},
		[],
		[instant],
		null,
		undefined,
		true,
		10n,
		Symbol('time'),
		() => instant,
	])('%p names none', (value) => {
		expect(parseInstantMs(value, 'UTC')).toBeUndefined();
	});
});

describe('what is no time', () => {
	test.each([
		['2026-02-30T09:00:00Z'],
		['2026-02-29'],
		['2026-04-31T00:00:00+02:00'],
		['2026-13-01T00:00:00Z'],
		['2026-01-32'],
		['2026-01-31T25:00:00Z'],
		['2026-01-31T09:60:00Z'],
		['2026-01-31T09:00:60Z'],
		['12:30'],
		['T12:30:00'],
		['09:00:00Z'],
		['123045'],
		['12:30:45.123+02:00'],
		['now'],
		['yesterday'],
		[''],
		['   '],
		['0000-00'],
		['1200-0430'],
		['31.01.2026'],
		['01/31/2026'],
		['12345'],
		['123456789'],
		['12345678901234'],
		['1e12'],
		['0x10'],
		['-5'],
		['2026-01-31T09:00:00Z; DROP TABLE'],
		['0000-06-01T00:00:00Z'],
		['-0044-03-15T00:00:00Z'],
		['+010000-01-01T00:00:00Z'],
	])('%j', (text) => {
		expect(read(text)).toBeUndefined();
	});

	test.each([
		[Number.NaN],
		[Number.POSITIVE_INFINITY],
		[Number.NEGATIVE_INFINITY],
		[253_402_300_800_000],
		[-62_135_596_800_001],
		[Number.MAX_VALUE],
		[Number.MAX_SAFE_INTEGER],
	])('the number %p', (number) => {
		expect(read(number)).toBeUndefined();
	});
});

test('a day has 24 hours, and times leave with Z and milliseconds', () => {
	expect(DAY_MS).toBe(24 * 60 * 60 * 1_000);
	expect(toIsoUtc(0)).toBe('1970-01-01T00:00:00.000Z');
});
