import { hasLostDigits } from '../../core/fields';
import { compareIds } from '../../core/ids';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { CallingList } from '../skillTenant';
import type { AcdRecord } from './answers';
import { findCallingLists, getCallingList } from './listCalls';
import { ADMIN_PAGE_SIZE, readRows, unreadable } from './rows';
import { latestInstantOf, numberOf, textOf, valueOf } from './values';

function readListSkills(row: AcdRecord): CallingList['skills'] {
	const skills = valueOf(row, 'skills');
	if (!Array.isArray(skills)) return [];
	return skills.flatMap((skill: unknown) => {
		const skillId = textOf(Object(skill) as AcdRecord, 'skillId');
		if (skillId === undefined) return [];
		const count = (name: string) => numberOf(Object(skill) as AcdRecord, name);
		return [
			{
				skillId,
				totalRecords: count('totalRecords'),
				freshRecords: count('freshRecords'),
				finalizedRecords: count('finalizedRecords'),
			},
		];
	});
}

/** Words of lists that are not active. */
const INACTIVE_WORD =
	/^(?:in[-\s]?active|not[-\s]?active|de[-\s]?activated?|disabled?|deleted?|removed?|archived|closed|false|no|n|0)$/i;

/**
 * Reads a calling list; undefined for a row that names none. A list is active unless it says that it is not: which words
 * there are is not known, and what may be active may ring.
 */
export function readCallingList(row: AcdRecord): CallingList | undefined {
	const id = hasLostDigits(valueOf(row, 'listId')) ? undefined : textOf(row, 'listId');
	const name = textOf(row, 'listName');
	if (id === undefined || name === undefined) return undefined;
	const status = String(valueOf(row, 'status') ?? '').trim();
	return {
		id,
		name,
		isActive: !INACTIVE_WORD.test(status),
		totalRecords: numberOf(row, 'totalRecords'),
		recordsLeft: numberOf(row, 'prospectiveContactCount'),
		invalidRecords: numberOf(row, 'invalidRecords'),
		createdAtMs: latestInstantOf(row, 'createDate'),
		skills: readListSkills(row),
	};
}

/** All calling lists of the tenant, the lowest id first. Throws a `CxoneFailure` where they cannot be read whole. */
export async function readCallingLists(session: Session): Promise<CallingList[]> {
	const rows = await readRows(session, findCallingLists, {
		pageSize: ADMIN_PAGE_SIZE,
		idField: 'listId',
	});
	if (rows === undefined) throw unreadable('its calling lists');
	const lists = rows.flatMap((row) => readCallingList(row) ?? []);
	return lists.sort((a, b) => compareIds(a.id, b.id));
}

/** One calling list by its id; undefined where there is none. */
export async function getCallingListById(
	session: Session,
	listId: string,
): Promise<CallingList | undefined> {
	const reply = await request(session, getCallingList, { path: { listId } });
	return reply.kind === 'done' ? readCallingList({ listId, ...reply.answer }) : undefined;
}
