import { isBlank, toContactId } from '../../core/fields';
import { parseInstantMs } from '../../core/time';
import type { AcdRecord } from './answers';

/** The zone of times that are written without one. */
const SERVICE_ZONE = 'UTC';
const HOUR_MS = 3_600_000;
/** How much later than in UTC a time is in the zone farthest in the west. */
const WESTERNMOST_MS = 12 * HOUR_MS;
const NAMES_ZONE = /(?:z|[+-]\d\d:?\d\d)$/i;

/** The value of a field, whatever the case of its name: blocks come in both. */
export function valueOf(record: AcdRecord, name: string): unknown {
	if (name in record) return record[name];
	const wanted = name.toLowerCase();
	const key = Object.keys(record).find((candidate) => candidate.toLowerCase() === wanted);
	return key === undefined ? undefined : record[key];
}

/** Text that says something; numbers count. Undefined otherwise. */
export function textOf(record: AcdRecord, name: string): string | undefined {
	return toContactId(valueOf(record, name));
}

/** A number, which may be written as text; undefined where there is none. */
export function numberOf(record: AcdRecord, name: string): number | undefined {
	const value = valueOf(record, name);
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A flag, which may be written as text or as 0 and 1; undefined where there is none. */
export function flagOf(record: AcdRecord, name: string): boolean | undefined {
	const text = String(valueOf(record, name) ?? '')
		.trim()
		.toLowerCase();
	if (text === 'true' || text === '1') return true;
	return text === 'false' || text === '0' ? false : undefined;
}

/** An instant in milliseconds; undefined where there is none that can be read. */
export function instantOf(record: AcdRecord, name: string): number | undefined {
	const value = valueOf(record, name);
	return isBlank(value) ? undefined : parseInstantMs(value, SERVICE_ZONE);
}

/**
 * The latest instant that a field may mean, in milliseconds: what names no zone may be of one in the far west, and what
 * names a day alone, or its midnight without a zone, may mean the end of it. Undefined where there is none.
 */
export function latestInstantOf(record: AcdRecord, name: string): number | undefined {
	const value = valueOf(record, name);
	const ms = instantOf(record, name);
	if (ms === undefined || typeof value !== 'string') return ms;
	const text = value.trim();
	const hasTime = /\d[T ]\d/.test(text);
	if (hasTime && NAMES_ZONE.test(text)) return ms;
	if (/^\d+$/.test(text)) return ms;
	const isMidnight = ms % (24 * HOUR_MS) === 0;
	return ms + WESTERNMOST_MS + (isMidnight ? 24 * HOUR_MS : 0);
}
