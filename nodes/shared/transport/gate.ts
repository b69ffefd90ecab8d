import {
	lowerConcurrency,
	raiseConcurrency,
	startingConcurrency,
	type ConcurrencyRange,
	type ConcurrencyState,
} from '../core/concurrency';
import { CxoneFailure, isForAllCalls, isUnreached } from './failure';
import { wait } from './wait';
import { failureOf } from './wording';

/** A place that a call holds while it runs; `lowerings` as it stood when the call began. */
export interface Place {
	lowerings: number;
}

/**
 * The one door through which the calls of a run go: bounds how many run at once, lets the first go alone while the
 * credential has not logged in yet (so that what all would fail of fails once), holds all back while the service asked for a pause, and none pass
 * after a cancel.
 */
export class Gate {
	private state: ConcurrencyState;
	private running = 0;
	private pause: Promise<void> | undefined;
	private pausedUntilMs = 0;
	private waiters: Array<() => void> = [];
	/** The call that goes alone until one succeeds. */
	private leader: object | undefined;
	private closedBy: CxoneFailure | undefined;

	constructor(
		private readonly concurrency: ConcurrencyRange,
		private isOpen: boolean,
		private readonly signal: AbortSignal | undefined,
		private readonly now: () => number,
	) {
		this.state = startingConcurrency(concurrency);
	}

	/** How many calls may run at once now. */
	get limit(): number {
		return this.isOpen ? this.state.limit : 1;
	}

	/**
	 * Waits for a place for one attempt of `call`. Throws a `cancelled` failure once the execution is cancelled, and the
	 * failure of the first call where that is one that all others would meet too.
	 */
	async enter(call: object): Promise<Place> {
		for (;;) {
			if (this.signal?.aborted) throw failureOf({ kind: 'cancelled' });
			if (this.closedBy !== undefined) throw this.closedBy;
			if (!this.isOpen) this.leader ??= call;
			const mustWait = !this.isOpen && this.leader !== call;
			if (this.pause !== undefined) await this.pause;
			else if (mustWait || this.running >= this.limit)
				await new Promise<void>((resolve) => this.waiters.push(resolve));
			else {
				this.running += 1;
				return { lowerings: this.state.lowerings };
			}
		}
	}

	/** Ends a call, all its attempts made: the next one may go first, unless `failure` concerns all calls. */
	settle(call: object, failure?: unknown): void {
		if (this.isOpen || this.leader !== call) return;
		this.leader = undefined;
		if (failure instanceof CxoneFailure && (isForAllCalls(failure) || isUnreached(failure)))
			this.closedBy = failure;
		this.wakeAll();
	}

	/** Gives a place back, and learns from how the call went. */
	leave(place: Place, went: 'well' | 'limited' | 'badly'): void {
		this.running -= 1;
		if (went === 'limited') this.state = lowerConcurrency(this.state, place.lowerings);
		if (went === 'well') {
			this.isOpen = true;
			this.state = raiseConcurrency(this.state, this.concurrency.max);
		}
		this.wakeAll();
	}

	/** Holds back every call for the wait that the service asked for. */
	holdBack(waitMs: number): void {
		const untilMs = this.now() + waitMs;
		if (untilMs <= this.pausedUntilMs) return;
		this.pausedUntilMs = untilMs;
		const pause = wait(waitMs, this.signal).then(() => {
			if (this.pause === pause) this.pause = undefined;
		});
		this.pause = pause;
	}

	private wakeAll(): void {
		const waiters = this.waiters;
		this.waiters = [];
		for (const wake of waiters) wake();
	}
}
