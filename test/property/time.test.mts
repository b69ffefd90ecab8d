import assert from 'node:assert/strict';

import fc from 'fast-check';
import { DateTime, Settings } from 'luxon';

import { parseRetryAfterMs } from '../../nodes/shared/core/retryAfter.ts';
import { parseInstantMs, toIsoUtc } from '../../nodes/shared/core/time.ts';
import { assertProperty } from '../support/property.mts';

const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const LATEST_MS = Date.parse('9999-12-31T23:59:59.999Z');
const ZONES = ['UTC', 'America/New_York', 'Europe/Vienna', 'Asia/Kathmandu', 'Pacific/Apia'];
const zone = fc.constantFrom(...ZONES);
const instant = fc.integer({ min: EARLIEST_MS, max: LATEST_MS });
const NOW = Date.UTC(2026, 0, 31);

/** Text that looks like a time, or nearly. */
const timeLikeText = fc.oneof(
	fc.string({ unit: fc.constantFrom(...'0123456789-:.TZW+ /'), maxLength: 26 }),
	fc
		.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 0, max: 99 }), fc.string())
		.map(([hour, minute, rest]) => `${hour}:${minute}${rest}`),
	fc
		.tuple(instant, fc.nat({ max: 24 }))
		.map(([ms, length]) => new Date(ms).toISOString().slice(0, length)),
	fc
		.tuple(
			fc.integer({ min: 1_990, max: 2_030 }),
			fc.constantFrom('03', '10', '11'),
			fc.nat({ max: 31 }),
		)
		.map(([year, month, day]) => `${year}-${month}-${String(day).padStart(2, '0')}T01:30:00`),
);

afterEach(() => {
	Settings.now = () => Date.now();
});

test('whatever it is given, a parser answers: an instant within the calendar, or none', () => {
	const anything = fc.oneof(
		fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true, withMap: true }),
		timeLikeText,
		fc.double(),
	);
	assertProperty(
		fc.property(anything, zone, (value, zoneName) => {
			const ms = parseInstantMs(value, zoneName);
			if (ms === undefined) return;
			assert.ok(Number.isInteger(ms));
			assert.ok(ms >= EARLIEST_MS);
			assert.ok(ms <= LATEST_MS);
			// Adding 0 makes 0 of −0.
			assert.equal(parseInstantMs(toIsoUtc(ms), zoneName), ms + 0);
		}),
	);
});

test('an instant is read back from every form in which it is written, in any zone', () => {
	assertProperty(
		fc.property(instant, zone, zone, (ms, zoneName, other) => {
			const local = DateTime.fromMillis(ms, { zone: other });
			assert.equal(parseInstantMs(toIsoUtc(ms), zoneName), ms);
			assert.equal(parseInstantMs(new Date(ms), zoneName), ms);
			assert.equal(parseInstantMs(local, zoneName), ms);
			// An offset before railway time has seconds, which ISO 8601 cannot write.
			if (local.year > 1970 && local.year < 9999)
				assert.equal(parseInstantMs(local.toISO(), zoneName), ms);
			if (Math.abs(ms) >= 1e11) assert.equal(parseInstantMs(ms, zoneName), ms);
		}),
	);
});

test('a number of seconds and of milliseconds name the same instant', () => {
	assertProperty(
		fc.property(fc.integer({ min: 1e8, max: 1e10 - 1 }), zone, (seconds, zoneName) => {
			assert.equal(parseInstantMs(seconds, zoneName), seconds * 1_000);
			assert.equal(parseInstantMs(seconds * 1_000, zoneName), seconds * 1_000);
			assert.equal(
				parseInstantMs(String(seconds * 1_000), zoneName),
				seconds * 1_000 >= 1e11 ? seconds * 1_000 : undefined,
			);
		}),
	);
});

test('text names the same instant on every day of the year', () => {
	assertProperty(
		fc.property(timeLikeText, zone, (text, zoneName) => {
			Settings.now = () => Date.UTC(2026, 0, 15);
			Settings.resetCaches();
			const inWinter = parseInstantMs(text, zoneName);
			Settings.now = () => Date.UTC(2031, 6, 16, 12);
			Settings.resetCaches();
			assert.equal(parseInstantMs(text, zoneName), inWinter);
		}),
	);
});

test('whatever a Retry-After holds, it is a wait of zero or more, or none', () => {
	const header = fc.oneof(
		fc.anything(),
		fc.double(),
		fc.double().map(String),
		fc.array(fc.double().map(String)),
		timeLikeText,
	);
	assertProperty(
		fc.property(header, (value) => {
			const waitMs = parseRetryAfterMs(value, NOW);
			if (waitMs === undefined) return;
			assert.ok(waitMs >= 0);
			assert.ok(Number.isFinite(waitMs));
		}),
	);
});

test('all three forms of a date in Retry-After name the same wait', () => {
	assertProperty(
		fc.property(fc.integer({ min: -86_400, max: 86_400 * 365 }), (seconds) => {
			const date = DateTime.fromMillis(NOW + seconds * 1_000, { zone: 'UTC', locale: 'en' });
			const day = String(date.day).padStart(2, ' ');
			const waitMs = Math.max(0, seconds * 1_000);
			for (const text of [
				new Date(date.toMillis()).toUTCString(),
				`${date.toFormat('cccc, dd-LLL-yy HH:mm:ss')} GMT`,
				`${date.toFormat('ccc LLL')} ${day} ${date.toFormat('HH:mm:ss yyyy')}`,
			])
				assert.deepEqual([text, parseRetryAfterMs(text, NOW)], [text, waitMs]);
		}),
	);
});
