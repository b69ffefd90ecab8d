import { InputFailure } from '../../core/inputFailure';
import { countPages } from '../../core/pageCount';
import type { CallRule } from '../../transport/call';
import type { CxoneFailure } from '../../transport/failure';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { readPages, type Page } from '../paging';
import type { AcdRecord, AcdRows } from './answers';
import { textOf } from './values';

/** Most rows that an administration call gives in a page (verified on a live tenant). */
export const ADMIN_PAGE_SIZE = 100;
/** A million rows in pages of a hundred: more than a tenant may hold. */
const MOST_PAGES = 10_000;
/** Sizes of pages are multiples of this: other numbers of rows are all there are. */
const PAGE_STEP = 10;

/** Which rows are read. */
export interface RowsQuery {
	path?: Record<string, string>;
	qs?: Record<string, string>;
	/** Rows of a page that are asked for. */
	pageSize: number;
	/** Field by which a row is known when it comes again; undefined where rows have none, and may be equal. */
	idField?: string;
	/** How many rows there are by another account, for a service that gives the same rows whatever is skipped. */
	countAll?: () => Promise<number | undefined>;
	/** Rows at most that a service which ignores paging may give at once. */
	mostAtOnce?: number;
}

/** The failure of a run that cannot go on without `what`, which the tenant does not show. */
export function unreadable(what: string): CxoneFailure {
	return failureOf({
		kind: 'paging',
		detail: `CXone does not show ${what}`,
	});
}

/** The same rows as before, by their number and by their ends. */
function isSamePage(a: readonly AcdRecord[], b: readonly AcdRecord[]): boolean {
	const ends = (rows: readonly AcdRecord[]) => JSON.stringify([rows[0], rows[rows.length - 1]]);
	return a.length === b.length && a.length > 0 && ends(a) === ends(b);
}

/** The rows so far, and where the next page begins. */
class ReadRows {
	rows: AcdRecord[] = [];
	/** Whether the service gave the same rows again, which may be all there are. */
	isRepeated = false;
	private readonly known = new Set<string>();
	private previous: readonly AcdRecord[] = [];
	private received = 0;
	private firstTotal: number | undefined;
	/** What a reading gave that fell short of its total. */
	private shortReading: string | undefined;

	constructor(
		private readonly rule: CallRule<AcdRows>,
		private readonly query: RowsQuery,
	) {}

	reset(): void {
		this.rows = [];
		this.isRepeated = false;
		this.known.clear();
		this.previous = [];
		this.received = 0;
	}

	/** Takes a page; gives where the next one begins, undefined after the last. */
	take({ rows, total }: AcdRows): number | undefined {
		const { pageSize, mostAtOnce = Number.POSITIVE_INFINITY } = this.query;
		const isFirst = this.received === 0;
		if (isFirst) this.firstTotal = total;
		else if (rows.length > 0 && total !== this.firstTotal)
			throw this.broken(`it tells of ${this.firstTotal} rows, then of ${total}`);
		if (!isFirst && isSamePage(rows, this.previous)) {
			// Fewer than were asked for: all there are, from a service that does not page.
			this.isRepeated = true;
			const isAll = total === undefined ? rows.length < pageSize : total <= rows.length;
			if (isAll) return undefined;
			throw this.broken('it gives the same page again and again');
		}
		if (rows.length > mostAtOnce)
			throw new InputFailure(
				`CXone ignores pages of '${this.rule.title}', and gives more than ${mostAtOnce} rows at once`,
				'So many do not fit into the memory of this n8n safely. Keep the lists of these skills smaller, or delete old ones in CXone.',
			);
		this.received += rows.length;
		this.previous = rows;
		for (const row of rows) if (this.isNew(row)) this.rows.push(row);
		if (rows.length > pageSize) return undefined;
		const isEnd = rows.length === 0 || (total !== undefined && this.received >= total);
		if (!isEnd) return this.received;
		if (total !== undefined && this.rows.length < total) this.checkShort(total);
		return undefined;
	}

	/** A row may slip from page to page while rows come and go; what falls short in the same way again is all there is to see. */
	private checkShort(total: number): void {
		const reading = JSON.stringify([this.rows.length, ...[...this.known].sort()]);
		if (reading === this.shortReading) return;
		this.shortReading = reading;
		throw this.broken(`it tells of ${total} rows and gives ${this.rows.length}`);
	}

	private isNew(row: AcdRecord): boolean {
		const { idField } = this.query;
		if (idField === undefined) return true;
		const id = textOf(row, idField);
		if (id === undefined) throw this.broken(`it gives rows without '${idField}'`);
		const seenBefore = this.known.size;
		return this.known.add(id).size > seenBefore;
	}

	/** Throws where rows that came again are fewer than there are: a page that never moves on. */
	checkCount(count: number | undefined): void {
		if (count === undefined || count <= this.rows.length || this.rows.length % PAGE_STEP !== 0)
			return;
		throw this.broken(`it gives the same ${this.rows.length} of ${count} rows again and again`);
	}

	private broken(detail: string): Error {
		const { title } = this.rule;
		return failureOf({
			kind: 'paging',
			call: title,
			detail: `'${title}' cannot be read: ${detail}`,
		});
	}
}

/**
 * Reads all rows of a call by `skip` and `top`, each once where rows have an id. A service that ignores paging gives them
 * all at once, which is seen. Undefined where the tenant lacks the call. Throws a `CxoneFailure` where rows are missing.
 */
export async function readRows(
	session: Session,
	rule: CallRule<AcdRows>,
	query: RowsQuery,
): Promise<AcdRecord[] | undefined> {
	const read = new ReadRows(rule, query);
	const { path, qs, pageSize } = query;
	const isThere = await readPages(
		session,
		{
			title: rule.title,
			nextPageSize: () => pageSize,
			fetchPage: async (skip = '0'): Promise<Page | undefined> => {
				const reply = await request(session, rule, {
					path,
					qs: { ...qs, skip, top: String(pageSize) },
				});
				if (reply.kind !== 'done') return undefined;
				const { rows } = reply.answer;
				return { rows, next: read.take(reply.answer)?.toString() };
			},
			onRows: () => true,
			onRestart: () => read.reset(),
		},
		countPages(MOST_PAGES),
	);
	if (isThere && read.isRepeated) read.checkCount(await query.countAll?.());
	return isThere ? read.rows : undefined;
}
