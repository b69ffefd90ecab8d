import { isBlank, toContactId } from '../../core/fields';
import { parseInstantMs } from '../../core/time';
import type { AcdRecord } from './answers';

/** The zone of times that are written without one. */
const SERVICE_ZONE = 'UTC';
const HOUR_MS = 3_600_000;
/** How much later than in UTC a time is in the zone farthest in the west. */
const WESTERNMOST_MS = 12 * HOUR_MS;
const IN_UTC = /(?:z|[+-]00:?00)$/i;
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

/** The form in which .NET writes an instant. */
const DOTNET_TIME = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/;
/** The form in which a time is written in the US; a day alone too. */
const US_TIME =
	/^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:\s*([AP])M)?)?$/i;
/** Times before that mean that there is none: services write the first day that they know, or zero. */
const FIRST_TIME_MS = Date.UTC(1980, 0);

function fromUsTime(text: string): number | undefined {
	const [, month, day, year, hours = '0', minutes = '00', seconds = '00', half] =
		US_TIME.exec(text) ?? [];
	if (month === undefined) return undefined;
	const hour =
		half === undefined ? Number(hours) : (Number(hours) % 12) + (/p/i.test(half) ? 12 : 0);
	const two = (part: string | number) => String(part).padStart(2, '0');
	const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minutes}:${seconds}Z`;
	return parseInstantMs(iso, SERVICE_ZONE);
}

function readInstant(value: unknown): number | undefined {
	if (isBlank(value)) return undefined;
	if (typeof value !== 'string') return parseInstantMs(value, SERVICE_ZONE);
	const text = value.trim();
	const [, dotNetMs] = DOTNET_TIME.exec(text) ?? [];
	if (dotNetMs !== undefined) return Number(dotNetMs);
	return parseInstantMs(text, SERVICE_ZONE) ?? fromUsTime(text);
}

/** An instant in milliseconds; undefined where there is none that can be read. */
export function instantOf(record: AcdRecord, name: string): number | undefined {
	const ms = readInstant(valueOf(record, name));
	return ms === undefined || ms < FIRST_TIME_MS ? undefined : ms;
}

/** Whether a field says that there is no time, by one so early that nothing can have been then. */
export function saysNoTime(record: AcdRecord, name: string): boolean {
	const ms = readInstant(valueOf(record, name));
	return ms !== undefined && ms < FIRST_TIME_MS;
}

/**
 * The latest instant that a field may mean, in milliseconds: what names no zone may be of one in the far west, and what
 * names a day alone, or its midnight in UTC or without a zone, may mean the end of it. Undefined where there is none.
 */
export function latestInstantOf(record: AcdRecord, name: string): number | undefined {
	const value = valueOf(record, name);
	const ms = instantOf(record, name);
	if (ms === undefined || typeof value !== 'string') return ms;
	const text = value.trim();
	if (/^\d+$/.test(text) || DOTNET_TIME.test(text)) return ms;
	// A service that keeps days writes them so, whatever zone they are of.
	const isMidnight = ms % (24 * HOUR_MS) === 0;
	const isWithZone = /\d[T ]\d/.test(text) && NAMES_ZONE.test(text);
	if (isWithZone && !(isMidnight && IN_UTC.test(text))) return ms;
	return ms + WESTERNMOST_MS + (isMidnight ? 24 * HOUR_MS : 0);
}
