import type { INodeProperties } from 'n8n-workflow';
import { authenticationParameter, contactIdFieldBase } from '../shared/n8n/descriptions';
import { searchOptions } from './options';

/** Parameters of CXone Interactions Search (contracts 2.1 and 4.1). */
export const properties: INodeProperties[] = [
	authenticationParameter,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Search',
				value: 'search',
				description: 'Search the interactions of contacts in a time range, or sum them up',
				action: 'Search interactions of contacts',
			},
		],
		default: 'search',
	},
	{
		displayName: 'Contact Source',
		name: 'contactSource',
		type: 'options',
		options: [
			{
				name: 'Input Items',
				value: 'inputItems',
				description: 'The contacts that the input items name; a contact named twice is asked once',
			},
			{ name: 'IDs', value: 'ids', description: 'The contacts entered below' },
			{
				name: 'All Contacts',
				value: 'all',
				description: 'Every contact with interactions in the time range',
			},
		],
		default: 'inputItems',
		description: 'Whose interactions to search',
	},
	{ ...contactIdFieldBase, displayOptions: { show: { contactSource: ['inputItems'] } } },
	{
		displayName: 'Contact IDs',
		name: 'contactIds',
		type: 'string',
		typeOptions: { rows: 3 },
		required: true,
		default: '',
		placeholder: 'e.g. C-000001, C-000002',
		description: 'IDs of the contacts, separated by commas or lines, or an array by expression',
		displayOptions: { show: { contactSource: ['ids'] } },
	},
	{
		displayName: 'Time Range',
		name: 'timeRange',
		type: 'options',
		options: [
			{ name: 'Last Days', value: 'lastDays', description: 'The days up to now' },
			{ name: 'Between', value: 'between', description: 'From a start to an end time' },
		],
		default: 'lastDays',
		description: 'When the interactions took place',
	},
	{
		displayName: 'Days Back',
		name: 'daysBack',
		type: 'number',
		default: 90,
		description: 'How many days before now the time range begins, above 0 and up to 36500',
		displayOptions: { show: { timeRange: ['lastDays'] } },
	},
	{
		displayName: 'Start Time',
		name: 'startTime',
		type: 'dateTime',
		required: true,
		default: '',
		placeholder: 'e.g. 2026-01-01T00:00:00Z',
		description:
			'Begin of the time range; a time without zone is taken in the time zone of the workflow',
		displayOptions: { show: { timeRange: ['between'] } },
	},
	{
		displayName: 'End Time',
		name: 'endTime',
		type: 'dateTime',
		required: true,
		default: '',
		placeholder: 'e.g. 2026-03-31T23:59:59Z',
		description:
			'End of the time range; a time without zone is taken in the time zone of the workflow',
		displayOptions: { show: { timeRange: ['between'] } },
	},
	{
		displayName: 'Interaction Types',
		name: 'interactionTypes',
		type: 'multiOptions',
		options: [
			{ name: 'Chat', value: 'chat' },
			{ name: 'Digital', value: 'digital' },
			{ name: 'Email', value: 'email' },
			{ name: 'SMS', value: 'sms' },
			{ name: 'Social', value: 'social' },
			{ name: 'Voice', value: 'voice' },
			{ name: 'Voicemail', value: 'voicemail' },
			{ name: 'Work Item', value: 'workItem' },
		],
		default: ['voice'],
		description: 'Which types of interactions to search; none selected means all types',
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: true,
		description: 'Whether to return all results or only up to a given limit',
		hint: 'On by default, because a history that is cut short scores wrongly',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'Interactions',
				value: 'interactions',
				description: 'One item for each interaction, as CXone gives it',
			},
			{
				name: 'Contact Summary',
				value: 'contactSummary',
				description:
					'One item for each contact: number of interactions, first and last one. Best for long histories.',
			},
		],
		default: 'interactions',
		description: 'What the items given out are',
	},
	searchOptions,
];
