const SECOND_MS = 1_000;

/** How many requests a tenant takes in any second; the rest is refused with the time to wait. */
export class RateLimit {
	private readonly takenAtMs: number[] = [];

	constructor(
		private readonly requestsPerSecond: number,
		private readonly now: () => number,
	) {}

	/** Takes a request, or gives the whole seconds after which to come again. */
	take(): number | undefined {
		const nowMs = this.now();
		while (this.takenAtMs.length > 0 && this.takenAtMs[0] <= nowMs - SECOND_MS)
			this.takenAtMs.shift();
		if (this.takenAtMs.length >= this.requestsPerSecond)
			return Math.ceil((this.takenAtMs[0] + SECOND_MS - nowMs) / SECOND_MS);
		this.takenAtMs.push(nowMs);
		return undefined;
	}
}
