import { DAY_MS, toIsoUtc } from './time';

/** The numbers of the recency and frequency formula (contract 2.2), all zero or more; thresholds in points. */
export interface ScoreRules {
	recencyMaxPoints: number;
	recencyDecayPerDay: number;
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

/** The segment of a score: at or above a threshold counts as reaching it. */
export function toPriority(
	score: number,
	rules: Pick<ScoreRules, 'highThreshold' | 'mediumThreshold'>,
): Priority {
	if (score >= rules.highThreshold) return 'high';
	return score >= rules.mediumThreshold ? 'medium' : 'low';
}

/**
 * Scores one contact as of `referenceMs` (contract 2.2).
 * recency = max(0, max − decay × days), never above max, so that a time in the future earns no extra points;
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
	const recencyScore =
		daysSince === null
			? 0
			: Math.min(
					rules.recencyMaxPoints,
					Math.max(0, rules.recencyMaxPoints - rules.recencyDecayPerDay * daysSince),
				);
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
