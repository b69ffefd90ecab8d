import { sleep } from 'n8n-workflow';
import { decideRetry } from '../core/retry';
import { parseHttpDateMs } from '../core/retryAfter';
import { settled } from '../core/settled';
import type { Words } from './access';
import { attempt, fillPath, type Outcome, type Sending } from './attempt';
import type { CallInput, CallRule, Reply } from './call';
import type { CxoneFailure, FailureFacts } from './failure';
import { holdBackMs, howItWent, judge, type Verdict } from './judge';
import { keepWait, type Session } from './session';
import { failureOf } from './wording';

/** How often a request on its way looks whether the execution was cancelled. */
const LOOK_MS = 250;
/** What a call may take beyond its timeout, so that n8n's own timeout, which tells more, speaks first. */
const GRACE_MS = 1_000;

/** Sends once, and a second time with another token when the first answer is 401. */
async function sendWithToken(session: Session, sending: Sending): Promise<Outcome> {
	const first = await attempt(session, sending);
	if (first.kind !== 'answered' || first.status !== 401) return first;
	return await attempt(session, sending, first.token);
}

/**
 * Ends with `sending`, soon after a cancel, or when the time of the call is up: n8n's timeout bounds neither the
 * login nor an answer that drips. What is left unfinished is aborted, so that nothing is sent once we have gone on.
 */
async function inTime(
	{ signal, timeoutMs }: Session,
	sending: Promise<Outcome>,
	abort: () => void,
): Promise<Outcome> {
	let outcome: Outcome | undefined;
	// Gives nothing itself: the race would keep the answer in memory until its look at the clock is over.
	const sent = sending.then((value) => {
		outcome = value;
	});
	let leftMs = timeoutMs + GRACE_MS;
	for (; outcome === undefined && !signal?.aborted && leftMs > 0; leftMs -= LOOK_MS)
		await Promise.race([sent, sleep(Math.min(LOOK_MS, leftMs))]);
	if (outcome !== undefined) return outcome;
	abort();
	return { kind: 'thrown', facts: { kind: signal?.aborted ? 'lost' : 'timeout' } };
}

async function sendOnce<Answer>(
	session: Session,
	rule: CallRule<Answer>,
	call: CallInput,
): Promise<Verdict<Answer>> {
	const place = await session.gate.enter(call);
	let verdict: Verdict<Answer> = { kind: 'failure', facts: { kind: 'cancelled' } };
	try {
		const stop = new AbortController();
		const sending = sendWithToken(session, { rule, call, stop: stop.signal });
		const outcome = await inTime(session, sending, () => stop.abort());
		if (outcome.kind === 'answered') {
			const serviceNowMs = parseHttpDateMs(outcome.headers.date);
			if (serviceNowMs !== undefined) session.serviceAheadMs = serviceNowMs - session.now();
		}
		const { baseUrl, access } = session;
		const { reasonHeader } = access;
		verdict = judge(rule, outcome, { baseUrl, reasonHeader, nowMs: session.now() });
	} finally {
		// First: a call that stands at the door would slip in through the place given back.
		const heldBackMs = holdBackMs(verdict, session.policy);
		if (heldBackMs > 0) session.gate.holdBack(heldBackMs);
		session.gate.leave(place, howItWent(verdict));
	}
	if (session.signal?.aborted) throw failureOf({ kind: 'cancelled' });
	return verdict;
}

function giveUpFailure(
	facts: FailureFacts,
	{ because, waitMs }: { because: string; waitMs: number },
	says: Words,
): CxoneFailure {
	if (because === 'serverWaitTooLong' || because === 'waitingSpent')
		return failureOf({ ...facts, kind: because, waitMs });
	return failureOf(facts, says);
}

async function sendUntilSettled<Answer>(
	session: Session,
	rule: CallRule<Answer>,
	call: CallInput,
): Promise<Reply<Answer>> {
	// An id that makes no address is the caller's fault: it must not look like a failed login.
	fillPath(rule.path, call.path);
	const { says } = session.access;
	for (let tries = (call.triesMade ?? 0) + 1; ; tries++) {
		const verdict = await sendOnce(session, rule, call);
		if (verdict.kind === 'done') return { ...verdict, tries };
		if (verdict.kind === 'absent') return verdict;
		if (verdict.kind === 'failure') throw failureOf({ ...verdict.facts, tries }, says);
		const { trouble } = verdict;
		const facts = { ...verdict.facts, tries };
		if (rule.isPage && trouble.kind === 'unusable') throw failureOf(facts, says);
		const decision = decideRetry(
			trouble,
			{ repeat: rule.repeat, tries, waiting: session.waiting, nowMs: session.now() },
			session.policy,
			session.random,
		);
		const isHandedBack = call.handsBack?.(trouble, tries) ?? false;
		if (decision.action === 'giveUp' && !(isHandedBack && decision.because === 'final'))
			throw giveUpFailure(facts, decision, says);
		if (decision.waitMs > 0) await keepWait(session, decision.waitMs);
		if (decision.action === 'check') {
			const { isRefused, stop } = decision;
			return { kind: 'unknown', facts, tries, isRefused, stop };
		}
		if (isHandedBack) return { kind: 'handedBack', trouble, tries };
	}
}

/**
 * Makes a call: the one way to CXone. Waits for its turn, adds the token, retries what may be retried (contract 3.2)
 * and checks the answer. Throws a `CxoneFailure` when the call failed for good or the execution was cancelled; a create
 * whose outcome is not known comes back as `unknown` and is the caller's to check.
 */
export async function request<Answer>(
	session: Session,
	rule: CallRule<Answer>,
	call: CallInput,
): Promise<Reply<Answer>> {
	const end = await settled(sendUntilSettled(session, rule, call));
	session.gate.settle(call, 'failure' in end ? end.failure : undefined);
	if ('failure' in end) throw end.failure;
	return end.value;
}
