import assert from 'node:assert/strict';

import fc from 'fast-check';

import { evenBatchSize, halve, splitIntoBatches } from '../../nodes/shared/core/batches.ts';
import { splitDuplicates } from '../../nodes/shared/core/duplicates.ts';
import { splitIntoWindows } from '../../nodes/shared/core/windows.ts';
import { assertProperty } from '../support/property.mts';
import { contactIds } from '../support/scoreInputs.mts';

const rows = fc.array(fc.anything(), { maxLength: 60 });

test('batches hold all rows in order, none empty, none too large, all but the last full', () => {
	assertProperty(
		fc.property(rows, fc.integer({ min: 1, max: 70 }), (given, size) => {
			const batches = splitIntoBatches(given, size);
			let position = 0;
			for (const batch of batches) for (const row of batch) assert.equal(row, given[position++]);
			assert.equal(position, given.length);
			for (const [index, batch] of batches.entries()) {
				assert.ok(batch.length > 0);
				assert.ok(batch.length <= size);
				if (index < batches.length - 1) assert.equal(batch.length, size);
			}
		}),
	);
});

test('halves hold all rows in order, and halving ends', () => {
	assertProperty(
		fc.property(rows, (given) => {
			const [first, second] = halve(given);
			assert.deepEqual([...first, ...second], [...given]);
			assert.ok([0, 1].includes(first.length - second.length));
			if (given.length > 1) assert.ok(second.length > 0);
		}),
	);
});

test('even batches are never above the largest size, never below the smallest, and keep the workers busy', () => {
	assertProperty(
		fc.property(
			fc.integer({ min: 0, max: 100_000 }),
			fc.integer({ min: 1, max: 1_000 }),
			fc.integer({ min: 1, max: 200 }),
			fc.integer({ min: 1, max: 20 }),
			(rowCount, largest, smallest, workers) => {
				const size = evenBatchSize(rowCount, { largest, smallest, workers });
				assert.ok(size <= largest);
				assert.ok(size >= Math.min(smallest, largest));
				assert.ok(Number.isInteger(size));
				if (size <= smallest || size === largest) return;
				const parts = Math.ceil(rowCount / size);
				assert.ok(parts <= Math.ceil(rowCount / largest / workers) * workers);
			},
		),
	);
});

test('windows meet without gap or overlap, cover the range, and none is shorter than allowed', () => {
	const range = fc.tuple(fc.integer(), fc.nat()).map(([startMs, lengthMs]) => ({
		startMs,
		endMs: startMs + lengthMs,
	}));
	assertProperty(
		fc.property(
			range,
			fc.integer({ min: 1, max: 64 }),
			fc.integer({ min: 1, max: 1e7 }),
			(whole, count, shortestMs) => {
				const windows = splitIntoWindows(whole, count, shortestMs);
				assert.ok(windows.length > 0);
				assert.ok(windows.length <= count);
				assert.equal(windows[0].startMs, whole.startMs);
				assert.equal(windows[windows.length - 1].endMs, whole.endMs);
				for (const [index, { startMs, endMs }] of windows.entries()) {
					if (index > 0) {
						assert.equal(startMs, windows[index - 1].endMs);
						assert.ok(Number.isInteger(startMs / 60_000));
					}
					// Edges are whole minutes, so that a window may lose half a one at either end.
					if (windows.length > 1) assert.ok(endMs - startMs >= Math.max(shortestMs, 2) - 60_000);
					assert.ok(endMs > startMs || windows.length === 1);
				}
				const lengths = windows.map(({ startMs, endMs }) => endMs - startMs);
				assert.ok(Math.max(...lengths) - Math.min(...lengths) <= 2 * 60_000);
			},
		),
	);
});

test('duplicates: every position once, and of each contact exactly one is kept', () => {
	assertProperty(
		fc.property(
			fc.array(fc.oneof(fc.constantFrom('a', 'b', '__proto__'), contactIds)),
			fc.constantFrom('last' as const, 'first' as const, 'error' as const),
			(ids, choice) => {
				const { kept, duplicates, refused } = splitDuplicates(ids, choice);
				const all = [...kept, ...duplicates, ...refused].sort((a, b) => a - b);
				assert.deepEqual(
					all,
					ids.map((_, position) => position),
				);
				assert.deepEqual(new Set(kept.map((position) => ids[position])), new Set(ids));
				assert.equal(kept.length, new Set(ids).size);
				for (const list of [kept, duplicates, refused])
					assert.deepEqual(
						list,
						[...list].sort((a, b) => a - b),
					);
				const wanted = choice === 'last' ? ids.lastIndexOf.bind(ids) : ids.indexOf.bind(ids);
				for (const position of kept) assert.equal(position, wanted(ids[position]));
				assert.deepEqual(choice === 'error' ? duplicates : refused, []);
			},
		),
	);
});
