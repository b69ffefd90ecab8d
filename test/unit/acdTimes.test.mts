import { readRecord } from '../../nodes/shared/cxone/acd/records.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

test.each([
	['says its zone', '2026-05-22T00:00:00.000Z', 0],
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
