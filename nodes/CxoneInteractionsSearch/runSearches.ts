import { readInteractions } from '../shared/cxone/interactions';
import type { PageCount } from '../shared/cxone/paging';
import type { NodeOutput } from '../shared/items';
import { isForAllCalls } from '../shared/transport/failure';
import { runPool } from '../shared/transport/pool';
import type { Session } from '../shared/transport/session';
import {
	startMsOfRow,
	type InteractionRow,
	type RowCollector,
} from '../shared/core/interactionRows';
import { isInOtherWindow } from '../shared/core/windows';
import type { SearchMode, SearchTally } from './mode';
import { splitSearch, type SearchPart, type Splitting } from './parts';
import type { SearchPlan } from './searchPlan';

/** Numbers that hold for all searches of a run. */
export interface SearchSettings {
	pageSize: number;
	contactsPerRequest: number;
	workers: number;
}

/** How one part ended; `collector` is let go of once the part is finished. */
type PartEnd = { collector: RowCollector | undefined } | { failure: unknown };

/** A search that is under way. */
interface OpenSearch {
	plan: SearchPlan;
	mode: SearchMode;
	parts: SearchPart[];
	ends: Array<PartEnd | undefined>;
	/** Parts that were finished, in order. */
	finished: number;
	/** Whether the output was full before all was read. */
	isCut: boolean;
	/** Whether a part was given rows of another part's window, so that rows may come twice. */
	isMixed: boolean;
}

/** Ends the reading of a part whose rows belong to the windows of others. */
class RowsOfOtherWindow extends Error {}

/** Throws `RowsOfOtherWindow` for rows that a part of a search by time should not have been given. */
function checkWindow(rows: unknown[], { window, edgesMs }: SearchPart): void {
	if (edgesMs.length === 0) return;
	for (const row of rows) {
		const startMs = startMsOfRow(Object(row) as InteractionRow);
		if (startMs !== undefined && isInOtherWindow(startMs, window, edgesMs))
			throw new RowsOfOtherWindow();
	}
}

/** All searches of a run: side by side, and with one stop for all. */
class SearchRun {
	private stopping: unknown;

	constructor(
		private readonly session: Session,
		private readonly settings: SearchSettings,
		private readonly count: PageCount,
	) {}

	/** Runs some parts of a search one after the other, until the output is full. */
	async runParts(search: OpenSearch, positions: readonly number[]): Promise<void> {
		for (const position of positions) {
			if (search.mode.roomLeft() <= 0) {
				search.isCut = true;
				return;
			}
			search.ends[position] = await this.runPart(search, search.parts[position]);
			finishReadyParts(search);
		}
	}

	private async runPart(search: OpenSearch, part: SearchPart): Promise<PartEnd> {
		if (this.stopping !== undefined) return { failure: this.stopping };
		if (search.isMixed) return { collector: undefined };
		const { mode, plan } = search;
		const collector = mode.collect(part);
		const sink = {
			roomLeft: () => {
				const room = mode.rowsLeft(collector);
				// Asked only where there is a page to come.
				if (room <= 0) search.isCut = true;
				return room;
			},
			take: (rows: unknown[]) => {
				checkWindow(rows, part);
				collector.take(rows);
			},
			reset: () => collector.reset(),
		};
		const query = { ...part, interactionTypes: plan.interactionTypes };
		const [end] = await Promise.allSettled([
			readInteractions(this.session, query, this.settings.pageSize, sink, this.count),
		]);
		if (end.status === 'fulfilled') {
			collector.seal();
			return { collector };
		}
		if (end.reason instanceof RowsOfOtherWindow) {
			search.isMixed = true;
			return { collector: undefined };
		}
		// Under Stop one failure ends the run, so the other parts need not be read.
		if (isForAllCalls(end.reason) || !this.session.continuesOnFail) this.stopping = end.reason;
		return { failure: end.reason };
	}
}

/** Finishes the parts that ended, as far as all before them did too. */
function finishReadyParts(search: OpenSearch): void {
	const { ends, mode, parts } = search;
	for (; search.finished < parts.length; search.finished++) {
		const end = ends[search.finished];
		if (end === undefined) return;
		if ('failure' in end || end.collector === undefined) continue;
		mode.finishPart(end.collector, parts[search.finished]);
		end.collector = undefined;
	}
}

/** Answers the items that ask for something of a failed part, each once; gives these items. */
function failItems({ plan, parts, ends }: OpenSearch, output: NodeOutput): Set<number> {
	const failed = new Set<number>();
	for (const [position, end] of ends.entries()) {
		if (end === undefined || !('failure' in end)) continue;
		const { contactIds } = parts[position];
		const items =
			contactIds?.flatMap((contactId) => plan.contacts?.get(contactId) ?? []) ?? plan.items;
		for (const itemIndex of items) {
			if (failed.has(itemIndex)) continue;
			failed.add(itemIndex);
			output.fail(end.failure, itemIndex);
		}
	}
	return failed;
}

/** Begins a search anew, as one query: its windows cannot be told apart by the times that the service goes by. */
function beginWhole(search: OpenSearch, splitting: Splitting): void {
	search.mode.reset();
	search.parts = splitSearch(search.plan, { ...splitting, workers: 1 });
	search.ends = [];
	search.finished = 0;
	search.isMixed = false;
}

/**
 * Runs the searches side by side, and their parts too, or with a limit the parts of a search one after the other until
 * its output is full. Gives the rows in the order of the searches. A failed part fails the items that ask for one of its
 * contacts, and what only these ask for is not given, because a history that is cut short scores wrongly; the rest goes
 * on. A search by time whose windows are given rows of each other is made once more, as one query.
 */
export async function runSearches(
	session: Session,
	modes: ReadonlyMap<SearchPlan, SearchMode>,
	settings: SearchSettings,
	output: NodeOutput,
	count: PageCount,
): Promise<SearchTally[]> {
	const { contactsPerRequest, workers } = settings;
	const workersEach = Math.ceil(workers / modes.size);
	const splittingOf = ({ contactLimit }: SearchMode): Splitting => ({
		contactsPerRequest,
		workers: workersEach,
		contactLimit,
	});
	const searches = Array.from(modes, ([plan, mode]): OpenSearch => {
		const parts = splitSearch(plan, splittingOf(mode));
		return { plan, mode, parts, ends: [], finished: 0, isCut: false, isMixed: false };
	});
	const run = new SearchRun(session, settings, count);
	const runAll = async (open: OpenSearch[]) => {
		const tasks = open.flatMap((search) => {
			const positions = search.parts.map((_, position) => position);
			const chains = search.plan.limit === undefined ? positions.map((one) => [one]) : [positions];
			return chains.map((chain) => ({ search, chain }));
		});
		await runPool(tasks, workers, async ({ search, chain }) => await run.runParts(search, chain));
	};
	await runAll(searches);
	const mixed = searches.filter(({ isMixed }) => isMixed);
	for (const search of mixed) beginWhole(search, splittingOf(search.mode));
	if (mixed.length > 0) await runAll(mixed);
	return searches.map((search) => {
		const tally = search.mode.give(output, failItems(search, output));
		return { ...tally, isCut: tally.isCut || search.isCut };
	});
}
