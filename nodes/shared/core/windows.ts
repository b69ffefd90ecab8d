/** A span of time in milliseconds; each window but the last ends where the next one starts. */
export interface TimeWindow {
	startMs: number;
	endMs: number;
}

/** A minute in milliseconds. */
export const MINUTE_MS = 60_000;

/**
 * Splits a range into at most `count` windows of nearly equal length that meet without gap or overlap. They meet at
 * whole minutes (UTC), because a service may filter by seconds or minutes. A window is at least `shortestMs` long, less
 * half a minute for each edge, and never shorter than a minute, so a short range gives fewer windows.
 */
export function splitIntoWindows(
	{ startMs, endMs }: TimeWindow,
	count: number,
	shortestMs: number,
): TimeWindow[] {
	const lengthMs = endMs - startMs;
	const shortest = Math.max(shortestMs, 2 * MINUTE_MS);
	const parts = Math.max(1, Math.min(count, Math.floor(lengthMs / shortest)));
	const edges = Array.from({ length: parts + 1 }, (_, edge) => {
		if (edge === 0) return startMs;
		if (edge === parts) return endMs;
		return Math.round((startMs + (lengthMs * edge) / parts) / MINUTE_MS) * MINUTE_MS;
	});
	return edges.slice(1).map((edge, index) => ({ startMs: edges[index], endMs: edge }));
}

/** The instants that a window shares with its neighbours in a range. */
export function sharedEdges(window: TimeWindow, range: TimeWindow): number[] {
	return [window.startMs, window.endMs].filter(
		(edgeMs) => edgeMs !== range.startMs && edgeMs !== range.endMs,
	);
}

/**
 * Whether an instant lies in another window of a range, by more than a minute: then the service does not go by the start
 * of interactions alone, and may give one in several windows.
 */
export function isInOtherWindow(
	ms: number,
	window: TimeWindow,
	edgesMs: readonly number[],
): boolean {
	return edgesMs.some((edgeMs) =>
		edgeMs === window.startMs ? ms < edgeMs - MINUTE_MS : ms > edgeMs + MINUTE_MS,
	);
}

/**
 * Whether an instant lies within a minute of a shared edge: a service that truncates or rounds to minutes, or takes both
 * ends in, gives what lies there to both windows.
 */
export function isNearEdge(ms: number, edgesMs: readonly number[]): boolean {
	for (const edgeMs of edgesMs) if (Math.abs(ms - edgeMs) <= MINUTE_MS) return true;
	return false;
}
