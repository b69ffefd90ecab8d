import type { INodeProperties } from 'n8n-workflow';

/** When a campaign dials. */
export const scheduleProperties: INodeProperties[] = [
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
	},
	{
		displayName: 'Start in Minutes',
		name: 'startInMinutes',
		type: 'number',
		default: 15,
		description: 'How many minutes from now dialing starts, 0 to 5256000',
		displayOptions: { show: { schedule: ['fromNow'] } },
	},
	{
		displayName: 'End in Hours',
		name: 'endInHours',
		type: 'number',
		default: 8,
		description: 'How many hours from now dialing ends, 0 to 87600',
		displayOptions: { show: { schedule: ['fromNow'] } },
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
		displayOptions: { show: { schedule: ['between'] } },
	},
	{
		displayName: 'End Time',
		name: 'endTime',
		type: 'dateTime',
		required: true,
		default: '',
		placeholder: 'e.g. 2026-01-31T17:00:00Z',
		description: 'When dialing ends; a time without zone is taken in the time zone of the workflow',
		displayOptions: { show: { schedule: ['between'] } },
	},
];
