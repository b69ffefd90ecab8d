import type { Priority, Thresholds } from '../score';
import type { Shares } from '../shares';
import { CALL_BANDS, DAY_BANDS } from './bands';
import { rankReasons } from './reasons';
import type { CellTally, SegmentTally, Tally } from './tally';
import { amountText, countText, numberText, shareText, timeText } from './words';

/** The segments in the order in which they are shown. */
export const SEGMENTS: readonly Priority[] = ['high', 'medium', 'low'];

/** One bar. */
export interface ReportBar {
	segment: Priority;
	name: string;
	count: string;
	share: string;
	/** Part of the whole width, 0 to 1: the largest segment fills it. */
	fill: number;
	/** Which scores it holds, in words. */
	rule: string;
}

/** One cell of the grid. */
export interface ReportCell {
	/** The largest of its segments, of equal ones the higher; undefined for an empty cell. */
	segment: Priority | undefined;
	count: string;
	/** Letter of the segment, with a plus where the cell holds others as well, and the share of all contacts. */
	note: string;
	/** How full it is, 0 to 1, by the square root of the count: shades stay apart among small cells too. */
	depth: number;
	/** All that it holds, in words. */
	details: string;
}

/** What all three forms of the report show: every text and every measure of it. */
export interface ReportModel {
	title: string;
	/** As of when, and what cut the segments; empty when neither is known. */
	subtitle: string;
	bars: ReportBar[];
	columnsTitle: string;
	rowsTitle: string;
	columns: string[];
	/** From many calls down to one. */
	rows: Array<{ label: string; cells: ReportCell[] }>;
	legend: string;
	facts: Array<{ label: string; text: string }>;
}

/** What the model is made of. */
export interface ReportFacts {
	tally: Tally;
	/** What cut the contacts into segments: one of the two. */
	thresholds?: Thresholds;
	shares?: Shares;
}

/** Times of runs that started together differ by less. */
const SAME_REFERENCE_MS = 1_000;
const NAMES: Record<Priority, string> = { high: 'High', medium: 'Medium', low: 'Low' };

function foundScores({ lowestScore, highestScore }: SegmentTally): string {
	if (lowestScore === undefined || highestScore === undefined) return '';
	// Rounded down, so that 69.97 does not look like the first score of the next segment.
	const [lowest, highest] = [lowestScore, highestScore].map((score) =>
		numberText(score, Math.floor),
	);
	return lowest === highest ? `score ${lowest}` : `scores ${lowest} to ${highest}`;
}

/** Which scores a segment holds: by the thresholds where all rows follow them, else as they were found. */
function ruleOf(segment: Priority, facts: ReportFacts): string {
	const { tally, thresholds } = facts;
	if (thresholds === undefined || tally.offThresholds > 0)
		return foundScores(tally.segments[segment]);
	const [high, medium] = [thresholds.highThreshold, thresholds.mediumThreshold].map(String);
	if (segment === 'high') return `score ${high} or more`;
	return segment === 'medium' ? `${medium} to below ${high}` : `below ${medium}`;
}

function barsOf(facts: ReportFacts, total: number): ReportBar[] {
	const { segments } = facts.tally;
	const most = Math.max(1, ...SEGMENTS.map((segment) => segments[segment].count));
	return SEGMENTS.map((segment) => ({
		segment,
		name: NAMES[segment],
		count: countText(segments[segment].count),
		share: shareText(segments[segment].count, total),
		fill: segments[segment].count / most,
		rule: ruleOf(segment, facts),
	}));
}

/** Contacts in a cell. */
export function cellCount(cell: CellTally): number {
	return cell.high + cell.medium + cell.low;
}

function cellOf(cell: CellTally, most: number, total: number): ReportCell {
	const count = cellCount(cell);
	if (count === 0)
		return { segment: undefined, count: '0', note: '', depth: 0, details: 'No contact' };
	const held = SEGMENTS.filter((segment) => cell[segment] > 0);
	const segment = held.reduce((most, other) => (cell[other] > cell[most] ? other : most));
	const letter = `${NAMES[segment][0]}${held.length > 1 ? '+' : ''}`;
	return {
		segment,
		count: countText(count),
		note: `${letter} · ${shareText(count, total)}`,
		depth: Math.sqrt(count / most),
		details: held.map((one) => `${NAMES[one]} ${countText(cell[one])}`).join(', '),
	};
}

function asOfText({ referenceMs }: Tally): string | undefined {
	if (referenceMs === undefined) return undefined;
	const { first, last } = referenceMs;
	if (last - first <= SAME_REFERENCE_MS) return `As of ${timeText(first)}`;
	return `As of several times, ${timeText(first)} to ${timeText(last)}`;
}

function sharesText({ shares }: ReportFacts): string | undefined {
	if (shares === undefined) return undefined;
	return `High is the best ${numberText(shares.highPercent)} %, medium the next ${numberText(shares.mediumPercent)} %`;
}

function heldText({ heldBack }: Tally): string {
	const reasons = rankReasons(heldBack);
	const total = reasons.reduce((sum, [, count]) => sum + count, 0);
	if (total === 0) return 'none';
	const parts = reasons.map(([words, count]) => `${words} ${countText(count)}`);
	return `${countText(total)}: ${parts.join(', ')}`;
}

function leftOutText({ unreadable, repeated }: Tally): string {
	const parts = [
		[unreadable, 'that cannot be read'],
		[repeated, 'of a contact counted already'],
	] as const;
	const told = parts.filter(([count]) => count > 0);
	if (told.length === 0) return 'none';
	return told
		.map(([count, what]) => `${countText(count)} row${count === 1 ? '' : 's'} ${what}`)
		.join(', ');
}

function factsOf({ tally, thresholds }: ReportFacts, total: number) {
	const { withoutHistory, offThresholds, resting, medianDays, medianCalls } = tally;
	const facts = [
		{
			label: 'Median',
			text:
				medianDays === undefined || medianCalls === undefined
					? 'no calls'
					: `${amountText(medianDays, 'day')} since the last call, ${amountText(medianCalls, 'call')}`,
		},
		{
			label: 'Without history',
			text:
				withoutHistory === 0
					? 'none'
					: `${countText(withoutHistory)} (${shareText(withoutHistory, total)}), in the bars but in no cell`,
		},
		{ label: 'Held back', text: heldText(tally) },
		{ label: 'Left out', text: leftOutText(tally) },
	];
	if (resting > 0)
		facts.splice(1, 0, {
			label: 'Resting',
			text: `${countText(resting)} called lately, low whatever their score`,
		});
	if (thresholds !== undefined && offThresholds > 0)
		facts.push({
			label: 'Thresholds',
			text: `${countText(offThresholds)} in another segment than ${thresholds.highThreshold} and ${thresholds.mediumThreshold} would give; the bars tell the scores found`,
		});
	return facts;
}

/** Makes the one model of a report: pure, so that equal rows give equal reports. */
export function makeModel(facts: ReportFacts): ReportModel {
	const { tally } = facts;
	const total = SEGMENTS.reduce((sum, segment) => sum + tally.segments[segment].count, 0);
	const most = Math.max(...tally.cells.flat().map(cellCount));
	const cells = tally.cells.map((row) => row.map((cell) => cellOf(cell, most, total)));
	const isMixed = cells.flat().some(({ note }) => note.includes('+'));
	return {
		title: `Who to call: ${countText(total)} contact${total === 1 ? '' : 's'}`,
		subtitle: [asOfText(tally), sharesText(facts)].filter(Boolean).join('. '),
		bars: barsOf(facts, total),
		columnsTitle: 'Days since the last call',
		rowsTitle: 'Calls',
		columns: DAY_BANDS.map(({ label }) => label),
		rows: CALL_BANDS.map(({ label }, index) => ({ label, cells: cells[index] })).reverse(),
		legend: `H high, M medium, L low. The deeper the colour, the more contacts.${isMixed ? ' With + the cell holds other segments too and shows the largest.' : ''}`,
		facts: factsOf(facts, total),
	};
}
