import { evenBatchSize, halve, splitIntoBatches } from '../../nodes/shared/core/batches.ts';
import { splitDuplicates } from '../../nodes/shared/core/duplicates.ts';
import { splitIntoWindows } from '../../nodes/shared/core/windows.ts';

test.each([
	[[], 3, []],
	[[1], 3, [[1]]],
	[[1, 2, 3], 3, [[1, 2, 3]]],
	[[1, 2, 3, 4], 3, [[1, 2, 3], [4]]],
	[[1, 2, 3], 1, [[1], [2], [3]]],
	[[0, undefined, null], 2, [[0, undefined], [null]]],
])('splitIntoBatches(%j, %d)', (rows, size, batches) => {
	expect(splitIntoBatches<unknown>(rows, size)).toEqual(batches);
});

test('a million rows are split without running out of stack', () => {
	const rows = Array.from({ length: 1_000_001 }, (_, row) => row);
	const batches = splitIntoBatches(rows, 500);
	expect(batches).toHaveLength(2_001);
	expect(batches[2_000]).toEqual([1_000_000]);
});

test.each([
	[[], [[], []]],
	[[1], [[1], []]],
	[
		[1, 2],
		[[1], [2]],
	],
	[
		[1, 2, 3],
		[[1, 2], [3]],
	],
])('halve(%j)', (rows, halves) => {
	expect(halve<number>(rows)).toEqual(halves);
});

test.each([
	// rows, largest, smallest, workers, size
	[10_000, 500, 50, 8, 417],
	[4_000, 500, 50, 8, 500],
	[4_001, 500, 50, 8, 251],
	[400, 500, 50, 8, 50],
	[399, 500, 50, 8, 50],
	[100, 500, 50, 8, 50],
	[10, 500, 50, 8, 50],
	[1_000, 20, 50, 4, 20],
	[1_000, 500, 50, 1, 500],
	[0, 500, 50, 8, 50],
	[5, 1, 50, 8, 1],
])(
	'%d rows, at most %d and at least %d for %d workers: %d',
	(rows, largest, smallest, workers, size) => {
		expect(evenBatchSize(rows, { largest, smallest, workers })).toBe(size);
	},
);

describe('splitIntoWindows', () => {
	const minutes = (...edges: number[]) =>
		edges.slice(1).map((edge, n) => ({ startMs: edges[n] * 60_000, endMs: edge * 60_000 }));

	test('windows meet at whole minutes, and the range keeps its own ends', () => {
		const [range] = minutes(0.3, 10.9);
		expect(splitIntoWindows(range, 3, 1)).toEqual(minutes(0.3, 4, 7, 10.9));
		const [before1970] = minutes(-10.9, 0.3);
		expect(splitIntoWindows(before1970, 3, 1)).toEqual(minutes(-10.9, -7, -3, 0.3));
	});

	test('a short range gives fewer windows, and none shorter than allowed', () => {
		const [range] = minutes(0, 10);
		expect(splitIntoWindows(range, 8, 4 * 60_000)).toHaveLength(2);
		expect(splitIntoWindows(range, 80, 1)).toHaveLength(5);
		expect(splitIntoWindows({ startMs: 5, endMs: 5 }, 8, 4)).toEqual([{ startMs: 5, endMs: 5 }]);
	});
});

describe('splitDuplicates', () => {
	const ids = ['a', 'b', 'a', '__proto__', 'a', '__proto__', 'A'];

	test('last: the last of a contact is kept', () => {
		expect(splitDuplicates(ids, 'last')).toEqual({
			kept: [1, 4, 5, 6],
			duplicates: [0, 2, 3],
			refused: [],
		});
	});

	test('first: the first is kept', () => {
		expect(splitDuplicates(ids, 'first')).toEqual({
			kept: [0, 1, 3, 6],
			duplicates: [2, 4, 5],
			refused: [],
		});
	});

	test('error: the first is kept and the others are refused', () => {
		expect(splitDuplicates(ids, 'error')).toEqual({
			kept: [0, 1, 3, 6],
			duplicates: [],
			refused: [2, 4, 5],
		});
	});

	test.each(['last', 'first', 'error'] as const)('%s: nothing in, nothing out', (choice) => {
		expect(splitDuplicates([], choice)).toEqual({ kept: [], duplicates: [], refused: [] });
	});
});
