/** Fewer answered calls than this tell nothing of a rate. */
export const FEWEST_ANSWERED = 100;

/** What became of the calls of a skill in a span of time; a count that CXone does not give is undefined. */
export interface CallCounts {
	connects: number | undefined;
	handled: number | undefined;
	abandoned: number | undefined;
}

/** How many of the calls that persons answered were abandoned. */
export interface AbandonRate {
	abandoned: number;
	answered: number;
	/** Rounded up to two decimals; null where nobody answered. */
	ratePercent: number | null;
}

function roundedUp(abandoned: number, answered: number): number {
	const parts = abandoned * 10_000;
	return (Math.floor(parts / answered) + (parts % answered === 0 ? 0 : 1)) / 100;
}

/**
 * The rate of abandoned calls, never told too low: of two counts of answered calls (connects; handled and abandoned
 * together) the smaller one counts, whoever was abandoned had answered, and the rate is rounded up. Undefined where the
 * counts do not tell.
 */
export function abandonRate({ connects, handled, abandoned }: CallCounts): AbandonRate | undefined {
	if (abandoned === undefined) return undefined;
	const counts = [connects, handled === undefined ? undefined : handled + abandoned];
	const known = counts.filter((count) => count !== undefined);
	if (known.length === 0) return undefined;
	const answered = Math.max(abandoned, Math.min(...known));
	return {
		abandoned,
		answered,
		ratePercent: answered === 0 ? null : roundedUp(abandoned, answered),
	};
}

/** Whether the rate is above the ceiling: by the counts themselves, so that no rounding decides. */
export function isAboveCeiling(
	{ abandoned, answered }: AbandonRate,
	ceilingPercent: number,
): boolean {
	return abandoned * 100 > ceilingPercent * answered;
}
