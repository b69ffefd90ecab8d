/** Waiting of one run of a node: the time in which at least one call waits, so that parallel waits count once. */
export interface WaitBudget {
	waitedMs: number;
	/** Until when the waits noted so far last, in milliseconds since 1970. */
	endsAtMs: number;
}

/** Nothing waited yet. */
export const NO_WAITING: Readonly<WaitBudget> = { waitedMs: 0, endsAtMs: 0 };

/** Adds a wait that starts at `nowMs`; only the part that no earlier wait covers counts. */
export function addWait(budget: WaitBudget, nowMs: number, waitMs: number): WaitBudget {
	const endsAtMs = nowMs + waitMs;
	const uncoveredMs = Math.max(0, endsAtMs - Math.max(nowMs, budget.endsAtMs));
	return {
		waitedMs: budget.waitedMs + uncoveredMs,
		endsAtMs: Math.max(budget.endsAtMs, endsAtMs),
	};
}
