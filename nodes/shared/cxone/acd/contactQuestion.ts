import type { CompletedContact } from '../../core/completedContact';
import { settled, type Settled } from '../../core/settled';
import { toIsoUtc } from '../../core/time';
import type { TimeWindow } from '../../core/windows';
import type { CallRule } from '../../transport/call';
import { CxoneFailure } from '../../transport/failure';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { searchContacts } from './calls';
import { lookAtContacts, lookAtContactsByAddress, searchContactsByAddress } from './contactCalls';
import { readContact, type ContactPage } from './dialects';

/** Most completed contacts that one page may hold. */
export const MOST_CONTACTS_ON_PAGE = 10_000;
/** The order of pages: one name in both dialects, and unique, so that no row stands on two pages. */
const ORDER = 'contactId';
/** Sessions whose service refuses it: what is read is the same, as far as totals tell that nothing slipped from page to page. */
const withoutOrder = new WeakSet<Session>();

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
export interface ReadPage {
	contacts: ContactRow[];
	unreadable: number;
}

/** The failure of contacts that do not add up. */
export function brokenReading(detail: string): CxoneFailure {
	const call = searchContacts.title;
	return failureOf({ kind: 'paging', call, detail: `'${call}' cannot be read: ${detail}` });
}

function inexactIds(): CxoneFailure {
	return failureOf({ kind: 'inexactIds', call: searchContacts.title });
}

/** Reads the rows of a page. Throws a `CxoneFailure` for ids that lost digits. */
export function readRows(rows: readonly unknown[]): ReadPage {
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

/** Whether the service refused what it was asked, as not valid. */
export function isRefusal(end: Settled<unknown>): end is { failure: CxoneFailure } {
	return (
		'failure' in end && end.failure instanceof CxoneFailure && end.failure.facts.status === 400
	);
}

/** A name that no row has was not understood: the rows lack what it stands for. */
function lacksFields(rows: readonly unknown[], names: readonly string[]): boolean {
	const lacks = (name: string) => rows.every((row) => !(name in Object(row)));
	return rows.length > 0 && names.some(lacks);
}

function ruleOf({ isByAddress }: ContactQuestion, isLook: boolean): CallRule<ContactPage> {
	if (isLook) return isByAddress ? lookAtContactsByAddress : lookAtContacts;
	return isByAddress ? searchContactsByAddress : searchContacts;
}

function isRefusedOrder(end: Settled<unknown>): boolean {
	return isRefusal(end) && /order/i.test(end.failure.facts.detail ?? '');
}

async function askOnce(
	session: Session,
	question: ContactQuestion,
	page: Record<string, string>,
	isLook = false,
): Promise<ContactPage> {
	if (!withoutOrder.has(session)) {
		const ordered = { ...page, orderBy: ORDER };
		const end = await settled(send(session, question, ordered, isLook));
		if ('value' in end) return end.value;
		if (!isRefusedOrder(end)) throw end.failure;
		withoutOrder.add(session);
	}
	return await send(session, question, page, isLook);
}

async function send(
	session: Session,
	question: ContactQuestion,
	page: Record<string, string>,
	isLook: boolean,
): Promise<ContactPage> {
	const { asked, filters } = question;
	const reply = await request(session, ruleOf(question, isLook), {
		qs: {
			startDate: toIsoUtc(asked.startMs),
			endDate: toIsoUtc(asked.endMs),
			...filters,
			...page,
		},
	});
	return reply.kind === 'done' ? reply.answer : { rows: [], total: undefined };
}

/** Asks for a page; a list of fields that the service refuses, or does not understand, is left out from then on. */
export async function askPage(
	session: Session,
	question: ContactQuestion,
	page: Record<string, string>,
	fields: AskedFields,
): Promise<ContactPage> {
	const names = fields.current;
	if (names === undefined) return await askOnce(session, question, page);
	const end = await settled(askOnce(session, question, { ...page, fields: names.join(',') }));
	if ('failure' in end) {
		if (!isRefusal(end)) throw end.failure;
	} else if (!lacksFields(end.value.rows, names)) return end.value;
	fields.drop();
	return await askOnce(session, question, page);
}

/** Some rows of a question. */
export interface Peek {
	contacts: ContactRow[];
	rowCount: number;
	/** How many there are in all; undefined where the service does not say. */
	total: number | undefined;
}

/** The first rows of a question, after those to be skipped. */
export async function peekContacts(
	session: Session,
	question: ContactQuestion,
	top: number,
	skip = 0,
): Promise<Peek> {
	const { rows, total } = await askOnce(
		session,
		question,
		{ skip: String(skip), top: String(top) },
		true,
	);
	// A total below the rows that are there counts something else.
	const isTotalFit = (total ?? 0) >= rows.length;
	return {
		contacts: readRows(rows).contacts,
		rowCount: rows.length,
		total: isTotalFit ? (total ?? (rows.length === 0 ? 0 : undefined)) : undefined,
	};
}
