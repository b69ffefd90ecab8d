/** How many calls may run at once: halved when the service says 429, raised slowly while calls succeed. */
export interface ConcurrencyState {
	limit: number;
	/** Successes since the limit last moved. */
	successes: number;
	/** Counts the lowerings, so that calls started before one do not lower the limit again. */
	lowerings: number;
}

/** State at the start of a run. */
export function fullConcurrency(max: number): ConcurrencyState {
	return { limit: max, successes: 0, lowerings: 0 };
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

/** After a success: one more once as many calls succeeded as may run at once, up to `max`. */
export function raiseConcurrency(state: ConcurrencyState, max: number): ConcurrencyState {
	const successes = state.successes + 1;
	if (state.limit >= max || successes < state.limit) return { ...state, successes };
	return { ...state, limit: state.limit + 1, successes: 0 };
}
