import { DateTime } from 'luxon';

import { SEGMENTS, type ContactSummary, type Segment } from './workflow.mts';

/*
 * The job of the nightly workflow, calculated a second time and from nothing that the nodes use, so
 * that a fault of theirs does not hide itself.
 */

const DAY_MS = 86_400_000;
const THRESHOLDS_PERCENT: Record<Segment, number> = { high: 3, medium: 5, low: 8 };

/** A stretch of time, milliseconds since 1970. */
export interface Span {
	fromMs: number;
	toMs: number;
}

/** How often a contact called in the time range, and when last. */
export interface CallHistory {
	calls: number;
	/** Milliseconds since 1970. */
	lastCallMs: number;
}

/** The voice calls of each contact from `fromMs` up to, but not at, `toMs`. */
export function countCalls(
	interactions: Iterable<{ contactId: string; startTime: string; type: string }>,
	{ fromMs, toMs }: Span,
): Map<string, CallHistory> {
	const histories = new Map<string, CallHistory>();
	for (const { contactId, startTime, type } of interactions) {
		const callMs = Date.parse(startTime);
		if (type !== 'voice' || callMs < fromMs || callMs >= toMs) continue;
		const { calls, lastCallMs } = histories.get(contactId) ?? { calls: 0, lastCallMs: callMs };
		histories.set(contactId, { calls: calls + 1, lastCallMs: Math.max(lastCallMs, callMs) });
	}
	return histories;
}

/** The same from contact summaries, for a service whose history cannot be looked into. */
export function historiesOf(summaries: ContactSummary[]): Map<string, CallHistory> {
	return new Map(
		summaries.flatMap(({ contactId, frequency, lastInteraction }) =>
			lastInteraction === null
				? []
				: [[contactId, { calls: frequency, lastCallMs: Date.parse(lastInteraction) }] as const],
		),
	);
}

/** The score at an instant: 50 points less half a point a day, and 2.5 points a call for 20 calls. */
export function scoreAt({ calls, lastCallMs }: CallHistory, atMs: number): number {
	const recency = 50 - (0.5 * (atMs - lastCallMs)) / DAY_MS;
	return Math.max(0, Math.min(50, recency)) + 2.5 * Math.min(20, calls);
}

/** The segment of a score. */
export function segmentOf(score: number): Segment {
	if (score < 40) return 'low';
	return score < 70 ? 'medium' : 'high';
}

/** A campaign as the workflow is to launch it. Times are ISO 8601 UTC. */
export interface ExpectedCampaign {
	name: string;
	segment: Segment;
	/** Percent. */
	abandonThreshold: number;
	startTime: string;
	endTime: string;
}

/** The campaigns that a run at this instant is to launch: for the next 9:00 to 17:00 in the zone. */
export function expectCampaigns(atMs: number, zone: string): ExpectedCampaign[] {
	const now = DateTime.fromMillis(atMs, { zone });
	const today = now.set({ hour: 9, minute: 0, second: 0, millisecond: 0 });
	const start = today > now ? today : today.plus({ days: 1 });
	return SEGMENTS.map((segment) => ({
		name: `dynamic_outbound_campaign_${segment}_${start.toFormat('yyyy-LL-dd')}`,
		segment,
		abandonThreshold: THRESHOLDS_PERCENT[segment],
		startTime: start.toJSDate().toISOString(),
		endTime: start.set({ hour: 17 }).toJSDate().toISOString(),
	}));
}
