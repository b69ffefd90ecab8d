import { phoneReader } from '../../nodes/shared/core/phone.ts';
import {
	columnText,
	isSameText,
	type RecordColumn,
} from '../../nodes/shared/core/recordColumns.ts';
import { uploadFiles, isTooLong } from '../../nodes/shared/core/uploadFile.ts';
import { isOlderName } from '../../nodes/shared/core/olderLists.ts';
import { zoneReader } from '../../nodes/shared/core/windowsZones.ts';

const read = phoneReader('US');

test.each<[RecordColumn, unknown, string]>([
	['score', 79.456, '79.46'],
	['score', '12', '12'],
	['score', 0, '0'],
	['score', -0.001, '0'],
	['score', '', ''],
	['score', null, ''],
	['customer1', 1234567.5, '1234567.5'],
	['priority', ' TRUE ', 'true'],
	['priority', false, 'false'],
	['priority', '', ''],
	['callerId', '(201) 555-0100', '2015550100'],
	['callerId', '+44 20 7946 0123', '+442079460123'],
	['firstName', '=1+1', "'=1+1"],
	['notes', '+49 call', "'+49 call"],
	['notes', '-', "'-"],
	['notes', '@x', "'@x"],
	['lastName', 'O-Neil', 'O-Neil'],
	['zip', 10001, '10001'],
	['timeZone', 'America/New_York', 'America/New_York'],
])('%s of %p is %p', (column, value, text) => {
	expect(columnText(column, value, read)).toBe(text);
});

test.each<[RecordColumn, unknown]>([
	['score', 'high'],
	['score', true],
	['score', '1e300'],
	['customer2', Number.NaN],
	['priority', 'high'],
	['priority', 1],
	['notes', { a: 1 }],
	['zip', 2 ** 60],
])('%s takes no %p', (column, value) => {
	expect(() => columnText(column, value, read)).toThrow(`column '${column}'`);
});

test.each([
	['79.50', '79.5', true],
	['true', '1', true],
	['Ann', 'ann', true],
	['', '0', false],
	['79.5', '79', false],
])('%p and %p say the same: %p', (sent, shown, isSame) => {
	expect(isSameText(sent, shown)).toBe(isSame);
});

test('files hold 100,000 records at most, and read back as they were', () => {
	const positions = Array.from({ length: 250_001 }, (_, n) => n);
	const recordAt = (n: number) => ({ externalId: `ü${n}`, phone: '1', columns: {} });
	const files = [...uploadFiles(positions, recordAt)];
	expect(files.map(({ positions: own }) => own.length)).toEqual([100_000, 100_000, 50_001]);
	const lines = Buffer.from(files[1].base64, 'base64').toString('utf8').trimEnd().split('\r\n');
	expect(lines).toHaveLength(100_001);
	expect(lines[1]).toBe(`ü100000,1${','.repeat(13)}`);
	expect(lines[100_000]).toBe(`ü199999,1${','.repeat(13)}`);
});

test('a record of more than 512 characters is too long, counted as people count', () => {
	const record = (length: number) => ({
		externalId: '😀'.repeat(length),
		phone: '1',
		columns: {},
	});
	expect([isTooLong(record(497)), isTooLong(record(498))]).toEqual([false, true]);
});

test.each([
	['x_2026-05-19_segment_high', 'x_2026-05-20_segment_high', true],
	['x_2026-05-21_segment_high', 'x_2026-05-20_segment_high', false],
	['x_2026-05-20_segment_high', 'x_2026-05-20_segment_high', false],
	['x_2026-05-19_segment_low', 'x_2026-05-20_segment_high', false],
	['x_2026-05-19', 'x', false],
	['x_2026-13-19', 'x_2026-05-20', false],
])('%s is older than %s: %p', (name, listName, isOlder) => {
	expect(isOlderName(name, listName)).toBe(isOlder);
});

test('time zones are read by all their names, and only those of the tenant', () => {
	const zoneOf = zoneReader([
		{ standardName: 'Eastern Standard Time', displayName: 'Eastern (US & Canada)' },
	]);
	for (const name of [
		'America/New_York',
		'us/eastern',
		'EASTERN STANDARD TIME',
		'eastern (us & canada)',
	])
		expect(zoneOf(name)).toBe('Eastern Standard Time');
	expect([zoneOf('Europe/Berlin'), zoneOf(''), zoneOf('constructor')]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
	expect(zoneReader()('Europe/Berlin')).toBe('W. Europe Standard Time');
});
