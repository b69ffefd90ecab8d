import type { Chance } from './random.mts';

const WEEK_MS = 7 * 86_400_000;
const HOUR_MS = 3_600_000;

/**
 * BG/NBD: a contact calls at random at its own rate, and after each repeat call leaves for good with its
 * own probability. Rates over contacts are gamma, leaving probabilities beta; the parameters are those
 * that Fader, Hardie and Lee fitted to the CDNOW purchases ("Counting Your Customers" the Easy Way,
 * Marketing Science 24 (2), 2005). `alpha` is in weeks.
 */
const CDNOW = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 } as const;

/**
 * CDNOW customers buy CDs about once in 18 weeks, too rarely to reach a high score in 90 days. Contacts
 * of a contact centre call more often; the shape of the distribution stays.
 */
const RATE_SCALE = 6;

/** Share of the contacts that never call. */
const SILENT_SHARE = 0.05;
/** Share of the repeat calls that are followed by more within the hour: the matter was not settled. */
const BURST_SHARE = 0.12;
/** Share of the follow-up calls that carry the very start time of the call before. */
const TIE_SHARE = 0.2;
/** Share of the calls that another system stamped with the full hour, so that contacts tie as well. */
const HOURLY_STAMP_SHARE = 0.2;

function stamp(chance: Chance, timeMs: number, startMs: number): number {
	if (chance.uniform() >= HOURLY_STAMP_SHARE) return timeMs;
	const fullHourMs = timeMs - (timeMs % HOUR_MS);
	return fullHourMs < startMs ? timeMs : fullHourMs;
}

/**
 * The calls of one contact between two times, in milliseconds since 1970; not sorted, empty for about one
 * contact in twenty. The contact's first call may fall anywhere between the two times.
 */
export function callTimes(chance: Chance, startMs: number, nowMs: number): number[] {
	if (chance.uniform() < SILENT_SHARE) return [];
	const ratePerMs = (RATE_SCALE * chance.gamma(CDNOW.r)) / CDNOW.alpha / WEEK_MS;
	const leaveProbability = chance.beta(CDNOW.a, CDNOW.b);
	let timeMs = Math.floor(startMs + chance.uniform() * (nowMs - startMs));
	const times = [stamp(chance, timeMs, startMs)];
	for (;;) {
		timeMs = Math.ceil(timeMs + chance.exponential(ratePerMs));
		if (!(timeMs < nowMs)) return times;
		times.push(stamp(chance, timeMs, startMs));
		if (chance.uniform() < BURST_SHARE) addFollowUps(chance, times, nowMs);
		if (chance.uniform() < leaveProbability) return times;
	}
}

/** Adds one to three more calls within the hour after the last one. */
function addFollowUps(chance: Chance, times: number[], nowMs: number): void {
	const firstMs = times[times.length - 1];
	for (let left = 1 + chance.below(3); left > 0; left -= 1) {
		const isTie = chance.uniform() < TIE_SHARE;
		const timeMs = isTie ? times[times.length - 1] : firstMs + chance.below(HOUR_MS);
		if (timeMs < nowMs) times.push(timeMs);
	}
}
