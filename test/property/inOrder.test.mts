import assert from 'node:assert/strict';

import fc from 'fast-check';

import { runInOrder } from '../../nodes/shared/core/inOrder.ts';
import { assertAsyncProperty } from '../support/property.mts';

interface Piece {
	name: string;
	/** Pieces that take its place. */
	parts?: Piece[];
}

const piece = fc.integer({ min: 0, max: 8 }).map((n) => n);
const lines = fc
	.array(piece, { maxLength: 12 })
	.map((sizes) =>
		sizes.map(
			(size, at): Piece =>
				size < 6
					? { name: `${at}` }
					: { name: `${at}`, parts: [{ name: `${at}a` }, { name: `${at}b` }] },
		),
	);

test('pieces are finished in order, none is begun too far ahead, and replaced ones never end', async () => {
	await assertAsyncProperty(
		fc.asyncProperty(
			lines,
			fc.record({
				workers: fc.integer({ min: 1, max: 6 }),
				partCount: fc.integer({ min: 1, max: 3 }),
				mostAhead: fc.integer({ min: 1, max: 4 }),
			}),
			fc.infiniteStream(fc.integer({ min: 0, max: 5 })),
			async (pieces, { workers, partCount, mostAhead }, turns) => {
				const expected = pieces.flatMap(({ name, parts }) =>
					parts === undefined ? [name] : parts.map((part) => part.name),
				);
				const finished: string[] = [];
				const lefts: number[] = [];
				let running = 0;
				await runInOrder(pieces, {
					workers,
					partCount,
					mostAhead,
					run: async ({ name, parts }, part) => {
						running += 1;
						assert.ok(running <= workers);
						const place = expected.findIndex((one) => one.startsWith(name));
						// Those that were replaced may have put two in the place of one.
						assert.ok(place < finished.length + 2 * mostAhead);
						const [wait] = [...turns.take(1)];
						for (let turn = 0; turn < wait; turn++) await Promise.resolve();
						running -= 1;
						return part === 0 ? parts : undefined;
					},
					finish: ({ name }, left) => {
						finished.push(name);
						lefts.push(left);
						return true;
					},
				});
				assert.deepEqual(finished, expected);
				if (lefts.length > 0) assert.equal(lefts[lefts.length - 1], 0);
			},
		),
	);
});

test('it ends where finishing says so, and with the first error', async () => {
	const begun: number[] = [];
	const finished: number[] = [];
	const work = (stopAt: number, failAt: number) => ({
		workers: 2,
		partCount: 1,
		mostAhead: 3,
		run: async (one: number) => {
			begun.push(one);
			await Promise.resolve();
			if (one === failAt) throw new Error(`failed at ${one}`);
			return undefined;
		},
		finish: (one: number) => {
			finished.push(one);
			return one !== stopAt;
		},
	});
	await runInOrder([0, 1, 2, 3, 4, 5, 6, 7], work(2, -1));
	expect(finished).toEqual([0, 1, 2]);
	expect(begun.length).toBeLessThan(7);
	await expect(runInOrder([0, 1, 2, 3, 4, 5], work(-1, 1))).rejects.toThrow('failed at 1');
	expect(begun.length).toBeLessThan(11);
});
