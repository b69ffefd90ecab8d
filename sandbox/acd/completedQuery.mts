import { reportDate, updatedSinceDate } from './dates.mts';
import type { ContactField } from './dialects.mts';
import { type AcdRequest, wholeNumber } from './request.mts';

const DAY_MS = 86_400_000;
const LONGEST_RANGE_MS = 30 * DAY_MS;
const MAX_TOP = 10_000;

/** A request that is refused; the message is the reason in the header. */
export class Refused extends Error {}

/** A field to order rows by. */
export interface Order {
	field: ContactField;
	isDescending: boolean;
}

/** What a request for completed contacts asks, beside its filters. */
export interface Query {
	startMs: number;
	endMs: number;
	updatedSinceMs: number;
	skip: number;
	top: number;
	fields: Array<[name: string, field: ContactField]>;
	orders: Order[];
}

type RangeOfDates = Pick<Query, 'startMs' | 'endMs' | 'updatedSinceMs'>;

function rangeOf({ query }: AcdRequest, nowMs: number): RangeOfDates {
	const { startDate, endDate, updatedSince } = query;
	const dateOf = (text: string | undefined, name: string) => {
		const timeMs = text === undefined ? undefined : reportDate(text);
		if (timeMs === undefined) throw new Refused(`Invalid ${name}`);
		return timeMs;
	};
	let updatedSinceMs = -Infinity;
	if (updatedSince !== undefined) {
		const sinceMs = updatedSinceDate(updatedSince);
		if (sinceMs === undefined) throw new Refused('Invalid updatedSince');
		if (nowMs - sinceMs > LONGEST_RANGE_MS) {
			throw new Refused(`Invalid updatedSince - '${updatedSince}', must be 30 days or less`);
		}
		updatedSinceMs = sinceMs;
	}
	if (startDate === undefined && endDate === undefined) {
		if (updatedSince === undefined) {
			throw new Refused('Invalid DateRange - No dates fields provided');
		}
		return { startMs: -Infinity, endMs: Infinity, updatedSinceMs };
	}
	const startMs = dateOf(startDate, 'startDate');
	const endMs = endDate === undefined ? nowMs : dateOf(endDate, 'endDate');
	if (startMs >= endMs) throw new Refused('Invalid DateRange');
	if (endMs - startMs > LONGEST_RANGE_MS) {
		throw new Refused('Invalid DateRange - Date Range must be 30 days or less');
	}
	return { startMs, endMs, updatedSinceMs };
}

function pageOf({ query }: AcdRequest): Pick<Query, 'skip' | 'top'> {
	const skip = query.skip === undefined ? 0 : wholeNumber(query.skip);
	if (skip === undefined) throw new Refused('Invalid skip');
	const top = query.top === undefined ? MAX_TOP : wholeNumber(query.top);
	if (top === undefined || top === 0) throw new Refused('Invalid top');
	return { skip, top: Math.min(top, MAX_TOP) };
}

function fieldsOf(
	{ query }: AcdRequest,
	names: ReadonlyMap<string, ContactField>,
	lacked: readonly string[],
): Query['fields'] {
	if (query.fields === undefined || query.fields === '') {
		return [...names].filter(([name]) => !lacked.includes(name));
	}
	return query.fields.split(',').map((text) => {
		const name = text.trim();
		const field = lacked.includes(name) ? undefined : names.get(name);
		if (field === undefined) throw new Refused('Invalid fields list');
		return [name, field];
	});
}

function ordersOf({ query }: AcdRequest, names: ReadonlyMap<string, ContactField>): Order[] {
	const orderBy = query.orderBy ?? query.orderby;
	if (orderBy === undefined || orderBy === '') return [];
	return orderBy.split(',').map((text) => {
		const [name, direction = 'asc', ...rest] = text.trim().split(/\s+/);
		const field = names.get(name);
		const isDirection = direction === 'asc' || direction === 'desc';
		if (field === undefined || !isDirection || rest.length > 0) {
			throw new Refused('Invalid orderby arguments');
		}
		return { field, isDescending: direction === 'desc' };
	});
}

/** Reads the query of a request at a version. Throws `Refused` for what cannot be followed. */
export function queryOf(
	request: AcdRequest,
	names: ReadonlyMap<string, ContactField>,
	lacked: readonly string[],
	nowMs: number,
): Query {
	return {
		...rangeOf(request, nowMs),
		...pageOf(request),
		fields: fieldsOf(request, names, lacked),
		orders: ordersOf(request, names),
	};
}
