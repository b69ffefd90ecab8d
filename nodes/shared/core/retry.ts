import { addWait, type WaitBudget } from './waitBudget';

/** Whether a call may be sent again at once after any passing fault, or only after a look-up shows that it did nothing. */
export type Repeat = 'freely' | 'afterCheck';

/** How an attempt went wrong. `unusable`: a success status whose body is not what the call promises. */
export type Trouble =
	| { kind: 'status'; status: number; serverWaitMs?: number }
	/** No connection came about, so the service did nothing. */
	| { kind: 'unreached' }
	/** The connection broke or timed out: the service may have done the work. */
	| { kind: 'lost' }
	| { kind: 'unusable' };

/** Limits of retrying (contract 3.2); the waits in milliseconds. */
export interface RetryPolicy {
	/** Attempts in all, the first included. */
	tries: number;
	baseMs: number;
	capMs: number;
	/** Retry On Fail repeats the whole node, so a longer wait than this belongs to the workflow, not to us. */
	maxServerWaitMs: number;
	/** Waiting allowed in one run of a node. */
	maxTotalWaitMs: number;
}

/** The policy of contract 3.2; `maxTotalWaitMs` can be raised by an option of the node. */
export const RETRY_POLICY: Readonly<RetryPolicy> = {
	tries: 4,
	baseMs: 500,
	capMs: 20_000,
	maxServerWaitMs: 60_000,
	maxTotalWaitMs: 300_000,
};

/** Why a call is not sent again after the look, and the wait that was too long. */
export interface StopAfterCheck {
	because: 'serverWaitTooLong' | 'waitingSpent';
	waitMs: number;
}

/** What to do after an attempt that went wrong. `check`: look first whether the work was done. */
export type RetryDecision =
	| { action: 'retry'; waitMs: number }
	/**
	 * `isRefused`: the service said that it did not take the call on. `stop`: the wait is too long to keep, so after the look
	 * the call is not sent again.
	 */
	| { action: 'check'; waitMs: number; isRefused: boolean; stop?: StopAfterCheck }
	| {
			action: 'giveUp';
			because: 'final' | 'triesSpent' | 'serverWaitTooLong' | 'waitingSpent';
			waitMs: number;
	  };

/** Those of contract 1.5; 408 and 520 to 524 are said by gateways in front of a service, and mean the same as 504. */
const PASSING_STATUSES = [408, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524];
const NO_SUCH_CALL = 501;
/**
 * The service says by this that it did not take the call on; a gateway that counts calls may say it of one that was
 * carried out. A 503 does not say so: gateways give it when they tire of waiting.
 */
const REFUSING_STATUSES = [429];

/** Wait after the failed attempt `tries` (from 1): full jitter, so between 0 and base × 2^(tries−1), capped. */
export function backoffMs(tries: number, policy: RetryPolicy, random: () => number): number {
	return random() * Math.min(policy.capMs, policy.baseMs * 2 ** (tries - 1));
}

/** Whether it may go better next time. */
export function isPassing(trouble: Trouble): boolean {
	return trouble.kind !== 'status' || PASSING_STATUSES.includes(trouble.status);
}

/**
 * Whether a status leaves open if the work was done: 408 and any 5xx, those too that are not worth a second try, except the
 * one that says that there is no such call.
 */
export function leavesOpen(status: number): boolean {
	return status === 408 || (status >= 500 && status !== NO_SUCH_CALL);
}

/** Whether a call must not be sent again without a look: the work may be done, or the service refused for its rate. */
function mayBeDone(trouble: Trouble): boolean {
	if (trouble.kind !== 'status') return trouble.kind !== 'unreached';
	return leavesOpen(trouble.status) || isRefusal(trouble);
}

function isRefusal(trouble: Trouble): boolean {
	return trouble.kind === 'status' && REFUSING_STATUSES.includes(trouble.status);
}

/**
 * The one retry decision (contract 3.1 and 3.2). A wait that the server names is the least one: a named wait of 0 s is
 * no leave to hammer on, so our own backoff holds too. `tries` counts the attempts made, `waiting` is the waiting of this run so far.
 */
export function decideRetry(
	trouble: Trouble,
	state: { repeat: Repeat; tries: number; waiting: WaitBudget; nowMs: number },
	policy: RetryPolicy,
	random: () => number,
): RetryDecision {
	const serverWaitMs = trouble.kind === 'status' ? trouble.serverWaitMs : undefined;
	const needsLook = state.repeat === 'afterCheck' && mayBeDone(trouble);
	if (!needsLook && !isPassing(trouble)) return { action: 'giveUp', because: 'final', waitMs: 0 };
	const waitMs = Math.max(serverWaitMs ?? 0, backoffMs(state.tries, policy, random));
	const isTooLong = waitMs > policy.maxServerWaitMs;
	const isSpent = addWait(state.waiting, state.nowMs, waitMs).waitedMs > policy.maxTotalWaitMs;
	if (needsLook) {
		const isRefused = isRefusal(trouble);
		const stop = (because: StopAfterCheck['because']): RetryDecision => ({
			action: 'check',
			waitMs: 0,
			isRefused,
			stop: { because, waitMs },
		});
		if (isTooLong) return stop('serverWaitTooLong');
		return isRefused && isSpent ? stop('waitingSpent') : { action: 'check', waitMs, isRefused };
	}
	if (state.tries >= policy.tries) return { action: 'giveUp', because: 'triesSpent', waitMs };
	if (isTooLong) return { action: 'giveUp', because: 'serverWaitTooLong', waitMs };
	if (isSpent) return { action: 'giveUp', because: 'waitingSpent', waitMs };
	return { action: 'retry', waitMs };
}
