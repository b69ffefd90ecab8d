/** A span of time in milliseconds; each window but the last ends where the next one starts. */
export interface TimeWindow {
	startMs: number;
	endMs: number;
}

/**
 * Splits a range into at most `count` windows of nearly equal length that meet without gap or overlap.
 * A window is at least `shortestMs` long, so a short range gives fewer windows.
 */
export function splitIntoWindows(
	{ startMs, endMs }: TimeWindow,
	count: number,
	shortestMs: number,
): TimeWindow[] {
	const lengthMs = endMs - startMs;
	const parts = Math.max(1, Math.min(count, Math.floor(lengthMs / shortestMs)));
	const edges = Array.from(
		{ length: parts + 1 },
		(_, edge) => startMs + Math.round((lengthMs * edge) / parts),
	);
	return edges.slice(1).map((edge, index) => ({ startMs: edges[index], endMs: edge }));
}
