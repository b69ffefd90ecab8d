import type { PageCount } from '../core/pageCount';
import { backoffMs } from '../core/retry';
import { settled } from '../core/settled';
import { CxoneFailure } from '../transport/failure';
import { keepWait, type Session } from '../transport/session';
import { failureOf } from '../transport/wording';

/** Times that a query is started again from its first page (contract 1.2). */
export const MAX_RESTARTS = 3;
/** Empty pages in a row that still lead on; one more is taken for a fault. */
export const MAX_EMPTY_PAGES = 2;
/** Statuses by which a service refuses a page token that is stale or corrupt; a 500 is one that it stumbles over, try after try. */
const STALE_TOKEN_STATUSES = [400, 404, 405, 410, 422, 500, 501];

/** One page: its rows, and by what the next one is asked for; no or empty `next` ends the query. */
export interface Page {
	rows: unknown[];
	next: string | null | undefined;
}

/** What a query asks and what it does with the rows. */
export interface PagedQuery {
	/** Title of the call, for messages. */
	title: string;
	/** Fetches one page; undefined where the tenant lacks the call. */
	fetchPage: (pageToken: string | undefined, pageSize: number) => Promise<Page | undefined>;
	/** Rows to ask for: the query keeps what its first page asked, and the rows of a page may be more than are wanted. Zero or less ends it. */
	nextPageSize: () => number;
	/** Takes the rows of a page; false ends the query. */
	onRows: (rows: unknown[]) => boolean;
	/** Forgets all rows taken so far, because the query starts again. */
	onRestart: () => void;
}

/** Why a query cannot go on with its next page. */
type Broken = { failure: CxoneFailure };

function brokenBy(title: string, detail: string): Broken {
	return { failure: failureOf({ kind: 'paging', call: title, detail }) };
}

function mayBeStale(failure: unknown, hadToken: boolean): failure is CxoneFailure {
	if (!(failure instanceof CxoneFailure)) return false;
	// Rows that do not add up are seen while they are read; they may change meanwhile.
	if (['unusable', 'paging'].includes(failure.facts.kind)) return true;
	return (
		hadToken &&
		failure.facts.kind === 'status' &&
		STALE_TOKEN_STATUSES.includes(failure.facts.status ?? 0)
	);
}

/** A page that was taken: how many rows it had, by what it is known again, and the token of the next one. */
type Taken = { rowCount: number; mark: string | undefined; nextToken: string };

/** What is the same for all pages of a query, and what the page before left. */
interface Place {
	pageSize: number;
	pageToken: string | undefined;
	mark: string | undefined;
}

/** By what a page is known again; undefined where its rows have no ids, because equal rows may then be different ones. */
function markOf(rows: unknown[]): string | undefined {
	const ends = [rows[0], rows[rows.length - 1]];
	const haveIds = ends.every((row) => (Object(row).id ?? undefined) !== undefined);
	return haveIds ? `${rows.length} ${JSON.stringify(ends)}` : undefined;
}

/** Reads one page and hands its rows on. Apart from the loop, which would keep the rows in memory during the next call. */
async function readPage(
	query: PagedQuery,
	count: PageCount,
	{ pageSize, pageToken, mark: markBefore }: Place,
): Promise<'whole' | 'absent' | Broken | Taken> {
	if (query.nextPageSize() < 1) return 'whole';
	if (count.pages >= count.maxPages)
		throw failureOf({
			kind: 'paging',
			call: query.title,
			detail: `'${query.title}' has more than ${count.maxPages} pages, the limit set in 'Max Pages'`,
		});
	// Counted before it is there: other queries of the run read pages meanwhile.
	count.pages += 1;
	const fetched = await settled(query.fetchPage(pageToken, pageSize));
	if ('failure' in fetched || fetched.value === undefined) count.pages -= 1;
	if ('failure' in fetched) {
		const { failure } = fetched;
		if (!mayBeStale(failure, pageToken !== undefined)) throw failure;
		return { failure };
	}
	const page = fetched.value;
	if (page === undefined) return 'absent';
	const rowCount = page.rows.length;
	if (rowCount > pageSize) count.oversizedPages += 1;
	const mark = markOf(page.rows);
	if (mark !== undefined && mark === markBefore)
		return brokenBy(query.title, `'${query.title}' gave the same page twice`);
	if (!query.onRows(page.rows)) return 'whole';
	const nextToken = page.next ?? '';
	return nextToken === '' ? 'whole' : { rowCount, mark, nextToken };
}

async function readOnce(query: PagedQuery, count: PageCount): Promise<'whole' | 'absent' | Broken> {
	const seenTokens = new Set<string>();
	// One size for all: tokens may be numbers of pages, which under another size skip rows or give them twice.
	const pageSize = query.nextPageSize();
	let place: Place = { pageSize, pageToken: undefined, mark: undefined };
	let emptyPages = 0;
	for (;;) {
		const page = await readPage(query, count, place);
		if (page === 'whole' || page === 'absent' || 'failure' in page) return page;
		const { nextToken: pageToken, mark = place.mark } = page;
		place = { pageSize, pageToken, mark };
		if (seenTokens.has(pageToken))
			return brokenBy(query.title, `'${query.title}' gave the same page token twice`);
		seenTokens.add(pageToken);
		emptyPages = page.rowCount === 0 ? emptyPages + 1 : 0;
		if (emptyPages > MAX_EMPTY_PAGES)
			return brokenBy(query.title, `'${query.title}' gave ${emptyPages} empty pages in a row`);
	}
}

/**
 * Reads all pages of a query; the only loop over page tokens. A token that repeats or went stale, the same page twice, an
 * answer without rows or three empty pages in a row start the query again from its first page, `MAX_RESTARTS` times (contract 1.2); rows of
 * the broken attempt are forgotten, so none is given twice. Throws a `CxoneFailure` when that does not help or the
 * page limit is reached. False: the tenant lacks the call.
 */
export async function readPages(
	session: Session,
	query: PagedQuery,
	count: PageCount,
): Promise<boolean> {
	for (let restarts = 0; ; restarts++) {
		const end = await readOnce(query, count);
		if (end === 'whole' || end === 'absent') return end === 'whole';
		if (restarts === MAX_RESTARTS) throw end.failure;
		count.restarts += 1;
		query.onRestart();
		await keepWait(session, backoffMs(restarts + 1, session.policy, session.random));
	}
}
