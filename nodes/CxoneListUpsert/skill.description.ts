import type { INodeProperties } from 'n8n-workflow';
import { FOR_ACCESS_KEY } from '../shared/n8n/descriptions';

/** The skill that dials a list. */
export const skillParameter: INodeProperties = {
	displayName: 'Skill',
	name: 'skill',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'name', value: "={{ 'dynamic_outbound_' + $json.priority }}" },
	description:
		'The Personal Connection skill that dials the list: one for each list. Skills are set up in CXone.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a skill…',
			typeOptions: { searchListMethod: 'searchSkills', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. dynamic_outbound_high',
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 4001' },
	],
	displayOptions: { show: FOR_ACCESS_KEY },
};

/** The first part of list names: dated, so that each day has lists of its own. */
export const datedNamePrefix: INodeProperties = {
	displayName: 'Name Prefix',
	name: 'namePrefix',
	type: 'string',
	default: "={{ 'dynamic_outbound_' + $today.toISODate() }}",
	placeholder: 'e.g. dynamic_outbound_2026-01-31',
	description: 'First part of the list names; with the date each day has lists of its own',
	hint: 'The lists are named {prefix}_segment_{segment}, for example dynamic_outbound_2026-01-31_segment_high',
	displayOptions: { show: { ...FOR_ACCESS_KEY, listBy: ['segment'] } },
};

const columnOptions = [
	['Address', 'address'],
	['Caller ID', 'callerId'],
	['City', 'city'],
	['Customer Field 1', 'customer1'],
	['Customer Field 2', 'customer2'],
	['First Name', 'firstName'],
	['Last Name', 'lastName'],
	['Notes', 'notes'],
	['Priority (Hot Record)', 'priority'],
	['Score', 'score'],
	['State', 'state'],
	['Time Zone', 'timeZone'],
	['Zip', 'zip'],
].map(([name, value]) => ({ name, value }));

/** How contacts become records, and who does not become one. */
export const recordParameters: INodeProperties[] = [
	{
		displayName: 'Phone Field',
		name: 'phoneField',
		type: 'string',
		requiresDataPath: 'single',
		required: true,
		default: 'contactId',
		placeholder: 'e.g. contactId or customer.phone',
		description: 'Name of the field of the input items that holds the phone number',
		displayOptions: { show: FOR_ACCESS_KEY },
	},
	{
		displayName: 'Default Country',
		name: 'defaultCountry',
		type: 'string',
		required: true,
		default: 'US',
		placeholder: 'e.g. US',
		description: 'Country of phone numbers without a country code, as two letters (ISO 3166)',
		displayOptions: { show: FOR_ACCESS_KEY },
	},
	{
		displayName: 'Columns',
		name: 'columns',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add column',
		default: { column: [{ cxoneColumn: 'score', field: 'score' }] },
		description: 'What a record says beside its contact ID and its phone',
		options: [
			{
				displayName: 'Column',
				name: 'column',
				values: [
					{
						displayName: 'CXone Column',
						name: 'cxoneColumn',
						type: 'options',
						options: columnOptions,
						default: 'score',
						description:
							'Score and the customer fields take numbers, by which a skill can order its records. Priority takes true or false: hot records are called before all others.',
					},
					{
						displayName: 'Field',
						name: 'field',
						type: 'string',
						default: '',
						placeholder: 'e.g. score or customer.firstName',
						description:
							'Name of the field of the input items, with dots to reach into objects; or an expression that gives the value',
					},
				],
			},
		],
		displayOptions: { show: FOR_ACCESS_KEY },
	},
	{
		displayName: 'Expires in Days',
		name: 'expiresInDays',
		type: 'number',
		default: 2,
		description:
			'After how many days records expire that nobody has called, 1 to 30. CXone takes a day; whether it begins or ends with it, and in which time zone, is not known.',
		displayOptions: { show: FOR_ACCESS_KEY },
	},
	{
		displayName: 'If Contact Exists',
		name: 'ifContactExists',
		type: 'options',
		options: [
			{
				name: 'Skip',
				value: 'skip',
				description:
					'Whoever has a record that may still ring, in any list of these skills, is not uploaded again',
			},
		],
		default: 'skip',
		description: 'What to do with a contact or phone that a list holds already',
		displayOptions: { show: FOR_ACCESS_KEY },
	},
	{
		displayName: 'Rest Days',
		name: 'restDays',
		type: 'number',
		default: 1,
		description:
			'Whoever a list of these skills called within so many days is not uploaded, 0 to 365. Those whom an agent finished within 30 days and those who were promised a callback never are.',
		displayOptions: { show: FOR_ACCESS_KEY },
	},
	{
		displayName: 'Older Lists',
		name: 'olderLists',
		type: 'options',
		options: [
			{ name: 'Leave As They Are', value: 'leave', description: 'Their contacts stay in them' },
			{
				name: 'Deactivate',
				value: 'deactivate',
				description:
					'Lists named like this one but for an earlier date become inactive, never deleted, so that their contacts are free',
			},
		],
		default: 'leave',
		description: 'What to do with the lists of the days before',
		displayOptions: { show: FOR_ACCESS_KEY },
	},
	{
		displayName: 'If Skill Is Running',
		name: 'ifSkillIsRunning',
		type: 'options',
		options: [
			{
				name: 'Error',
				value: 'error',
				description: 'Nothing is uploaded for a skill that shows signs of dialing',
			},
			{
				name: 'Stop It First',
				value: 'stopFirst',
				description:
					'The skill is told to stop, whatever it shows; calls that are up go on to their end',
			},
			{
				name: 'Upload All the Same',
				value: 'upload',
				description: 'New records are called at once',
			},
		],
		default: 'error',
		description: 'What to do about a skill that dials',
		displayOptions: { show: FOR_ACCESS_KEY },
	},
];

/** Options of this family alone. */
export const agentOption: INodeProperties = {
	displayName: 'Allow Launch by AI Agent',
	name: 'allowAgentLaunch',
	type: 'boolean',
	default: false,
	description:
		'Whether an AI agent that uses this node as a tool may upload for a skill that runs, which calls people at once',
	displayOptions: { show: { '@tool': [true], '/authentication': FOR_ACCESS_KEY.authentication } },
};

/** See `agentOption`. */
export const jobTimeoutOption: INodeProperties = {
	displayName: 'Job Timeout (Minutes)',
	name: 'jobTimeoutMinutes',
	type: 'number',
	default: 30,
	description: 'How long an upload may take in CXone, in minutes, 1 to 600',
	displayOptions: { show: { '/authentication': FOR_ACCESS_KEY.authentication } },
};
