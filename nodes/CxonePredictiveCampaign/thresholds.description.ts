import type { INodeProperties } from 'n8n-workflow';
import { FOR_ACCESS_KEY, FOR_OAUTH2, shownFor } from '../shared/n8n/descriptions';

function thresholdProperty(
	displayName: string,
	name: string,
	defaultPercent: number,
	who: string,
): INodeProperties {
	const thresholdBy = name === 'abandonThreshold' ? 'fixed' : 'segment';
	return {
		displayName,
		name,
		type: 'number',
		default: defaultPercent,
		description: `Percent of the answered calls ${who} that may be abandoned, from 1 to 10; it has nothing to do with the score`,
		displayOptions: { show: { thresholdBy: [thresholdBy] } },
	};
}

function bySegment(defaultPercent: Record<'high' | 'medium' | 'low', number>): INodeProperties[] {
	const { high, medium, low } = defaultPercent;
	return [
		thresholdProperty('High Threshold (%)', 'highThreshold', high, 'for the segment high'),
		thresholdProperty('Medium Threshold (%)', 'mediumThreshold', medium, 'for the segment medium'),
		thresholdProperty('Low Threshold (%)', 'lowThreshold', low, 'for the segment low'),
	];
}

/** Abandonment thresholds. */
export const thresholdProperties: INodeProperties[] = [
	{
		displayName: 'Threshold By',
		name: 'thresholdBy',
		type: 'options',
		options: [
			{
				name: 'Segment',
				value: 'segment',
				description: 'A threshold for each of high, medium and low',
			},
			{ name: 'Fixed Value', value: 'fixed', description: 'One threshold whatever the segment' },
		],
		default: 'segment',
		description: 'How the abandonment threshold is chosen',
		hint: 'Threshold: percent of the calls answered by a person that may be dropped because no agent is free',
	},
	...shownFor(FOR_OAUTH2, bySegment({ high: 3, medium: 5, low: 8 })),
	// A skill is an administrator's and lasts: nothing is loosened unasked.
	...shownFor(FOR_ACCESS_KEY, bySegment({ high: 3, medium: 3, low: 3 })),
	thresholdProperty('Abandonment Threshold (%)', 'abandonThreshold', 3, 'of the campaign'),
];

/** The legal ceiling, and what to do above it. */
export const ceilingProperties: INodeProperties[] = [
	{
		displayName: 'Abandonment Rule',
		name: 'abandonmentRule',
		type: 'options',
		options: [
			{ name: 'Block', value: 'block', description: 'Launch no campaign above the ceiling' },
			{ name: 'Off', value: 'off', description: 'Do not compare with the ceiling' },
			{
				name: 'Warn',
				value: 'warn',
				description: 'Launch, and say that the threshold is above the ceiling',
			},
		],
		default: 'warn',
		description: 'What to do when a threshold is above the legal ceiling',
	},
	{
		displayName: 'Maximum Abandonment Rate (%)',
		name: 'maximumAbandonmentRate',
		type: 'number',
		default: 3,
		description: 'The legal ceiling where the called persons live, in percent from 0 to 100',
		hint: '3 % is the ceiling in the United States; in the United Kingdom no rate is safe: check the law that binds you',
		displayOptions: { show: { abandonmentRule: ['warn', 'block'] } },
	},
];
