import type { INodeProperties } from 'n8n-workflow';

const showForLaunch = { operation: ['launch'] };

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
		typeOptions: { minValue: 1, maxValue: 10, numberPrecision: 2 },
		default: defaultPercent,
		description: `Abandonment threshold ${who}, in percent from 1 to 10`,
		hint: 'Percent of the calls answered by a person that may be dropped because no agent is free',
		displayOptions: { show: { ...showForLaunch, thresholdBy: [thresholdBy] } },
	};
}

const listAndName: INodeProperties[] = [
	{
		displayName: 'List',
		name: 'listId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'id', value: '={{ $json.listId }}' },
		description:
			'The list of contacts to dial; all contacts must be in before the campaign is launched',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a list…',
				typeOptions: { searchListMethod: 'searchLists', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. list-0001' },
		],
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Segment',
		name: 'segment',
		type: 'string',
		default: '={{ $json.segment }}',
		placeholder: 'e.g. high',
		description: 'Segment of the list: high, medium or low. It chooses the abandonment threshold.',
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Campaign Name',
		name: 'campaignName',
		type: 'string',
		required: true,
		default: "={{ 'dynamic_outbound_campaign_' + $json.segment }}",
		placeholder: 'e.g. dynamic_outbound_campaign_high',
		description: 'Exact name of the campaign',
		hint: 'A campaign of this name is not made twice. Add the date to the name to dial anew every day.',
		displayOptions: { show: showForLaunch },
	},
];

const thresholds: INodeProperties[] = [
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
		displayOptions: { show: showForLaunch },
	},
	thresholdProperty('High Threshold (%)', 'highThreshold', 3, 'for the segment high'),
	thresholdProperty('Medium Threshold (%)', 'mediumThreshold', 5, 'for the segment medium'),
	thresholdProperty('Low Threshold (%)', 'lowThreshold', 8, 'for the segment low'),
	thresholdProperty('Abandonment Threshold (%)', 'abandonThreshold', 3, 'of the campaign'),
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
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Maximum Abandonment Rate (%)',
		name: 'maximumAbandonmentRate',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 2 },
		default: 3,
		description: 'The legal ceiling where the called persons live, in percent',
		hint: '3 % is the ceiling in the United States; in the United Kingdom no rate is safe: check the law that binds you',
		displayOptions: { show: { ...showForLaunch, abandonmentRule: ['warn', 'block'] } },
	},
];

const schedule: INodeProperties[] = [
	{
		displayName: 'Schedule',
		name: 'schedule',
		type: 'options',
		options: [
			{ name: 'From Now', value: 'fromNow', description: 'Start and end counted from now' },
			{ name: 'Between', value: 'between', description: 'From a start to an end time' },
		],
		default: 'fromNow',
		description: 'When the campaign dials',
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Start in Minutes',
		name: 'startInMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 15,
		description: 'How many minutes from now dialing starts',
		displayOptions: { show: { ...showForLaunch, schedule: ['fromNow'] } },
	},
	{
		displayName: 'End in Hours',
		name: 'endInHours',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 8,
		description: 'How many hours from now dialing ends',
		displayOptions: { show: { ...showForLaunch, schedule: ['fromNow'] } },
	},
	{
		displayName: 'Start Time',
		name: 'startTime',
		type: 'dateTime',
		required: true,
		default: '',
		placeholder: 'e.g. 2026-01-31T09:00:00Z',
		description:
			'When dialing starts; a time without zone is taken in the time zone of the workflow',
		displayOptions: { show: { ...showForLaunch, schedule: ['between'] } },
	},
	{
		displayName: 'End Time',
		name: 'endTime',
		type: 'dateTime',
		required: true,
		default: '',
		placeholder: 'e.g. 2026-01-31T17:00:00Z',
		description: 'When dialing ends; a time without zone is taken in the time zone of the workflow',
		displayOptions: { show: { ...showForLaunch, schedule: ['between'] } },
	},
];

const dialing: INodeProperties[] = [
	{
		displayName: 'Target Answer Rate',
		name: 'targetAnswerRate',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 4 },
		default: 0.85,
		description: 'Share of calls that the dialer aims to have answered, above 0 and up to 1',
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Max Calls in Progress',
		name: 'maxCallsInProgress',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'How many calls the campaign may have in progress at the same time',
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Agent Availability Factor',
		name: 'agentAvailabilityFactor',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 4 },
		default: 0.9,
		description: 'Share of the agents that the dialer counts on as available, above 0',
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Wrap-Up Code',
		name: 'wrapUpCode',
		type: 'string',
		default: 'Campaign Complete',
		placeholder: 'e.g. Campaign Complete',
		description: 'Wrap-up code of the campaign',
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{
				name: 'Active',
				value: 'active',
				description: 'The campaign is queued for dialing at once',
			},
			{
				name: 'Paused',
				value: 'paused',
				description: 'The campaign waits until someone activates it in CXone',
			},
		],
		default: 'active',
		description: 'Status that the campaign is created with',
		displayOptions: { show: showForLaunch },
	},
];

const conduct: INodeProperties[] = [
	{
		displayName: 'If Campaign Exists',
		name: 'ifExists',
		type: 'options',
		options: [
			{
				name: 'Create Another',
				value: 'create',
				description: 'Make a second campaign of that name',
			},
			{ name: 'Error', value: 'error', description: 'Treat the item as failed' },
			{ name: 'Reuse', value: 'reuse', description: 'Leave it as it is and give it out' },
		],
		default: 'reuse',
		description: 'What to do when there is a campaign of that name already',
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'If List Is Empty',
		name: 'ifListEmpty',
		type: 'options',
		options: [
			{ name: 'Skip', value: 'skip', description: 'Launch nothing and say so in the output' },
			{ name: 'Error', value: 'error', description: 'Treat the item as failed' },
		],
		default: 'skip',
		description: 'What to do when the list has no contacts',
		displayOptions: { show: showForLaunch },
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to check and decide everything and launch nothing',
		displayOptions: { show: showForLaunch },
	},
];

/** Parameters of the operation Launch (contract 2.4). */
export const launchProperties: INodeProperties[] = [
	...listAndName,
	...thresholds,
	...schedule,
	...dialing,
	...conduct,
];
