/** Times of several runs, in milliseconds. */
export interface Timing {
	medianMs: number;
	leastMs: number;
	mostMs: number;
}

/** Takes what is no longer used out of memory, so that one contestant does not pay for the other's litter. */
export function collectGarbage(): void {
	globalThis.gc?.();
}

/**
 * Runs the contestants in turn, `rounds` times after one round to warm up, so that all see the same machine. Each gives
 * its own time in milliseconds.
 */
export async function raceTimed<Name extends string>(
	contestants: Record<Name, () => Promise<number> | number>,
	rounds: number,
): Promise<Record<Name, Timing>> {
	const names = Object.keys(contestants) as Name[];
	const times = Object.fromEntries(names.map((name) => [name, [] as number[]]));
	for (let round = 0; round <= rounds; round++)
		for (const name of names) {
			const tookMs = await contestants[name]();
			if (round > 0) times[name].push(tookMs);
		}
	return Object.fromEntries(names.map((name) => [name, toTiming(times[name])])) as Record<
		Name,
		Timing
	>;
}

/** As `raceTimed`, for contestants whose whole run counts. */
export async function raceInTurn<Name extends string>(
	contestants: Record<Name, () => Promise<unknown>>,
	rounds: number,
): Promise<Record<Name, Timing>> {
	const timed = Object.entries<() => Promise<unknown>>(contestants).map(([name, run]) => [
		name,
		async () => {
			const startMs = performance.now();
			await run();
			return performance.now() - startMs;
		},
	]);
	return await raceTimed<Name>(Object.fromEntries(timed), rounds);
}

function toTiming(times: number[]): Timing {
	const sorted = [...times].sort((a, b) => a - b);
	return {
		medianMs: sorted[Math.floor(sorted.length / 2)],
		leastMs: sorted[0],
		mostMs: sorted[sorted.length - 1],
	};
}

/** A time with its spread, for a table. */
export function timingText({ medianMs, leastMs, mostMs }: Timing): string {
	const seconds = (ms: number) => (ms / 1_000).toFixed(2);
	return `${seconds(medianMs)} s (${seconds(leastMs)}–${seconds(mostMs)})`;
}
