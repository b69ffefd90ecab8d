import type { INodeProperties } from 'n8n-workflow';
import {
	FOR_ACCESS_KEY,
	FOR_OAUTH2,
	maxConcurrencyOption,
	maxWaitOption,
	timeoutOption,
} from '../shared/n8n/descriptions';

/** For options, which look from within their collection. */
const ONLY_OAUTH2 = { show: { '/authentication': FOR_OAUTH2.authentication } };
const ONLY_ACCESS_KEY = { show: { '/authentication': FOR_ACCESS_KEY.authentication } };

/** Options of CXone Interactions Search (contracts 2.1 and 4.1). */
export const searchOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Ask By',
			name: 'askBy',
			type: 'options',
			options: [
				{
					name: 'Automatic',
					value: 'automatic',
					description:
						'By address where that takes fewer requests and CXone proves that it filters by address, else by days',
				},
				{
					name: 'Days',
					value: 'days',
					description: 'All contacts of the time range are read, and those asked for are kept',
				},
				{
					name: 'Address',
					value: 'address',
					description:
						'Each number is asked for, in each spelling and direction; an error where CXone does not prove that it filters by address',
				},
			],
			default: 'automatic',
			description: 'How the contacts asked for are found',
			displayOptions: ONLY_ACCESS_KEY,
		},
		{
			displayName: 'Contacts per Request',
			name: 'contactsPerRequest',
			type: 'number',
			default: 500,
			description: 'How many contacts one query asks for at most, 1 to 500',
			displayOptions: ONLY_OAUTH2,
		},
		{
			displayName: 'Default Country',
			name: 'defaultCountry',
			type: 'string',
			default: 'US',
			placeholder: 'e.g. US',
			description: 'Country of phone numbers that are written without one, two letters (ISO 3166)',
			displayOptions: ONLY_ACCESS_KEY,
		},
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			options: [
				{ name: 'All', value: 'all' },
				{ name: 'Inbound', value: 'inbound' },
				{ name: 'Outbound', value: 'outbound' },
			],
			default: 'all',
			description: 'Who called whom',
			displayOptions: ONLY_ACCESS_KEY,
		},
		{
			displayName: 'Include Attempts',
			name: 'includeAttempts',
			type: 'boolean',
			default: false,
			description:
				'Whether outbound contacts on which no agent spoke count as interactions; ten tries that nobody answered would make a contact a frequent one',
			displayOptions: ONLY_ACCESS_KEY,
		},
		{
			displayName: 'Include Inactive Contacts',
			name: 'includeContactsWithoutInteractions',
			type: 'boolean',
			default: false,
			description:
				'Whether a contact without interactions in the time range gets a row too. Applies to the output Contact Summary.',
			displayOptions: { show: { '/output': ['contactSummary'] } },
		},
		maxConcurrencyOption,
		{
			displayName: 'Max Pages',
			name: 'maxPages',
			type: 'number',
			default: 10000,
			description:
				'How many pages one run may read, 1 or more; the node stops instead of reading more',
		},
		maxWaitOption,
		{
			displayName: 'Own Numbers',
			name: 'ownNumbers',
			type: 'string',
			default: '',
			placeholder: 'e.g. +13125550100, +13125550101',
			description:
				"Phone numbers of your own, separated by commas or lines, which are never customers. Those of CXone's points of contact and the caller IDs of its skills count without being named.",
			displayOptions: ONLY_ACCESS_KEY,
		},
		{
			displayName: 'Page Size',
			name: 'pageSize',
			type: 'number',
			default: 500,
			description: 'How many interactions one page holds at most, 1 to 500',
			displayOptions: ONLY_OAUTH2,
		},
		{
			displayName: 'Page Size',
			name: 'pageSize',
			type: 'number',
			default: 10000,
			description: 'How many contacts one page holds at most, 1 to 10000',
			displayOptions: ONLY_ACCESS_KEY,
		},
		{
			displayName: 'Skill IDs',
			name: 'skillIds',
			type: 'string',
			default: '',
			placeholder: 'e.g. 4001, 4002',
			description: 'Only contacts of these skills, separated by commas; empty means all skills',
			displayOptions: ONLY_ACCESS_KEY,
		},
		timeoutOption(60_000),
	],
};
