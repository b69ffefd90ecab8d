import { createHmac } from 'node:crypto';

import { MAX_PAGE_SIZE } from '../../nodes/shared/cxone/rest/schemas.ts';
import { type Answer, ok, refusal } from '../answer.mts';
import type { PagingEffect } from '../faultRule.mts';

/** Page size of the service when a request names none. */
export const DEFAULT_PAGE_SIZE = 100;

/** Rows from a start on, and where the rest begins; null when there is no rest. */
export interface Slice {
	rows: unknown[];
	nextStart: number | null;
}

/** One request for a page: what is listed, and which part is asked for. */
export interface Listing {
	/** The query without its page size and token: a token serves only the query that gave it. */
	queryKey: string;
	pageSize: number;
	pageToken?: string | null;
	read(start: number, count: number): Slice;
}

/** Makes and checks page tokens, and cuts listings into pages. */
export class Pager {
	#emptyPages = 0;

	constructor(readonly secret: string) {}

	/** Answers one page, or 400 for a page token that this query did not give out. */
	page(listing: Listing, effect?: PagingEffect): Answer {
		const sent = listing.pageToken ?? '';
		const start = sent === '' ? 0 : this.#readToken(listing.queryKey, sent);
		if (start === undefined) {
			return refusal(400, 'invalid_page_token', 'pageToken does not belong to this query.');
		}
		if (effect?.type === 'emptyPage') {
			// A number of its own keeps two empty pages from looking like a repeated token.
			this.#emptyPages += 1;
			const next = this.#token(listing.queryKey, start, this.#emptyPages);
			return ok({ data: [], pagination: { nextPageToken: next } });
		}
		const extraRows = effect?.type === 'largePage' ? effect.extraRows : 0;
		const { rows, nextStart } = listing.read(start, listing.pageSize + extraRows);
		let next = nextStart === null ? null : this.#token(listing.queryKey, nextStart);
		if (effect?.type === 'repeatedToken') next = sent || this.#token(listing.queryKey, start);
		if (effect?.type === 'corruptToken') next = 'corrupt-page-token';
		const pagination = { nextPageToken: next };
		return ok(effect?.type === 'noData' ? { pagination } : { data: rows, pagination });
	}

	#token(queryKey: string, start: number, salt = 0): string {
		const place = `${start.toString(36)}.${salt.toString(36)}`;
		return `${place}.${this.#seal(queryKey, place)}`;
	}

	#readToken(queryKey: string, token: string): number | undefined {
		const [, place, start, seal] = /^(([0-9a-z]+)\.[0-9a-z]+)\.([\w-]+)$/.exec(token) ?? [];
		if (place === undefined || seal !== this.#seal(queryKey, place)) return undefined;
		return Number.parseInt(start, 36);
	}

	#seal(queryKey: string, place: string): string {
		const seal = createHmac('sha256', this.secret).update(place).update('\n').update(queryKey);
		return seal.digest('base64url').slice(0, 22);
	}
}

/** Page size of a look-up's query string: the default when absent, undefined when out of range. */
export function queryPageSize(value: unknown): number | undefined {
	if (value === undefined) return DEFAULT_PAGE_SIZE;
	if (typeof value !== 'string' || !/^\d{1,4}$/.test(value)) return undefined;
	const pageSize = Number(value);
	return pageSize >= 1 && pageSize <= MAX_PAGE_SIZE ? pageSize : undefined;
}
