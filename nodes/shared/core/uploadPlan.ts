import type { HeldFacts } from './heldRecords';
import { DAY_MS } from './time';

/** Days for which somebody whom an agent is done with is left alone. */
const FINISHED_DAYS = 30;

/** Somebody who is to be called. */
export interface UploadCandidate {
	position: number;
	contactId: string;
	e164: string;
	/** Undefined counts as less than any. */
	score: number | undefined;
}

/** Why somebody is not uploaded who could be. */
export type HoldReason = 'callbackPromised' | 'finished' | 'calledLately';

/** What is to become of somebody. */
export type UploadDecision =
	| { kind: 'upload' }
	/** A record of theirs may still ring. */
	| { kind: 'existing'; heldIn: string }
	/** Another one of the input is the same phone, or the same contact. */
	| { kind: 'duplicate'; reason: 'samePhone' | 'sameContact' }
	| { kind: 'rejected'; reason: HoldReason };

/** What is known of contacts (`HeldRecords`). */
export interface Held {
	ofId: (contactId: string) => HeldFacts;
	ofPhone: (e164: string) => HeldFacts;
}

function decideBy(
	{ liveIn, callbackMs, finishedAtMs, lastCallMs }: HeldFacts,
	{ restDays, nowMs }: { restDays: number; nowMs: number },
): Exclude<UploadDecision, { kind: 'duplicate' }> {
	const isWithin = (ms: number | undefined, days: number) =>
		ms !== undefined && days > 0 && nowMs - ms < days * DAY_MS;
	if (liveIn !== undefined) return { kind: 'existing', heldIn: liveIn };
	if (callbackMs !== undefined && callbackMs > nowMs)
		return { kind: 'rejected', reason: 'callbackPromised' };
	if (isWithin(finishedAtMs, FINISHED_DAYS)) return { kind: 'rejected', reason: 'finished' };
	if (isWithin(lastCallMs, restDays)) return { kind: 'rejected', reason: 'calledLately' };
	return { kind: 'upload' };
}

/** The best score first; equal ones as they came. */
function byScore(a: UploadCandidate, b: UploadCandidate): number {
	const [aScore, bScore] = [a, b].map(({ score }) => score ?? Number.NEGATIVE_INFINITY);
	return aScore === bScore ? a.position - b.position : bScore - aScore;
}

/**
 * Decides for all contacts of a run, over all its lists, who is uploaded: nobody of whom a record may ring already, by
 * contact id and by phone; nobody who was promised a callback, whom an agent finished within 30 days or who was called
 * within `restDays`; and of one phone, or one contact, only the one of the highest score. Gives a decision for each position.
 */
export function decideUploads(
	candidates: readonly UploadCandidate[],
	held: Held,
	rules: { restDays: number; nowMs: number },
): Map<number, UploadDecision> {
	const decisions = new Map<number, UploadDecision>();
	const takenPhones = new Set<string>();
	const takenIds = new Set<string>();
	for (const { position, contactId, e164 } of [...candidates].sort(byScore)) {
		if (takenPhones.has(e164)) {
			decisions.set(position, { kind: 'duplicate', reason: 'samePhone' });
			continue;
		}
		if (takenIds.has(contactId)) {
			decisions.set(position, { kind: 'duplicate', reason: 'sameContact' });
			continue;
		}
		const byPhone = decideBy(held.ofPhone(e164), rules);
		const byId = decideBy(held.ofId(contactId), rules);
		const isLiveById = byId.kind === 'existing';
		const decision =
			byPhone.kind === 'upload' || (isLiveById && byPhone.kind !== 'existing') ? byId : byPhone;
		decisions.set(position, decision);
		takenIds.add(contactId);
		// Whoever is held back for another phone leaves this one to the next.
		if (byPhone.kind !== 'upload' || decision.kind === 'upload') takenPhones.add(e164);
	}
	return decisions;
}
