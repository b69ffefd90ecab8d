import { looksAfterCreate, type LookTimes } from '../core/createLook';
import { isSameName } from '../core/names';
import { settled } from '../core/settled';
import type { CallInput, CallRule } from '../transport/call';
import { request } from '../transport/request';
import { keepWait, type Session } from '../transport/session';
import { failureOf } from '../transport/wording';
import type { Made } from './tenant';

/** Answer to a create: only the id is certain. It is null where it is a number that has lost digits. */
export interface CreatedAnswer {
	id: string | null;
	/** The name that the tenant keeps, where it says so. */
	name?: string;
}

/** What a create needs to be done exactly once. */
export interface CreateOnce<Row> {
	rule: CallRule<CreatedAnswer>;
	/** What it is called, by which it is looked for. */
	name: string;
	call: Pick<CallInput, 'body' | 'qs'>;
	/** What is made, for the message, for example `list 'vip'`. */
	subject: string;
	look: LookTimes;
	/** What to do when no look shows the record: send the create again, or stop, its outcome unknown. */
	ifNotFound: 'retry' | 'stop';
	/** What to do once someone looked whether the record is there, for the message. */
	advice: string;
	/** Looks for the record that the create would have made; undefined where the tenant lacks the look-up. */
	find: () => Promise<Row[] | undefined>;
}

/** The new record; `found` when the answer was lost and a look-up showed it. */
export type Created<Row> = Made & { found?: Row };

/**
 * Creates a record once and never twice (contract 3.1): after an answer of unknown outcome it looks for the record by
 * name, several times, and only when nothing is found and `ifNotFound` says so sends the create again, within the tries
 * of the policy. A create that the service refused to take on is sent again after one look, whatever `ifNotFound` says.
 * Throws an `outcomeUnknown` failure where nobody can know, and where the id that came back has lost digits.
 */
export async function createOnce<Row extends { id: string }>(
	session: Session,
	create: CreateOnce<Row>,
): Promise<Created<Row>> {
	const { rule, call, subject } = create;
	const { says } = session.access;
	let triesMade = 0;
	const outcomeUnknown = (reason: string, advice: string) =>
		failureOf({
			kind: 'outcomeUnknown',
			call: rule.title,
			detail: `${reason} Look in CXone whether the ${subject} exists. ${advice}`,
		});
	for (;;) {
		const reply = await request(session, rule, { ...call, triesMade });
		if (reply.kind === 'done') {
			const { id, name } = reply.answer;
			if (id === null)
				throw outcomeUnknown(
					`CXone made the ${subject}, but gave an id that is a number beyond 2^53: its last digits are lost, so it cannot be used.`,
					create.advice,
				);
			const isKept = name === undefined || isSameName(name, create.name);
			return isKept ? { id } : { id, keptName: name };
		}
		if (reply.kind !== 'unknown')
			throw failureOf({ kind: 'status', call: rule.title, right: rule.right }, says);
		const { facts, isRefused, stop } = reply;
		const waits = looksAfterCreate({ ...facts, isRefused }, create.look);
		for (const waitMs of waits) {
			await keepWait(session, waitMs);
			const look = await settled(create.find());
			if (session.signal?.aborted) throw failureOf({ kind: 'cancelled' });
			if ('failure' in look)
				throw outcomeUnknown(
					isRefused
						? 'CXone limits the rate of calls, and the look-up after the refusal failed too.'
						: 'The answer was lost, and so was the look-up after it.',
					create.advice,
				);
			if (look.value === undefined && isRefused) break;
			if (look.value === undefined)
				throw outcomeUnknown(
					'The answer was lost, and this tenant has no look-up that could show what happened.',
					'If it does, running the workflow again makes a second one; if it does not, run it again.',
				);
			const [found] = look.value;
			if (found !== undefined) return { id: found.id, found };
		}
		if (stop !== undefined) throw failureOf({ ...facts, kind: stop.because, waitMs: stop.waitMs });
		if (create.ifNotFound === 'stop' && !isRefused) {
			const lookedMs = waits.reduce((sum, waitMs) => sum + waitMs, 0);
			throw outcomeUnknown(
				`The answer was lost, and look-ups for ${lookedMs / 1_000} s did not show what was made.`,
				create.advice,
			);
		}
		triesMade = reply.tries;
		if (triesMade >= session.policy.tries) throw failureOf(facts, says);
	}
}
