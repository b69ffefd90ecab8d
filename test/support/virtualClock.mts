interface Sleeper {
	wakeAtMs: number;
	wake: () => void;
}

/** A clock that moves only when told to, so that long waits are tested exactly and in no time. */
export class VirtualClock {
	nowMs = 0;
	private sleepers: Sleeper[] = [];

	/** Takes the place of `sleep`: ends once the clock has moved on by `ms`. */
	async sleep(ms: number): Promise<void> {
		const wakeAtMs = this.nowMs + ms;
		await new Promise<void>((wake) => this.sleepers.push({ wakeAtMs, wake }));
	}

	/** Lets everything run that needs no time to pass. */
	async settle(): Promise<void> {
		await new Promise((resolve) => setImmediate(resolve));
	}

	/** Moves on to `untilMs`, waking every sleeper at its time. */
	async advanceTo(untilMs: number): Promise<void> {
		await this.settle();
		for (let next = this.nextSleeper(untilMs); next; next = this.nextSleeper(untilMs)) {
			this.nowMs = next.wakeAtMs;
			this.sleepers.splice(this.sleepers.indexOf(next), 1);
			next.wake();
			await this.settle();
		}
		this.nowMs = untilMs;
	}

	/** Moves on until nobody sleeps any more. */
	async runOut(): Promise<void> {
		await this.settle();
		while (this.sleepers.length > 0) await this.advanceTo(this.lastWakeMs());
	}

	private lastWakeMs(): number {
		return Math.max(...this.sleepers.map(({ wakeAtMs }) => wakeAtMs));
	}

	private nextSleeper(untilMs: number): Sleeper | undefined {
		let next: Sleeper | undefined;
		for (const sleeper of this.sleepers)
			if (sleeper.wakeAtMs <= untilMs && (!next || sleeper.wakeAtMs < next.wakeAtMs))
				next = sleeper;
		return next;
	}
}
