import type { TenantClock, TimeSpan } from './dialing.mts';

const MINUTE_MS = 60_000;

/** Milliseconds of a span. Throws a RangeError for one that is negative or no number. */
export function spanMs({ days = 0, hours = 0, minutes = 0 }: TimeSpan): number {
	const parts = [days * 1_440 * MINUTE_MS, hours * 60 * MINUTE_MS, minutes * MINUTE_MS];
	const sumMs = parts.reduce((sum, part) => sum + part, 0);
	if (!parts.every((part) => part >= 0 && Number.isFinite(part))) {
		throw new RangeError('A clock moves on only: days, hours and minutes must be 0 or more.');
	}
	return Math.round(sumMs);
}

/** The tenant's time, and a stopwatch that keeps step with it. */
export class MovableClock implements TenantClock {
	#movedMs = 0;

	/**
	 * @param base milliseconds since 1970; may stand still
	 * @param onMoved told after each move
	 */
	constructor(
		readonly base: () => number,
		readonly onMoved: () => void = () => {},
	) {}

	readonly now = (): number => this.base() + this.#movedMs;

	/** Milliseconds that only grow, even where `now` stands still: for what comes a little later. */
	readonly elapsedMs = (): number => performance.now() + this.#movedMs;

	readonly advance = (span: TimeSpan): void => {
		this.#movedMs += spanMs(span);
		this.onMoved();
	};
}
