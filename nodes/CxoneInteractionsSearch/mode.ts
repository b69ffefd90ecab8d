import {
	startMsOfRow,
	type InteractionRow,
	type IsAsked,
	type IsElsewhere,
	type LeftOut,
	type RowCollector,
} from '../shared/core/interactionRows';
import { AskedRanges } from '../shared/core/ranges';
import { isInOtherWindow } from '../shared/core/windows';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import type { SearchPart } from './parts';
import type { SearchPlan } from './searchPlan';

/** What a search came to, for the hints. */
export interface SearchTally {
	/** Whether an item is left that did not fail. */
	isAnswered: boolean;
	asksAll: boolean;
	/** Contacts that were asked for and answered, with or without interactions. */
	asked: Set<string>;
	/** Contacts with interactions; undefined stands for interactions without contact. */
	found: Set<string | undefined>;
	/** Rows or contacts that the limit kept out. */
	isCut: boolean;
}

/** A part that is read: what takes its rows, and what hands them to the search. */
export interface OpenPart {
	collector: RowCollector;
	/** Called once for a part that was read whole, in the order of the parts. */
	finish: () => void;
}

/** What a search does with the rows of its parts. */
export interface SearchMode {
	readonly leftOut: LeftOut;
	/** Rows that the output still has room for, as counted before the parts that run now. */
	roomLeft: () => number;
	/** Contacts at most that a part may ask for, where the limit counts contacts. */
	contactLimit: number | undefined;
	open: (part: SearchPart) => OpenPart;
	/** Forgets all finished parts, because the search starts again. */
	reset: () => void;
	/** Gives the rows of all finished parts, those that only failed items ask for left out. */
	give: (output: NodeOutput, failedItems: ReadonlySet<number>) => SearchTally;
}

/** The contacts that a part asks for, undefined for all. */
export function askedIdsOf(part: SearchPart): ReadonlySet<string> | undefined {
	return part.contactIds === undefined ? undefined : new Set(part.contactIds);
}

/** What tells rows that a part of a search by time should not be given; undefined for a part that shares no edge. */
export function isElsewhereOf({ window, edgesMs }: SearchPart): IsElsewhere | undefined {
	if (edgesMs.length === 0) return undefined;
	return (startMs) => isInOtherWindow(startMs, window, edgesMs);
}

/** Who asked for the rows of a search. */
export function askersOf(plan: SearchPlan) {
	const ranges = plan.rangeOfItem === undefined ? undefined : new AskedRanges(plan.rangeOfItem);
	const itemsOf = (contactId: string | undefined): readonly number[] =>
		(contactId === undefined ? undefined : plan.contacts?.get(contactId)) ?? plan.items;
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

/** A tally with nothing found yet. */
export function openTally(plan: SearchPlan, failedItems: ReadonlySet<number>): SearchTally {
	return {
		isAnswered: failedItems.size < plan.items.length,
		asksAll: plan.contacts === undefined,
		asked: new Set(),
		found: new Set(),
		isCut: false,
	};
}

/** Makes the function that gives those of some items that did not fail; asked again for the same list, it knows. */
export function standingIn(failedItems: ReadonlySet<number>) {
	const known = new Map<readonly number[], readonly number[]>();
	return (items: readonly number[]): readonly number[] => {
		if (failedItems.size === 0) return items;
		const standing = known.get(items) ?? items.filter((item) => !failedItems.has(item));
		known.set(items, standing);
		return standing;
	};
}
