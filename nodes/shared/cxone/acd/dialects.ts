import { saysFailure } from '../../core/answerWords';
import type { CompletedContact } from '../../core/completedContact';
import { hasLostDigits, isBlank, toContactId } from '../../core/fields';
import { parseInstantMs } from '../../core/time';
import { completedContacts } from './schemas';

/** The zone of times that are written without one. */
const SERVICE_ZONE = 'UTC';

/** How a version of the API calls what differs between versions. */
export interface Dialect {
	start: string;
	from: string;
	to: string;
	mediaType: string;
}

/** v33 and the like. */
export const NEWER: Dialect = {
	start: 'contactStartDate',
	from: 'fromAddress',
	to: 'toAddress',
	mediaType: 'mediaTypeId',
};
/** Up to v23 or so: at which version the names change is not known, so rows are read by both. */
export const OLDER: Dialect = {
	start: 'contactStart',
	from: 'fromAddr',
	to: 'toAddr',
	mediaType: 'mediaType',
};

/** By which names rows are written. */
export function dialectOf(rows: ReadonlyArray<Readonly<Record<string, unknown>>>): Dialect {
	return rows.some((row) => OLDER.start in row && !(NEWER.start in row)) ? OLDER : NEWER;
}

/** The fields that a count of interactions needs, as `fields` takes them; a version refuses names of the other one. */
export function countedFields({ start, from, to, mediaType }: Dialect): string[] {
	return ['contactId', 'masterContactId', start, 'isOutbound', 'agentSeconds', from, to, mediaType];
}

/** Rows of one page and what there are in all; `total` is undefined where the service does not say. */
export interface ContactPage {
	rows: unknown[];
	total: number | undefined;
}

/**
 * The rows out of an answer, wrapped in `resultSet` or not. No body at all means no rows (204). Undefined for a body that
 * is something else, that speaks of rows and has none, or that has none and says that it failed.
 */
export function readContactPage(body: unknown): ContactPage | undefined {
	if (isBlank(body)) return { rows: [], total: 0 };
	const { resultSet } = Object(body) as { resultSet?: unknown };
	const parsed = completedContacts.safeParse(isBlank(resultSet) ? body : resultSet);
	if (!parsed.success) return undefined;
	const { completedContacts: rows, totalRecords: total } = parsed.data;
	if ((rows ?? []).length === 0 && saysFailure(parsed.data)) return undefined;
	if (!isBlank(rows)) return { rows, total };
	return total === 0 ? { rows: [], total } : undefined;
}

/**
 * A row as a contact, or why it is none: `malformed` (no object), `withoutId`, `lostDigits` (an id beyond 2^53 names
 * another contact), `withoutStart`.
 */
export type ReadContact =
	| { contact: CompletedContact }
	| { contact: undefined; fault: 'malformed' | 'withoutId' | 'lostDigits' | 'withoutStart' };

type Row = Readonly<Record<string, unknown>>;

function valueOf(row: Row, field: keyof Dialect): unknown {
	const newer = row[NEWER[field]];
	return isBlank(newer) ? row[OLDER[field]] : newer;
}

function toAddress(value: unknown): string {
	return typeof value === 'string' ? value.trim() : (toContactId(value) ?? '');
}

function toNumber(value: unknown): number | undefined {
	if (typeof value === 'string' && value.trim() === '') return undefined;
	const number = typeof value === 'string' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function toFlag(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const text = String(value ?? '')
		.trim()
		.toLowerCase();
	if (text === 'true' || text === '1') return true;
	return text === 'false' || text === '0' ? false : undefined;
}

/** A service that has no master for a contact may leave the field out, or write zero or a negative number. */
function toMasterId(value: unknown, id: string): string {
	const masterId = toContactId(value);
	return masterId === undefined || Number(masterId) <= 0 ? id : masterId;
}

/** Reads a row of completed contacts by the names of any version; numbers and booleans may be text. */
export function readContact(given: unknown): ReadContact {
	if (typeof given !== 'object' || given === null || Array.isArray(given))
		return { contact: undefined, fault: 'malformed' };
	const row = given as Row;
	if (hasLostDigits(row.contactId) || hasLostDigits(row.masterContactId))
		return { contact: undefined, fault: 'lostDigits' };
	const id = toContactId(row.contactId);
	if (id === undefined) return { contact: undefined, fault: 'withoutId' };
	const startMs = parseInstantMs(valueOf(row, 'start'), SERVICE_ZONE);
	if (startMs === undefined) return { contact: undefined, fault: 'withoutStart' };
	return {
		contact: {
			id,
			masterId: toMasterId(row.masterContactId, id),
			startMs,
			isOutbound: toFlag(row.isOutbound),
			mediaTypeId: toNumber(valueOf(row, 'mediaType')),
			agentSeconds: toNumber(row.agentSeconds),
			from: toAddress(valueOf(row, 'from')),
			to: toAddress(valueOf(row, 'to')),
		},
	};
}
