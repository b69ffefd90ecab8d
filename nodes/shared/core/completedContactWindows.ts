import { DAY_MS } from './time';
import { MINUTE_MS, type TimeWindow } from './windows';

/** The service refuses a longer range. */
export const LONGEST_RANGE_MS = 30 * DAY_MS;
/** Rows at most in one window, so that no query pages deeper than this. */
export const MOST_ROWS_IN_WINDOW = 50_000;
/** Rows that windows are planned for at most: rows never lie so evenly that none has more. */
const MOST_PLANNED_ROWS = 38_000;
/** How full the last page of a window is planned: neighbours overlap, and one row too many costs a page. */
const PAGE_SHARE = 0.95;
/** Windows overlap by a minute on each side and end at whole minutes, so they are shorter than what the service takes. */
const LONGEST_WINDOW_MS = LONGEST_RANGE_MS - 3 * MINUTE_MS;
/** How far rows of a look may lie in an empty one beside it, where a service truncates times. */
const LOOK_MARGIN_MS = 2 * MINUTE_MS;

/** A day, less what is lost where windows begin and end at whole minutes. */
const SHORTEST_WINDOW_MS = DAY_MS - MINUTE_MS;

/** A stretch of time that was looked at, and how many rows it has; undefined where the service did not say. */
export interface Look {
	window: TimeWindow;
	totalRows: number | undefined;
}

/** One window of a search. */
export interface ContactWindow {
	/** Which contacts count here: those that began from its start until before its end. No two windows share one. */
	window: TimeWindow;
	/**
	 * What the service is asked for: a minute more on each side, so that a service that truncates times to seconds or
	 * minutes, or leaves an end out, gives all of the window.
	 */
	asked: TimeWindow;
}

/** The stretches of at most 30 days to be looked at (one row each, for the total), in order. */
export function lookWindows({ startMs, endMs }: TimeWindow): TimeWindow[] {
	const count = Math.max(1, Math.ceil((endMs - startMs) / LONGEST_RANGE_MS));
	return Array.from({ length: count }, (_, index) => ({
		startMs: startMs + index * LONGEST_RANGE_MS,
		endMs: Math.min(startMs + (index + 1) * LONGEST_RANGE_MS, endMs),
	}));
}

/** How windows are cut. */
export interface WindowSettings {
	/** Rows of a page, at least 1. */
	pageSize: number;
	/** Windows that may be read side by side, at least 1. */
	workers: number;
	/** Nothing later is asked for, but for the end of the range: there is nothing, and a service may refuse it. */
	nowMs: number;
}

/** What may be asked for of a range: a minute more on each side, but nothing that is yet to come. */
function askableOf({ startMs, endMs }: TimeWindow, nowMs: number): TimeWindow {
	return {
		startMs: startMs - MINUTE_MS,
		endMs: Math.max(endMs, Math.min(endMs + MINUTE_MS, nowMs)),
	};
}

/** A look where the total is unknown gets windows as short as they come, for it may hold any number of rows. */
function rowsOf({ totalRows, window }: Look): number {
	const days = Math.ceil((window.endMs - window.startMs) / DAY_MS);
	return totalRows ?? days * MOST_ROWS_IN_WINDOW;
}

/** Runs of looks that have rows, one next to the other, each a little longer where an empty look is beside it. */
function stretchesOf(looks: readonly Look[]): Look[][] {
	const stretches: Look[][] = [];
	const lastMs = looks[looks.length - 1].window.endMs;
	for (const [index, look] of looks.entries()) {
		if (look.totalRows === 0) continue;
		const isAfterEmpty = looks[index - 1]?.totalRows === 0;
		const isBeforeEmpty = looks[index + 1]?.totalRows === 0;
		const window = {
			startMs: look.window.startMs - (isAfterEmpty ? LOOK_MARGIN_MS : 0),
			endMs: Math.min(lastMs, look.window.endMs + (isBeforeEmpty ? LOOK_MARGIN_MS : 0)),
		};
		if (index === 0 || isAfterEmpty) stretches.push([]);
		stretches[stretches.length - 1].push({ ...look, window });
	}
	return stretches;
}

/** The instant before which a stretch has so many rows, were they even within each look. */
function instantAtRow(stretch: readonly Look[], row: number): number {
	let left = row;
	for (const look of stretch) {
		const rows = rowsOf(look);
		const { startMs, endMs } = look.window;
		if (left < rows) return startMs + ((endMs - startMs) * left) / rows;
		left -= rows;
	}
	return stretch[stretch.length - 1].window.endMs;
}

function rowsBefore(stretch: readonly Look[], instantMs: number): number {
	let rows = 0;
	for (const look of stretch) {
		const { startMs, endMs } = look.window;
		const share = Math.min(1, Math.max(0, (instantMs - startMs) / (endMs - startMs)));
		rows += rowsOf(look) * share;
	}
	return rows;
}

function wholeMinute(ms: number): number {
	return Math.floor(ms / MINUTE_MS) * MINUTE_MS;
}

/** Ends at whole minutes, in order; the last one is the end of the stretch. */
function endsOf(stretch: readonly Look[], rowsInWindow: number): number[] {
	const first = stretch[0].window.startMs;
	const last = stretch[stretch.length - 1].window.endMs;
	// Where length alone decides, windows are of one length.
	const longestMs = (last - first) / Math.ceil((last - first) / LONGEST_WINDOW_MS);
	const ends: number[] = [];
	for (let startMs = first; ; startMs = ends[ends.length - 1]) {
		const wantedMs = instantAtRow(stretch, rowsBefore(stretch, startMs) + rowsInWindow);
		const nextDayMs = Math.ceil((startMs + DAY_MS) / MINUTE_MS) * MINUTE_MS;
		const farthestMs = Math.ceil((startMs + longestMs) / MINUTE_MS) * MINUTE_MS;
		const endMs = Math.max(nextDayMs, Math.min(wholeMinute(wantedMs), farthestMs));
		// No window is shorter than a day, less a minute, where the stretch is not: what is left goes with this one.
		const isRestShort = last - endMs < SHORTEST_WINDOW_MS;
		if (!isRestShort) ends.push(endMs);
		else if (last - startMs <= LONGEST_WINDOW_MS) return [...ends, last];
		else ends.push(wholeMinute(last - SHORTEST_WINDOW_MS));
	}
}

function toWindows(
	stretch: readonly Look[],
	ends: readonly number[],
	askable: TimeWindow,
): ContactWindow[] {
	let { startMs } = stretch[0].window;
	return ends.map((endMs) => {
		const window = { startMs, endMs };
		startMs = endMs;
		return { window, asked: askedFor(window, askable) };
	});
}

function askedFor({ startMs, endMs }: TimeWindow, askable: TimeWindow): TimeWindow {
	return {
		startMs: Math.max(askable.startMs, startMs - MINUTE_MS),
		endMs: Math.min(askable.endMs, endMs + MINUTE_MS),
	};
}

/**
 * Plans the windows of a search from what `looks` (of `lookWindows`, in order) found: 1 to 30 days and, as far as rows lie
 * evenly, at most 50,000 rows each; more of them only where they save time by being read side by side. Looks without rows
 * are left out. **From the latest to the earliest**, as `MasterContacts` takes them.
 */
export function planWindows(looks: readonly Look[], settings: WindowSettings): ContactWindow[] {
	if (looks.length === 0) return [];
	const range = { startMs: looks[0].window.startMs, endMs: looks[looks.length - 1].window.endMs };
	const totalRows = looks.reduce((sum, look) => sum + rowsOf(look), 0);
	const { pageSize, workers, nowMs } = settings;
	const askable = askableOf(range, nowMs);
	// No window is worth less than a page.
	const evenShare = Math.max(pageSize * PAGE_SHARE, totalRows / workers);
	const wantedRows = Math.min(MOST_PLANNED_ROWS, evenShare);
	const rowsInWindow =
		totalRows <= pageSize ? pageSize : totalRows / Math.ceil(totalRows / wantedRows);
	return stretchesOf(looks)
		.flatMap((stretch) => toWindows(stretch, endsOf(stretch, rowsInWindow), askable))
		.reverse();
}

/**
 * Cuts a window whose first page tells of more rows than were expected: into windows of equal length, of a day at least,
 * the latest first. The window itself where it has no more than 50,000 rows or cannot be cut.
 */
export function splitWindow(planned: ContactWindow, totalRows: number): ContactWindow[] {
	const { window, asked } = planned;
	const { startMs, endMs } = window;
	const most = Math.floor((endMs - startMs) / DAY_MS);
	const count = Math.min(Math.ceil(totalRows / MOST_ROWS_IN_WINDOW), most);
	if (count < 2) return [planned];
	const edges = Array.from({ length: count + 1 }, (_, index) => {
		if (index === 0) return startMs;
		return index === count ? endMs : wholeMinute(startMs + ((endMs - startMs) * index) / count);
	});
	return edges
		.slice(1)
		.map((edge, index) => {
			const part = { startMs: edges[index], endMs: edge };
			return { window: part, asked: askedFor(part, asked) };
		})
		.reverse();
}

/**
 * The windows of a search by address, which has few rows: as long as the service takes, the latest first.
 */
export function longestWindows(range: TimeWindow, nowMs: number): ContactWindow[] {
	const askable = askableOf(range, nowMs);
	const isShort = askable.endMs - askable.startMs <= LONGEST_RANGE_MS;
	if (isShort) return [{ window: range, asked: askable }];
	const windows: ContactWindow[] = [];
	for (let { startMs } = range; startMs < range.endMs; ) {
		const endMs = wholeMinute(Math.min(startMs + LONGEST_WINDOW_MS, range.endMs));
		const isLast = range.endMs - startMs <= LONGEST_WINDOW_MS;
		const window = { startMs, endMs: isLast ? range.endMs : endMs };
		windows.push({ window, asked: askedFor(window, askable) });
		startMs = window.endMs;
	}
	return windows.reverse();
}
