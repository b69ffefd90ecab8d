import { toPriority, type Priority, type Thresholds } from '../score';
import { bandOf, CALL_BANDS, DAY_BANDS } from './bands';
import { reasonInWords } from './reasons';
import type { HeldRow, ReportRow, ScoredRow } from './reportRow';

/** Contacts of a segment, and the scores that were found in it; undefined when no row says one. */
export interface SegmentTally {
	count: number;
	lowestScore: number | undefined;
	highestScore: number | undefined;
}

/** Contacts of one cell by segment. */
export type CellTally = Record<Priority, number>;

/** All that a report tells, in numbers. Each row is in exactly one of cells, withoutHistory, heldBack, unreadable, repeated, joined. */
export interface Tally {
	segments: Record<Priority, SegmentTally>;
	/** By call band, then day band, both as in bands.ts. */
	cells: CellTally[][];
	/** Scored contacts without a call. */
	withoutHistory: number;
	/** Contacts held back, by reason in words. */
	heldBack: Map<string, number>;
	/** Rows that say nothing of a contact that can be used. */
	unreadable: number;
	/** Rows that say the same kind of thing of a contact as another one, which stands for them. */
	repeated: number;
	/** Rows that say of a contact what its other row does not: who is held back, or was accepted. */
	joined: number;
	/** Contacts that are low because of their last call; their scores count for nothing here. */
	resting: number;
	/** Contacts whose segment is another than the thresholds give for their score. */
	offThresholds: number;
	/** Of contacts with calls: undefined without any. */
	medianDays: number | undefined;
	medianCalls: number | undefined;
	/** The first and last as-of time that rows were scored with, ms; undefined when none tells. */
	referenceMs: { first: number; last: number } | undefined;
}

/** Of several rows of one contact the strongest stands: who is held back is not called, whatever his score. */
const STRENGTH: Record<ReportRow['kind'], number> = {
	heldBack: 3,
	scored: 2,
	duplicate: 1,
	unreadable: 0,
};

function emptySegment(): SegmentTally {
	return { count: 0, lowestScore: undefined, highestScore: undefined };
}

function emptyTally(): Tally {
	return {
		segments: { high: emptySegment(), medium: emptySegment(), low: emptySegment() },
		cells: CALL_BANDS.map(() => DAY_BANDS.map(() => ({ high: 0, medium: 0, low: 0 }))),
		withoutHistory: 0,
		heldBack: new Map(),
		unreadable: 0,
		repeated: 0,
		joined: 0,
		resting: 0,
		offThresholds: 0,
		medianDays: undefined,
		medianCalls: undefined,
		referenceMs: undefined,
	};
}

function medianOf(numbers: number[]): number | undefined {
	if (numbers.length === 0) return undefined;
	const sorted = Float64Array.from(numbers).sort();
	const middle = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
}

/** Counts a scored contact into its segment. */
function countSegment(tally: Tally, row: ScoredRow, thresholds: Thresholds | undefined): void {
	const { priority, score, isResting } = row;
	const segment = tally.segments[priority];
	segment.count += 1;
	if (isResting) tally.resting += 1;
	if (isResting || score === undefined) return;
	segment.lowestScore = Math.min(score, segment.lowestScore ?? score);
	segment.highestScore = Math.max(score, segment.highestScore ?? score);
	if (thresholds !== undefined && toPriority(score, thresholds) !== priority)
		tally.offThresholds += 1;
}

function countReference(tally: Tally, { referenceMs }: ScoredRow): void {
	if (referenceMs === undefined) return;
	const { first, last } = tally.referenceMs ?? { first: referenceMs, last: referenceMs };
	tally.referenceMs = { first: Math.min(first, referenceMs), last: Math.max(last, referenceMs) };
}

function countHeld(tally: Tally, { kind, reason }: HeldRow): void {
	const words = reasonInWords(kind === 'duplicate' ? (reason ?? kind) : reason);
	tally.heldBack.set(words, (tally.heldBack.get(words) ?? 0) + 1);
}

/** Of two scored rows of one contact the higher score stands, wherever it is in the input. */
function isStronger(row: ReportRow, before: ReportRow): boolean {
	if (row.kind === 'scored' && before.kind === 'scored')
		return (row.score ?? 0) > (before.score ?? 0);
	return STRENGTH[row.kind] > STRENGTH[before.kind];
}

/** One row for each contact, and how many others there are. A row without a contact id stands for itself. */
function strongestRows(
	rows: Iterable<ReportRow>,
): Pick<Tally, 'repeated' | 'joined'> & { kept: ReportRow[] } {
	const anonymous: ReportRow[] = [];
	const byContact = new Map<string, ReportRow>();
	let [repeated, joined] = [0, 0];
	for (const row of rows) {
		const { contactId } = row;
		if (contactId === undefined) {
			anonymous.push(row);
			continue;
		}
		const before = byContact.get(contactId);
		if (before?.kind === row.kind) repeated += 1;
		else if (before !== undefined) joined += 1;
		if (before === undefined || isStronger(row, before)) byContact.set(contactId, row);
	}
	return { kept: [...byContact.values(), ...anonymous], repeated, joined };
}

/** Counts the rows of a report; the thresholds are only compared with the segments that the rows say. */
export function tallyRows(rows: Iterable<ReportRow>, thresholds: Thresholds | undefined): Tally {
	const tally = emptyTally();
	const { kept, ...others } = strongestRows(rows);
	Object.assign(tally, others);
	const days: number[] = [];
	const calls: number[] = [];
	for (const row of kept) {
		if (row.kind === 'unreadable') tally.unreadable += 1;
		if (row.kind === 'heldBack' || row.kind === 'duplicate') countHeld(tally, row);
		if (row.kind !== 'scored') continue;
		countSegment(tally, row, thresholds);
		countReference(tally, row);
		const { daysSince, frequency, priority } = row;
		if (daysSince === undefined || frequency === 0) {
			tally.withoutHistory += 1;
			continue;
		}
		days.push(daysSince);
		calls.push(frequency);
		const dayBand = bandOf(DAY_BANDS, Math.floor(daysSince));
		tally.cells[bandOf(CALL_BANDS, frequency)][dayBand][priority] += 1;
	}
	tally.medianDays = medianOf(days);
	tally.medianCalls = medianOf(calls);
	return tally;
}
