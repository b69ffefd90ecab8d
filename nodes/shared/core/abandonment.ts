import type { Priority } from './score';

/** What to do about a threshold above the legal ceiling (contract 2.4). */
export type AbandonmentRule = 'warn' | 'block' | 'off';

/** Range of an abandonment threshold that CXone accepts, in percent (contract 1.4). */
export const THRESHOLD_RANGE_PERCENT = { min: 1, max: 10 } as const;

/** The segment that a text names in any case, or undefined for one other than high, medium and low. */
export function segmentWithThreshold(segment: unknown): Priority | undefined {
	if (typeof segment !== 'string') return undefined;
	const name = segment.trim().toLowerCase();
	return name === 'high' || name === 'medium' || name === 'low' ? name : undefined;
}

/**
 * Judges a threshold against the legal ceiling, in percent of the calls that a person answers: 3 % in the
 * United States (47 CFR 64.1200(a)(7), 16 CFR 310.4(b)(4)). In the United Kingdom no rate is safe since 2017 (Ofcom,
 * persistent misuse), so 3 % is only an upper guard there.
 * `warn` and `block` give the reason, naming both percentages; undefined means that nothing is to be said.
 */
export function judgeThreshold(
	thresholdPercent: number,
	ceilingPercent: number,
	rule: AbandonmentRule,
): { verdict: 'warn' | 'block'; reason: string } | undefined {
	if (rule === 'off' || thresholdPercent <= ceilingPercent) return undefined;
	return {
		verdict: rule,
		reason: `The abandonment threshold of ${thresholdPercent} % is above the ceiling of ${ceilingPercent} % set in 'Maximum Abandonment Rate'`,
	};
}
