import { toContactId } from '../shared/core/fields';
import {
	addLeftOut,
	contactIdOfRow,
	InteractionRows,
	nothingLeftOut,
	startMsOfRow,
	type InteractionRow,
} from '../shared/core/interactionRows';
import { SeenInteractions } from '../shared/core/seenInteractions';
import { isNearEdge } from '../shared/core/windows';
import {
	askedIdsOf,
	askersOf,
	isElsewhereOf,
	openTally,
	standingIn,
	type SearchMode,
} from './mode';
import type { SearchPlan } from './searchPlan';

/** Gives each interaction as it came. */
export function interactionsMode(plan: SearchPlan): SearchMode {
	const limit = plan.limit ?? Number.POSITIVE_INFINITY;
	const leftOut = nothingLeftOut();
	let edges = new SeenInteractions();
	let finished: Array<{ rows: InteractionRow[]; contactIds: string[] }> = [];
	const { itemsOf, isAsked, firstAsker } = askersOf(plan);
	let rowCount = 0;
	const isNewAtEdge = (row: InteractionRow, edgesMs: readonly number[]) => {
		const startMs = startMsOfRow(row);
		// One without a time may be given in every window.
		if (startMs !== undefined && !isNearEdge(startMs, edgesMs)) return true;
		return edges.add(contactIdOfRow(row), toContactId(row.id));
	};
	return {
		leftOut,
		contactLimit: undefined,
		roomLeft: () => limit - rowCount,
		open: (part) => {
			const collector = new InteractionRows(
				askedIdsOf(part),
				isAsked,
				isElsewhereOf(part),
				limit - rowCount,
			);
			const { edgesMs, contactIds = [] } = part;
			const finish = () => {
				addLeftOut(leftOut, collector.leftOut);
				const { rows } = collector;
				const kept = edgesMs.length === 0 ? rows : rows.filter((row) => isNewAtEdge(row, edgesMs));
				finished.push({ rows: kept, contactIds });
				rowCount += kept.length;
			};
			return { collector, finish };
		},
		reset: () => {
			Object.assign(leftOut, nothingLeftOut());
			edges = new SeenInteractions();
			finished = [];
			rowCount = 0;
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
					tally.found.add(contactId);
					output.add(row, [firstAsker(items, row)]);
				}
			}
			return tally;
		},
	};
}
