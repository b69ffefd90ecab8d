import type { SearchRequest } from '../../nodes/shared/cxone/rest/schemas.ts';
import { type Interaction, inServiceOrder } from '../interaction.mts';
import type { Slice } from './paging.mts';
import { type Positions, groupPositions, lowerBound, mergePositions } from '../positions.mts';

function* range(start: number, end: number): Generator<number, void> {
	for (let position = start; position < end; position += 1) yield position;
}

function groupsOf(index: ReadonlyMap<string, Positions>, keys: readonly string[]): Positions[] {
	const groups: Positions[] = [];
	for (const key of new Set(keys)) {
		const group = index.get(key);
		if (group !== undefined) groups.push(group);
	}
	return groups;
}

/** The call history, indexed by contact, type and time, so that a page costs no more than its rows. */
export class InteractionIndex {
	/** In the service's order: by start time, then id. */
	readonly rows: Interaction[];
	readonly #timesMs: Float64Array;
	readonly #byContact: Map<string, Positions>;
	readonly #byType: Map<string, Positions>;

	/** Throws a RangeError for a start time that is not a time. */
	constructor(history: Interaction[]) {
		const { rows, timesMs } = inServiceOrder(history);
		this.rows = rows;
		this.#timesMs = timesMs;
		this.#byContact = groupPositions(rows.length, (position) => rows[position].contactId);
		this.#byType = groupPositions(rows.length, (position) => rows[position].type);
	}

	/** The matching rows from position `start` on, at most `count`. */
	read(filters: SearchRequest['filters'], start: number, count: number): Slice {
		const first = Math.max(start, lowerBound(this.#timesMs, Date.parse(filters.startTime)));
		const end = lowerBound(this.#timesMs, Date.parse(filters.endTime));
		const rows: Interaction[] = [];
		for (const position of this.#candidates(filters, first, end)) {
			const row = this.rows[position];
			if (filters.interactionType?.includes(row.type) === false) continue;
			if (rows.length === count) return { rows, nextStart: position };
			rows.push(row);
		}
		return { rows, nextStart: null };
	}

	#candidates(filters: SearchRequest['filters'], first: number, end: number): Iterable<number> {
		if (filters.contactIds !== undefined) {
			return mergePositions(groupsOf(this.#byContact, filters.contactIds), first, end);
		}
		if (filters.interactionType !== undefined) {
			return mergePositions(groupsOf(this.#byType, filters.interactionType), first, end);
		}
		return range(first, end);
	}
}
