import {
	fullConcurrency,
	lowerConcurrency,
	raiseConcurrency,
	type ConcurrencyState,
} from '../core/concurrency';
import { wait } from './wait';
import { failureOf } from './wording';

/** A place that a call holds while it runs; `lowerings` as it stood when the call began. */
export interface Place {
	lowerings: number;
}

/**
 * The one door through which the calls of a run go: bounds how many run at once, lets the first go alone (so that a
 * token is fetched once), holds all back while the service asked for a pause, and none pass after a cancel.
 */
export class Gate {
	private state: ConcurrencyState;
	private running = 0;
	private pause: Promise<void> | undefined;
	private pausedUntilMs = 0;
	private waiters: Array<() => void> = [];

	constructor(
		private readonly maxConcurrency: number,
		private isOpen: boolean,
		private readonly signal: AbortSignal | undefined,
		private readonly now: () => number,
	) {
		this.state = fullConcurrency(maxConcurrency);
	}

	/** How many calls may run at once now. */
	get limit(): number {
		return this.isOpen ? this.state.limit : 1;
	}

	/** Waits for a place; throws a `cancelled` failure once the execution is cancelled. */
	async enter(): Promise<Place> {
		for (;;) {
			if (this.signal?.aborted) throw failureOf({ kind: 'cancelled' });
			if (this.pause !== undefined) await this.pause;
			else if (this.running >= this.limit)
				await new Promise<void>((resolve) => this.waiters.push(resolve));
			else {
				this.running += 1;
				return { lowerings: this.state.lowerings };
			}
		}
	}

	/** Gives a place back, and learns from how the call went. */
	leave(place: Place, went: 'well' | 'limited' | 'badly'): void {
		this.running -= 1;
		if (went === 'limited') this.state = lowerConcurrency(this.state, place.lowerings);
		if (went === 'well') {
			this.isOpen = true;
			this.state = raiseConcurrency(this.state, this.maxConcurrency);
		}
		const waiters = this.waiters;
		this.waiters = [];
		for (const wake of waiters) wake();
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
}
