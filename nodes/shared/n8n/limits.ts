import type { ConcurrencyRange } from '../core/concurrency';
import type { Parameters } from './parameters';
import type { SessionLimits } from '../transport/session';

const MINUTE_MS = 60_000;

/** Most requests at a time that a user may choose, and the default: what CXone bears decides how many there are. */
export const MAX_CONCURRENCY = 20;

/** One request at a time. */
export const ONE_AT_A_TIME: ConcurrencyRange = { start: 1, max: 1 };

/** Reads 'Max Concurrency'; a run begins with `start` requests at a time, or with fewer where the user says so. */
export function readConcurrency(parameters: Parameters, start: number): ConcurrencyRange {
	const range = { min: 1, max: MAX_CONCURRENCY, isWhole: true };
	return { start, max: parameters.number('options.maxConcurrency', 0, range) };
}

/** Reads the options that all nodes with requests share. */
export function readSessionLimits(
	parameters: Parameters,
	concurrency: ConcurrencyRange,
): SessionLimits {
	return {
		timeoutMs: parameters.number('options.timeout', 0, { min: 1, max: 600_000 }),
		concurrency,
		maxTotalWaitMs: parameters.number('options.maxWaitMinutes', 0, { min: 0, max: 30 }) * MINUTE_MS,
	};
}
