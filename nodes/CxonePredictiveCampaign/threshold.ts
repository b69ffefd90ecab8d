import {
	judgeThreshold,
	segmentWithThreshold,
	THRESHOLD_RANGE_PERCENT,
} from '../shared/core/abandonment';
import { hasLostDigits } from '../shared/core/fields';
import { InputFailure } from '../shared/core/inputFailure';
import { toSegment } from '../shared/core/segments';
import { MAKE_IT_TEXT } from '../shared/n8n/contactId';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';

/** The abandonment threshold of an item, in percent. Throws an `InputFailure` for a segment that has none. */
export function readThreshold(
	parameters: Parameters,
	itemIndex: number,
	segment: string | undefined,
): number {
	const percent = (name: string) => parameters.number(name, itemIndex, THRESHOLD_RANGE_PERCENT);
	if (parameters.option('thresholdBy', itemIndex, ['segment', 'fixed']) === 'fixed')
		return percent('abandonThreshold');
	const known = segmentWithThreshold(segment);
	if (known === undefined) {
		const isShown = segment !== undefined && parameters.isConstant('segment');
		const what = segment === undefined ? 'empty' : 'none of high, medium and low';
		throw new InputFailure(
			`'Segment' is ${isShown ? `'${segment}'` : what}, which has no abandonment threshold`,
			"Give high, medium or low, or set 'Threshold By' to 'Fixed Value'.",
		);
	}
	return percent(`${known}Threshold`);
}

/** The legal ceiling and what to do above it; undefined where nothing is compared. */
export interface Ceiling {
	rule: 'warn' | 'block';
	percent: number;
}

/** Reads the ceiling of an item. */
export function readCeiling(parameters: Parameters, itemIndex: number): Ceiling | undefined {
	const rule = parameters.option('abandonmentRule', itemIndex, ['warn', 'block', 'off']);
	if (rule === 'off') return undefined;
	const range = { min: 0, max: 100 };
	return { rule, percent: parameters.number('maximumAbandonmentRate', itemIndex, range) };
}

/**
 * Compares a threshold with the ceiling of its item: above it a hint is given, or an `InputFailure` is thrown.
 * `consequence` says what does not happen then.
 */
export function checkAbandonment(
	{ parameters, output }: NodeRun,
	itemIndex: number,
	about: { subject: string; thresholdPercent: number; consequence: string },
): void {
	const ceiling = readCeiling(parameters, itemIndex);
	if (ceiling === undefined) return;
	const { subject, thresholdPercent, consequence } = about;
	const judged = judgeThreshold(thresholdPercent, ceiling.percent, ceiling.rule);
	if (judged?.verdict === 'block')
		throw new InputFailure(
			`${judged.reason}, so ${consequence}`,
			"Lower the threshold, or set 'Abandonment Rule' to 'Warn' if the law that binds you allows more.",
		);
	if (judged?.verdict === 'warn')
		output.hint(`${subject}: ${judged.reason}. Check the law where the called persons live.`);
}

/** The segment of an item; undefined where it names none. */
export function readSegment(parameters: Parameters, itemIndex: number): string | undefined {
	const given = parameters.value('segment', itemIndex);
	if (hasLostDigits(given))
		throw new InputFailure("'Segment' is a number that has lost digits", MAKE_IT_TEXT);
	return toSegment(given);
}
