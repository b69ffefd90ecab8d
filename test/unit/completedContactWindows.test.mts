import {
	longestWindows,
	lookWindows,
	planWindows,
	splitWindow,
} from '../../nodes/shared/core/completedContactWindows.ts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const START_MS = Date.UTC(2026, 0, 1);
const days = (from: number, to: number) => ({
	startMs: START_MS + from * DAY_MS,
	endMs: START_MS + to * DAY_MS,
});
const plan = (
	range: { startMs: number; endMs: number },
	totals: Array<number | undefined>,
	workers = 1,
	nowMs = range.endMs,
) =>
	planWindows(
		lookWindows(range).map((window, n) => ({ window, totalRows: totals[n] })),
		{ pageSize: 10_000, workers, nowMs },
	);
const lengths = (windows: ReturnType<typeof plan>) =>
	windows.map(({ window }) => Math.round((window.endMs - window.startMs) / DAY_MS));

describe('looks', () => {
	test.each([
		[0.5, 1],
		[30, 1],
		[30.001, 2],
		[90, 3],
		[365, 13],
	])('%p days take %i', (length, count) => {
		const looks = lookWindows(days(0, length));
		expect(looks).toHaveLength(count);
		expect(looks[count - 1].endMs).toBe(days(0, length).endMs);
	});
});

describe('windows', () => {
	test.each([
		['few rows: as long as they may be', 30, [500], 1, [15, 15]],
		['less than 30 days: one', 29, [500], 1, [29]],
		['half a day', 0.5, [500], 1, [1]],
		['well below 50,000 rows', 20, [100_000], 1, [7, 7, 7]],
		['a page: one', 20, [10_000], 8, [20]],
		['a day at least', 3, [1_000_000], 1, [1, 1, 1]],
		['an unknown total: days', 4, [undefined], 1, [1, 1, 1, 1]],
		['nothing there', 60, [0, 0], 1, []],
		['a page each, nearly full, for those side by side', 21, [20_000], 8, [7, 7, 7]],
		['as many as run side by side', 24, [80_000], 8, [3, 3, 3, 3, 3, 3, 3, 3]],
	])('%s', (_, length, totals, workers, expected) => {
		expect(lengths(plan(days(0, length), totals, workers))).toEqual(expected);
	});

	test('a busy month is cut finer than a quiet one, and an empty one is left out', () => {
		const windows = plan(days(0, 90), [100, 0, 300_000]);
		expect(windows.filter(({ window }) => window.startMs < days(30, 0).startMs).length).toBe(2);
		expect(
			windows.filter(({ window }) => window.startMs >= days(59, 0).startMs).length,
		).toBeGreaterThanOrEqual(6);
		expect(
			windows.every(
				({ window }) => window.endMs <= days(0, 31).endMs || window.startMs >= days(59, 0).startMs,
			),
		).toBe(true);
		expect(plan(days(0, 30.0001), [100, 0]).at(0)?.window.endMs).toBe(days(0, 30.0001).endMs);
	});

	test('a minute more is asked for on each side, but nothing that is yet to come', () => {
		const [later, earlier] = plan(days(0, 20), [60_000]);
		expect(earlier.asked).toEqual({
			startMs: START_MS - MINUTE_MS,
			endMs: earlier.window.endMs + MINUTE_MS,
		});
		const [ended] = plan(days(0, 20), [60_000], 1, days(0, 21).endMs);
		expect(ended.asked.endMs).toBe(days(0, 20).endMs + MINUTE_MS);
		expect(later.asked).toEqual({
			startMs: later.window.startMs - MINUTE_MS,
			endMs: days(0, 20).endMs,
		});
		expect(earlier.window.endMs).toBe(later.window.startMs);
	});
});

describe('a window with more rows than expected', () => {
	const [whole] = plan(days(0, 20), [500]);
	test.each([
		[50_000, [20]],
		[50_001, [10, 10]],
		[200_000, [5, 5, 5, 5]],
	])('of %i rows', (rows, expected) => {
		expect(lengths(splitWindow(whole, rows))).toEqual(expected);
	});

	test('a day cannot be cut', () => {
		const [day] = plan(days(0, 1), [500]);
		expect(splitWindow(day, 900_000)).toEqual([day]);
	});

	test('its parts overlap too', () => {
		const [later, earlier] = splitWindow(whole, 60_000);
		expect(later.asked.startMs).toBe(earlier.window.endMs - MINUTE_MS);
		expect(earlier.asked).toEqual({
			startMs: START_MS - MINUTE_MS,
			endMs: earlier.window.endMs + MINUTE_MS,
		});
	});
});

test.each([
	[10, 1],
	[29.9, 1],
	[30, 2],
	[31, 2],
	[90, 4],
])('%p days by address take %i windows', (length, count) => {
	const windows = longestWindows(days(0, length), days(0, length).endMs);
	expect(windows).toHaveLength(count);
	expect(windows[0].window.endMs).toBe(days(0, length).endMs);
	expect(windows[count - 1].window.startMs).toBe(START_MS);
});
