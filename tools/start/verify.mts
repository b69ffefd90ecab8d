import {
	expectCampaigns,
	scoreAt,
	segmentOf,
	type CallHistory,
	type ExpectedCampaign,
	type Span,
} from './expectedJob.mts';
import { SEGMENTS, type Segment } from './workflow.mts';

/** A contact where it was found, for example in a list. */
export interface PlacedContact {
	contactId: string;
	segment: Segment;
	score: number;
}

/** A campaign as it was found. Times are ISO 8601 UTC. */
export type FoundCampaign = ExpectedCampaign & { listId: string | null };

/** Far above the rounding of sums of doubles, far below what a second of decay makes. */
const ROUNDING = 1e-9;

function scoreText(score: number): string {
	return score.toFixed(6);
}

/**
 * What is wrong with the contacts that a run placed: each one with calls is to be there once, in the
 * segment and with the score that its calls give at some instant of the run. Empty when all is right.
 */
export function findWrongContacts(
	placed: PlacedContact[],
	histories: ReadonlyMap<string, CallHistory>,
	run: Span,
): string[] {
	const wrong: string[] = [];
	const seen = new Set<string>();
	for (const { contactId, segment, score } of placed) {
		const history = histories.get(contactId);
		if (history === undefined) {
			wrong.push(`${contactId} is in ${segment}, but has no calls`);
			continue;
		}
		if (seen.has(contactId)) wrong.push(`${contactId} is there twice`);
		seen.add(contactId);
		// The score only falls with time.
		const highest = scoreAt(history, run.fromMs);
		const lowest = scoreAt(history, run.toMs);
		if (!(score >= lowest - ROUNDING && score <= highest + ROUNDING)) {
			wrong.push(`${contactId} scores ${scoreText(score)} instead of ${scoreText(highest)}`);
		}
		if (segment !== segmentOf(highest) && segment !== segmentOf(lowest)) {
			wrong.push(`${contactId} is in ${segment} instead of ${segmentOf(highest)}`);
		}
	}
	for (const contactId of histories.keys()) {
		if (!seen.has(contactId)) wrong.push(`${contactId} is missing`);
	}
	return wrong;
}

/**
 * What is wrong with the campaigns of a run: each segment with contacts is to have one, for its
 * list, with its threshold and the hours of the next day of dialing. Empty when all is right.
 *
 * @param listIds ID of the list by segment; null where a dry run made none
 */
export function findWrongCampaigns(
	found: FoundCampaign[],
	listIds: ReadonlyMap<Segment, string | null>,
	run: Span,
	zone: string,
): string[] {
	// A run may begin before nine and end after it.
	const expected = [...expectCampaigns(run.fromMs, zone), ...expectCampaigns(run.toMs, zone)];
	const wrong = found.flatMap((campaign) => {
		const likely = expected.filter(({ name }) => name === campaign.name);
		if (likely.length === 0) return [`the campaign ${campaign.name} should not be there`];
		const [{ segment, abandonThreshold, startTime, endTime }] = likely;
		const listId = listIds.get(segment);
		const checks: Array<[string, unknown, unknown]> = [
			['segment', campaign.segment, segment],
			['list', campaign.listId, listId],
			['threshold', campaign.abandonThreshold, abandonThreshold],
			['start', campaign.startTime, startTime],
			['end', campaign.endTime, endTime],
		];
		return checks.flatMap(([what, is, should]) =>
			is === should
				? []
				: [`the campaign ${campaign.name} has the ${what} ${is} instead of ${should}`],
		);
	});
	for (const segment of SEGMENTS) {
		const count = found.filter((campaign) => campaign.segment === segment).length;
		const due = listIds.has(segment) ? 1 : 0;
		if (count !== due) wrong.push(`there are ${count} campaigns for ${segment} instead of ${due}`);
	}
	return wrong;
}
