/** How many calls of a run may run at once: where it begins, and its ceiling. */
export interface ConcurrencyRange {
	start: number;
	max: number;
}

/** How many calls may run at once: raised while calls succeed, halved when the service says 429. */
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

/** Successes for one call more, as a share of the calls that may run at once: quick while the service never said 429. */
const RAISE_AFTER_SHARE = { unlimited: 0.5, limited: 4 };

/**
 * After a success, up to `max`: one more once half as many calls succeeded as may run at once, so that a tenant that
 * bears it is soon asked in full; after a first 429 only once four times as many did, since each try costs refusals.
 */
export function raiseConcurrency(state: ConcurrencyState, max: number): ConcurrencyState {
	const successes = state.successes + 1;
	const share = state.lowerings === 0 ? RAISE_AFTER_SHARE.unlimited : RAISE_AFTER_SHARE.limited;
	if (state.limit >= max || successes < share * state.limit) return { ...state, successes };
	return { ...state, limit: state.limit + 1, successes: 0 };
}
