import { RowsOfOtherWindow } from '../shared/core/interactionRows';
import type { PageCount } from '../shared/core/pageCount';
import { runPool } from '../shared/core/pool';
import { settled } from '../shared/core/settled';
import type { InteractionQuery, SearchChoices } from '../shared/cxone/history';
import type { Tenant } from '../shared/cxone/tenant';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import { isForAllCalls } from '../shared/transport/failure';
import { askersOf, type OpenPart, type SearchMode, type SearchTally } from './mode';
import { splitSearch, wholeSearch, type SearchPart, type Splitting } from './parts';
import type { SearchPlan } from './searchPlan';

/** Numbers that hold for all searches of a run. */
export interface SearchSettings {
	pageSize: number;
	contactsPerRequest: number;
	workers: number;
	choices: SearchChoices;
	isForSummary: boolean;
}

/** What all searches of a run share. */
export interface SearchRun {
	tenant: Tenant;
	settings: SearchSettings;
	output: NodeOutput;
	count: PageCount;
}

/** How one part ended; what was read is let go of once the part is finished. */
type PartEnd = { read: OpenPart | undefined } | { failure: unknown };

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

/** Reads the parts of all searches of a run, with one stop for all. */
class PartReader {
	private stopping: { failure: unknown } | undefined;

	constructor(
		private readonly run: SearchRun,
		/** Requests that each search may have on their way at a time. */
		private readonly workersEach: number,
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
		if (this.stopping !== undefined) return this.stopping;
		if (search.isMixed) return { read: undefined };
		const { mode, plan } = search;
		const read = mode.open(part);
		const { collector } = read;
		const { tenant, settings, count } = this.run;
		const { contactIds, window } = part;
		const { pageSize, choices, isForSummary } = settings;
		const query: InteractionQuery = {
			contactIds,
			window,
			interactionTypes: plan.interactionTypes,
			pageSize,
			workers: this.workersEach,
			choices,
			isForSummary,
			isAsked: askersOf(plan).isAsked,
			askedAs: (contactId) => plan.askedAs?.get(contactId),
		};
		const end = await settled(tenant.interactions.read(query, collector, count));
		if ('failure' in end) {
			if (end.failure instanceof RowsOfOtherWindow) {
				search.isMixed = true;
				return { read: undefined };
			}
			// Under Stop one failure ends the run, so the other parts need not be read.
			if (isForAllCalls(end.failure) || !tenant.session.continuesOnFail) this.stopping = end;
			return end;
		}
		search.isCut ||= collector.isCut;
		collector.seal();
		return { read };
	}
}

/** Finishes the parts that ended, as far as all before them did too. */
function finishReadyParts(search: OpenSearch): void {
	const { ends, parts } = search;
	for (; search.finished < parts.length; search.finished++) {
		const end = ends[search.finished];
		if (end === undefined) return;
		if ('failure' in end) continue;
		end.read?.finish();
		end.read = undefined;
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
	run: SearchRun,
	modes: ReadonlyMap<SearchPlan, SearchMode>,
): Promise<SearchTally[]> {
	const { contactsPerRequest, workers } = run.settings;
	const { isSearchSplit } = run.tenant.traits;
	const workersEach = Math.ceil(workers / modes.size);
	const splittingOf = ({ contactLimit }: SearchMode): Splitting => ({
		contactsPerRequest,
		workers: workersEach,
		contactLimit,
	});
	const searches = Array.from(modes, ([plan, mode]): OpenSearch => {
		const parts = isSearchSplit ? splitSearch(plan, splittingOf(mode)) : [wholeSearch(plan)];
		return { plan, mode, parts, ends: [], finished: 0, isCut: false, isMixed: false };
	});
	const reader = new PartReader(run, workersEach);
	const runAll = async (open: OpenSearch[]) => {
		const tasks = open.flatMap((search) => {
			const positions = search.parts.map((_, position) => position);
			const chains = search.plan.limit === undefined ? positions.map((one) => [one]) : [positions];
			return chains.map((chain) => ({ search, chain }));
		});
		await runPool(
			tasks,
			workers,
			async ({ search, chain }) => await reader.runParts(search, chain),
		);
	};
	await runAll(searches);
	const mixed = searches.filter(({ isMixed }) => isMixed);
	for (const search of mixed) beginWhole(search, splittingOf(search.mode));
	if (mixed.length > 0) await runAll(mixed);
	return searches.map((search) => {
		const tally = search.mode.give(run.output, failItems(search, run.output));
		return { ...tally, isCut: tally.isCut || search.isCut };
	});
}
