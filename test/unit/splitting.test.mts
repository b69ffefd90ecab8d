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
	test('windows meet, and the last one takes what is left of the length', () => {
		expect(splitIntoWindows({ startMs: 0, endMs: 10 }, 3, 1)).toEqual([
			{ startMs: 0, endMs: 3 },
			{ startMs: 3, endMs: 7 },
			{ startMs: 7, endMs: 10 },
		]);
	});

	test('a short range gives fewer windows, and none shorter than allowed', () => {
		expect(splitIntoWindows({ startMs: 0, endMs: 10 }, 8, 4)).toHaveLength(2);
		expect(splitIntoWindows({ startMs: 100, endMs: 103 }, 8, 4)).toEqual([
			{ startMs: 100, endMs: 103 },
		]);
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
