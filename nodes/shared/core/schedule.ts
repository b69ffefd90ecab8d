/** When a campaign dials, in milliseconds since 1970. */
export interface Schedule {
	startMs: number;
	endMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A schedule counted from now: both offsets run from `nowMs`, as in contract 1.6. */
export function scheduleFromNow(
	nowMs: number,
	startInMinutes: number,
	endInHours: number,
): Schedule {
	return { startMs: nowMs + startInMinutes * MINUTE_MS, endMs: nowMs + endInHours * HOUR_MS };
}

/** Why a schedule cannot dial, or undefined when it can. A start in the past is allowed: dialing then begins at once. */
export function scheduleFault(
	{ startMs, endMs }: Schedule,
	nowMs: number,
): 'endBeforeStart' | 'endInPast' | undefined {
	if (endMs <= startMs) return 'endBeforeStart';
	return endMs <= nowMs ? 'endInPast' : undefined;
}
