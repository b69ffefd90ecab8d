import type { Sandbox } from '../../sandbox/server.mts';
import { countCalls, historiesOf, type Span } from './expectedJob.mts';
import type { JobRun } from './job.mts';
import { findWrongCampaigns, findWrongContacts, type PlacedContact } from './verify.mts';
import { SEGMENTS, type CampaignOutcome, type Segment } from './workflow.mts';

/** When a run began and ended, milliseconds since 1970. */
export type RunTimes = Pick<JobRun, 'startedMs' | 'endedMs'>;

const NINETY_DAYS_MS = 90 * 86_400_000;
const LIST_NAME = /^dynamic_outbound_segment_(high|medium|low)$/;

function spanOf({ startedMs, endedMs }: RunTimes): Span {
	return { fromMs: startedMs, toMs: endedMs };
}

/** From the first to the last instant that the searches among the requests asked CXone for. */
export function askedSpan(requests: Sandbox['requests']): Span {
	const filters = requests
		.filter(({ call }) => call === 'searchInteractions')
		.map(({ body }) => (body as { filters: { startTime: string; endTime: string } }).filters);
	return {
		fromMs: Math.min(...filters.map(({ startTime }) => Date.parse(startTime))),
		toMs: Math.max(...filters.map(({ endTime }) => Date.parse(endTime))),
	};
}

function findWrongSpan(asked: Span, run: Span): string[] {
	const isNow = asked.toMs >= run.fromMs && asked.toMs <= run.toMs;
	if (isNow && asked.toMs - asked.fromMs === NINETY_DAYS_MS) return [];
	const [from, to] = [asked.fromMs, asked.toMs].map((ms) => new Date(ms).toISOString());
	return [`the search was for ${from} to ${to} instead of the last 90 days`];
}

/** The contacts of the lists in the sandbox, and what is wrong with the lists themselves. */
function readLists({ lists }: Sandbox['state']) {
	const wrong: string[] = [];
	const listIds = new Map<Segment, string>();
	const placed: PlacedContact[] = [];
	for (const { id, name, contacts } of lists) {
		const segment = LIST_NAME.exec(name)?.[1] as Segment | undefined;
		if (segment === undefined || listIds.has(segment)) {
			wrong.push(`the list ${name} (${id}) should not be there`);
			continue;
		}
		listIds.set(segment, id);
		for (const [contactId, { priority, score, ...more }] of contacts) {
			placed.push({ contactId, segment, score: Number(score) });
			if (priority === segment && Object.keys(more).length === 0) continue;
			wrong.push(`${contactId} has wrong attributes in the list ${name}`);
		}
	}
	return { wrong, listIds, placed };
}

/**
 * What is wrong in a sandbox after the first run of the workflow, by a calculation of its own from
 * the sandbox's call history: the time searched, every contact of every list with its attributes,
 * every campaign. Empty when all is right.
 */
export function findWrongInSandbox(sandbox: Sandbox, run: RunTimes, zone: string): string[] {
	const asked = askedSpan(sandbox.requests);
	const span = spanOf(run);
	const histories = countCalls(sandbox.state.history, asked);
	const { wrong, listIds, placed } = readLists(sandbox.state);
	const campaigns = sandbox.state.campaigns.map((campaign) => ({
		...campaign,
		segment: SEGMENTS.find((segment) => listIds.get(segment) === campaign.listId) ?? 'low',
	}));
	return [
		...findWrongSpan(asked, span),
		...wrong,
		...findWrongContacts(placed, histories, span),
		...findWrongCampaigns(campaigns, listIds, span, zone),
	];
}

/** Whether the campaign is one that this run decides; one that was there has values of its own. */
function isOfThisRun({ outcome }: CampaignOutcome): boolean {
	return outcome !== 'existing';
}

/**
 * What is wrong with the scores and segments that a run gave, by a calculation of its own from the
 * contact summaries. Empty when all is right.
 */
export function findWrongScores(run: JobRun): string[] {
	const placed = run.scores.map(({ contactId, priority, score }) => ({
		contactId,
		segment: priority,
		score,
	}));
	return findWrongContacts(placed, historiesOf(run.summaries), spanOf(run));
}

/**
 * What is wrong in the items that a run gave, by a calculation of its own from the contact
 * summaries: for a tenant, whose history and lists cannot be looked into. Empty when all is right.
 */
export function findWrongInRun(run: JobRun, zone: string): string[] {
	const { scores, lists, campaigns } = run;
	const wrongCounts = SEGMENTS.flatMap((segment) => {
		const due = scores.filter(({ priority }) => priority === segment).length;
		const count = lists.find((list) => list.segment === segment)?.accepted ?? 0;
		return count === due
			? []
			: [`the list for ${segment} takes ${count} contacts instead of ${due}`];
	});
	const decided = campaigns.filter(isOfThisRun);
	const listIds = lists
		.filter(({ segment }) =>
			campaigns.every((campaign) => campaign.segment !== segment || isOfThisRun(campaign)),
		)
		.map(({ segment, listId }) => [segment, listId] as const);
	return [
		...findWrongScores(run),
		...wrongCounts,
		...findWrongCampaigns(
			decided.map((campaign) => ({
				...campaign,
				name: campaign.campaignName,
				abandonThreshold: campaign.abandonThreshold ?? NaN,
				startTime: campaign.startTime ?? '',
				endTime: campaign.endTime ?? '',
			})),
			new Map(listIds),
			spanOf(run),
			zone,
		),
	];
}
