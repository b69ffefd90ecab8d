import type { NodeHint } from 'n8n-workflow';
import {
	anyOf,
	isAbove,
	isOff,
	isOn,
	isOneOf,
	MAY_DIAL,
	warningBefore,
} from '../shared/n8n/editorHints';

const CEILING = 'maximumAbandonmentRate';
const isLaunch = isOneOf('operation', 'launch');
const bySegment = ['highThreshold', 'mediumThreshold', 'lowThreshold'].map((name) =>
	isAbove(name, CEILING),
);
const isAboveCeiling = anyOf(
	`${isOneOf('thresholdBy', 'segment')} && ${anyOf(...bySegment)}`,
	`${isOneOf('thresholdBy', 'fixed')} && ${isAbove('abandonThreshold', CEILING)}`,
);

/** What the editor says before a run of CXone Predictive Campaign. */
export const editorHints: NodeHint[] = [
	warningBefore(
		'This run launches campaigns that dial people. Turn on <i>Dry Run</i> to see them first.',
		isOneOf('authentication', 'oAuth2'),
		isLaunch,
		isOff('dryRun'),
		isOneOf('status', 'active'),
		MAY_DIAL,
	),
	warningBefore(
		'This run starts skills that dial people. Turn on <i>Dry Run</i> to see them first.',
		isOneOf('authentication', 'accessKey'),
		anyOf(isOneOf('operation', 'start'), `${isLaunch} && ${isOn('startDialing')}`),
		isOff('dryRun'),
		MAY_DIAL,
	),
	warningBefore(
		'A threshold is above <i>Maximum Abandonment Rate</i>. Check the law where the called persons live.',
		isLaunch,
		isOneOf('abandonmentRule', 'warn'),
		isAboveCeiling,
	),
	warningBefore(
		'A threshold is above <i>Maximum Abandonment Rate</i>: items that get it will fail.',
		isLaunch,
		isOneOf('abandonmentRule', 'block'),
		isAboveCeiling,
	),
];
