import { readBatchAnswer } from '../../core/batchAnswer';
import { halve, splitIntoBatches } from '../../core/batches';
import { settled } from '../../core/settled';
import type { Trouble } from '../../core/retry';
import type { Reply } from '../../transport/call';
import { isForAllCalls } from '../../transport/failure';
import { runPool } from '../../core/pool';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { addContacts } from './calls';
import type { ListContact } from './schemas';

/** Batch size once the service keeps saying 429 (contract 1.3). */
export const LIMITED_BATCH_SIZE = 200;
/** The second 429 to one batch counts as persisting. */
const PERSISTING_429_TRIES = 2;

/** How the filling of a list went: why each rejected contact was, by position, and how many batches were settled. */
export interface FillReport {
	rejections: Map<number, unknown>;
	batches: number;
}

/** A list and what goes into it: contacts by their positions, each asked for when its batch is sent. */
export interface Filling {
	listId: string;
	positions: number[];
	contactAt: (position: number) => ListContact;
	report: FillReport;
}

/** How a run fills its lists. */
export interface FillSettings {
	/** Contacts in a request, 1 to 1,000. */
	batchSize: number;
	/** Batches at a time. */
	workers: number;
}

/** Contacts of one request, and the attempts made with them so far. */
interface Batch {
	filling: Filling;
	positions: number[];
	triesMade: number;
}

/** The batches still to be sent by a run: the one place where contacts become batches. */
class BatchQueue {
	/** The next batch is the last one here: taking the first of many would move all others. */
	private readonly stack: Batch[] = [];

	constructor(private size: number) {}

	/** Puts contacts in front of all others, in batches of the size that the service bears. */
	put(filling: Filling, positions: number[], triesMade = 0): void {
		const parts = splitIntoBatches(positions, this.size);
		for (const part of parts.reverse()) this.stack.push({ filling, positions: part, triesMade });
	}

	/** Puts the two halves of a batch in front of all others. */
	putHalves({ filling, positions, triesMade }: Batch): void {
		const [first, second] = halve(positions);
		this.stack.push({ filling, positions: second, triesMade });
		this.stack.push({ filling, positions: first, triesMade });
	}

	/** Makes all batches that follow hold 200 contacts at most. */
	lowerSize(): void {
		this.size = Math.min(this.size, LIMITED_BATCH_SIZE);
	}

	/** The next batch, never larger than the size of now; undefined when none is left. */
	take(): Batch | undefined {
		const batch = this.stack.pop();
		if (batch === undefined || batch.positions.length <= this.size) return batch;
		this.put(batch.filling, batch.positions, batch.triesMade);
		return this.stack.pop();
	}
}

/** Troubles that smaller batches may mend. */
function handsBack(trouble: Trouble, tries: number, contactCount: number): boolean {
	if (trouble.kind !== 'status') return false;
	if (trouble.status === 413) return contactCount > 1;
	return (
		trouble.status === 429 && tries >= PERSISTING_429_TRIES && contactCount > LIMITED_BATCH_SIZE
	);
}

function reject({ positions, filling }: Batch, failure: unknown): void {
	for (const position of positions) filling.report.rejections.set(position, failure);
}

/** Takes what CXone says of single contacts of a batch that it took (contract 3.1). */
function takeAnswer(batch: Batch, contacts: ListContact[], answer: unknown): void {
	const { positions, filling } = batch;
	const verdict = readBatchAnswer(
		answer,
		contacts.map(({ contactId }) => contactId),
	);
	const { title: call } = addContacts;
	if (verdict.kind === 'unclear') reject(batch, failureOf({ kind: 'refusalsUnclear', call }));
	if (verdict.kind !== 'refused') return;
	contacts.forEach(({ contactId }, index) => {
		if (!verdict.codes.has(contactId)) return;
		const detail = verdict.codes.get(contactId);
		const failure = failureOf({ kind: 'contactRefused', call, detail });
		filling.report.rejections.set(positions[index], failure);
	});
}

/** What became of a batch that was sent: settled, or to be sent on in smaller ones. */
function takeReply(
	queue: BatchQueue,
	batch: Batch,
	contacts: ListContact[],
	reply: Reply<unknown>,
): void {
	if (reply.kind !== 'handedBack') {
		batch.filling.report.batches += 1;
		if (reply.kind === 'done') takeAnswer(batch, contacts, reply.answer);
		return;
	}
	if (reply.trouble.kind === 'status' && reply.trouble.status === 413) {
		queue.putHalves(batch);
		return;
	}
	queue.lowerSize();
	queue.put(batch.filling, batch.positions, reply.tries);
}

/**
 * Puts contacts into lists, in batches that run side by side over all lists; the same batch may be repeated, since
 * contacts are keyed. 413 halves a batch down to one contact, which is then rejected alone; a persisting 429 lowers the
 * size to 200 for all that follow. Contacts that CXone refuses, and batches that fail for good, are reported and not
 * thrown, so that the others go on; a failure that concerns all calls rejects what is left unsent.
 */
export async function fillLists(
	session: Session,
	fillings: readonly Filling[],
	{ batchSize, workers }: FillSettings,
): Promise<void> {
	const queue = new BatchQueue(batchSize);
	for (const filling of [...fillings].reverse()) queue.put(filling, filling.positions);
	let stopping: { failure: unknown } | undefined;
	const work = async (): Promise<void> => {
		for (let batch = queue.take(); batch !== undefined; batch = queue.take()) {
			if (stopping !== undefined) {
				reject(batch, stopping.failure);
				continue;
			}
			const { filling, positions, triesMade } = batch;
			const contacts = positions.map(filling.contactAt);
			const end = await settled(
				request(session, addContacts, {
					path: { listId: filling.listId },
					body: contacts,
					triesMade,
					handsBack: (trouble, tries) => handsBack(trouble, tries, positions.length),
				}),
			);
			if ('value' in end) {
				takeReply(queue, batch, contacts, end.value);
				continue;
			}
			filling.report.batches += 1;
			reject(batch, end.failure);
			if (isForAllCalls(end.failure)) stopping = end;
		}
	};
	await runPool(Array.from({ length: workers }), workers, work);
}
