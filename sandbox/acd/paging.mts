import type { AcdRules } from './options.mts';
import { type AcdRequest, wholeNumber } from './request.mts';

/** `_links` of a page: itself, and where rows go on or went before, the neighbours. */
export function pageLinks(
	request: AcdRequest,
	origin: string,
	{ skip, top, total }: { skip: number; top: number; total: number },
) {
	const linkTo = (from: number) => {
		const query = new URLSearchParams();
		for (const [name, value] of Object.entries(request.query)) query.set(name, value ?? '');
		query.set('skip', String(from));
		query.set('top', String(top));
		return `${origin}${request.path}?${query}`;
	};
	return {
		self: linkTo(skip),
		...(skip + top < total && { next: linkTo(skip + top) }),
		...(skip > 0 && { previous: linkTo(Math.max(0, skip - top)) }),
	};
}

const DEFAULT_TOP = 50;
const MAX_TOP = 100;

/** One page of an administration list: 50 rows by default, 100 at most; undefined for a wrong `skip` or `top`. */
export function adminPage<Row>(
	request: AcdRequest,
	origin: string,
	rows: readonly Row[],
	limits = { default: DEFAULT_TOP, most: MAX_TOP },
) {
	const { skip: skipText, top: topText } = request.query;
	const skip = skipText === undefined ? 0 : wholeNumber(skipText);
	const asked = topText === undefined ? limits.default : wholeNumber(topText);
	if (skip === undefined || asked === undefined || asked === 0) return undefined;
	const top = Math.min(asked, limits.most);
	return {
		rows: rows.slice(skip, skip + top),
		totalRecords: rows.length,
		_links: pageLinks(request, origin, { skip, top, total: rows.length }),
	};
}

/** A total as this tenant writes it. */
export function totalOf(total: number, { isTotalText }: AcdRules): number | string {
	return isTotalText ? String(total) : total;
}

/** A payload as this tenant wraps it. */
export function wrapped(payload: object, { wrapsInResultSet }: AcdRules): object {
	return wrapsInResultSet ? { resultSet: payload } : payload;
}
