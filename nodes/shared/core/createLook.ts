/** How long a record is looked for after a create of unknown outcome, in milliseconds (contract 3.1). */
export interface LookTimes {
	usualMs: number;
	/** After a timeout, or where a gateway tired of waiting: the service may still be at work. */
	slowMs: number;
}

/** New records can lag in look-ups by some seconds; later on there is less to gain from a look. */
const FIRST_WAITS_MS = [500, 1_500, 3_000];
const LATER_WAIT_MS = 5_000;
/** Statuses by which a gateway says that it waited in vain for the service behind it. */
const TIRED_GATEWAY_STATUSES = [408, 502, 504, 520, 521, 522, 523, 524];

/** The waits before each of the looks that go on for `totalMs`. */
export function lookWaits(totalMs: number): number[] {
	const waits: number[] = [];
	for (let leftMs = totalMs; leftMs > 0; leftMs -= waits[waits.length - 1])
		waits.push(Math.min(FIRST_WAITS_MS[waits.length] ?? LATER_WAIT_MS, leftMs));
	return waits;
}

/** The waits between looks at work that may take long: soon at first, then every five seconds, for `totalMs`. */
export function* pollWaits(totalMs: number): Generator<number> {
	const waits = [...FIRST_WAITS_MS];
	for (let leftMs = totalMs; leftMs > 0; ) {
		const waitMs = Math.min(waits.shift() ?? LATER_WAIT_MS, leftMs);
		leftMs -= waitMs;
		yield waitMs;
	}
}

/**
 * The waits before each look after a create that failed like that: one look when the service refused to take it on
 * (`isRefused`), else looks for as long as `times` says.
 */
export function looksAfterCreate(
	{ kind, status = 0, isRefused }: { kind: string; status?: number; isRefused: boolean },
	times: LookTimes,
): number[] {
	if (isRefused) return FIRST_WAITS_MS.slice(0, 1);
	const isSlow = kind === 'timeout' || TIRED_GATEWAY_STATUSES.includes(status);
	return lookWaits(isSlow ? times.slowMs : times.usualMs);
}
