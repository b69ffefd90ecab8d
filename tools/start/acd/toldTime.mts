import type { TenantClock } from '../../../sandbox/dialing.mts';

/** The time that a demonstration tells. While it is told, it is this process's time too, so that n8n and CXone live in one. */
export interface ToldTime {
	/** Milliseconds since 1970; goes on with the machine's time from where it was begun. */
	now(): number;
	/** From now on the process's time is that of this clock, which may be moved on. */
	follow(clock: Pick<TenantClock, 'now'>): void;
	/** Gives the process its own time back. */
	end(): void;
}

/** Begins to tell a time. @param startMs when it begins, milliseconds since 1970 */
export function tellTime(startMs: number): ToldTime {
	const ownNow = Date.now;
	const beganAt = performance.now();
	const now = () => startMs + Math.floor(performance.now() - beganAt);
	Date.now = now;
	return {
		now,
		follow: (clock) => {
			Date.now = () => clock.now();
		},
		end: () => {
			Date.now = ownNow;
		},
	};
}
