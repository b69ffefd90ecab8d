import { compareIds } from '../../core/ids';
import { kindOfList } from '../../core/listType';
import { isSameName } from '../../core/names';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { createOnce, type Created } from '../once';
import type { List, NewList } from '../tenant';
import { createList, findLists, getList } from './calls';
import { lookUp } from './lookUp';
import { listRow, type ListRequest, type ListRow } from './schemas';

function toList({ id, name, type, contactCount }: ListRow): List {
	return { id, name, kind: kindOfList(type), contactCount: contactCount ?? undefined };
}

/** Lists that may be ours: a second list of one name is worse than one whose type nobody can tell. */
function mayBeOurs({ kind }: List): boolean {
	return kind !== 'other';
}

/** See `Lists.find`: over all pages of the look-up, in whatever order the service shows them. */
export async function findListsByName(session: Session, name: string): Promise<List[] | undefined> {
	const rows = await lookUp(session, findLists, listRow, {
		name,
		isWanted: (candidate) => isSameName(candidate, name),
	});
	const lists = rows?.map(toList).filter(mayBeOurs);
	const byId = new Map(lists?.map((list) => [list.id, list]));
	return lists && [...byId.values()].sort((a, b) => compareIds(a.id, b.id));
}

/** See `Lists.browse`. */
export async function browseLists(session: Session, filter = ''): Promise<List[] | undefined> {
	const wanted = filter.toLowerCase();
	const rows = await lookUp(session, findLists, listRow, {
		isWanted: (name) => name.toLowerCase().includes(wanted),
	});
	return rows?.map(toList).filter(mayBeOurs);
}

/** See `Lists.get`. */
export async function getListById(session: Session, listId: string): Promise<List | undefined> {
	const reply = await request(session, getList, { path: { listId } });
	return reply.kind === 'done' ? toList(reply.answer) : undefined;
}

/** See `Lists.create`. */
export async function createListOnce(
	session: Session,
	{ name, description }: NewList,
): Promise<Created<List>> {
	const body: ListRequest = {
		name,
		...(description === undefined ? {} : { description }),
		type: 'outbound',
	};
	return await createOnce(session, {
		rule: createList,
		name,
		call: { body },
		subject: `list '${name}'`,
		look: { usualMs: 5_000, slowMs: 30_000 },
		ifNotFound: 'retry',
		advice:
			'If it does, run the workflow again: it will be used. If there are two, first delete one that has no contacts.',
		find: async () => await findListsByName(session, name),
	});
}
