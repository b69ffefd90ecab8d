/** Positions of rows in the history, ascending. */
export type Positions = Uint32Array;

/** First index whose value is not below the bound; the length when there is none. */
export function lowerBound(values: ArrayLike<number>, bound: number): number {
	let low = 0;
	let high = values.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (values[middle] < bound) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** Positions grouped by the key of their row. */
export function groupPositions(count: number, keyAt: (position: number) => string) {
	const sizes = new Map<string, number>();
	for (let position = 0; position < count; position += 1) {
		const key = keyAt(position);
		sizes.set(key, (sizes.get(key) ?? 0) + 1);
	}
	const groups = new Map<string, Positions>();
	for (const [key, size] of sizes) groups.set(key, new Uint32Array(size));
	// The sizes count down to the places still free, so that one map serves both passes.
	for (let position = 0; position < count; position += 1) {
		const key = keyAt(position);
		const group = groups.get(key);
		const free = sizes.get(key);
		if (group === undefined || free === undefined) continue;
		group[group.length - free] = position;
		sizes.set(key, free - 1);
	}
	return groups;
}

interface Cursor {
	positions: Positions;
	index: number;
	/** `positions[index]`, kept at hand for the comparisons. */
	head: number;
}

function siftDown(heap: Cursor[], from: number): void {
	for (let parent = from; ; ) {
		const left = 2 * parent + 1;
		const right = left + 1;
		let least = parent;
		if (left < heap.length && heap[left].head < heap[least].head) least = left;
		if (right < heap.length && heap[right].head < heap[least].head) least = right;
		if (least === parent) return;
		[heap[parent], heap[least]] = [heap[least], heap[parent]];
		parent = least;
	}
}

/** Walks disjoint groups of positions as one, ascending, within [start, end); costs only what is taken. */
export function* mergePositions(
	groups: Iterable<Positions>,
	start: number,
	end: number,
): Generator<number, void> {
	const heap: Cursor[] = [];
	for (const positions of groups) {
		const index = lowerBound(positions, start);
		if (index < positions.length && positions[index] < end) {
			heap.push({ positions, index, head: positions[index] });
		}
	}
	for (let parent = (heap.length >>> 1) - 1; parent >= 0; parent -= 1) siftDown(heap, parent);
	while (heap.length > 0) {
		const [least] = heap;
		yield least.head;
		least.index += 1;
		if (least.index < least.positions.length && least.positions[least.index] < end) {
			least.head = least.positions[least.index];
		} else {
			const last = heap.pop();
			if (last !== undefined && heap.length > 0) heap[0] = last;
		}
		siftDown(heap, 0);
	}
}
