import { type Answer, refusal } from '../answer.mts';
import type { ApiRequest } from './apiRequest.mts';
import { type Pager, queryPageSize } from './paging.mts';

/** How look-ups behave on this tenant. */
export interface LookUpRules {
	pager: Pager;
	/** Every row is answered, whatever name is asked for. */
	ignoresNameFilter: boolean;
	/** Most rows that a page of a look-up holds, whatever is asked for. */
	lookupPageSize: number;
}

/** Answers one page of a look-up by exact name; without a name it lists all. */
export function lookUp<Row extends { name: string }>(
	request: ApiRequest,
	kind: string,
	all: readonly Row[],
	show: (row: Row) => unknown,
	rules: LookUpRules,
): Answer {
	const { name, pageToken } = request.query;
	const pageSize = queryPageSize(request.query.pageSize);
	if (pageSize === undefined) {
		return refusal(400, 'invalid_request', 'pageSize must be a whole number from 1 to 500.');
	}
	if (Array.isArray(name) || Array.isArray(pageToken)) {
		return refusal(400, 'invalid_request', 'name and pageToken may be given once.');
	}
	const listing = {
		queryKey: `${kind} ${JSON.stringify(name ?? null)}`,
		pageSize: Math.min(pageSize, rules.lookupPageSize),
		pageToken: pageToken === undefined ? null : String(pageToken),
		read: (start: number, count: number) => {
			const isEveryNameMeant = name === undefined || rules.ignoresNameFilter;
			const matching = isEveryNameMeant ? all : all.filter((row) => row.name === name);
			const end = start + count;
			return {
				rows: matching.slice(start, end).map(show),
				nextStart: end < matching.length ? end : null,
			};
		},
	};
	return rules.pager.page(listing, request.pagingEffect);
}
