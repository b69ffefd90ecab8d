import { toContactId } from './fields';
import { addToSummary, type SummaryMap } from './contactSummary';
import { parseInstantMs } from './time';
import type { TimeWindow } from './windows';

/** Rows that a search did not give out, and why. */
export interface LeftOut {
	/** Rows that are no objects. */
	malformed: number;
	/** Rows of contacts that were not asked for. */
	foreign: number;
	/** Rows without contact id or time, which a summary cannot count. */
	uncountable: number;
}

/** Nothing left out. */
export function nothingLeftOut(): LeftOut {
	return { malformed: 0, foreign: 0, uncountable: 0 };
}

/** Adds up what several queries left out. */
export function addLeftOut(into: LeftOut, part: LeftOut): void {
	into.malformed += part.malformed;
	into.foreign += part.foreign;
	into.uncountable += part.uncountable;
}

/** One interaction as the service gave it. */
export type InteractionRow = Record<string, unknown>;

/** The contact of a row, or undefined. */
export function contactIdOfRow(row: InteractionRow): string | undefined {
	return toContactId(row.contactId);
}

/** Takes the rows of one query and forgets them when the query starts again. */
export interface RowCollector {
	readonly leftOut: LeftOut;
	readonly count: number;
	take: (rows: unknown[]) => void;
	reset: () => void;
	/** Lets go of what is only needed while rows come in. */
	seal: () => void;
}

/** What both collectors check: that a row is one, belongs to an asked contact and came only once. */
abstract class CheckedRows implements RowCollector {
	leftOut = nothingLeftOut();
	count = 0;

	constructor(private readonly askedIds: ReadonlySet<string> | undefined) {}

	take(rows: unknown[]): void {
		this.beginPage();
		for (const row of rows) {
			if (typeof row !== 'object' || row === null || Array.isArray(row)) {
				this.leftOut.malformed += 1;
				continue;
			}
			const interaction = row as InteractionRow;
			const contactId = contactIdOfRow(interaction);
			if (contactId !== undefined && this.askedIds?.has(contactId) === false) {
				this.leftOut.foreign += 1;
				continue;
			}
			const id = toContactId(interaction.id);
			if (id === undefined || this.isNew(id)) this.keep(interaction, contactId, id);
		}
	}

	reset(): void {
		this.leftOut = nothingLeftOut();
		this.count = 0;
	}

	abstract seal(): void;
	protected abstract beginPage(): void;
	protected abstract isNew(id: string): boolean;
	protected abstract keep(row: InteractionRow, contactId: string | undefined, id?: string): void;
}

/** Keeps the rows of one query, each interaction id once. */
export class InteractionRows extends CheckedRows {
	rows: InteractionRow[] = [];
	private seenIds = new Set<string>();

	override reset(): void {
		super.reset();
		this.rows = [];
		this.seenIds = new Set();
	}

	seal(): void {
		this.seenIds = new Set();
	}

	protected beginPage(): void {}

	protected isNew(id: string): boolean {
		const before = this.seenIds.size;
		return this.seenIds.add(id).size > before;
	}

	protected keep(row: InteractionRow): void {
		this.rows.push(row);
		this.count += 1;
	}
}

/** An interaction at an edge that two windows share, kept apart so that it is counted once. */
export interface EdgeRow {
	contactId: string;
	startMs: number;
	id: string | undefined;
}

/**
 * Counts the rows of one query into a summary and keeps none of them. To know a row that comes twice, it remembers the
 * ids of two pages: memory must not grow with the interactions.
 */
export class SummaryRows extends CheckedRows {
	summaries: SummaryMap = new Map();
	edgeRows: EdgeRow[] = [];
	private pageIds = new Set<string>();
	private previousPageIds = new Set<string>();

	constructor(
		askedIds: ReadonlySet<string> | undefined,
		private readonly zone: string,
		/** Instants that belong to two windows. */
		private readonly edgesMs: readonly number[],
	) {
		super(askedIds);
	}

	override reset(): void {
		super.reset();
		this.summaries = new Map();
		this.edgeRows = [];
		this.seal();
	}

	seal(): void {
		this.pageIds = new Set();
		this.previousPageIds = new Set();
	}

	protected beginPage(): void {
		this.previousPageIds = this.pageIds;
		this.pageIds = new Set();
	}

	protected isNew(id: string): boolean {
		if (this.previousPageIds.has(id)) return false;
		const before = this.pageIds.size;
		return this.pageIds.add(id).size > before;
	}

	protected keep(row: InteractionRow, contactId: string | undefined, id?: string): void {
		const startMs = parseInstantMs(row.startTime, this.zone);
		if (contactId === undefined || startMs === undefined) {
			this.leftOut.uncountable += 1;
			return;
		}
		this.count += 1;
		if (this.edgesMs.includes(startMs)) this.edgeRows.push({ contactId, startMs, id });
		else addToSummary(this.summaries, contactId, startMs);
	}
}

/** The instants that a window shares with its neighbours in a range. */
export function sharedEdges(window: TimeWindow, range: TimeWindow): number[] {
	return [window.startMs, window.endMs].filter(
		(edgeMs) => edgeMs !== range.startMs && edgeMs !== range.endMs,
	);
}

/** Whether a row lies on one of the edges; a row whose time cannot be read does not. */
export function isOnEdge(row: InteractionRow, edgesMs: readonly number[], zone: string): boolean {
	if (edgesMs.length === 0) return false;
	const startMs = parseInstantMs(row.startTime, zone);
	return startMs !== undefined && edgesMs.includes(startMs);
}

/** Knows the interactions at shared edges that were given already; a row without id is always new. */
export class EdgeFilter {
	private readonly seenIds = new Set<string>();

	/** Whether this id was not asked about before. */
	isNew(id: unknown): boolean {
		const known = toContactId(id);
		if (known === undefined) return true;
		const before = this.seenIds.size;
		return this.seenIds.add(known).size > before;
	}
}
