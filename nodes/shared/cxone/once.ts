import { lookWaits, looksAfterCreate, type LookTimes } from '../core/createLook';
import { isSameName } from '../core/names';
import { settled } from '../core/settled';
import type { CallInput, CallRule } from '../transport/call';
import { request } from '../transport/request';
import { keepWait, type Session } from '../transport/session';
import { failureOf } from '../transport/wording';
import type { Made } from './tenant';

/** How long what was written may be late to show. */
const SHOWN_WITHIN_MS = 5_000;

/** What a call that must be carried out once needs, whose answer may be lost. */
export interface DoOnce<Answer, Found> {
	rule: CallRule<Answer>;
	call: Pick<CallInput, 'path' | 'qs' | 'body'>;
	look: LookTimes;
	/** What to do when no look shows that it was carried out: send it again, or stop, its outcome unknown. */
	ifNotFound: 'retry' | 'stop';
	/** What a person looks at after a lost answer, for the message. */
	lookAt: string;
	/** What to do then, for the message. */
	advice: string;
	/** Looks for what the call would have done, none where nothing shows it; undefined where the tenant lacks the look-up. */
	find: () => Promise<Found[] | undefined>;
}

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
	call: DoOnce<never, never>['call'];
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
 * Carries out a call once and never twice (contract 3.1): after an answer of unknown outcome it looks for what the call
 * would have done, several times, and only when nothing is found and `ifNotFound` says so sends it again, within the tries
 * of the policy. A call that the service refused to take on is sent again after one look, whatever `ifNotFound` says.
 * Throws an `outcomeUnknown` failure where nobody can know.
 */
export async function doOnce<Answer, Found>(
	session: Session,
	work: DoOnce<Answer, Found>,
): Promise<{ answer: Answer } | { found: Found }> {
	const { rule, advice } = work;
	const { says } = session.access;
	let triesMade = 0;
	for (;;) {
		const reply = await request(session, rule, { ...work.call, triesMade });
		if (reply.kind === 'done') return { answer: reply.answer };
		if (reply.kind !== 'unknown')
			throw failureOf({ kind: 'status', call: rule.title, right: rule.right }, says);
		const { facts, isRefused, stop } = reply;
		const waits = looksAfterCreate({ ...facts, isRefused }, work.look);
		for (const waitMs of waits) {
			await keepWait(session, waitMs);
			const look = await settled(work.find());
			if (session.signal?.aborted) throw failureOf({ kind: 'cancelled' });
			if ('failure' in look)
				throw outcomeUnknown(
					work,
					isRefused
						? 'CXone limits the rate of calls, and the look-up after the refusal failed too.'
						: 'The answer was lost, and so was the look-up after it.',
					advice,
				);
			if (look.value === undefined && isRefused) break;
			if (look.value === undefined)
				throw outcomeUnknown(
					work,
					'The answer was lost, and this tenant has no look-up that could show what happened.',
					'If it does, running the workflow again makes a second one; if it does not, run it again.',
				);
			const [found] = look.value;
			if (found !== undefined) return { found };
		}
		if (stop !== undefined) throw failureOf({ ...facts, kind: stop.because, waitMs: stop.waitMs });
		if (work.ifNotFound === 'stop' && !isRefused) {
			const lookedMs = waits.reduce((sum, waitMs) => sum + waitMs, 0);
			throw outcomeUnknown(
				work,
				`The answer was lost, and look-ups for ${lookedMs / 1_000} s did not show what was made.`,
				advice,
			);
		}
		triesMade = reply.tries;
		if (triesMade >= session.policy.tries) throw failureOf(facts, says);
	}
}

function outcomeUnknown(
	{ rule, lookAt }: Pick<DoOnce<never, never>, 'lookAt'> & { rule: { title: string } },
	reason: string,
	advice: string,
) {
	return failureOf({
		kind: 'outcomeUnknown',
		call: rule.title,
		detail: `${reason} ${lookAt} ${advice}`,
	});
}

/**
 * Creates a record once and never twice, as `doOnce` does, looking for it by name. Throws an `outcomeUnknown` failure also
 * where the id that came back has lost digits.
 */
export async function createOnce<Row extends { id: string }>(
	session: Session,
	create: CreateOnce<Row>,
): Promise<Created<Row>> {
	const { rule, name: givenName, call, look, ifNotFound, advice, find } = create;
	const lookAt = `Look in CXone whether the ${create.subject} exists.`;
	const work = { rule, call, look, ifNotFound, lookAt, advice, find };
	const end = await doOnce(session, work);
	if ('found' in end) return { id: end.found.id, found: end.found };
	const { id, name } = end.answer;
	if (id === null)
		throw outcomeUnknown(
			work,
			`CXone made the ${create.subject}, but gave an id that is a number beyond 2^53: its last digits are lost, so it cannot be used.`,
			advice,
		);
	const isKept = name === undefined || isSameName(name, givenName);
	return isKept ? { id } : { id, keptName: name };
}

/** What a state was before and after `ensure`. */
export interface Ensured<State> {
	before: State;
	after: State;
	isWritten: boolean;
}

/**
 * Brings something into a state: looks, writes only where it is not right, and looks again, several times where what was
 * written is late to show. Whether it is right then is the caller's to judge: a service may keep something else.
 */
export async function ensure<State>(
	session: Session,
	{
		look,
		isRight,
		write,
	}: {
		look: () => Promise<State>;
		isRight: (state: State) => boolean;
		write: (state: State) => Promise<void>;
	},
): Promise<Ensured<State>> {
	const before = await look();
	if (isRight(before)) return { before, after: before, isWritten: false };
	await write(before);
	let after = await look();
	for (const waitMs of lookWaits(SHOWN_WITHIN_MS)) {
		if (isRight(after)) break;
		await keepWait(session, waitMs);
		after = await look();
	}
	return { before, after, isWritten: true };
}
