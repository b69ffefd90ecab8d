import { sleep } from 'n8n-workflow';
import { parseRetryAfterMs } from '../core/retryAfter';
import { decideRetry, isPassing, type Trouble } from '../core/retry';
import { attempt, fillPath, type Outcome } from './attempt';
import type { CallInput, CallRule, Reply } from './call';
import type { CxoneFailure, FailureFacts } from './failure';
import { readServerText } from './serverText';
import { keepWait, type Session } from './session';
import { readThrown } from './thrown';
import { failureOf } from './wording';

/** How often a request on its way looks whether the execution was cancelled. */
const LOOK_MS = 250;
/** What is said to have failed when no token could be had. */
const TOKEN_TITLE = 'Get Token';

/** What an attempt came to: an answer of use, a trouble for the retry decision, or a failure that no retry mends. */
type Verdict<Answer> =
	| { kind: 'done'; answer: Answer }
	| { kind: 'absent'; status: number }
	| { kind: 'trouble'; trouble: Trouble; facts: FailureFacts }
	| { kind: 'failure'; facts: FailureFacts };

function judgeAnswer<Answer>(
	session: Session,
	rule: CallRule<Answer>,
	answered: Outcome & { kind: 'answered' },
): Verdict<Answer> {
	const { status, body, headers } = answered;
	const about = { call: rule.title, scope: rule.scope, status };
	if (status >= 200 && status < 300) {
		const checked = rule.answer.safeParse(body);
		if (checked.success) return { kind: 'done', answer: checked.data };
		return {
			kind: 'trouble',
			trouble: { kind: 'unusable' },
			facts: { ...about, kind: 'unusable' },
		};
	}
	if (status >= 300 && status < 400) {
		const location = String(headers.location ?? '');
		const host = URL.canParse(location, session.tenantUrl)
			? new URL(location, session.tenantUrl).origin
			: undefined;
		return { kind: 'failure', facts: { ...about, kind: 'redirect', detail: host } };
	}
	if (rule.absentStatuses.includes(status)) return { kind: 'absent', status };
	if (status === 401) return { kind: 'failure', facts: { ...about, kind: 'tokenRefused' } };
	const serverWaitMs = parseRetryAfterMs(headers['retry-after'], session.now());
	return {
		kind: 'trouble',
		trouble: { kind: 'status', status, serverWaitMs },
		facts: { ...about, kind: 'status', detail: readServerText(body, rule.mayEchoPersonalData) },
	};
}

function judge<Answer>(
	session: Session,
	rule: CallRule<Answer>,
	outcome: Outcome,
): Verdict<Answer> {
	if (outcome.kind === 'answered') return judgeAnswer(session, rule, outcome);
	const { kind, code, status, isTokenRequest } = outcome.facts;
	const call = isTokenRequest ? TOKEN_TITLE : rule.title;
	const about = { call, scope: rule.scope, status, detail: code };
	// Without a token the call itself was not sent.
	const trouble = (whenSent: Trouble): Trouble =>
		isTokenRequest ? { kind: 'unreached' } : whenSent;
	switch (kind) {
		case 'status':
			if (!isTokenRequest && rule.absentStatuses.includes(status ?? 0))
				return { kind: 'absent', status: status ?? 0 };
			if (status === 401) return { kind: 'failure', facts: { ...about, kind: 'tokenRefused' } };
			return {
				kind: 'trouble',
				trouble: trouble({ kind: 'status', status: status ?? 0 }),
				facts: { ...about, kind },
			};
		case 'unreached':
			return { kind: 'trouble', trouble: { kind }, facts: { ...about, kind } };
		case 'lost':
		case 'timeout':
			return { kind: 'trouble', trouble: trouble({ kind: 'lost' }), facts: { ...about, kind } };
		case 'token':
			return { kind: 'failure', facts: { ...about, kind: 'credential' } };
		case 'noToken':
		case 'certificate':
		case 'refusedByHost':
			return { kind: 'failure', facts: { ...about, kind } };
	}
}

/** Sends once, and a second time after a renewal of the token when the first answer is 401. */
async function sendWithToken(session: Session, rule: CallRule, call: CallInput): Promise<Outcome> {
	const { token } = session;
	let isAnswered = false;
	try {
		await token.beReady();
		if (token.isKnownGood) session.gate.open();
		const { generation } = token;
		const first = await attempt(session, rule, call, false);
		if (first.kind !== 'answered') return first;
		if (first.status !== 401) {
			isAnswered = true;
			await token.noteAccepted();
			return first;
		}
		const renewed = await token.renewAfter401(
			generation,
			async () => await attempt(session, rule, call, true),
		);
		return renewed ?? (await attempt(session, rule, call, false));
	} catch (error) {
		// Only n8n's work on the token throws here; attempts give their errors as outcomes.
		return { kind: 'thrown', facts: readThrown(error, !isAnswered) };
	}
}

/** Ends with `sending`, or soon after a cancel: n8n's token request cannot be cancelled. */
async function unlessCancelled(
	signal: AbortSignal | undefined,
	sending: Promise<Outcome>,
): Promise<Outcome> {
	let outcome: Outcome | undefined;
	// Gives nothing itself: the race would keep the answer in memory until its look at the clock is over.
	const sent = sending.then((value) => {
		outcome = value;
	});
	while (outcome === undefined && !signal?.aborted) await Promise.race([sent, sleep(LOOK_MS)]);
	return outcome ?? { kind: 'thrown', facts: { kind: 'lost' } };
}

function howItWent<Answer>(verdict: Verdict<Answer>): 'well' | 'limited' | 'badly' {
	if (verdict.kind === 'done' || verdict.kind === 'absent') return 'well';
	const isLimited =
		verdict.kind === 'trouble' &&
		verdict.trouble.kind === 'status' &&
		verdict.trouble.status === 429;
	return isLimited ? 'limited' : 'badly';
}

/** A wait that the service named holds for all calls of the run, or the others would run into the same refusal. */
function holdBack<Answer>(session: Session, verdict: Verdict<Answer>): void {
	if (verdict.kind !== 'trouble' || verdict.trouble.kind !== 'status') return;
	const { serverWaitMs = 0 } = verdict.trouble;
	if (serverWaitMs > session.policy.maxServerWaitMs || !isPassing(verdict.trouble)) return;
	if (serverWaitMs > 0) session.gate.holdBack(serverWaitMs);
}

async function sendOnce<Answer>(
	session: Session,
	rule: CallRule<Answer>,
	call: CallInput,
): Promise<Verdict<Answer>> {
	const place = await session.gate.enter(call);
	let verdict: Verdict<Answer> = { kind: 'failure', facts: { kind: 'cancelled' } };
	try {
		const sending = sendWithToken(session, rule, call);
		verdict = judge(session, rule, await unlessCancelled(session.signal, sending));
	} finally {
		// First: a call that stands at the door would slip in through the place given back.
		holdBack(session, verdict);
		session.gate.leave(place, howItWent(verdict));
	}
	if (session.signal?.aborted) throw failureOf({ kind: 'cancelled' });
	return verdict;
}

function giveUpFailure(
	facts: FailureFacts,
	because: string,
	waitMs: number,
	tries: number,
): CxoneFailure {
	if (because === 'serverWaitTooLong' || because === 'waitingSpent')
		return failureOf({ ...facts, kind: because, waitMs, tries });
	return failureOf({ ...facts, tries });
}

async function sendUntilSettled<Answer>(
	session: Session,
	rule: CallRule<Answer>,
	call: CallInput,
): Promise<Reply<Answer>> {
	// An id that makes no address is the caller's fault: it must not look like a failed renewal of the token.
	fillPath(rule.path, call.path);
	for (let tries = (call.triesMade ?? 0) + 1; ; tries++) {
		const verdict = await sendOnce(session, rule, call);
		if (verdict.kind === 'done') return { ...verdict, tries };
		if (verdict.kind === 'absent') return verdict;
		if (verdict.kind === 'failure') throw failureOf({ ...verdict.facts, tries });
		const { trouble, facts } = verdict;
		if (rule.isPage && trouble.kind === 'unusable') throw failureOf({ ...facts, tries });
		const decision = decideRetry(
			trouble,
			{ repeat: rule.repeat, tries, waiting: session.waiting, nowMs: session.now() },
			session.policy,
			session.random,
		);
		const isHandedBack = call.handsBack?.(trouble, tries) ?? false;
		if (decision.action === 'giveUp' && !(isHandedBack && decision.because === 'final'))
			throw giveUpFailure(facts, decision.because, decision.waitMs, tries);
		if (decision.waitMs > 0) await keepWait(session, decision.waitMs);
		if (decision.action === 'check') {
			const { isRefused, stop } = decision;
			return { kind: 'unknown', facts: { ...facts, tries }, tries, isRefused, stop };
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
	const [end] = await Promise.allSettled([sendUntilSettled(session, rule, call)]);
	session.gate.settle(call, end.status === 'rejected' ? end.reason : undefined);
	if (end.status === 'rejected') throw end.reason;
	return end.value;
}
