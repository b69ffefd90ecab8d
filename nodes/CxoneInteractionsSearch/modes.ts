import {
	mergeSummaries,
	addToSummary,
	toContactSummary,
	type SummaryMap,
} from '../shared/core/contactSummary';
import {
	addLeftOut,
	contactIdOfRow,
	InteractionRows,
	nothingLeftOut,
	startMsOfRow,
	SummaryRows,
	type InteractionRow,
	type IsAsked,
	type LeftOut,
	type RowCollector,
} from '../shared/core/interactionRows';
import { toContactId } from '../shared/core/fields';
import { AskedRanges } from '../shared/core/ranges';
import { SeenInteractions } from '../shared/core/seenInteractions';
import { isNearEdge } from '../shared/core/windows';
import type { NodeOutput } from '../shared/items';
import type { SearchPart } from './parts';
import type { SearchPlan } from './searchPlan';

/** What a search came to, for the hints. */
export interface SearchTally {
	/** Whether an item is left that did not fail. */
	isAnswered: boolean;
	asksAll: boolean;
	/** Contacts that were asked for and answered, with or without interactions. */
	asked: Set<string>;
	/** Contacts with interactions; the empty id stands for interactions without contact. */
	found: Set<string>;
	/** Rows or contacts that the limit kept out. */
	isCut: boolean;
}

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
	/** Gives the rows of all finished parts, those that only failed items ask for left out. */
	give: (output: NodeOutput, failedItems: ReadonlySet<number>) => SearchTally;
}

function askedIdsOf(part: SearchPart): ReadonlySet<string> | undefined {
	return part.contactIds === undefined ? undefined : new Set(part.contactIds);
}

/** Who asked for the rows of a search. */
function askersOf(plan: SearchPlan) {
	const ranges = plan.rangeOfItem === undefined ? undefined : new AskedRanges(plan.rangeOfItem);
	const itemsOf = (contactId: string | undefined): readonly number[] =>
		plan.contacts?.get(contactId ?? '') ?? plan.items;
	const isAsked: IsAsked | undefined =
		ranges && ((contactId, startMs) => ranges.holds(itemsOf(contactId), startMs));
	return {
		itemsOf,
		isAsked,
		/** The first of these items whose range holds the row; the first of all where no range does. */
		firstAsker: (items: readonly number[], row: InteractionRow): number => {
			if (ranges === undefined) return items[0];
			const startMs = startMsOfRow(row);
			return (startMs === undefined ? undefined : ranges.firstHolder(items, startMs)) ?? items[0];
		},
	};
}

function openTally(plan: SearchPlan, failedItems: ReadonlySet<number>): SearchTally {
	return {
		isAnswered: failedItems.size < plan.items.length,
		asksAll: plan.contacts === undefined,
		asked: new Set(),
		found: new Set(),
		isCut: false,
	};
}

/** Makes the function that gives those of some items that did not fail; asked again for the same list, it knows. */
function standingIn(failedItems: ReadonlySet<number>) {
	const known = new Map<readonly number[], readonly number[]>();
	return (items: readonly number[]): readonly number[] => {
		if (failedItems.size === 0) return items;
		const standing = known.get(items) ?? items.filter((item) => !failedItems.has(item));
		known.set(items, standing);
		return standing;
	};
}

/** Gives each interaction as it came. */
export function interactionsMode(plan: SearchPlan): SearchMode {
	const limit = plan.limit ?? Number.POSITIVE_INFINITY;
	const leftOut = nothingLeftOut();
	const edges = new SeenInteractions();
	const finished: Array<{ rows: InteractionRow[]; contactIds: string[] }> = [];
	const { itemsOf, isAsked, firstAsker } = askersOf(plan);
	let rowCount = 0;
	const isNewAtEdge = (row: InteractionRow, edgesMs: readonly number[]) => {
		const startMs = startMsOfRow(row);
		if (startMs === undefined || !isNearEdge(startMs, edgesMs)) return true;
		return edges.add(contactIdOfRow(row), toContactId(row.id));
	};
	return {
		leftOut,
		contactLimit: undefined,
		roomLeft: () => limit - rowCount,
		rowsLeft: (collector) => limit - rowCount - collector.count,
		collect: (part) => new InteractionRows(askedIdsOf(part), isAsked),
		finishPart: (collector, { edgesMs, contactIds = [] }) => {
			addLeftOut(leftOut, collector.leftOut);
			const { rows } = collector as InteractionRows;
			const kept = edgesMs.length === 0 ? rows : rows.filter((row) => isNewAtEdge(row, edgesMs));
			finished.push({ rows: kept, contactIds });
			rowCount += kept.length;
		},
		give: (output, failedItems) => {
			const tally = openTally(plan, failedItems);
			const standing = standingIn(failedItems);
			tally.isCut = rowCount > limit;
			let room = limit;
			for (const { rows, contactIds } of finished) {
				for (const contactId of contactIds)
					if (standing(itemsOf(contactId)).length > 0) tally.asked.add(contactId);
				for (const row of rows) {
					const contactId = contactIdOfRow(row);
					const items = standing(itemsOf(contactId));
					if (items.length === 0) continue;
					if (room-- <= 0) return tally;
					tally.found.add(contactId ?? '');
					output.add(row, [firstAsker(items, row)]);
				}
			}
			return tally;
		},
	};
}

/** Gives one row for each contact and keeps no interaction. */
export function summaryMode(plan: SearchPlan, includesAll: boolean): SearchMode {
	const limit = plan.limit ?? Number.POSITIVE_INFINITY;
	const leftOut = nothingLeftOut();
	const edges = new SeenInteractions();
	const summaries: SummaryMap = new Map();
	const asked: string[] = [];
	const { itemsOf, isAsked } = askersOf(plan);
	return {
		leftOut,
		contactLimit: plan.limit,
		roomLeft: () => limit - (includesAll ? asked.length : summaries.size),
		// The limit counts contacts, and a contact's history must be whole: rows are not limited.
		rowsLeft: () => Number.POSITIVE_INFINITY,
		collect: (part) => new SummaryRows(askedIdsOf(part), part.edgesMs, isAsked),
		finishPart: (collector, part) => {
			addLeftOut(leftOut, collector.leftOut);
			const { summaries: partly, edgeRows } = collector as SummaryRows;
			mergeSummaries(summaries, partly);
			for (const { contactId, startMs, id } of edgeRows)
				if (edges.add(contactId, id)) addToSummary(summaries, contactId, startMs);
			for (const contactId of part.contactIds ?? []) asked.push(contactId);
		},
		give: (output, failedItems) => {
			const tally = openTally(plan, failedItems);
			const standing = standingIn(failedItems);
			const contactIds = plan.contacts === undefined ? summaries.keys() : asked;
			let room = limit;
			for (const contactId of contactIds) {
				const items = standing(itemsOf(contactId));
				if (items.length === 0) continue;
				const record = summaries.get(contactId);
				if (plan.contacts !== undefined) tally.asked.add(contactId);
				if (record !== undefined) tally.found.add(contactId);
				if (record === undefined && !includesAll) continue;
				if (room-- <= 0) {
					tally.isCut = true;
					return tally;
				}
				output.add(
					toContactSummary(contactId, record),
					plan.contacts === undefined ? items.slice(0, 1) : items,
				);
			}
			return tally;
		},
	};
}
