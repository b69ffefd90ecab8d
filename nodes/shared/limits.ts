import type { Parameters } from './parameters';
import type { SessionLimits } from './transport/session';

const MINUTE_MS = 60_000;

/** Reads the options that all nodes with requests share; `maxConcurrency` is 1 for a node that has no such option. */
export function readSessionLimits(
	parameters: Parameters,
	{ hasConcurrency }: { hasConcurrency: boolean },
): SessionLimits {
	return {
		timeoutMs: parameters.number('options.timeout', 0, { min: 1, max: 600_000 }),
		maxConcurrency: hasConcurrency
			? parameters.number('options.maxConcurrency', 0, { min: 1, max: 20, isWhole: true })
			: 1,
		maxTotalWaitMs: parameters.number('options.maxWaitMinutes', 0, { min: 0, max: 30 }) * MINUTE_MS,
	};
}
