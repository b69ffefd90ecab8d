import type { History } from './score';

/** One contact while its history is counted; `sources` are indexes of the items it came from. */
export interface ContactRecord extends History {
	contactId: string;
	sources: number[];
	seenIds?: Set<string | number>;
}

/** Counts histories from single interactions or from summaries, in one pass and in any order. */
export class HistoryByContact {
	private readonly records = new Map<string, ContactRecord>();

	private recordOf(contactId: string, source: number): ContactRecord {
		let record = this.records.get(contactId);
		if (record === undefined) {
			record = { contactId, frequency: 0, lastInteractionMs: undefined, sources: [] };
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
		if (id !== undefined) {
			record.seenIds ??= new Set();
			if (record.seenIds.has(id)) return;
			record.seenIds.add(id);
		}
		record.frequency += 1;
		if (record.lastInteractionMs === undefined || startMs > record.lastInteractionMs)
			record.lastInteractionMs = startMs;
	}

	/** Adds counted interactions: parts of one contact add up, and the latest time stands. */
	addSummary(contactId: string, history: History, source: number): void {
		const record = this.recordOf(contactId, source);
		record.frequency += history.frequency;
		const lastMs = history.lastInteractionMs;
		if (lastMs === undefined) return;
		if (record.lastInteractionMs === undefined || lastMs > record.lastInteractionMs)
			record.lastInteractionMs = lastMs;
	}

	/** Notes a contact that is known without any interaction: it keeps its row and scores 0. */
	addContact(contactId: string, source: number): void {
		this.recordOf(contactId, source);
	}

	/** The contacts in the order of their first appearance. */
	values(): IterableIterator<ContactRecord> {
		return this.records.values();
	}
}
