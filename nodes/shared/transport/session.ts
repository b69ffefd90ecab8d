import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { hasLoggedIn } from '../../../credentials/login/handOver';
import type { ConcurrencyRange } from '../core/concurrency';
import { RETRY_POLICY, type RetryPolicy } from '../core/retry';
import { addWait, NO_WAITING, type WaitBudget } from '../core/waitBudget';
import { Gate } from './gate';
import { readTenantUrl } from './tenantUrl';
import { wait } from './wait';

/** Credential type of all calls. */
export const CREDENTIAL_TYPE = 'cxoneOAuth2Api';

/** Where calls come from: a running node, or the editor filling a picker. */
export type CallContext = IExecuteFunctions | ILoadOptionsFunctions;

/** Limits of a run that its parameters set. */
export interface SessionLimits {
	/** Longest wait for one answer, in milliseconds. */
	timeoutMs: number;
	concurrency: ConcurrencyRange;
	/** Waiting allowed in the whole run, in milliseconds. */
	maxTotalWaitMs?: number;
}

/** All that the calls of one run of a node share. */
export interface Session {
	context: CallContext;
	tenantUrl: string;
	signal: AbortSignal | undefined;
	gate: Gate;
	timeoutMs: number;
	/** Whether a failed item leaves as an error item and the rest goes on. */
	continuesOnFail: boolean;
	policy: RetryPolicy;
	waiting: WaitBudget;
	/** Titles of the look-ups that this run has seen at work, so that a later 404 cannot mean that the tenant lacks them. */
	workingLookUps: Set<string>;
	now: () => number;
	random: () => number;
}

/**
 * Opens the calls of one run of a node: reads the credential once and checks its Tenant URL.
 * Throws an `InputFailure` for a Tenant URL that is no https address.
 */
export async function openSession(context: CallContext, limits: SessionLimits): Promise<Session> {
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const now = Date.now;
	return {
		context,
		tenantUrl: readTenantUrl(credential.tenantUrl),
		signal,
		gate: new Gate(limits.concurrency, hasLoggedIn(credential), signal, now),
		timeoutMs: limits.timeoutMs,
		continuesOnFail: 'continueOnFail' in context && context.continueOnFail(),
		policy: {
			...RETRY_POLICY,
			maxTotalWaitMs: limits.maxTotalWaitMs ?? RETRY_POLICY.maxTotalWaitMs,
		},
		waiting: NO_WAITING,
		workingLookUps: new Set(),
		now,
		random: Math.random,
	};
}

/** Waits as part of a run: the wait counts towards the run's waiting time, and a cancel ends it. */
export async function keepWait(session: Session, waitMs: number): Promise<void> {
	session.waiting = addWait(session.waiting, session.now(), waitMs);
	await wait(waitMs, session.signal);
}
