import type { CallingRecord } from '../../core/callingRecord';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { AcdRecord } from './answers';
import { hasFinalStatus, saysFinal, splitFinal } from './finalRecords';
import { getCallingList, getRecords } from './listCalls';
import { readRows, unreadable } from './rows';
import {
	flagOf,
	instantOf,
	latestInstantOf,
	numberOf,
	saysNoTime,
	textOf,
	valueOf,
} from './values';

/** Records of a page; how many a service gives at most is not known. */
const RECORDS_PAGE_SIZE = 1_000;
/** A service that ignores paging may give so many at once; a longer answer would not fit into memory safely. */
export const MOST_RECORDS_AT_ONCE = 50_000;
/** Fields that tell when a record was called last. */
const LAST_CALL_FIELD = 'icDateOfLastCall';
const CALLBACK_FIELDS = ['icCallbackTime', 'icCallbackDate', 'icCallback', 'callbackDate'];

function phonesOf(row: AcdRecord): string[] {
	const destinations = valueOf(row, 'destinations');
	const given = Array.isArray(destinations) ? destinations : [];
	const phones = [
		textOf(row, 'icProspectiveContactDestValue'),
		...given.map((one: unknown) => textOf(Object(one) as AcdRecord, 'formattedDestination')),
	];
	return [...new Set(phones.filter((phone) => phone !== undefined))];
}

/** The latest time that a field may mean; endless where it says one that cannot be read. Undefined where there is none. */
function heldUntilOf(row: AcdRecord, name: string): number | undefined {
	const isUnread = textOf(row, name) !== undefined && instantOf(row, name) === undefined;
	return isUnread && !saysNoTime(row, name) ? Number.POSITIVE_INFINITY : latestInstantOf(row, name);
}

/**
 * Reads a record of a list, done with or not as `isFinal` says; undefined for a row without external id and phone, which names
 * nobody. A call or a callback at a time that cannot be read counts as one that holds the record back.
 */
export function readRecord(
	row: AcdRecord,
	listId: string,
	isFinal = saysFinal(row),
): CallingRecord | undefined {
	const externalId = textOf(row, 'externalId') ?? '';
	const phones = phonesOf(row);
	if (externalId === '' && phones.length === 0) return undefined;
	const showsLastCall = Object.keys(row).some(
		(key) => key.toLowerCase() === LAST_CALL_FIELD.toLowerCase(),
	);
	const [callbackMs] = CALLBACK_FIELDS.flatMap((name) => heldUntilOf(row, name) ?? []);
	return {
		listId,
		externalId,
		phones,
		skillId: textOf(row, 'icAssignedSkillId'),
		isFinal,
		isRemoved: flagOf(row, 'icSourceRemoved') === true,
		expiresAtMs:
			instantOf(row, 'icProspectiveContactExpireDate') ?? instantOf(row, 'expirationDate'),
		latestExpiryMs:
			latestInstantOf(row, 'icProspectiveContactExpireDate') ??
			latestInstantOf(row, 'expirationDate'),
		lastCallMs: showsLastCall ? heldUntilOf(row, LAST_CALL_FIELD) : 'unknown',
		callbackMs,
		agentDisposition: textOf(row, 'icAgentDispositionDesc') ?? textOf(row, 'icAgentDisposition'),
		score: numberOf(row, 'score'),
	};
}

async function readRowsOf(
	session: Session,
	listId: string,
	isFinal: boolean,
): Promise<AcdRecord[]> {
	const rows = await readRows(session, getRecords, {
		path: { listId },
		qs: { includeRecords: 'true', finalized: String(isFinal) },
		pageSize: RECORDS_PAGE_SIZE,
		mostAtOnce: MOST_RECORDS_AT_ONCE,
		countAll: async () => await countRows(session, listId, isFinal),
	});
	// A list without records answers all the same: what nobody can see may ring.
	if (rows === undefined) throw unreadable(`the records of the list ${listId}`);
	return rows;
}

/** How many records of a kind the list itself counts; undefined where it does not say. */
async function countRows(
	session: Session,
	listId: string,
	isFinal: boolean,
): Promise<number | undefined> {
	const reply = await request(session, getCallingList, { path: { listId } });
	if (reply.kind !== 'done') return undefined;
	const count = (name: string) => numberOf(reply.answer, name);
	const finalized = count('finalizedRecords');
	const valid = count('validRecords');
	if (isFinal) return finalized;
	return valid === undefined || finalized === undefined ? undefined : valid - finalized;
}

/**
 * Gives each record of a list to `take`, with its row: those that are done with too, or only the others. Both kinds are asked
 * for apart; what becomes of `finalized`, and which words of a status mean what, is not known (see `splitFinal`). Throws a
 * `CxoneFailure` where they cannot be read whole, also where the service ignores paging and the list holds more than
 * `MOST_RECORDS_AT_ONCE`.
 */
export async function forEachRecord(
	session: Session,
	listId: string,
	withFinal: boolean,
	take: (record: CallingRecord, row: AcdRecord) => void,
): Promise<void> {
	const asOpen = await readRowsOf(session, listId, false);
	const isTold = withFinal || asOpen.some(hasFinalStatus);
	const asFinal = isTold ? await readRowsOf(session, listId, true) : [];
	for (const { row, isFinal } of splitFinal(asOpen, asFinal)) {
		if (isFinal && !withFinal) continue;
		const record = readRecord(row, listId, isFinal);
		if (record !== undefined) take(record, row);
	}
}

/** The records of a list; see `forEachRecord`. */
export async function readRecords(
	session: Session,
	listId: string,
	withFinal: boolean,
): Promise<CallingRecord[]> {
	const records: CallingRecord[] = [];
	await forEachRecord(session, listId, withFinal, (record) => records.push(record));
	return records;
}
