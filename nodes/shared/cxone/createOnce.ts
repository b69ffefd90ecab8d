import type { CallRule } from '../transport/call';
import { request } from '../transport/request';
import { keepWait, type Session } from '../transport/session';
import { failureOf } from '../transport/wording';

/** Waits before each look after a create of unknown outcome: new records can lag in look-ups by some seconds. */
const LOOK_AFTER_MS = [500, 1_500, 3_000];
/** After a timeout the service may still be at work, so we go on looking for as long again, but not longer than this. */
const MAX_SETTLE_MS = 30_000;

/** What a create needs to be done exactly once. */
export interface CreateOnce<Row> {
	rule: CallRule<{ id: string }>;
	body: object;
	/** What is made, for the message, for example `list 'vip'`. */
	subject: string;
	/** Looks for the record that the create would have made; undefined where the tenant lacks the look-up. */
	find: () => Promise<Row[] | undefined>;
}

/** The id of the new record; `found` when the answer was lost and a look-up showed it. */
export type Created<Row> = { id: string; found?: Row };

function looksAfter(isTimeout: boolean, timeoutMs: number): number[] {
	const settleMs = isTimeout ? Math.min(timeoutMs, MAX_SETTLE_MS) : 0;
	const lateLooks = Array.from({ length: Math.ceil(settleMs / 5_000) }, () => 5_000);
	return [...LOOK_AFTER_MS, ...lateLooks];
}

/**
 * Creates a record once and never twice (contract 3.1): after an answer of unknown outcome it looks for the record by
 * name, several times, and only when nothing is found sends the create again, within the tries of the policy.
 * Throws an `outcomeUnknown` failure where the tenant lacks the look-up or the look-up fails.
 */
export async function createOnce<Row extends { id: string }>(
	session: Session,
	create: CreateOnce<Row>,
): Promise<Created<Row>> {
	let triesMade = 0;
	const outcomeUnknown = (reason: string, ifThere: string) =>
		failureOf({
			kind: 'outcomeUnknown',
			call: create.rule.title,
			detail: `${reason} Look in CXone whether the ${create.subject} exists. ${ifThere}`,
		});
	for (;;) {
		const reply = await request(session, create.rule, { body: create.body, triesMade });
		if (reply.kind === 'done') return { id: reply.answer.id };
		if (reply.kind !== 'unknown')
			throw failureOf({ kind: 'status', call: create.rule.title, scope: create.rule.scope });
		for (const waitMs of looksAfter(reply.facts.kind === 'timeout', session.timeoutMs)) {
			await keepWait(session, waitMs);
			const [look] = await Promise.allSettled([create.find()]);
			if (session.signal?.aborted) throw failureOf({ kind: 'cancelled' });
			if (look.status === 'rejected')
				throw outcomeUnknown(
					'The answer was lost, and so was the look-up after it.',
					'If it does, run the workflow again: it will be used. If there are two, delete one first.',
				);
			if (look.value === undefined)
				throw outcomeUnknown(
					'The answer was lost, and this tenant has no look-up that could show what happened.',
					'If it does, running the workflow again makes a second one; if it does not, run it again.',
				);
			const [found] = look.value;
			if (found !== undefined) return { id: found.id, found };
		}
		const { refusedMs: waitMs } = reply;
		if (waitMs !== undefined)
			throw failureOf({ ...reply.facts, kind: 'serverWaitTooLong', waitMs });
		triesMade = reply.tries;
		if (triesMade >= session.policy.tries) throw failureOf(reply.facts);
	}
}
