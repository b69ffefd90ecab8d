import type { CompletedContact } from '../../core/completedContact';
import type { PageCount } from '../../core/pageCount';
import { settled } from '../../core/settled';
import { toIsoUtc } from '../../core/time';
import type { TimeWindow } from '../../core/windows';
import { CxoneFailure } from '../../transport/failure';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { readPages, type Page } from '../paging';
import { searchContacts, searchContactsByAddress } from './calls';
import { readContact, type ContactPage } from './dialects';

/** Most completed contacts that one page may hold. */
export const MOST_CONTACTS_ON_PAGE = 10_000;
/** The order of pages: one name in both dialects, and unique, so that no row stands on two pages. */
const ORDER = 'contactId';

/** The fields that are asked for, until a version that does not know one of them refuses the list. */
export class AskedFields {
	constructor(private names: readonly string[] | undefined) {}

	/** Undefined for all fields. */
	get current(): readonly string[] | undefined {
		return this.names;
	}

	/** From now on all fields are asked for. */
	drop(): void {
		this.names = undefined;
	}
}

/** Which contacts are asked for. */
export interface ContactQuestion {
	asked: TimeWindow;
	/** Further filters, as parameters of the call. */
	filters: Readonly<Record<string, string>>;
	/** Whether a filter holds an address, which no message may show. */
	isByAddress: boolean;
}

/** A contact with the row that it was read from. */
export interface ContactRow {
	contact: CompletedContact;
	row: Readonly<Record<string, unknown>>;
}

/** Rows of a page that are contacts, and how many are none that could be counted. */
interface ReadPage {
	contacts: ContactRow[];
	unreadable: number;
}

function inexactIds(): CxoneFailure {
	return failureOf({ kind: 'inexactIds', call: searchContacts.title });
}

function broken(detail: string): CxoneFailure {
	const call = searchContacts.title;
	return failureOf({ kind: 'paging', call, detail: `'${call}' cannot be read: ${detail}` });
}

function readRows(rows: readonly unknown[]): ReadPage {
	const page: ReadPage = { contacts: [], unreadable: 0 };
	for (const given of rows) {
		const read = readContact(given);
		if (read.contact !== undefined)
			page.contacts.push({ contact: read.contact, row: given as ContactRow['row'] });
		else if (read.fault === 'lostDigits') throw inexactIds();
		else page.unreadable += 1;
	}
	return page;
}

/** A name that no row has was not understood: the rows lack what it stands for. */
function lacksFields(rows: readonly unknown[], names: readonly string[]): boolean {
	const lacks = (name: string) => rows.every((row) => !(name in Object(row)));
	return rows.length > 0 && names.some(lacks);
}

async function askOnce(
	session: Session,
	{ asked, filters, isByAddress }: ContactQuestion,
	page: Record<string, string>,
): Promise<ContactPage> {
	const reply = await request(session, isByAddress ? searchContactsByAddress : searchContacts, {
		qs: {
			startDate: toIsoUtc(asked.startMs),
			endDate: toIsoUtc(asked.endMs),
			orderBy: ORDER,
			...filters,
			...page,
		},
	});
	return reply.kind === 'done' ? reply.answer : { rows: [], total: undefined };
}

/** Asks for a page; a list of fields that the service refuses, or does not understand, is left out from then on. */
async function askPage(
	session: Session,
	question: ContactQuestion,
	page: Record<string, string>,
	fields: AskedFields,
): Promise<ContactPage> {
	const names = fields.current;
	if (names === undefined) return await askOnce(session, question, page);
	const end = await settled(askOnce(session, question, { ...page, fields: names.join(',') }));
	if ('failure' in end) {
		const { failure } = end;
		const isRefused = failure instanceof CxoneFailure && failure.facts.status === 400;
		if (!isRefused) throw failure;
	} else if (!lacksFields(end.value.rows, names)) return end.value;
	fields.drop();
	return await askOnce(session, question, page);
}

/** The first rows of a question, and how many there are in all; undefined where the service does not say. */
export async function peekContacts(
	session: Session,
	question: ContactQuestion,
	top: number,
): Promise<{ contacts: ContactRow[]; total: number | undefined }> {
	const { rows, total } = await askOnce(session, question, { skip: '0', top: String(top) });
	// A total below the rows that are there counts something else.
	const isTotalFit = (total ?? 0) >= rows.length;
	return {
		contacts: readRows(rows).contacts,
		total: rows.length === 0 ? 0 : isTotalFit ? total : undefined,
	};
}

/** Where a query stands: what it was told and what it was given. */
class ReadingPlace {
	private readonly known = new Set<string>();
	private received = 0;
	private unreadable = 0;
	private firstTotal: number | undefined;
	private lastTotal: number | undefined;
	private mark: string | undefined;

	constructor(private readonly pageSize: number) {}

	/** Takes a page; gives where the next one begins, undefined after the last. Throws for pages that do not add up. */
	take(rowCount: number, { contacts, unreadable }: ReadPage, total: number | undefined) {
		if (rowCount === 0) return this.end();
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
		// A page that is short is no end: the service may give fewer than were asked for.
		const isEnd = this.lastTotal !== undefined && this.received >= this.lastTotal;
		return isEnd ? this.end() : this.received;
	}

	private end(): undefined {
		const distinct = this.known.size + this.unreadable;
		if (this.received < (this.lastTotal ?? 0) || distinct < (this.firstTotal ?? 0))
			throw broken(`it tells of ${this.lastTotal} contacts and gives ${distinct}`);
		return undefined;
	}
}

/** What takes the contacts of a query. */
export interface ContactTaker {
	/** False ends the query. `total` is undefined where the service does not say. */
	take: (contacts: readonly ContactRow[], total: number | undefined) => boolean;
	/** Rows that were no contacts that could be counted; told once the query is read. */
	unreadable: (count: number) => void;
	/** Forgets all, because the query starts again. */
	reset: () => void;
}

/** Reads all contacts that a question is about. Throws a `CxoneFailure` where they cannot be read whole. */
export async function readContacts(
	session: Session,
	question: ContactQuestion,
	{ pageSize, fields }: { pageSize: number; fields: AskedFields },
	taker: ContactTaker,
	count: PageCount,
): Promise<void> {
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
				page = { ...readRows(rows), total };
				return { rows, next: place.take(rows.length, page, total)?.toString() };
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
	taker.unreadable(unreadable);
}
