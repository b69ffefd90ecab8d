import type { INodeProperties } from 'n8n-workflow';

/** Parameters of CXone RF Score that say how contacts are scored and become segments (contract 2.2). */
export const scoringProperties: INodeProperties[] = [
	{
		displayName: 'Recency Max Points',
		name: 'recencyMaxPoints',
		type: 'number',
		default: 50,
		description: 'Points for an interaction at the reference time, 0 or more',
	},
	{
		displayName: 'Recency Decay',
		name: 'recencyDecay',
		type: 'options',
		options: [
			{
				name: 'Linear',
				value: 'linear',
				description: 'The same number of points is lost each day, until none are left',
			},
			{
				name: 'Half-Life',
				value: 'halfLife',
				description:
					'Points fall to half in a number of days, again and again, so that contacts from long ago keep an order',
			},
		],
		default: 'linear',
		description: 'How the points for recency fall with the days since the last interaction',
	},
	{
		displayName: 'Recency Decay per Day',
		name: 'recencyDecayPerDay',
		type: 'number',
		default: 0.5,
		description: 'Points lost for each day since the last interaction, 0 or more',
		hint: 'With 50 points and 0.5 a day, an interaction counts for 100 days',
		displayOptions: { show: { recencyDecay: ['linear'] } },
	},
	{
		displayName: 'Half-Life (Days)',
		name: 'halfLifeDays',
		type: 'number',
		default: 90,
		description: 'Days after which half of the points for recency are left, above 0',
		hint: 'With 50 points and 90 days: 25 points after 90 days, 12.5 after 180',
		displayOptions: { show: { recencyDecay: ['halfLife'] } },
	},
	{
		displayName: 'Frequency Points per Interaction',
		name: 'frequencyPointsPerInteraction',
		type: 'number',
		default: 2.5,
		description: 'Points for each interaction up to the frequency cap, 0 or more',
	},
	{
		displayName: 'Frequency Cap',
		name: 'frequencyCap',
		type: 'number',
		default: 20,
		description: 'Number of interactions beyond which no more points are given, 0 or more',
		hint: 'With 2.5 points each and a cap of 20, frequency gives up to 50 points, as much as recency',
	},
	{
		displayName: 'Thresholds By',
		name: 'thresholdsBy',
		type: 'options',
		options: [
			{
				name: 'Score',
				value: 'score',
				description: 'A contact is high or medium from a fixed score on, whoever else is there',
			},
			{
				name: 'Share of Contacts',
				value: 'share',
				description:
					'The best contacts of the run are high and the next ones medium, so many percent of those with a history',
			},
		],
		default: 'score',
		description: 'What decides which contacts are high and medium',
	},
	{
		displayName: 'High Threshold (Points)',
		name: 'highThreshold',
		type: 'number',
		default: 70,
		description:
			'Points of the score from which a contact has the priority high, which is its segment in the nodes behind',
		displayOptions: { show: { thresholdsBy: ['score'] } },
	},
	{
		displayName: 'Medium Threshold (Points)',
		name: 'mediumThreshold',
		type: 'number',
		default: 40,
		description:
			'Points of the score from which a contact has the priority medium; below it the priority is low',
		displayOptions: { show: { thresholdsBy: ['score'] } },
	},
	{
		displayName: 'High Share %',
		name: 'highSharePercent',
		type: 'number',
		default: 10,
		description:
			'Percent of the contacts with a history that have high priority, the best ones, from 0 to 100',
		hint: 'Equal scores stay together in the higher segment, which may become larger than its share',
		displayOptions: { show: { thresholdsBy: ['share'] } },
	},
	{
		displayName: 'Medium Share %',
		name: 'mediumSharePercent',
		type: 'number',
		default: 30,
		description:
			'Percent of the contacts with a history that have medium priority, the next best ones, from 0 to 100; the others have low priority',
		displayOptions: { show: { thresholdsBy: ['share'] } },
	},
	{
		displayName: 'Rest Days After a Call',
		name: 'restDays',
		type: 'number',
		default: 0,
		description:
			'Days after the last interaction in which a contact has low priority whatever its score, 0 or more',
		hint: "0: off. The field 'segmentReason' says why; a list of the segment low still holds the contacts that rest.",
	},
];
