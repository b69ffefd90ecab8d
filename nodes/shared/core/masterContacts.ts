import { isAttempt, type CompletedContact } from './completedContact';
import type { Customer, NoCustomer } from './customer';
import type { TimeWindow } from './windows';

/** What makes a contact count. */
export interface CountingRules {
	/** Instants that count, both ends included. */
	range: TimeWindow;
	/** Whether tries on which nobody spoke count too. */
	includesAttempts: boolean;
	/** Undefined for both. */
	direction: 'inbound' | 'outbound' | undefined;
	customerOf: (contact: CompletedContact) => Customer;
	/** Whether a customer, in E.164, is among those asked for. */
	isAskedFor: (phone: string) => boolean;
	/** Whether an instant was asked for, for a customer, where items have ranges of their own. */
	isAsked?: (phone: string, startMs: number) => boolean;
}

/** A contact that counts as an interaction. `Row` is what the caller keeps of it, for example its row. */
export interface CountedContact<Row> {
	contact: CompletedContact;
	phone: string;
	row: Row;
}

/** Contacts that do not count, each once, for one reason. */
export interface ContactsLeftOut {
	/** Outbound contacts on which nobody spoke. */
	attempts: number;
	/** Parts of an interaction that counts by another contact. */
	children: number;
	/** Contacts without a customer, by reason. */
	withoutCustomer: Map<NoCustomer, number>;
}

/**
 * Stand-ins that are remembered, about 40 MB; beyond, the latest count for good. Only a skill filter makes many.
 */
const MOST_STANDING = 200_000;

/** What is kept of a row until its window is finished. */
interface Judged<Row> {
	startMs: number;
	/** Whether it is an interaction's own contact for its children: a try on which nobody spoke is none. */
	isMaster: boolean;
	outcome: CountedContact<Row> | 'attempt' | 'notAsked' | NoCustomer;
}

function judge<Row>(contact: CompletedContact, row: Row, rules: CountingRules): Judged<Row> {
	const { startMs, isOutbound } = contact;
	const isTry = !rules.includesAttempts && isAttempt(contact);
	const customer = rules.customerOf(contact);
	const judged = { startMs, isMaster: !isTry };
	if (customer.phone === undefined) return { ...judged, outcome: customer.reason };
	const { phone } = customer;
	const isWanted =
		rules.isAskedFor(phone) &&
		(rules.direction === undefined || isOutbound === (rules.direction === 'outbound')) &&
		rules.isAsked?.(phone, startMs) !== false;
	if (!isWanted) return { ...judged, outcome: 'notAsked' };
	return { ...judged, outcome: isTry ? 'attempt' : { contact, phone, row } };
}

/** Whether a window is the one in which a contact that began then counts: the last of the range has its end too. */
function isIn(startMs: number, window: TimeWindow, range: TimeWindow): boolean {
	if (startMs < range.startMs || startMs > range.endMs) return false;
	if (startMs < window.startMs) return false;
	return startMs < window.endMs || (startMs === window.endMs && window.endMs === range.endMs);
}

/** The rows of one query, until its window is finished. */
export class QueryContacts<Row> {
	readonly judged = new Map<string, Judged<Row>>();
	/** Those that began before the window: of a service that goes by their end, nobody else gives them. */
	readonly early = new Map<string, Judged<Row>>();

	constructor(
		readonly window: TimeWindow,
		private readonly rules: CountingRules,
	) {}

	/** Takes a row; one that began outside the window is its neighbour's, and one that comes again is the same. */
	take(contact: CompletedContact, row: Row): void {
		const { id, startMs } = contact;
		const { range } = this.rules;
		const isEarly = startMs >= range.startMs && startMs < this.window.startMs;
		if (!isEarly && !isIn(startMs, this.window, range)) return;
		const into = isEarly ? this.early : this.judged;
		if (!into.has(id)) into.set(id, judge(contact, row, this.rules));
	}

	/** Forgets all rows, because the query starts again. */
	reset(): void {
		this.judged.clear();
		this.early.clear();
	}
}

/** Of two stand-ins for one master the earlier one counts, of two at one instant that with the lower id. */
function isBefore(a: CompletedContact, b: CompletedContact): boolean {
	if (a.startMs !== b.startMs) return a.startMs < b.startMs;
	return a.id.length === b.id.length ? a.id < b.id : a.id.length < b.id.length;
}

/**
 * Finds the interactions among contacts: one for each master. A child whose master is among the rows is
 * left out; the first of the children of a master that is not among them stands for it. The order of rows and pages does
 * not matter, nor how the range is cut into windows, as long as windows are finished from the latest to the earliest: a
 * master begins before its children, so that a child waits for its master and not the other way round.
 *
 * Remembered are: the ids of the windows that are not finished and of the one that was finished last, what was given
 * with a later window than it began in, and the stand-ins so far. Without a skill filter those are the few calls that cross an edge. Above `mostStanding` the later half of them
 * counts for good: wrong only for a master that is so many stand-ins earlier than its child.
 */
export class MasterContacts<Row> {
	readonly leftOut: ContactsLeftOut = { attempts: 0, children: 0, withoutCustomer: new Map() };
	private readonly standing = new Map<string, CountedContact<Row>>();
	private early = new Map<string, Judged<Row>>();
	private previous: ReadonlyMap<string, number> = new Map();
	private lastStartMs = Number.POSITIVE_INFINITY;

	/** `give` gets each interaction once, when it is certain. */
	constructor(
		private readonly rules: CountingRules,
		private readonly give: (counted: CountedContact<Row>) => void,
		private readonly mostStanding = MOST_STANDING,
	) {}

	/** Opens a query of a window; several queries of one window (skills, addresses) are finished together. */
	query(window: TimeWindow): QueryContacts<Row> {
		return new QueryContacts(window, this.rules);
	}

	/** Counts the rows of all queries of a window. Throws a RangeError for a window later than one finished before. */
	finishWindow(window: TimeWindow, queries: ReadonlyArray<QueryContacts<Row>>): void {
		if (window.endMs > this.lastStartMs) throw new RangeError('Windows go from late to early');
		this.lastStartMs = window.startMs;
		const judged = new Map<string, Judged<Row>>();
		for (const query of queries)
			for (const [id, one] of query.judged) if (!judged.has(id)) judged.set(id, one);
		this.takeEarly(window, queries, judged);
		this.countAll(judged);
	}

	/** Adds those that began in this window and were given with a later one, and keeps those that began before it. */
	private takeEarly(
		{ startMs }: TimeWindow,
		queries: ReadonlyArray<QueryContacts<Row>>,
		into: Map<string, Judged<Row>>,
	): void {
		for (const [id, one] of this.early) {
			// Also those of a stretch without a window of its own.
			if (one.startMs < startMs) continue;
			if (!into.has(id)) into.set(id, one);
			this.early.delete(id);
		}
		for (const query of queries)
			for (const [id, one] of query.early) if (!this.early.has(id)) this.early.set(id, one);
	}

	private countAll(judged: ReadonlyMap<string, Judged<Row>>): void {
		const masters = new Map<string, number>();
		for (const [id, { startMs, isMaster }] of judged) if (isMaster) masters.set(id, startMs);
		this.dropStanding(masters);
		for (const { outcome } of judged.values()) this.count(outcome, masters);
		this.previous = masters;
		this.settle();
	}

	/** Counts what stands for masters that never came. */
	end(): void {
		this.countAll(this.early);
		this.early = new Map();
		for (const counted of this.standing.values()) this.give(counted);
		this.standing.clear();
		this.previous = new Map();
	}

	private count(outcome: Judged<Row>['outcome'], masters: ReadonlyMap<string, number>): void {
		const { leftOut } = this;
		if (outcome === 'notAsked') return;
		if (outcome === 'attempt') {
			leftOut.attempts += 1;
			return;
		}
		if (typeof outcome === 'string') {
			const { withoutCustomer } = leftOut;
			withoutCustomer.set(outcome, (withoutCustomer.get(outcome) ?? 0) + 1);
			return;
		}
		const { id, masterId } = outcome.contact;
		if (id === masterId) this.give(outcome);
		else if (this.isChildOf(outcome, masters.get(masterId) ?? this.previous.get(masterId)))
			leftOut.children += 1;
		else this.stand(outcome);
	}

	/** A master that lies outside what was asked for this customer is none: it would not be there if asked alone. */
	private isChildOf({ phone }: CountedContact<Row>, masterStartMs: number | undefined): boolean {
		return masterStartMs !== undefined && this.rules.isAsked?.(phone, masterStartMs) !== false;
	}

	private stand(counted: CountedContact<Row>): void {
		const { masterId } = counted.contact;
		const other = this.standing.get(masterId);
		if (other !== undefined) this.leftOut.children += 1;
		if (other === undefined || isBefore(counted.contact, other.contact)) {
			// Those that came last stay last, so that the latest in time are settled first.
			this.standing.delete(masterId);
			this.standing.set(masterId, counted);
		}
	}

	private dropStanding(masters: ReadonlyMap<string, number>): void {
		for (const [masterId, counted] of this.standing) {
			if (!this.isChildOf(counted, masters.get(masterId))) continue;
			this.standing.delete(masterId);
			this.leftOut.children += 1;
		}
	}

	private settle(): void {
		if (this.standing.size <= this.mostStanding) return;
		let surplus = this.standing.size - Math.floor(this.mostStanding / 2);
		for (const [masterId, counted] of this.standing) {
			if (surplus-- <= 0) return;
			this.give(counted);
			this.standing.delete(masterId);
		}
	}
}
