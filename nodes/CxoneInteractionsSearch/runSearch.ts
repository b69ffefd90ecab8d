import { readInteractions } from '../shared/cxone/interactions';
import type { PageCount } from '../shared/cxone/paging';
import type { NodeOutput } from '../shared/items';
import { isForAllCalls } from '../shared/transport/failure';
import { runPool } from '../shared/transport/pool';
import type { Session } from '../shared/transport/session';
import type { RowCollector } from '../shared/core/interactionRows';
import type { SearchMode } from './modes';
import { splitSearch, type SearchPart } from './parts';
import type { SearchPlan } from './plan';

/** Numbers that hold for all searches of a run. */
export interface SearchSettings {
	pageSize: number;
	contactsPerRequest: number;
	workers: number;
}

/** How one part ended. */
type PartEnd =
	| { part: SearchPart; collector: RowCollector }
	| { part: SearchPart; failure: unknown };

/** Answers the items of a failed part: those of its contacts, or all items of the search where it has no others. */
function failItems(
	plan: SearchPlan,
	part: SearchPart,
	failure: unknown,
	output: NodeOutput,
	failed: Set<number>,
): void {
	const items = plan.isContactOfItem
		? (part.contactIds ?? []).flatMap((contactId) => plan.contacts?.get(contactId) ?? [])
		: plan.items;
	for (const itemIndex of items) {
		if (failed.has(itemIndex)) continue;
		failed.add(itemIndex);
		output.fail(failure, itemIndex);
	}
}

/**
 * Runs one search: its parts side by side, or with a limit one after the other until the output is full. A failed part
 * fails its items and the others go on; where items cannot be told apart, none of the search is given, because a
 * history that is cut short scores wrongly.
 */
export async function runSearch(
	session: Session,
	plan: SearchPlan,
	settings: SearchSettings,
	mode: SearchMode,
	output: NodeOutput,
	count: PageCount,
): Promise<void> {
	const { contactsPerRequest, pageSize } = settings;
	const workers = plan.limit === undefined ? settings.workers : 1;
	const parts = splitSearch(plan, { contactsPerRequest, workers, contactLimit: mode.contactLimit });
	const failedItems = new Set<number>();
	let stopping: unknown;

	const runPart = async (part: SearchPart): Promise<PartEnd> => {
		if (stopping !== undefined) return { part, failure: stopping };
		const collector = mode.collect(part);
		const sink = {
			roomLeft: () => mode.rowsLeft(collector),
			take: (rows: unknown[]) => collector.take(rows),
			reset: () => collector.reset(),
		};
		const query = { ...part, interactionTypes: plan.interactionTypes };
		const [end] = await Promise.allSettled([
			readInteractions(session, query, pageSize, sink, count),
		]);
		if (end.status === 'fulfilled') {
			collector.seal();
			return { part, collector };
		}
		// Under Stop one failure ends the run, so the other parts need not be read.
		if (isForAllCalls(end.reason) || !session.continuesOnFail) stopping = end.reason;
		return { part, failure: end.reason };
	};
	const settle = (end: PartEnd) => {
		if ('failure' in end) failItems(plan, end.part, end.failure, output, failedItems);
		else mode.finishPart(end.collector, end.part);
	};

	if (plan.limit === undefined) (await runPool(parts, workers, runPart)).forEach(settle);
	else
		for (const part of parts) {
			if (mode.roomLeft() <= 0) break;
			settle(await runPart(part));
		}
	if (failedItems.size > 0 && !plan.isContactOfItem) return;
	mode.give(output, (contactId) =>
		(plan.contacts?.get(contactId) ?? []).some((itemIndex) => failedItems.has(itemIndex)),
	);
}
