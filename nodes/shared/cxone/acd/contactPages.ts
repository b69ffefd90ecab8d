import type { PageCount } from '../../core/pageCount';
import type { Session } from '../../transport/session';
import { readPages, type Page } from '../paging';
import { searchContacts } from './calls';
import {
	askPage,
	brokenReading as broken,
	readRows,
	type AskedFields,
	type ContactQuestion,
	type ContactRow,
	type ReadPage,
} from './contactQuestion';

/** Where a query stands: what it was told and what it was given. */
class ReadingPlace {
	private readonly known = new Set<string>();
	private received = 0;
	private unreadable = 0;
	private largestPage = 0;
	private firstTotal: number | undefined;
	private lastTotal: number | undefined;
	private mark: string | undefined;

	constructor(private readonly pageSize: number) {}

	/** Takes a page; gives where the next one begins, undefined after the last. Throws for pages that do not add up. */
	take(rowCount: number, { contacts, unreadable }: ReadPage, total: number | undefined) {
		if (rowCount === 0) {
			this.lastTotal ??= total;
			return this.end();
		}
		// One below the rows of its own page counts something else.
		if (total !== undefined && total >= rowCount) {
			// Rows may come while they are read, and do no harm; where one went away, another slipped to a page read before.
			if (total < (this.lastTotal ?? 0)) throw broken('rows went away while it was read');
			this.firstTotal ??= total;
			this.lastTotal = total;
		}
		const ends = [contacts[0]?.contact.id, contacts[contacts.length - 1]?.contact.id];
		const mark = contacts.length === 0 ? undefined : `${rowCount} ${ends.join(' ')}`;
		if (mark !== undefined && mark === this.mark) {
			// Fewer than were asked for, again: all there are, from a service that does not page.
			if (rowCount < this.pageSize && this.lastTotal === undefined) return undefined;
			throw broken('it gives the same page again and again');
		}
		this.mark = mark;
		this.received += rowCount;
		this.unreadable += unreadable;
		for (const { contact } of contacts) this.known.add(contact.id);
		// A page that is short is no end: the service may give fewer than were asked for. One that is full is none either: a
		// service may count no further than so many.
		const isFull = rowCount === this.pageSize || rowCount === this.largestPage;
		this.largestPage = Math.max(this.largestPage, rowCount);
		const isEnd = !isFull && this.lastTotal !== undefined && this.received >= this.lastTotal;
		return isEnd ? this.end() : this.received;
	}

	private end(): undefined {
		const distinct = this.known.size + this.unreadable;
		// Where a row came again, another one may have slipped by, which only the total can tell.
		if (distinct < this.received && distinct > (this.lastTotal ?? 0))
			throw broken('it gives contacts again on later pages, and does not tell how many there are');
		if (this.received < (this.lastTotal ?? 0) || distinct < (this.firstTotal ?? 0))
			throw broken(`it tells of ${this.lastTotal} contacts and gives ${distinct}`);
		return undefined;
	}
}

/** How contacts are read. */
export interface ContactReading {
	pageSize: number;
	fields: AskedFields;
	/** Whether totals count more than the rows of their own page. */
	tellsTotals: boolean;
}

/** What takes the contacts of a query. */
export interface ContactTaker {
	/** False ends the query. `total` is undefined where the service does not say. */
	take: (contacts: readonly ContactRow[], total: number | undefined) => boolean;
	/** Forgets all, because the query starts again. */
	reset: () => void;
}

/**
 * Reads all contacts that a question is about; gives how many rows were none that could be read. Throws a `CxoneFailure`
 * where contacts cannot be read whole.
 */
export async function readContacts(
	session: Session,
	question: ContactQuestion,
	{ pageSize, fields, tellsTotals }: ContactReading,
	taker: ContactTaker,
	count: PageCount,
): Promise<number> {
	let place = new ReadingPlace(pageSize);
	let page: ReadPage & { total: number | undefined } = { contacts: [], unreadable: 0, total: 0 };
	let unreadable = 0;
	await readPages(
		session,
		{
			title: searchContacts.title,
			nextPageSize: () => pageSize,
			fetchPage: async (skip = '0', top): Promise<Page> => {
				const { rows, total } = await askPage(
					session,
					question,
					{ skip, top: String(top) },
					fields,
				);
				page = { ...readRows(rows), total: tellsTotals ? total : undefined };
				return { rows, next: place.take(rows.length, page, page.total)?.toString() };
			},
			onRows: (rows) => {
				unreadable += page.unreadable;
				// What n8n's HTTP helper hangs on the answer outlives it until a full garbage collection; the rows need not.
				rows.length = 0;
				return taker.take(page.contacts, page.total);
			},
			onRestart: () => {
				place = new ReadingPlace(pageSize);
				unreadable = 0;
				taker.reset();
			},
		},
		count,
	);
	return unreadable;
}
