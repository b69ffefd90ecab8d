import {
	mergeSummaries,
	addToSummary,
	toContactSummary,
	type SummaryMap,
} from '../shared/core/contactSummary';
import {
	addLeftOut,
	contactIdOfRow,
	EdgeFilter,
	InteractionRows,
	isOnEdge,
	nothingLeftOut,
	SummaryRows,
	type LeftOut,
	type RowCollector,
} from '../shared/core/interactionRows';
import type { NodeOutput } from '../shared/items';
import type { SearchPart } from './parts';
import type { SearchPlan } from './plan';

/** What a search does with the rows of its parts; parts are finished in order. */
export interface SearchMode {
	readonly leftOut: LeftOut;
	/** Rows that the output still has room for, as counted before the parts that run now. */
	roomLeft: () => number;
	/** Contacts at most that a part may ask for, where the limit counts contacts. */
	contactLimit: number | undefined;
	/** Rows that may still be asked for, while `collector` takes them. */
	rowsLeft: (collector: RowCollector) => number;
	collect: (part: SearchPart) => RowCollector;
	finishPart: (collector: RowCollector, part: SearchPart) => void;
	/** Gives the rows of all finished parts; `hasFailed` tells whether a contact's part is missing. */
	give: (output: NodeOutput, hasFailed: (contactId: string) => boolean) => void;
}

function askedIdsOf(part: SearchPart): ReadonlySet<string> | undefined {
	return part.contactIds === undefined ? undefined : new Set(part.contactIds);
}

/** Gives each interaction as it came. */
export function interactionsMode(plan: SearchPlan, zone: string): SearchMode {
	const limit = plan.limit ?? Number.POSITIVE_INFINITY;
	const leftOut = nothingLeftOut();
	const edges = new EdgeFilter();
	const finished: InteractionRows['rows'][] = [];
	let rowCount = 0;
	const fallback = plan.items[0];
	return {
		leftOut,
		contactLimit: undefined,
		roomLeft: () => limit - rowCount,
		rowsLeft: (collector) => limit - rowCount - collector.count,
		collect: (part) => new InteractionRows(askedIdsOf(part)),
		finishPart: (collector, part) => {
			addLeftOut(leftOut, collector.leftOut);
			const { rows } = collector as InteractionRows;
			const kept =
				part.edgesMs.length === 0
					? rows
					: rows.filter((row) => !isOnEdge(row, part.edgesMs, zone) || edges.isNew(row.id));
			finished.push(kept);
			rowCount += kept.length;
		},
		give: (output) => {
			let room = limit;
			for (const rows of finished) {
				for (const row of rows) {
					if (room-- <= 0) return;
					const mentions = plan.contacts?.get(contactIdOfRow(row) ?? '');
					output.add(row, [mentions?.[0] ?? fallback]);
				}
			}
		},
	};
}

/** Gives one row for each contact and keeps no interaction. */
export function summaryMode(plan: SearchPlan, zone: string, includesAll: boolean): SearchMode {
	const limit = plan.limit ?? Number.POSITIVE_INFINITY;
	const leftOut = nothingLeftOut();
	const edges = new EdgeFilter();
	const summaries: SummaryMap = new Map();
	const asked: string[] = [];
	return {
		leftOut,
		contactLimit: plan.limit,
		roomLeft: () => limit - (includesAll ? asked.length : summaries.size),
		// The limit counts contacts, and a contact's history must be whole: rows are not limited.
		rowsLeft: () => Number.POSITIVE_INFINITY,
		collect: (part) => new SummaryRows(askedIdsOf(part), zone, part.edgesMs),
		finishPart: (collector, part) => {
			addLeftOut(leftOut, collector.leftOut);
			const { summaries: partly, edgeRows } = collector as SummaryRows;
			mergeSummaries(summaries, partly);
			for (const { contactId, startMs, id } of edgeRows)
				if (edges.isNew(id)) addToSummary(summaries, contactId, startMs);
			for (const contactId of part.contactIds ?? []) asked.push(contactId);
		},
		give: (output, hasFailed) => {
			const contactIds = plan.contacts === undefined ? summaries.keys() : asked;
			let room = limit;
			for (const contactId of contactIds) {
				const record = summaries.get(contactId);
				if ((record === undefined && !includesAll) || hasFailed(contactId)) continue;
				if (room-- <= 0) return;
				const sources = plan.contacts?.get(contactId) ?? plan.items.slice(0, 1);
				output.add(toContactSummary(contactId, record), sources);
			}
		},
	};
}
