import { addToSummary, type SummaryMap } from './contactSummary';
import { toContactId } from './fields';
import { SeenInteractions } from './seenInteractions';
import { parseInstantMs } from './time';
import { isNearEdge } from './windows';

/** The zone of times that the service writes without one, whatever the zone of the workflow is. */
const SERVICE_ZONE = 'UTC';

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

/** When the interaction of a row began, or undefined; a time without zone is UTC. */
export function startMsOfRow(row: InteractionRow): number | undefined {
	return parseInstantMs(row.startTime, SERVICE_ZONE);
}

/** Whether an instant was asked for, for the contact of a row. */
export type IsAsked = (contactId: string | undefined, startMs: number) => boolean;

/** Whether an instant lies in the window of another query. */
export type IsElsewhere = (startMs: number) => boolean;

/** Ends the reading of a query that is given rows of another one's window. */
export class RowsOfOtherWindow extends Error {}

/** Takes the rows of one query and forgets them when the query starts again. */
export interface RowCollector {
	readonly leftOut: LeftOut;
	/** Whether a page was left unread because there was no room for it. */
	readonly isCut: boolean;
	/** Rows that may still be asked for; asked only where there is a page to come. */
	roomLeft: () => number;
	/** Throws `RowsOfOtherWindow` for rows that the query should not have been given. */
	take: (rows: unknown[]) => void;
	reset: () => void;
	/** Lets go of what is only needed while rows come in. */
	seal: () => void;
}

/**
 * What both collectors check: that a row is one, belongs to an asked contact, came only once and, with `isAsked`, lies
 * in a range that its contact was asked for. A row whose time cannot be read is not held against the ranges.
 */
abstract class CheckedRows implements RowCollector {
	leftOut = nothingLeftOut();
	count = 0;
	isCut = false;

	constructor(
		private readonly askedIds: ReadonlySet<string> | undefined,
		private readonly isAsked: IsAsked | undefined,
		private readonly isElsewhere: IsElsewhere | undefined,
		private readonly readsTimes: boolean,
		private readonly maxRows: number,
	) {}

	roomLeft(): number {
		const room = this.maxRows - this.count;
		if (room <= 0) this.isCut = true;
		return room;
	}

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
			if (id !== undefined && !this.isNew(contactId, id)) continue;
			const startMs = this.readsTimes ? startMsOfRow(interaction) : undefined;
			if (startMs !== undefined && this.isElsewhere?.(startMs)) throw new RowsOfOtherWindow();
			if (startMs !== undefined && this.isAsked?.(contactId, startMs) === false) continue;
			this.keep(interaction, contactId, id, startMs);
		}
	}

	reset(): void {
		this.leftOut = nothingLeftOut();
		this.count = 0;
	}

	abstract seal(): void;
	protected abstract beginPage(): void;
	protected abstract isNew(contactId: string | undefined, id: string): boolean;
	protected abstract keep(
		row: InteractionRow,
		contactId: string | undefined,
		id: string | undefined,
		startMs: number | undefined,
	): void;
}

/** Keeps the rows of one query, each interaction of a contact once; asks for `maxRows` at most. */
export class InteractionRows extends CheckedRows {
	rows: InteractionRow[] = [];
	private seen = new SeenInteractions();

	constructor(
		askedIds: ReadonlySet<string> | undefined,
		isAsked?: IsAsked,
		isElsewhere?: IsElsewhere,
		maxRows = Number.POSITIVE_INFINITY,
	) {
		const readsTimes = isAsked !== undefined || isElsewhere !== undefined;
		super(askedIds, isAsked, isElsewhere, readsTimes, maxRows);
	}

	override reset(): void {
		super.reset();
		this.rows = [];
		this.seal();
	}

	seal(): void {
		this.seen = new SeenInteractions();
	}

	protected beginPage(): void {}

	protected isNew(contactId: string | undefined, id: string): boolean {
		return this.seen.add(contactId, id);
	}

	protected keep(row: InteractionRow): void {
		this.rows.push(row);
		this.count += 1;
	}
}

/** An interaction near an edge that two windows share, kept apart so that it is counted once. */
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
	private page = new SeenInteractions();
	private previousPage = new SeenInteractions();

	constructor(
		askedIds: ReadonlySet<string> | undefined,
		/** Instants that two windows share. */
		private readonly edgesMs: readonly number[],
		isAsked?: IsAsked,
		isElsewhere?: IsElsewhere,
	) {
		// A history must be whole, so rows are not limited.
		super(askedIds, isAsked, isElsewhere, true, Number.POSITIVE_INFINITY);
	}

	override reset(): void {
		super.reset();
		this.summaries = new Map();
		this.edgeRows = [];
		this.seal();
	}

	seal(): void {
		this.page = new SeenInteractions();
		this.previousPage = new SeenInteractions();
	}

	protected beginPage(): void {
		this.previousPage = this.page;
		this.page = new SeenInteractions();
	}

	protected isNew(contactId: string | undefined, id: string): boolean {
		return !this.previousPage.has(contactId, id) && this.page.add(contactId, id);
	}

	protected keep(
		_row: InteractionRow,
		contactId: string | undefined,
		id: string | undefined,
		startMs: number | undefined,
	): void {
		if (contactId === undefined || startMs === undefined) {
			this.leftOut.uncountable += 1;
			return;
		}
		this.count += 1;
		if (isNearEdge(startMs, this.edgesMs)) this.edgeRows.push({ contactId, startMs, id });
		else addToSummary(this.summaries, contactId, startMs);
	}
}
