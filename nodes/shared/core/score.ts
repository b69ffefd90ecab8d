import { DAY_MS, toIsoUtc } from './time';

/** The numbers of the recency and frequency formula (contract 2.2), all zero or more; thresholds in points. */
export interface ScoreRules {
	recencyMaxPoints: number;
	/** Points lost a day; without effect where `halfLifeDays` is set. */
	recencyDecayPerDay: number;
	/** Days in which recency falls to half, above 0; undefined: linear decay. */
	halfLifeDays?: number;
	frequencyPointsPerInteraction: number;
	frequencyCap: number;
	highThreshold: number;
	mediumThreshold: number;
}

/** What is known of a contact's history; `lastInteractionMs` is undefined when there is none. */
export interface History {
	frequency: number;
	lastInteractionMs: number | undefined;
}

/** Segment of a contact by score. */
export type Priority = 'high' | 'medium' | 'low';

/** The scored contact, in the order in which the fields leave the node (contract 2.2). */
export interface ContactScore {
	contactId: string;
	frequency: number;
	lastInteraction: string | null;
	daysSince: number | null;
	recencyScore: number;
	frequencyScore: number;
	score: number;
	priority: Priority;
}

/** Scores from which a contact is high and medium. */
export type Thresholds = Pick<ScoreRules, 'highThreshold' | 'mediumThreshold'>;

/** The segment of a score: at or above a threshold counts as reaching it. */
export function toPriority(score: number, rules: Thresholds): Priority {
	if (score >= rules.highThreshold) return 'high';
	return score >= rules.mediumThreshold ? 'medium' : 'low';
}

/**
 * Points for an interaction so many days ago, from 0 to max, so that a time in the future earns no extra points:
 * max − decay × days, or with a half-life max × 2^(−days / half-life), which never reaches 0.
 */
export function recencyPoints(daysSince: number, rules: ScoreRules): number {
	const { recencyMaxPoints, recencyDecayPerDay, halfLifeDays } = rules;
	if (halfLifeDays !== undefined)
		return recencyMaxPoints * 2 ** (-Math.max(0, daysSince) / halfLifeDays);
	return Math.min(recencyMaxPoints, Math.max(0, recencyMaxPoints - recencyDecayPerDay * daysSince));
}

/** Scores that differ by less than this part of them differ by the rounding of the computer, not by the contacts. */
const ROUNDING = 1e-12;

/** Whether two scores count as equal where equal scores stay together. */
export function isSameScore(a: number, b: number): boolean {
	return a === b || Math.abs(a - b) < ROUNDING * Math.max(1, Math.abs(a));
}

/**
 * Scores one contact as of `referenceMs` (contract 2.2): recency by `recencyPoints`;
 * frequency = min(frequency, cap) × points. A contact without history scores 0. `daysSince` is negative for the future.
 */
export function scoreContact(
	contactId: string,
	history: History,
	referenceMs: number,
	rules: ScoreRules,
): ContactScore {
	const { frequency, lastInteractionMs } = history;
	const hasInteraction = lastInteractionMs !== undefined;
	const daysSince = hasInteraction ? (referenceMs - lastInteractionMs) / DAY_MS : null;
	const recencyScore = daysSince === null ? 0 : recencyPoints(daysSince, rules);
	const frequencyScore =
		Math.min(frequency, rules.frequencyCap) * rules.frequencyPointsPerInteraction;
	const score = recencyScore + frequencyScore;
	return {
		contactId,
		frequency,
		lastInteraction: hasInteraction ? toIsoUtc(lastInteractionMs) : null,
		daysSince,
		recencyScore,
		frequencyScore,
		score,
		priority: toPriority(score, rules),
	};
}

/** Order of the scored contacts: highest score first, equal scores by contact id (code units, so no locale matters). */
export function byScore(a: ContactScore, b: ContactScore): number {
	if (a.score !== b.score) return b.score - a.score;
	if (a.contactId === b.contactId) return 0;
	return a.contactId < b.contactId ? -1 : 1;
}

/** Whether anything is known by which a contact can be told from others. */
export function hasHistory({ lastInteraction }: Pick<ContactScore, 'lastInteraction'>): boolean {
	return lastInteraction !== null;
}
