import type { INodeProperties } from 'n8n-workflow';
import { FOR_ACCESS_KEY, shownFor } from '../shared/n8n/descriptions';

const STARTING = { operation: ['launch', 'start'] };

/** What is said before a skill may start. */
export const skillNotice: INodeProperties[] = shownFor(FOR_ACCESS_KEY, [
	{
		displayName:
			'A skill that is started dials real people, and so does a test of this step. <i>Launch</i> starts it only when <i>Start Dialing</i> is on.',
		name: 'skillNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: STARTING },
	},
]);

/** Which skill is meant, and how it is stopped and read. */
export const skillProperties: INodeProperties[] = shownFor(FOR_ACCESS_KEY, [
	{
		displayName: 'Skill',
		name: 'skill',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'id', value: '={{ $json.skillId }}' },
		description:
			'The Personal Connection skill: in CXone a skill dials, and a campaign only reports',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a skill…',
				typeOptions: {
					searchListMethod: 'searchSkills',
					searchable: true,
					slowLoadNotice: { message: 'CXone is still giving its skills.', timeout: 5_000 },
				},
			},
			{
				displayName: 'By Name',
				name: 'name',
				type: 'string',
				placeholder: 'e.g. dynamic_outbound_high',
			},
			{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 4001' },
		],
		displayOptions: { show: { operation: ['launch', 'start', 'stop', 'get'] } },
	},
	{
		displayName: 'Force Stop',
		name: 'forceStop',
		type: 'boolean',
		default: false,
		description:
			'Whether to end the calls that are up at once. Off: they go on, and no new ones are made.',
		displayOptions: { show: { operation: ['stop'] } },
	},
	{
		displayName: 'Statistics Days',
		name: 'statisticsDays',
		type: 'number',
		default: 30,
		description: 'How many days back the abandonment rate is counted, 1 to 30, beside today',
		displayOptions: { show: { operation: ['get'] } },
	},
]);

/** Whether and under what conditions a skill starts to dial. */
export const startProperties: INodeProperties[] = [
	...shownFor({ operation: ['launch'] }, [
		{
			displayName: 'Maximum Ratio',
			name: 'maximumRatio',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1',
			description:
				'How many calls the skill makes for each agent: a whole number, 1 for progressive dialing. Empty: as it is.',
		},
		{
			displayName: 'Start Dialing',
			name: 'startDialing',
			type: 'boolean',
			default: false,
			description: 'Whether dialing starts now. Off: all is set and checked, and nothing rings.',
			builderHint: { propertyHint: 'Leave false; only a person turns it on' },
		},
	]),
	...shownFor(STARTING, [
		{
			displayName: 'Preflight',
			name: 'preflight',
			type: 'options',
			options: [
				{
					name: 'Automatic',
					value: 'automatic',
					description: 'Block where dialing would start, else Warn',
				},
				{
					name: 'Block',
					value: 'block',
					description: 'A check that fails stops before any start, of any skill of the run',
				},
				{ name: 'Off', value: 'off', description: 'Check nothing' },
				{ name: 'Warn', value: 'warn', description: 'Say what fails, and go on' },
			],
			default: 'automatic',
			description: 'What the checks of the skill before it dials may stop',
		},
		...shownFor({ preflight: ['automatic', 'block', 'warn'] }, [
			{
				displayName: 'Earliest Local Time',
				name: 'earliestLocalTime',
				type: 'string',
				default: '08:00',
				placeholder: 'e.g. 08:00',
				description: 'Before this time, where the person called is, the skill must not call',
			},
			{
				displayName: 'Latest Local Time',
				name: 'latestLocalTime',
				type: 'string',
				default: '20:00',
				placeholder: 'e.g. 20:00',
				description: 'After this time, where the person called is, the skill must not call',
			},
		]),
	]),
];
