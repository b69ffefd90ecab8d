import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { hasLoggedIn } from '../../../credentials/login/handOver';
import type { ConcurrencyRange } from '../core/concurrency';
import { RETRY_POLICY, type RetryPolicy } from '../core/retry';
import { addWait, NO_WAITING, type WaitBudget } from '../core/waitBudget';
import type { Access } from './access';
import { Gate } from './gate';
import { wait } from './wait';

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
	access: Access;
	baseUrl: string;
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
	/** How much later the service's clock is than this one, in milliseconds; undefined while it has not told. */
	serviceAheadMs?: number;
	random: () => number;
}

/**
 * Opens the calls of one run of a node: reads the credential once and takes the base address from it. Throws an
 * `InputFailure` where `access` finds none in it.
 */
export async function openSession(
	context: CallContext,
	access: Access,
	limits: SessionLimits,
): Promise<Session> {
	const { credentialType } = access;
	const credential = await context.getCredentials(credentialType);
	const signal =
		'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
	const now = Date.now;
	return {
		context,
		access,
		baseUrl: access.baseUrl(credential),
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

/** Clocks that differ by less go alike: answers take time, and the service tells whole seconds. */
const SAME_CLOCK_MS = 5 * 60_000;

/** How much this machine's clock is ahead of the service's, in milliseconds; 0 where they go alike, less where it is behind. */
export function clockErrorMs({ serviceAheadMs = 0 }: Pick<Session, 'serviceAheadMs'>): number {
	return Math.abs(serviceAheadMs) < SAME_CLOCK_MS ? 0 : -serviceAheadMs;
}

/**
 * The time by the clock that is behind, this machine's or the service's: whoever is to be held back until a time is held back
 * by both.
 */
export function cautiousNow(session: Pick<Session, 'now' | 'serviceAheadMs'>): number {
	return session.now() - Math.max(0, clockErrorMs(session));
}
