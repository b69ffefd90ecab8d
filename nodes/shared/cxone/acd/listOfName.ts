import { lookWaits } from '../../core/createLook';
import { InputFailure } from '../../core/inputFailure';
import { isSameName } from '../../core/names';
import { RECORD_COLUMNS } from '../../core/recordColumns';
import { settled } from '../../core/settled';
import { ID_COLUMN, PHONE_COLUMN } from '../../core/uploadFile';
import { describeFailure } from '../../transport/failure';
import { keepWait, type Session } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { createOnce } from '../once';
import type { CallingList } from '../skillTenant';
import { readCallingLists } from './callingLists';
import { createCallingList } from './listCalls';

/** How long a new list is looked for before anything is uploaded into it. */
const SHOWN_WITHIN_MS = 10_000;
/** The status by which a service refuses a name that is taken. */
const REFUSED = 400;

/**
 * Of all lists the one of a name that every run takes: the lowest id of those that are active. Undefined where there is none.
 * Throws an `InputFailure` where all of them are inactive.
 */
export function chooseList(lists: readonly CallingList[], name: string): CallingList | undefined {
	const named = lists.filter((list) => isSameName(list.name, name));
	const active = named.find(({ isActive }) => isActive);
	if (active !== undefined || named.length === 0) return active;
	throw new InputFailure(
		`The calling list '${name}' (${named[0].id}) is not active`,
		'Activate it in CXone, if nobody in it is to be called by another list too, or choose another name.',
	);
}

/** A list to fill. */
export interface ChosenList {
	list: CallingList;
	/** The list that was made, which another run's may have taken the place of. */
	madeId: string | undefined;
}

/** The parameters that say which column of a file is which field of a record. */
function columnMapping(): Record<string, string> {
	const mapping: Record<string, string> = { externalIdColumn: ID_COLUMN };
	for (const column of RECORD_COLUMNS) mapping[`${column}Column`] = column;
	return mapping;
}

/** Looks for the lists of a name, at once and then for a while, until the new one shows, or any where none was made. */
async function lookFor(
	session: Session,
	name: string,
	madeId: string | undefined,
): Promise<CallingList | undefined> {
	for (const waitMs of [0, ...lookWaits(SHOWN_WITHIN_MS)]) {
		if (waitMs > 0) await keepWait(session, waitMs);
		const lists = await readCallingLists(session);
		const isShown = madeId === undefined || lists.some(({ id }) => id === madeId);
		const list = isShown ? chooseList(lists, name) : undefined;
		if (list !== undefined) return list;
	}
	return undefined;
}

/**
 * Makes the list of a name that no look-up shows, exactly once, and looks until it shows. Another run may have made one of
 * the name at the same time: all take the one of the lowest id. Throws where it does not show, because a run after this one
 * would make another, and upload everybody again.
 */
export async function makeList(session: Session, name: string): Promise<ChosenList> {
	const end = await settled(
		createOnce(session, {
			rule: createCallingList,
			name,
			call: {
				qs: { listName: name, ...columnMapping() },
				// One mapping for all runs, whatever columns they fill.
				body: {
					destinationMappings: [{ fieldName: 'PhoneNumber', fieldValue: PHONE_COLUMN }],
				},
			},
			subject: `calling list '${name}'`,
			look: { usualMs: 5_000, slowMs: 30_000 },
			ifNotFound: 'retry',
			advice: 'If it does, run the workflow again: it will be used.',
			find: async () => {
				const lists = await readCallingLists(session);
				return lists.filter((list) => isSameName(list.name, name));
			},
		}),
	);
	const isRefused = 'failure' in end && describeFailure(end.failure).facts.status === REFUSED;
	if ('failure' in end && !isRefused) throw end.failure;
	const madeId = 'value' in end ? end.value.id : undefined;
	const list = await lookFor(session, name, madeId);
	if (list !== undefined) return { list, madeId };
	if ('failure' in end) throw end.failure;
	throw failureOf({
		kind: 'outcomeUnknown',
		call: createCallingList.title,
		detail: `CXone made the calling list '${name}' (${end.value.id}) and does not show it among the lists yet. Nothing was uploaded into it. Run the workflow again in some minutes: the list will be used.`,
	});
}
