import { toIsoUtc } from './time';

/** The history of one contact in short (contract 2.1); times in milliseconds, undefined when there is no interaction. */
export interface SummaryRecord {
	frequency: number;
	firstMs: number | undefined;
	lastMs: number | undefined;
}

/** One summary as it leaves the node (contract 2.1). */
export interface ContactSummary {
	contactId: string;
	frequency: number;
	firstInteraction: string | null;
	lastInteraction: string | null;
}

/** Summaries by contact id; a Map, so that an id such as `__proto__` is only an id. */
export type SummaryMap = Map<string, SummaryRecord>;

/** Counts one interaction into the summaries. */
export function addToSummary(summaries: SummaryMap, contactId: string, startMs: number): void {
	const record = summaries.get(contactId);
	if (record === undefined) {
		summaries.set(contactId, { frequency: 1, firstMs: startMs, lastMs: startMs });
		return;
	}
	record.frequency += 1;
	if (record.firstMs === undefined || startMs < record.firstMs) record.firstMs = startMs;
	if (record.lastMs === undefined || startMs > record.lastMs) record.lastMs = startMs;
}

/** Adds the summaries of one query to those of the whole search. */
export function mergeSummaries(into: SummaryMap, from: SummaryMap): void {
	for (const [contactId, part] of from) {
		const whole = into.get(contactId);
		if (whole === undefined) {
			into.set(contactId, part);
			continue;
		}
		whole.frequency += part.frequency;
		if (part.firstMs !== undefined && (whole.firstMs === undefined || part.firstMs < whole.firstMs))
			whole.firstMs = part.firstMs;
		if (part.lastMs !== undefined && (whole.lastMs === undefined || part.lastMs > whole.lastMs))
			whole.lastMs = part.lastMs;
	}
}

/** The summary of a contact as output; a contact without a record has no interactions. */
export function toContactSummary(contactId: string, record?: SummaryRecord): ContactSummary {
	return {
		contactId,
		frequency: record?.frequency ?? 0,
		firstInteraction: record?.firstMs === undefined ? null : toIsoUtc(record.firstMs),
		lastInteraction: record?.lastMs === undefined ? null : toIsoUtc(record.lastMs),
	};
}
