import type { INodeProperties } from 'n8n-workflow';
import {
	authenticationParameter,
	FOR_ACCESS_KEY,
	FOR_OAUTH2,
	maxWaitOption,
	timeoutOption,
} from '../shared/n8n/descriptions';
import { launchProperties } from './launch.description';

/** Parameters of CXone Predictive Campaign (contract 2.4 and 4.3). */
export const properties: INodeProperties[] = [
	authenticationParameter,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Get',
				value: 'get',
				description: 'Get one campaign, or how a skill is doing',
				action: 'Get a campaign',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Get a list of campaigns, or of skills',
				action: 'Get many campaigns',
			},
			{
				name: 'Launch',
				value: 'launch',
				description:
					'Create a predictive campaign for a list, which then dials by itself; or set and check a skill, and start it if asked',
				action: 'Launch a predictive campaign',
			},
			{
				name: 'Start',
				value: 'start',
				description: 'Check a skill as it is set, and start it',
				action: 'Start a skill',
				displayOptions: { show: FOR_ACCESS_KEY },
			},
			{
				name: 'Stop',
				value: 'stop',
				description: 'Stop a skill, whatever it shows',
				action: 'Stop a skill',
				displayOptions: { show: FOR_ACCESS_KEY },
			},
		],
		default: 'launch',
	},
	...launchProperties,
	{
		displayName: 'Campaign',
		name: 'campaignId',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'The campaign to get',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a campaign…',
				typeOptions: { searchListMethod: 'searchCampaigns', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. camp-0001' },
		],
		displayOptions: { show: { ...FOR_OAUTH2, operation: ['get'] } },
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: { operation: ['getAll'] } },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { operation: ['getAll'], returnAll: [false] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Allow Launch by AI Agent',
				name: 'allowAgentLaunch',
				type: 'boolean',
				default: false,
				description:
					'Whether an AI agent that uses this node as a tool may launch a campaign, or start a skill, that dials people. Off: the agent may only make dry runs, and set, check, stop and read skills.',
				displayOptions: { show: { '@tool': [true], '/operation': ['launch', 'start'] } },
			},
			{
				displayName: 'Delay Between Campaigns (Ms)',
				name: 'delayBetweenCampaigns',
				type: 'number',
				default: 0,
				description:
					'How long to wait after one campaign before the next is created, or after the start of a skill before the next, in milliseconds, 0 to 3600000',
				displayOptions: { show: { '/operation': ['launch', 'start'] } },
			},
			{
				displayName: 'If Outcome Unknown',
				name: 'ifOutcomeUnknown',
				type: 'options',
				options: [
					{
						name: 'Retry',
						value: 'retry',
						description: 'Send the create again; a campaign that shows later then exists twice',
					},
					{
						name: 'Stop',
						value: 'stop',
						description: 'Treat the item as failed and say what to look for',
					},
				],
				default: 'stop',
				description:
					'What to do when the answer to the create of a campaign was lost, and look-ups for 30 seconds do not show the campaign',
				displayOptions: { show: { '/authentication': ['oAuth2'], '/operation': ['launch'] } },
			},
			maxWaitOption,
			timeoutOption(30_000),
		],
	},
];
