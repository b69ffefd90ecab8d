/** How many calls of a run may run at once: where it begins, and its ceiling. */
export interface ConcurrencyRange {
	start: number;
	max: number;
}

/** How many calls may run at once: raised by each success until the service first says 429, which halves it. */
export interface ConcurrencyState {
	limit: number;
	/** Successes since the limit last moved. */
	successes: number;
	/** Counts the lowerings, so that calls started before one do not lower the limit again. */
	lowerings: number;
}

/** State at the start of a run. */
export function startingConcurrency({ start, max }: ConcurrencyRange): ConcurrencyState {
	return { limit: Math.min(start, max), successes: 0, lowerings: 0 };
}

/** After a 429 to a call that started when `lowerings` stood at `startedAt`: half as many, never below one. */
export function lowerConcurrency(state: ConcurrencyState, startedAt: number): ConcurrencyState {
	if (startedAt < state.lowerings) return state;
	return {
		limit: Math.max(1, Math.floor(state.limit / 2)),
		successes: 0,
		lowerings: state.lowerings + 1,
	};
}

/**
 * After a success, up to `max`: one more at once while the service never said 429; after that, as where its limit lies is
 * known by then, one more once as many calls succeeded as may run at once.
 */
export function raiseConcurrency(state: ConcurrencyState, max: number): ConcurrencyState {
	const successes = state.successes + 1;
	const isProbing = state.lowerings === 0;
	if (state.limit >= max || (!isProbing && successes < state.limit)) return { ...state, successes };
	return { ...state, limit: state.limit + 1, successes: 0 };
}
