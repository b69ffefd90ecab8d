import { halve, splitIntoBatches } from '../core/batches';
import { isForAllCalls } from '../transport/failure';
import { request } from '../transport/request';
import type { Session } from '../transport/session';
import { addContacts, createList, findLists, getList } from './calls';
import { createOnce } from './createOnce';
import { lookUp } from './lookup';
import { listRow, type ListContact, type ListRequest, type ListRow } from './schemas';

/** Batch size once the service keeps saying 429 (contract 1.3). */
export const LIMITED_BATCH_SIZE = 200;
/** The second 429 to one batch counts as persisting. */
const PERSISTING_429_TRIES = 2;

/** Lists of the type that this package makes; a tenant that names no type is trusted. */
function isOutbound(list: ListRow): boolean {
	return typeof list.type !== 'string' || list.type.toLowerCase() === 'outbound';
}

/**
 * The outbound lists of exactly this name, over all pages of the look-up, in the order of the service.
 * Undefined where the tenant lacks the look-up.
 */
export async function findListsByName(
	session: Session,
	name: string,
): Promise<ListRow[] | undefined> {
	const lists = await lookUp(session, findLists, listRow, {
		name,
		isWanted: (candidate) => candidate === name,
	});
	return lists?.filter(isOutbound);
}

/** All outbound lists whose name holds `filter` in any case, for the picker; undefined where the tenant lacks the look-up. */
export async function browseLists(session: Session, filter = ''): Promise<ListRow[] | undefined> {
	const wanted = filter.toLowerCase();
	const lists = await lookUp(session, findLists, listRow, {
		isWanted: (name) => name.toLowerCase().includes(wanted),
	});
	return lists?.filter(isOutbound);
}

/** One list; undefined where it does not exist or the tenant lacks the look-up. */
export async function getListById(session: Session, listId: string): Promise<ListRow | undefined> {
	const reply = await request(session, getList, { path: { listId } });
	return reply.kind === 'done' ? reply.answer : undefined;
}

/** Makes a list that a look-up did not show, exactly once, and gives its id. Throws a `CxoneFailure`. */
export async function createListOnce(
	session: Session,
	list: Pick<ListRequest, 'name' | 'description'>,
): Promise<string> {
	const created = await createOnce(session, {
		rule: createList,
		body: { ...list, type: 'outbound' } satisfies ListRequest,
		subject: `list '${list.name}'`,
		look: { usualMs: 5_000, slowMs: 30_000 },
		ifNotFound: 'retry',
		advice:
			'If it does, run the workflow again: it will be used. If there are two, delete one first.',
		find: async () => await findListsByName(session, list.name),
	});
	return created.id;
}

/** How the batches of a list fared: why each rejected contact was, by position, and how many batches were settled. */
export interface BatchReport {
	rejections: Map<number, unknown>;
	batches: number;
}

/** What the batches of a run share. */
export interface BatchRun {
	/** Most contacts in a request; a 429 that persists lowers it for all batches that follow. */
	size: number;
	/** A failure that all further calls would meet too: then no more batches are sent. */
	stopping?: unknown;
}

/** Contacts of one request, and the attempts made with them so far. */
interface Batch {
	positions: number[];
	triesMade: number;
}

/**
 * Sends contacts, given by their positions, as one batch; the same batch may be repeated, since contacts are keyed.
 * 413 halves it down to one contact, which is then rejected alone; a persisting 429 sends the rest in batches of 200.
 * A batch that fails for good is reported, not thrown, so that the others go on.
 */
export async function sendBatch(
	session: Session,
	listId: string,
	contactAt: (position: number) => ListContact,
	positions: number[],
	run: BatchRun,
	report: BatchReport,
): Promise<void> {
	const queue: Batch[] = splitIntoBatches(positions, run.size).map((part) => ({
		positions: part,
		triesMade: 0,
	}));
	for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
		const { positions: sent, triesMade } = batch;
		if (run.stopping !== undefined) {
			for (const position of sent) report.rejections.set(position, run.stopping);
			continue;
		}
		const [end] = await Promise.allSettled([
			request(session, addContacts, {
				path: { listId },
				body: sent.map(contactAt),
				triesMade,
				handsBack: (trouble, tries) => {
					if (trouble.kind !== 'status') return false;
					if (trouble.status === 413) return sent.length > 1;
					return (
						trouble.status === 429 &&
						tries >= PERSISTING_429_TRIES &&
						sent.length > LIMITED_BATCH_SIZE
					);
				},
			}),
		]);
		if (end.status === 'rejected') {
			report.batches += 1;
			for (const position of sent) report.rejections.set(position, end.reason);
			if (isForAllCalls(end.reason)) run.stopping = end.reason;
			continue;
		}
		if (end.value.kind !== 'handedBack') {
			report.batches += 1;
			continue;
		}
		const { trouble, tries } = end.value;
		if (trouble.kind === 'status' && trouble.status === 413) {
			queue.unshift(...halve(sent).map((half) => ({ positions: half, triesMade })));
			continue;
		}
		run.size = Math.min(run.size, LIMITED_BATCH_SIZE);
		const smaller = splitIntoBatches(sent, LIMITED_BATCH_SIZE);
		queue.unshift(...smaller.map((part) => ({ positions: part, triesMade: tries })));
	}
}
