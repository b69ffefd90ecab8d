import { readRecord } from '../../nodes/shared/cxone/acd/records.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test.each([
	['says its zone', '2026-05-22T00:00:01.000Z', 1_000],
	['is the midnight of UTC', '2026-05-22T00:00:00.000Z', DAY_MS + 12 * HOUR_MS],
	['is a day as in the US', '5/22/2026', DAY_MS + 12 * HOUR_MS],
	['is a time as in the US', '05/22/2026 2:00:05 PM', 26 * HOUR_MS + 5_000],
	['is written as by .NET', '/Date(1779408000000)/', 0],
	['says its zone otherwise', '2026-05-22T02:00:00+02:00', 0],
	['names no zone', '2026-05-22T09:00:00', 21 * HOUR_MS],
	['is the midnight of no zone', '2026-05-22T00:00:00', DAY_MS + 12 * HOUR_MS],
	['is a day', '2026-05-22', DAY_MS + 12 * HOUR_MS],
])('an expiry that %s counts at its latest', (_, text, laterMs) => {
	const record = readRecord({ externalId: 'a', expirationDate: text }, '1');
	expect(record?.latestExpiryMs).toBe(Date.UTC(2026, 4, 22) + laterMs);
});

test('an expiry that cannot be read is none', () => {
	expect(readRecord({ externalId: 'a', expirationDate: 'soon' }, '1')?.latestExpiryMs).toBe(
		undefined,
	);
});

test.each(['0001-01-01T00:00:00', '1900-01-01T00:00:00Z', '1/1/1753', 0])(
	'a time as early as %s is none',
	(none) => {
		const record = readRecord(
			{ externalId: 'a', expirationDate: none, icDateOfLastCall: none },
			'1',
		);
		expect(record).toMatchObject({ latestExpiryMs: undefined, lastCallMs: undefined });
	},
);

test('a call at a time that cannot be read holds the record back', () => {
	const record = readRecord({ externalId: 'a', icDateOfLastCall: 'yesterday' }, '1');
	expect(record?.lastCallMs).toBe(Number.POSITIVE_INFINITY);
});
