import type { CallingRecord } from '../../core/callingRecord';
import { isBlank } from '../../core/fields';
import type { Session } from '../../transport/session';
import type { AcdRecord } from './answers';
import { getRecords } from './listCalls';
import { readRows, unreadable } from './rows';
import { flagOf, instantOf, latestInstantOf, numberOf, textOf, valueOf } from './values';

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

/** What counts as no final status: nothing at all, and the ways to write "no". Which words there are is not known. */
function readIsFinal(row: AcdRecord): boolean {
	const status = valueOf(row, 'icFinalStatus');
	return !isBlank(status) && flagOf(row, 'icFinalStatus') !== false;
}

/** Reads a record of a list; undefined for a row without external id and phone, which names nobody. */
export function readRecord(row: AcdRecord, listId: string): CallingRecord | undefined {
	const externalId = textOf(row, 'externalId') ?? '';
	const phones = phonesOf(row);
	if (externalId === '' && phones.length === 0) return undefined;
	const showsLastCall = Object.keys(row).some(
		(key) => key.toLowerCase() === LAST_CALL_FIELD.toLowerCase(),
	);
	const [callbackMs] = CALLBACK_FIELDS.flatMap((name) => latestInstantOf(row, name) ?? []);
	return {
		listId,
		externalId,
		phones,
		skillId: textOf(row, 'icAssignedSkillId'),
		isFinal: readIsFinal(row),
		isRemoved: flagOf(row, 'icSourceRemoved') === true,
		expiresAtMs:
			instantOf(row, 'icProspectiveContactExpireDate') ?? instantOf(row, 'expirationDate'),
		latestExpiryMs:
			latestInstantOf(row, 'icProspectiveContactExpireDate') ??
			latestInstantOf(row, 'expirationDate'),
		lastCallMs: showsLastCall ? latestInstantOf(row, LAST_CALL_FIELD) : 'unknown',
		callbackMs,
		agentDisposition: textOf(row, 'icAgentDispositionDesc') ?? textOf(row, 'icAgentDisposition'),
		score: numberOf(row, 'score'),
	};
}

/**
 * Gives each record of a list to `take`, with its row: those that are done with too, or only the others. Both kinds are asked
 * for apart, since what a list gives unasked is not known, and each row is judged by what it says. Throws a `CxoneFailure`
 * where they cannot be read whole, also where the service ignores paging and the list holds more than
 * `MOST_RECORDS_AT_ONCE`.
 */
export async function forEachRecord(
	session: Session,
	listId: string,
	withFinal: boolean,
	take: (record: CallingRecord, row: AcdRecord) => void,
): Promise<void> {
	for (const isFinal of withFinal ? [false, true] : [false]) {
		const rows = await readRows(session, getRecords, {
			path: { listId },
			qs: { includeRecords: 'true', finalized: String(isFinal) },
			pageSize: RECORDS_PAGE_SIZE,
			mostAtOnce: MOST_RECORDS_AT_ONCE,
		});
		// A list without records answers all the same: what nobody can see may ring.
		if (rows === undefined) throw unreadable(`the records of the list ${listId}`);
		for (const row of rows) {
			const record = readRecord(row, listId);
			if (record?.isFinal === isFinal) take(record, row);
		}
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
