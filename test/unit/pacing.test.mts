import {
	lowerConcurrency,
	raiseConcurrency,
	startingConcurrency,
	type ConcurrencyState,
} from '../../nodes/shared/core/concurrency.ts';
import { addWait, NO_WAITING } from '../../nodes/shared/core/waitBudget.ts';

describe('concurrency', () => {
	const from = (limit: number) => startingConcurrency({ start: limit, max: limit });
	const limitsAfter = (state: ConcurrencyState, successes: number, max: number) =>
		Array.from({ length: successes }, () => {
			state = raiseConcurrency(state, max);
			return state.limit;
		});

	test.each([
		[8, 20, 8],
		[8, 3, 3],
		[1, 1, 1],
	])('begins at %d, or at the most of %d where that is less', (start, max, limit) => {
		expect(startingConcurrency({ start, max })).toEqual({ limit, successes: 0, lowerings: 0 });
	});

	test('while there was no 429 one more after half as many successes as may run at once, up to the most', () => {
		const limits = limitsAfter(startingConcurrency({ start: 4, max: 6 }), 7, 6);
		expect(limits).toEqual([4, 5, 5, 5, 6, 6, 6]);
	});

	test.each([
		[20, 10],
		[5, 2],
		[2, 1],
		[1, 1],
	])('a 429 halves %d to %d', (max, limit) => {
		expect(lowerConcurrency(from(max), 0)).toEqual({
			limit,
			successes: 0,
			lowerings: 1,
		});
	});

	test('calls that began before a lowering lower it no further; later ones do', () => {
		const lowered = lowerConcurrency(from(8), 0);
		expect(lowerConcurrency(lowered, 0)).toBe(lowered);
		expect(lowerConcurrency(lowered, 1).limit).toBe(2);
	});

	test('after a 429 one more after four times as many successes as may run at once, up to the most', () => {
		const limits = limitsAfter(lowerConcurrency(from(4), 0), 24, 4);
		expect(limits.indexOf(3)).toBe(7);
		expect(limits.indexOf(4)).toBe(19);
		expect(limits[23]).toBe(4);
	});

	test('a 429 begins the count of successes anew', () => {
		let state = raiseConcurrency(lowerConcurrency(from(8), 0), 8);
		state = lowerConcurrency(state, 1);
		expect(state).toEqual({ limit: 2, successes: 0, lowerings: 2 });
	});
});

describe('waiting time', () => {
	test('waits one after the other add up', () => {
		const first = addWait(NO_WAITING, 1_000, 500);
		const second = addWait(first, 2_000, 300);
		expect(first).toEqual({ waitedMs: 500, endsAtMs: 1_500 });
		expect(second).toEqual({ waitedMs: 800, endsAtMs: 2_300 });
	});

	test('of waits side by side only the uncovered part counts', () => {
		const first = addWait(NO_WAITING, 1_000, 500);
		expect(addWait(first, 1_100, 100)).toEqual({ waitedMs: 500, endsAtMs: 1_500 });
		expect(addWait(first, 1_400, 500)).toEqual({ waitedMs: 900, endsAtMs: 1_900 });
		expect(addWait(first, 1_500, 0)).toEqual(first);
	});

	test('the start is not changed', () => {
		addWait(NO_WAITING, 1_000, 500);
		expect(NO_WAITING).toEqual({ waitedMs: 0, endsAtMs: 0 });
	});
});
