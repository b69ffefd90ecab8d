import { InputFailure } from '../shared/core/inputFailure';
import type { ScoreRules, Thresholds } from '../shared/core/score';
import type { Segmentation } from '../shared/core/segmentation';
import type { Shares } from '../shared/core/shares';
import type { Parameters } from '../shared/n8n/parameters';

/** How contacts are scored, and how the scored ones become segments. */
export interface Rules {
	rules: ScoreRules;
	segmentation: Segmentation;
}

function readDecay(
	parameters: Parameters,
): Pick<ScoreRules, 'recencyDecayPerDay' | 'halfLifeDays'> {
	if (parameters.option('recencyDecay', 0, ['linear', 'halfLife']) === 'linear')
		return { recencyDecayPerDay: parameters.number('recencyDecayPerDay', 0, { min: 0 }) };
	const halfLifeDays = parameters.number('halfLifeDays', 0, { above: 0 });
	return { recencyDecayPerDay: 0, halfLifeDays };
}

function readThresholds(parameters: Parameters): Thresholds {
	const thresholds = {
		highThreshold: parameters.number('highThreshold', 0),
		mediumThreshold: parameters.number('mediumThreshold', 0),
	};
	if (thresholds.highThreshold < thresholds.mediumThreshold)
		throw new InputFailure(
			"'High Threshold (Points)' is below 'Medium Threshold (Points)'",
			'Swap the two, or no contact can be medium.',
		);
	return thresholds;
}

function readShares(parameters: Parameters): Shares {
	const percent = (name: string) => parameters.number(name, 0, { min: 0, max: 100 });
	const shares = {
		highPercent: percent('highSharePercent'),
		mediumPercent: percent('mediumSharePercent'),
	};
	if (shares.highPercent + shares.mediumPercent > 100)
		throw new InputFailure(
			"'High Share %' and 'Medium Share %' are more than 100 together",
			'Make one of them smaller: both are shares of the same contacts.',
		);
	return shares;
}

/** What cuts the scored contacts into segments: one of the two. */
export type Cut =
	| { thresholds: Thresholds; shares?: undefined }
	| { thresholds?: undefined; shares: Shares };

/** Reads what cuts the scored contacts into segments. */
export function readCut(parameters: Parameters): Cut {
	return parameters.option('thresholdsBy', 0, ['score', 'share']) === 'score'
		? { thresholds: readThresholds(parameters) }
		: { shares: readShares(parameters) };
}

/** No score reaches these: with shares the place among the contacts decides. */
const OUT_OF_REACH = {
	highThreshold: Number.POSITIVE_INFINITY,
	mediumThreshold: Number.POSITIVE_INFINITY,
};

/** Reads the rules of the score and of the segments, once for the run; what a setting hides is not read. */
export function readRules(parameters: Parameters): Rules {
	const points = (name: keyof ScoreRules) => parameters.number(name, 0, { min: 0 });
	const { thresholds = OUT_OF_REACH, shares } = readCut(parameters);
	return {
		rules: {
			recencyMaxPoints: points('recencyMaxPoints'),
			...readDecay(parameters),
			frequencyPointsPerInteraction: points('frequencyPointsPerInteraction'),
			frequencyCap: points('frequencyCap'),
			...thresholds,
		},
		segmentation: {
			shares,
			restDays: parameters.number('restDays', 0, { min: 0 }),
		},
	};
}
