import type { History } from './score';
import { SeenTimes } from './thinData';

/** Counted interactions of a contact; without `firstInteractionMs` the first of several is not known. */
export interface Summary extends History {
	firstInteractionMs?: number;
}

/** One contact with its history; `sources` are indexes of the items it came from. */
export interface ContactRecord extends History {
	contactId: string;
	sources: number[];
}

/** Interactions with ids wait here, because looking for repeated ids contact by contact is much faster than row by row. */
interface PendingInteractions {
	ids: Array<string | number>;
	startsMs: number[];
}

interface CountingRecord extends ContactRecord {
	pending?: PendingInteractions;
	hasInteractions: boolean;
	hasSummaries: boolean;
}

function countInteraction(record: ContactRecord, startMs: number): void {
	record.frequency += 1;
	if (record.lastInteractionMs === undefined || startMs > record.lastInteractionMs)
		record.lastInteractionMs = startMs;
}

/** The times of interactions that differ by id, of one id the first. */
function startsOfDistinct({ ids, startsMs }: PendingInteractions): number[] {
	// Ids rarely repeat, and a set made at once takes half the time of one that grows.
	if (new Set(ids).size === ids.length) return startsMs;
	const seenIds = new Set<string | number>();
	return startsMs.filter((_, index) => {
		const seenBefore = seenIds.size;
		return seenIds.add(ids[index]).size > seenBefore;
	});
}

function countPending(record: CountingRecord): ContactRecord {
	if (record.pending === undefined) return record;
	for (const startMs of startsOfDistinct(record.pending)) countInteraction(record, startMs);
	record.pending = undefined;
	return record;
}

/** Counts histories from single interactions or from summaries, in one pass and in any order. */
export class HistoryByContact {
	/** The times of all interactions that came in. */
	readonly seen = new SeenTimes();
	private readonly records = new Map<string, CountingRecord>();

	private recordOf(contactId: string, source: number): CountingRecord {
		let record = this.records.get(contactId);
		if (record === undefined) {
			record = {
				contactId,
				frequency: 0,
				lastInteractionMs: undefined,
				sources: [],
				hasInteractions: false,
				hasSummaries: false,
			};
			this.records.set(contactId, record);
		}
		record.sources.push(source);
		return record;
	}

	/** Adds one interaction; a second one with the same id (when an id is given) of the same contact counts once. */
	addInteraction(
		contactId: string,
		startMs: number,
		source: number,
		id: string | number | undefined,
	): void {
		const record = this.recordOf(contactId, source);
		record.hasInteractions = true;
		this.seen.add(startMs);
		if (id === undefined) {
			countInteraction(record, startMs);
			return;
		}
		record.pending ??= { ids: [], startsMs: [] };
		record.pending.ids.push(id);
		record.pending.startsMs.push(startMs);
	}

	/** Adds counted interactions: parts of one contact add up, and the latest time stands. */
	addSummary(contactId: string, history: Summary, source: number): void {
		const record = this.recordOf(contactId, source);
		record.hasSummaries = true;
		record.frequency += history.frequency;
		const lastMs = history.lastInteractionMs;
		if (lastMs === undefined) return;
		this.seen.add(lastMs);
		if (history.firstInteractionMs !== undefined) this.seen.add(history.firstInteractionMs);
		else if (history.frequency > 1) this.seen.addUnknown();
		if (record.lastInteractionMs === undefined || lastMs > record.lastInteractionMs)
			record.lastInteractionMs = lastMs;
	}

	/** Notes a contact that is known without any interaction: it keeps its row and scores 0. */
	addContact(contactId: string, source: number): void {
		this.recordOf(contactId, source);
	}

	/**
	 * Takes out the contacts that came both as interactions and as summaries: the same call may be in both, so that no
	 * count of them can be right.
	 */
	takeMixed(): ContactRecord[] {
		const mixed = Array.from(this.records.values()).filter(
			({ hasInteractions, hasSummaries }) => hasInteractions && hasSummaries,
		);
		for (const { contactId } of mixed) this.records.delete(contactId);
		return mixed;
	}

	/** The contacts, fully counted, in the order of their first appearance. */
	values(): ContactRecord[] {
		return Array.from(this.records.values(), countPending);
	}
}
