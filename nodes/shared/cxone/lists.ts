import { compareIds } from '../core/ids';
import { kindOfList } from '../core/listType';
import { isSameName } from '../core/names';
import { request } from '../transport/request';
import type { Session } from '../transport/session';
import { createList, findLists, getList } from './calls';
import { createOnce, type Created } from './createOnce';
import { lookUp } from './lookup';
import { listRow, type ListRequest, type ListRow } from './schemas';

/** Lists that may be ours: a second list of one name is worse than one whose type nobody can tell. */
function mayBeOurs({ type }: ListRow): boolean {
	return kindOfList(type) !== 'other';
}

/**
 * The lists of exactly this name that are not clearly of another type, over all pages of the look-up, each once. The one
 * of the lowest id comes first, so that all runs choose the same one, in whatever order the service shows them.
 * Undefined where the tenant lacks the look-up.
 */
export async function findListsByName(
	session: Session,
	name: string,
): Promise<ListRow[] | undefined> {
	const lists = await lookUp(session, findLists, listRow, {
		name,
		isWanted: (candidate) => isSameName(candidate, name),
	});
	const byId = new Map(lists?.filter(mayBeOurs).map((list) => [list.id, list]));
	return lists && [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
}

/**
 * All lists whose name holds `filter` in any case, except those clearly of another type, for the picker; undefined where
 * the tenant lacks the look-up.
 */
export async function browseLists(session: Session, filter = ''): Promise<ListRow[] | undefined> {
	const wanted = filter.toLowerCase();
	const lists = await lookUp(session, findLists, listRow, {
		isWanted: (name) => name.toLowerCase().includes(wanted),
	});
	return lists?.filter(mayBeOurs);
}

/** One list; undefined where it does not exist or the tenant lacks the look-up. */
export async function getListById(session: Session, listId: string): Promise<ListRow | undefined> {
	const reply = await request(session, getList, { path: { listId } });
	return reply.kind === 'done' ? reply.answer : undefined;
}

/** Makes a list that a look-up did not show, exactly once. Throws a `CxoneFailure`. */
export async function createListOnce(
	session: Session,
	list: Pick<ListRequest, 'name' | 'description'>,
): Promise<Created<ListRow>> {
	return await createOnce(session, {
		rule: createList,
		body: { ...list, type: 'outbound' } satisfies ListRequest,
		subject: `list '${list.name}'`,
		look: { usualMs: 5_000, slowMs: 30_000 },
		ifNotFound: 'retry',
		advice:
			'If it does, run the workflow again: it will be used. If there are two, first delete one that has no contacts.',
		find: async () => await findListsByName(session, list.name),
	});
}
