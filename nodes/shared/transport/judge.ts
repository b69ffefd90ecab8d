import { isPassing, type RetryPolicy, type Trouble } from '../core/retry';
import { parseHttpDateMs, parseRetryAfterMs } from '../core/retryAfter';
import type { Outcome } from './attempt';
import type { CallRule } from './call';
import type { FailureFacts } from './failure';
import { readServerText } from './serverText';

/** What is said to have failed when no token could be had. */
const TOKEN_TITLE = 'Get Token';

/** What an attempt came to: an answer of use, a trouble for the retry decision, or a failure that no retry mends. */
export type Verdict<Answer> =
	| { kind: 'done'; answer: Answer }
	| { kind: 'absent'; status: number }
	| { kind: 'trouble'; trouble: Trouble; facts: FailureFacts }
	| { kind: 'failure'; facts: FailureFacts };

/** What an answer must be judged against besides its rule. */
export interface Circumstances {
	/** Redirects are told relative to it. */
	baseUrl: string;
	/** Header in which the service says why it refuses, where it has one. */
	reasonHeader?: string;
	/** For waits named as a date by a service that does not tell its own time; milliseconds since 1970. */
	nowMs: number;
}

/** What the service says to a refusal: in the body or, where that says nothing, in its header for that. */
function readReason(
	{ mayEchoPersonalData }: CallRule,
	{ body, headers }: Outcome & { kind: 'answered' },
	reasonHeader = '',
): string | undefined {
	const inHeader = { error: headers[reasonHeader.toLowerCase()] };
	return readServerText(body, mayEchoPersonalData) ?? readServerText(inHeader, mayEchoPersonalData);
}

function judgeAnswer<Answer>(
	rule: CallRule<Answer>,
	answered: Outcome & { kind: 'answered' },
	circumstances: Circumstances,
): Verdict<Answer> {
	const { status, body, headers } = answered;
	const about = { call: rule.title, right: rule.right, status };
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
		const host = URL.canParse(location, circumstances.baseUrl)
			? new URL(location, circumstances.baseUrl).origin
			: undefined;
		return { kind: 'failure', facts: { ...about, kind: 'redirect', detail: host } };
	}
	if (rule.absentStatuses.includes(status)) return { kind: 'absent', status };
	if (status === 401) return { kind: 'failure', facts: { ...about, kind: 'tokenRefused' } };
	// A date is one of the service's clock, which may differ from ours.
	const serverNowMs = parseHttpDateMs(headers.date) ?? circumstances.nowMs;
	const serverWaitMs = parseRetryAfterMs(headers['retry-after'], serverNowMs);
	return {
		kind: 'trouble',
		trouble: { kind: 'status', status, serverWaitMs },
		facts: {
			...about,
			kind: 'status',
			detail: readReason(rule, answered, circumstances.reasonHeader),
		},
	};
}

/** What an attempt came to. Pure. */
export function judge<Answer>(
	rule: CallRule<Answer>,
	outcome: Outcome,
	circumstances: Circumstances,
): Verdict<Answer> {
	if (outcome.kind === 'answered') return judgeAnswer(rule, outcome, circumstances);
	const { kind, code, advice, status, isTokenRequest } = outcome.facts;
	const call = isTokenRequest ? TOKEN_TITLE : rule.title;
	const about = { call, right: rule.right, status, detail: code };
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
		case 'input':
			return { kind: 'failure', facts: { ...about, kind: 'credentialInput', advice } };
		case 'noToken':
		case 'certificate':
		case 'refusedByHost':
			return { kind: 'failure', facts: { ...about, kind } };
	}
}

/** How a call went, for the concurrency of the run. */
export function howItWent<Answer>(verdict: Verdict<Answer>): 'well' | 'limited' | 'badly' {
	if (verdict.kind === 'done' || verdict.kind === 'absent') return 'well';
	const isLimited =
		verdict.kind === 'trouble' &&
		verdict.trouble.kind === 'status' &&
		verdict.trouble.status === 429;
	return isLimited ? 'limited' : 'badly';
}

/** The wait, in milliseconds, for which all calls of the run are held back, or the others would run into the same refusal. */
export function holdBackMs<Answer>(
	verdict: Verdict<Answer>,
	{ maxServerWaitMs }: Pick<RetryPolicy, 'maxServerWaitMs'>,
): number {
	if (verdict.kind !== 'trouble' || verdict.trouble.kind !== 'status') return 0;
	const { serverWaitMs = 0 } = verdict.trouble;
	return serverWaitMs <= maxServerWaitMs && isPassing(verdict.trouble) ? serverWaitMs : 0;
}
