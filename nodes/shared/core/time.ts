import { DateTime } from 'luxon';

/** A day in milliseconds. */
export const DAY_MS = 86_400_000;

/** Numbers below this count seconds, from it on milliseconds: 1e11 s is the year 5138, 1e11 ms is 1973. */
const FIRST_MILLISECOND_NUMBER = 1e11;
const EARLIEST_MS = Date.parse('0001-01-01T00:00:00Z');
const LATEST_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** ISO 8601 with zone, on a day that its month has in every year; without captures, which a million times cost time. */
const ISO_WITH_ZONE =
	/^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
/** Of the forms with zone only `2026-01-31T09:00:00.000Z` is as long as this. */
const UTC_FORM_LENGTH = 24;
const CODE_OF_0 = 48;
const EPOCH_TEXT = /^\d{10,13}$/;
/**
 * Luxon also reads a bare time of day, as of today, such as 0000-00 (midnight, an offset of zero): text must begin with a
 * year and what makes it a date, or the result would follow the clock.
 */
const STARTS_WITH_YEAR =
	/^[+-]?\d{4}(?:$|-(?:W|(?:0[1-9]|1[0-2])(?:$|[-T ])|\d{3}(?:$|[T ]))|W|\d{3,4}(?:$|T)|\d\d-)/i;
function withinCalendar(ms: number): number | undefined {
	return ms >= EARLIEST_MS && ms <= LATEST_MS ? Math.trunc(ms) : undefined;
}

function fromNumber(value: number): number | undefined {
	return withinCalendar(Math.abs(value) < FIRST_MILLISECOND_NUMBER ? value * 1_000 : value);
}

function twoDigits(text: string, at: number): number {
	return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 11 * CODE_OF_0;
}

/** Reads a checked `2026-01-31T09:00:00.000Z`, the form in which interactions come: much faster than `Date.parse`. */
function fromUtcForm(text: string): number {
	return Date.UTC(
		twoDigits(text, 0) * 100 + twoDigits(text, 2),
		twoDigits(text, 5) - 1,
		twoDigits(text, 8),
		twoDigits(text, 11),
		twoDigits(text, 14),
		twoDigits(text, 17),
		twoDigits(text, 20) * 10 + text.charCodeAt(22) - CODE_OF_0,
	);
}

/** The engine's own parser is ten times as fast as Luxon, but lets 30 February pass: late days go the slow way. */
function fromIsoWithZone(text: string): number | undefined {
	if (!ISO_WITH_ZONE.test(text)) return undefined;
	if (text.length === UTC_FORM_LENGTH && text[0] !== '0') return fromUtcForm(text);
	const ms = Date.parse(text);
	return Number.isNaN(ms) ? undefined : withinCalendar(ms);
}

function fromText(text: string, zone: string): number | undefined {
	const isoMs = fromIsoWithZone(text);
	if (isoMs !== undefined) return isoMs;
	if (EPOCH_TEXT.test(text)) return fromNumber(Number(text));
	if (!STARTS_WITH_YEAR.test(text)) return undefined;
	const iso = DateTime.fromISO(text, { zone, setZone: true });
	const parsed = iso.isValid ? iso : DateTime.fromSQL(text, { zone, setZone: true });
	// Of a time that daylight saving has twice Luxon takes the one that fits the season of the run: the first counts.
	return parsed.isValid ? withinCalendar(parsed.getPossibleOffsets()[0].toMillis()) : undefined;
}

/**
 * The instant that a value names, in milliseconds since 1970, or undefined when it names none (contract 3.7).
 * Takes ISO 8601 (and SQL) text, a number of milliseconds or seconds, digits of the same, a Luxon DateTime or a Date.
 * Text without a zone is read in `zone` (an IANA name). Years 1 to 9999.
 */
export function parseInstantMs(value: unknown, zone: string): number | undefined {
	if (typeof value === 'string') return fromIsoWithZone(value) ?? fromText(value.trim(), zone);
	if (typeof value === 'number') return Number.isFinite(value) ? fromNumber(value) : undefined;
	if (value instanceof Date) return withinCalendar(value.getTime());
	if (typeof value === 'object' && value !== null && 'toMillis' in value) {
		const { toMillis } = value;
		if (typeof toMillis !== 'function') return undefined;
		const ms: unknown = toMillis.call(value);
		return typeof ms === 'number' ? withinCalendar(ms) : undefined;
	}
	return undefined;
}

/** An instant as ISO 8601 UTC with `Z` and milliseconds: the only form in which times leave the nodes (contract 3.7). */
export function toIsoUtc(ms: number): string {
	return new Date(ms).toISOString();
}

/** When the day of an instant began in a zone (an IANA name), in milliseconds since 1970. */
export function dayStartMs(ms: number, zone: string): number {
	return DateTime.fromMillis(ms, { zone }).startOf('day').toMillis();
}

/** The day, `YYYY-MM-DD`, that it is in `zone` so many days after an instant. */
export function isoDateAfter(ms: number, days: number, zone: string): string {
	return DateTime.fromMillis(ms, { zone }).plus({ days }).toISODate() ?? '';
}
