import { isBlank, toContactId } from '../fields';
import { toPriority, type Priority, type Thresholds } from '../score';
import { DAY_MS, parseInstantMs } from '../time';

/** What a report takes from its settings to read rows. */
export interface ReportSettings {
	/** For rows that say a score and no priority; undefined: such rows cannot be read. */
	thresholds: Thresholds | undefined;
	/** As-of time for rows that say no `daysSince`. */
	referenceMs: number;
	/** IANA name, for times without zone. */
	zone: string;
}

/** A contact that is to be called, as its row says. */
export interface ScoredRow {
	kind: 'scored';
	contactId: string | undefined;
	priority: Priority;
	/** Undefined where the row says a priority alone. */
	score: number | undefined;
	/** Calls; 0 for none. */
	frequency: number;
	/** Days with fractions, negative for the future; undefined without a call. */
	daysSince: number | undefined;
	/** Whether it is low because of its last call, whatever its score. */
	isResting: boolean;
	/** As-of time that the row was scored with, ms; undefined when it does not tell. */
	referenceMs: number | undefined;
}

/** A contact that is not to be called, or a second row of one; `reason` as it came. */
export interface HeldRow {
	kind: 'heldBack' | 'duplicate';
	contactId: string | undefined;
	reason: unknown;
}

/** A row of a report. */
export type ReportRow = ScoredRow | HeldRow | { kind: 'unreadable'; contactId: string | undefined };

const HELD_OUTCOMES: Record<string, HeldRow['kind']> = {
	rejected: 'heldBack',
	heldback: 'heldBack',
	duplicate: 'duplicate',
};

/** A number or numeric text; undefined for nothing, NaN for anything else. */
function toNumber(value: unknown): number | undefined {
	if (isBlank(value)) return undefined;
	if (typeof value === 'string' && value.trim() !== '') value = Number(value);
	return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
}

function toWord(value: unknown): string {
	return typeof value === 'string' ? value.trim().toLowerCase() : '';
}

function namedPriority(json: Record<string, unknown>): Priority | undefined {
	const named = toWord(json.priority) || toWord(json.segment);
	return (['high', 'medium', 'low'] as const).find((priority) => priority === named);
}

/** The days since the last call and the as-of time behind them; NaN days when they cannot be read. */
function recencyOf(
	json: Record<string, unknown>,
	{ referenceMs, zone }: ReportSettings,
): Pick<ScoredRow, 'daysSince' | 'referenceMs'> {
	const daysSince = toNumber(json.daysSince);
	const { lastInteraction } = json;
	const lastMs = isBlank(lastInteraction) ? undefined : parseInstantMs(lastInteraction, zone);
	if (daysSince !== undefined) {
		const scoredAt = new Date(Math.round((lastMs ?? Number.NaN) + daysSince * DAY_MS));
		return { daysSince, referenceMs: parseInstantMs(scoredAt, zone) };
	}
	if (isBlank(lastInteraction)) return { daysSince: undefined, referenceMs: undefined };
	if (lastMs === undefined) return { daysSince: Number.NaN, referenceMs: undefined };
	return { daysSince: (referenceMs - lastMs) / DAY_MS, referenceMs };
}

/** Reads one row as CXone RF Score gives it, or one of CXone List Upsert that says who is held back. */
export function readReportRow(json: Record<string, unknown>, settings: ReportSettings): ReportRow {
	const contactId = toContactId(json.contactId);
	const outcome = toWord(json.outcome);
	if (Object.hasOwn(HELD_OUTCOMES, outcome))
		return { kind: HELD_OUTCOMES[outcome], contactId, reason: json.reason };
	const score = toNumber(json.score);
	const frequency = toNumber(json.frequency) ?? 0;
	const recency = recencyOf(json, settings);
	const { thresholds } = settings;
	const byScore =
		score === undefined || thresholds === undefined ? undefined : toPriority(score, thresholds);
	const priority = namedPriority(json) ?? byScore;
	const isReadable = ![score ?? 0, frequency, recency.daysSince ?? 0].some(Number.isNaN);
	if (priority === undefined || !isReadable || frequency < 0)
		return { kind: 'unreadable', contactId };
	const isResting = json.segmentReason === 'restDays';
	return { kind: 'scored', contactId, priority, score, frequency, isResting, ...recency };
}
