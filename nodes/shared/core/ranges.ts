import type { TimeWindow } from './windows';

/** Ranges whose starts and whose ends lie at most this far apart, in milliseconds, are asked together (contract 3.9). */
export const NEAR_MS = 60_000;

/**
 * Groups ranges by single linkage: two ranges whose starts and whose ends both lie within `NEAR_MS` of each other are in
 * one group, and so is all that hangs together by such pairs. Gives the positions of each group, in order.
 */
export function clusterRanges(ranges: readonly TimeWindow[]): number[][] {
	const parents = ranges.map((_, position) => position);
	const rootOf = (position: number): number => {
		let root = position;
		while (parents[root] !== root) {
			parents[root] = parents[parents[root]];
			root = parents[root];
		}
		return root;
	};
	const byStart = ranges.map((_, position) => position);
	byStart.sort((a, b) => ranges[a].startMs - ranges[b].startMs);
	const byEndMinute = new Map<number, number[]>();
	for (const position of byStart) {
		const { startMs, endMs } = ranges[position];
		const minute = Math.floor(endMs / NEAR_MS);
		for (const nearMinute of [minute - 1, minute, minute + 1]) {
			const bucket = byEndMinute.get(nearMinute) ?? [];
			for (let at = bucket.length - 1; at >= 0; at--) {
				const other = ranges[bucket[at]];
				if (startMs - other.startMs > NEAR_MS) break;
				if (Math.abs(endMs - other.endMs) > NEAR_MS) continue;
				// All of one bucket that begin so late are near each other, so that one link joins them all.
				parents[rootOf(position)] = rootOf(bucket[at]);
				break;
			}
		}
		const own = byEndMinute.get(minute);
		if (own === undefined) byEndMinute.set(minute, [position]);
		else own.push(position);
	}
	const clusters = new Map<number, number[]>();
	for (const position of parents.keys()) {
		const root = rootOf(position);
		const cluster = clusters.get(root);
		if (cluster === undefined) clusters.set(root, [position]);
		else cluster.push(position);
	}
	return [...clusters.values()];
}

/** The shortest range that holds all of these; there must be one at least. */
export function unionOf(ranges: readonly TimeWindow[]): TimeWindow {
	return ranges.reduce((union, { startMs, endMs }) => ({
		startMs: Math.min(union.startMs, startMs),
		endMs: Math.max(union.endMs, endMs),
	}));
}

/** The same instants in as few ranges as possible, in order. */
function mergeRanges(ranges: readonly TimeWindow[]): TimeWindow[] {
	const merged: TimeWindow[] = [];
	for (const range of [...ranges].sort((a, b) => a.startMs - b.startMs)) {
		const last = merged[merged.length - 1];
		if (last === undefined || range.startMs > last.endMs) merged.push({ ...range });
		else last.endMs = Math.max(last.endMs, range.endMs);
	}
	return merged;
}

function holdsInstant({ startMs, endMs }: TimeWindow, ms: number): boolean {
	return startMs <= ms && ms <= endMs;
}

/** The ranges that items ask for, where they differ within one search. Both ends of a range belong to it. */
export class AskedRanges {
	private readonly merged = new Map<readonly number[], TimeWindow[]>();

	constructor(private readonly rangeOfItem: ReadonlyMap<number, TimeWindow>) {}

	/** Whether one of the items asks for this instant. The list of items must not change afterwards. */
	holds(items: readonly number[], ms: number): boolean {
		let ranges = this.merged.get(items);
		if (ranges === undefined) {
			ranges = mergeRanges(items.flatMap((item) => this.rangeOfItem.get(item) ?? []));
			this.merged.set(items, ranges);
		}
		return ranges.some((range) => holdsInstant(range, ms));
	}

	/** The first of the items that asks for this instant, or undefined. */
	firstHolder(items: readonly number[], ms: number): number | undefined {
		return items.find((item) => {
			const range = this.rangeOfItem.get(item);
			return range !== undefined && holdsInstant(range, ms);
		});
	}
}
