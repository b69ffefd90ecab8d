import type { INodeProperties } from 'n8n-workflow';
import { maxWaitOption, timeoutOption } from '../shared/n8n/descriptions';
import { launchProperties } from './launch.description';

/** Parameters of CXone Predictive Campaign (contract 2.4). */
export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Get',
				value: 'get',
				description: 'Get one campaign by its ID',
				action: 'Get a campaign',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				description: 'Get a list of campaigns',
				action: 'Get many campaigns',
			},
			{
				name: 'Launch',
				value: 'launch',
				description: 'Create a predictive campaign for a list, which then dials by itself',
				action: 'Launch a predictive campaign',
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
		displayOptions: { show: { operation: ['get'] } },
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
					'Whether an AI agent that uses this node as a tool may launch a campaign that dials people. Off: the agent may only make dry runs.',
				displayOptions: { show: { '/operation': ['launch'] } },
			},
			{
				displayName: 'Delay Between Campaigns (Ms)',
				name: 'delayBetweenCampaigns',
				type: 'number',
				default: 0,
				description:
					'How long to wait after one campaign before the next is created, in milliseconds, 0 to 3600000',
				displayOptions: { show: { '/operation': ['launch'] } },
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
				displayOptions: { show: { '/operation': ['launch'] } },
			},
			maxWaitOption,
			timeoutOption(30_000),
		],
	},
];
