import {
	addToSummary,
	mergeSummaries,
	toContactSummary,
	type SummaryMap,
} from '../shared/core/contactSummary';
import { addLeftOut, nothingLeftOut, SummaryRows } from '../shared/core/interactionRows';
import { SeenInteractions } from '../shared/core/seenInteractions';
import {
	askedIdsOf,
	askersOf,
	isElsewhereOf,
	openTally,
	standingIn,
	type SearchMode,
} from './mode';
import type { SearchPlan } from './searchPlan';

/** Gives one row for each contact and keeps no interaction. */
export function summaryMode(
	plan: SearchPlan,
	includesAll: boolean,
	/** Whether rows say as which id a contact was asked for. */
	saysAskedAs = false,
): SearchMode {
	const limit = plan.limit ?? Number.POSITIVE_INFINITY;
	const leftOut = nothingLeftOut();
	let edges = new SeenInteractions();
	const summaries: SummaryMap = new Map();
	const asked: string[] = [];
	const { itemsOf, isAsked } = askersOf(plan);
	return {
		leftOut,
		contactLimit: plan.limit,
		roomLeft: () => limit - (includesAll ? asked.length : summaries.size),
		open: (part) => {
			const collector = new SummaryRows(
				askedIdsOf(part),
				part.edgesMs,
				isAsked,
				isElsewhereOf(part),
			);
			const finish = () => {
				addLeftOut(leftOut, collector.leftOut);
				mergeSummaries(summaries, collector.summaries);
				for (const { contactId, startMs, id } of collector.edgeRows)
					if (edges.add(contactId, id)) addToSummary(summaries, contactId, startMs);
				for (const contactId of part.contactIds ?? []) asked.push(contactId);
			};
			return { collector, finish };
		},
		reset: () => {
			Object.assign(leftOut, nothingLeftOut());
			edges = new SeenInteractions();
			summaries.clear();
			asked.length = 0;
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
					{
						...toContactSummary(contactId, record),
						...(saysAskedAs && { askedAs: plan.askedAs?.get(contactId) ?? null }),
					},
					plan.contacts === undefined ? items.slice(0, 1) : items,
				);
			}
			return tally;
		},
	};
}
