import type { INodeProperties } from 'n8n-workflow';
import { FOR_ACCESS_KEY, FOR_OAUTH2, shownFor } from '../shared/n8n/descriptions';
import { skillNotice, skillProperties, startProperties } from './skill.description';
import { scheduleProperties } from './schedule.description';
import { ceilingProperties, thresholdProperties } from './thresholds.description';

const LAUNCH = { operation: ['launch'] };
/** What starts a skill is given the same as a launch, but for what a launch sets. */
const LAUNCH_OR_START = { operation: ['launch', 'start'] };

const warning: INodeProperties[] = [
	...shownFor({ ...FOR_OAUTH2, ...LAUNCH }, [
		{
			displayName:
				'Launching dials real people, and so does a test of this step. Turn on <i>Dry Run</i> to see first what would be launched.',
			name: 'launchNotice',
			type: 'notice',
			default: '',
		},
	]),
	...skillNotice,
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: false,
		description: 'Whether to check and decide everything and launch nothing',
		builderHint: { propertyHint: 'Set true in a new workflow; only a person turns it off' },
		displayOptions: { show: LAUNCH_OR_START },
	},
];

const list: INodeProperties = {
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
};

/** A calling list may be named too, so that a start in the morning needs nothing of the night before but the date. */
const callingList: INodeProperties = {
	...list,
	modes: [
		...(list.modes ?? []),
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. dynamic_outbound_2026-01-31',
		},
	],
};

const segment: INodeProperties[] = [
	{
		displayName: 'Segment',
		name: 'segment',
		type: 'string',
		default: '={{ $json.segment }}',
		placeholder: 'e.g. high',
		description: 'Segment of the list: high, medium or low. It chooses the abandonment threshold.',
	},
];

const name: INodeProperties[] = [
	{
		displayName: 'Campaign Name',
		name: 'campaignName',
		type: 'string',
		required: true,
		default: "={{ 'dynamic_outbound_campaign_' + $json.segment }}",
		placeholder: 'e.g. dynamic_outbound_campaign_high',
		description: 'Exact name of the campaign',
		builderHint: {
			propertyHint: 'A campaign of this name is not made twice: put the date in to dial every day',
		},
	},
	{
		displayName:
			'A campaign of this name is not made twice. Add the date to the name to dial anew every day.',
		name: 'campaignNameNotice',
		type: 'notice',
		default: '',
	},
];

const dialing: INodeProperties[] = [
	{
		displayName: 'Target Answer Rate',
		name: 'targetAnswerRate',
		type: 'number',
		default: 0.85,
		description: 'Share of calls that the dialer aims to have answered, above 0 and up to 1',
	},
	{
		displayName: 'Max Calls in Progress',
		name: 'maxCallsInProgress',
		type: 'number',
		default: 50,
		description: 'How many calls the campaign may have in progress at the same time, 1 or more',
	},
	{
		displayName: 'Agent Availability Factor',
		name: 'agentAvailabilityFactor',
		type: 'number',
		default: 0.9,
		description: 'Share of the agents that the dialer counts on as available, above 0 and up to 1',
	},
	{
		displayName: 'Wrap-Up Code',
		name: 'wrapUpCode',
		type: 'string',
		default: 'Campaign Complete',
		placeholder: 'e.g. Campaign Complete',
		description: 'Wrap-up code of the campaign',
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
	},
];

const [ifExists, ifListEmpty] = conduct;

/** Parameters of the operations Launch and Start (contract 2.4 and 4.3). */
export const launchProperties: INodeProperties[] = [
	...warning,
	...skillProperties,
	...shownFor({ ...FOR_OAUTH2, ...LAUNCH_OR_START }, [list]),
	...shownFor({ ...FOR_ACCESS_KEY, ...LAUNCH_OR_START }, [callingList]),
	...shownFor(LAUNCH_OR_START, segment),
	...shownFor({ ...FOR_OAUTH2, ...LAUNCH }, name),
	...shownFor(LAUNCH, thresholdProperties),
	...shownFor(LAUNCH_OR_START, ceilingProperties),
	...shownFor({ ...FOR_OAUTH2, ...LAUNCH }, [...scheduleProperties, ...dialing, ifExists]),
	...shownFor(LAUNCH_OR_START, [ifListEmpty]),
	...shownFor(FOR_ACCESS_KEY, startProperties),
];
