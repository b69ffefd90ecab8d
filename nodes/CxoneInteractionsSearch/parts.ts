import { evenBatchSize, splitIntoBatches } from '../shared/core/batches';
import { sharedEdges, splitIntoWindows, type TimeWindow } from '../shared/core/windows';
import type { SearchPlan } from './searchPlan';

/** A query for fewer contacts than this costs more in requests than it wins by running in parallel. */
const SMALLEST_CHUNK = 50;
const SHORTEST_WINDOW_MS = 3_600_000;

/** One query of a search: some of its contacts, or a window of its time range. */
export interface SearchPart {
	contactIds: string[] | undefined;
	window: TimeWindow;
	/** Instants that belong to two windows. */
	edgesMs: number[];
}

/** How a search may be split. */
export interface Splitting {
	contactsPerRequest: number;
	workers: number;
	/** Contacts at most in a part, for a search that ends after so many. */
	contactLimit: number | undefined;
}

/** A search as one query. */
export function wholeSearch({ range, contacts }: SearchPlan): SearchPart {
	return { contactIds: contacts && [...contacts.keys()], window: range, edgesMs: [] };
}

/**
 * Splits a search into queries that can run side by side: by contacts where they are given, else by time. With a limit
 * the parts run one after the other, so that time is not split.
 */
export function splitSearch(plan: SearchPlan, splitting: Splitting): SearchPart[] {
	const { range, contacts, limit } = plan;
	const { contactsPerRequest, workers, contactLimit } = splitting;
	if (contacts === undefined) {
		const windowCount = limit === undefined ? workers : 1;
		return splitIntoWindows(range, windowCount, SHORTEST_WINDOW_MS).map((window) => ({
			contactIds: undefined,
			window,
			edgesMs: sharedEdges(window, range),
		}));
	}
	const contactIds = [...contacts.keys()];
	const size =
		limit === undefined
			? evenBatchSize(contactIds.length, {
					largest: contactsPerRequest,
					smallest: SMALLEST_CHUNK,
					workers,
				})
			: Math.min(contactsPerRequest, contactLimit ?? contactsPerRequest);
	return splitIntoBatches(contactIds, size).map((chunk) => ({
		contactIds: chunk,
		window: range,
		edgesMs: [],
	}));
}
