import { DateTime } from 'luxon';

import type { JobRun } from './job.mts';
import { countOf, countText, secondsText, tableLines, type Palette } from './text.mts';
import { SEGMENTS, type CampaignOutcome, type ListOutcome } from './workflow.mts';

const LONGEST_BAR = 30;

const CAMPAIGN_OUTCOMES: Record<CampaignOutcome['outcome'], string> = {
	created: 'launched',
	existing: 'was there',
	skippedEmptyList: 'skipped, its list is empty',
	dryRun: 'would be launched',
};

/** Rounded down, so that no score seems to reach the next segment. */
function scoreText(score: number): string {
	return (Math.floor(score * 10) / 10).toFixed(1);
}

function plural(count: number, singular: string): string {
	return count === 1 ? singular : `${singular}s`;
}

/** Rows under headings, as lines; one line that says so where there are none. @param rightAligned columns of numbers */
export function table(
	palette: Palette,
	headings: string[],
	rows: string[][],
	rightAligned: number[],
): string[] {
	if (rows.length === 0) return [`  ${headings[0]}: none`];
	const [heading, ...lines] = tableLines([headings, ...rows], rightAligned);
	return [palette.heading(heading), ...lines];
}

/** How many contacts are in each segment, as lines. */
export function segmentTable({ scores }: Pick<JobRun, 'scores'>, palette: Palette): string[] {
	const groups = SEGMENTS.map((segment) => ({
		segment,
		scores: scores.filter(({ priority }) => priority === segment).map(({ score }) => score),
	}));
	const largest = Math.max(1, ...groups.map((group) => group.scores.length));
	const rows = groups.map(({ segment, scores: ofSegment }) => {
		const [highest, lowest] = [ofSegment[0], ofSegment[ofSegment.length - 1]];
		return [
			segment,
			countText(ofSegment.length),
			`${((100 * ofSegment.length) / Math.max(1, scores.length)).toFixed(0)} %`,
			highest === undefined ? '–' : `${scoreText(lowest)} – ${scoreText(highest)}`,
			'█'.repeat(Math.ceil((LONGEST_BAR * ofSegment.length) / largest)),
		];
	});
	return table(palette, ['Segment', 'Contacts', 'Share', 'Scores', ''], rows, [1, 2, 3]);
}

function listOutcome({ created, rejected }: ListOutcome, isDryRun: boolean): string {
	const what = created ? (isDryRun ? 'would be created' : 'created') : 'was there';
	return rejected === 0 ? what : `${what}, ${countOf(rejected, 'contact')} rejected`;
}

function listTable({ lists }: JobRun, isDryRun: boolean, palette: Palette): string[] {
	const rows = lists.map((list) => [
		list.listName,
		list.listId ?? '–',
		countText(list.accepted),
		listOutcome(list, isDryRun),
	]);
	return table(palette, ['List', 'ID', 'Contacts', ''], rows, [2]);
}

function hoursText({ startTime, endTime }: CampaignOutcome, zone: string): string {
	if (startTime === null || endTime === null) return '–';
	const [start, end] = [startTime, endTime].map((time) => DateTime.fromISO(time, { zone }));
	const endText = end.toFormat(start.hasSame(end, 'day') ? 'HH:mm' : 'd LLL HH:mm');
	return `${start.toFormat('d LLL yyyy, HH:mm')} – ${endText}`;
}

function campaignTable({ campaigns }: JobRun, zone: string, palette: Palette): string[] {
	const rows = campaigns.map((campaign) => [
		campaign.campaignName,
		campaign.abandonThreshold === null ? '–' : `${campaign.abandonThreshold} %`,
		hoursText(campaign, zone),
		CAMPAIGN_OUTCOMES[campaign.outcome],
	]);
	return table(palette, ['Campaign', 'Threshold', `Dials (${zone})`, ''], rows, [1]);
}

/** The requests of a run in one line: `29 requests in 0.4 s: 1 token, 16 search, …`. */
export function requestLine({ requests, requestCount, startedMs, endedMs }: JobRun): string {
	const kinds = [...requests].map(([label, count]) => `${countText(count)} ${label}`).join(', ');
	const seconds = secondsText(endedMs - startedMs);
	return `${countOf(requestCount, 'request')} in ${seconds}${kinds === '' ? '' : `: ${kinds}`}`;
}

/** How a run is summed up. */
export interface SummaryOptions {
	isDryRun: boolean;
	/** The run ended with the scores: it has no lists and campaigns to tell of. */
	isScoresOnly?: boolean;
	/** IANA name of the zone in which hours are shown. */
	zone: string;
	palette: Palette;
}

/** What a run did, as lines: what was read, segments, lists, campaigns, the nodes' notes, requests. */
export function summaryLines(
	run: JobRun,
	{ isDryRun, isScoresOnly = false, zone, palette }: SummaryOptions,
): string[] {
	const calls = run.summaries.reduce((sum, { frequency }) => sum + frequency, 0);
	const { scores, hints } = run;
	return [
		`Read ${countOf(calls, 'interaction')} of ${countOf(run.summaries.length, 'contact')}; scored ${countText(scores.length)} ${plural(scores.length, 'contact')}.`,
		'',
		...segmentTable(run, palette),
		'',
		...(isScoresOnly
			? []
			: [...listTable(run, isDryRun, palette), '', ...campaignTable(run, zone, palette), '']),
		...hints.map(({ nodeName, message }) => palette.warning(`Note by ${nodeName}: ${message}`)),
		...(hints.length === 0 ? [] : ['']),
		palette.faint(requestLine(run)),
	];
}
