import type { INodeProperties } from 'n8n-workflow';
import { contactIdFieldBase } from '../shared/n8n/descriptions';
import { withOperation } from './operation.description';
import { scoringProperties } from './scoring.description';

/** Parameters of CXone RF Score (contract 2.2). */
export const properties: INodeProperties[] = withOperation([
	{
		displayName: 'Input Data',
		name: 'inputData',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: 'automatic',
				description:
					'Each item tells: with a start time it is an interaction, with a frequency or a last interaction a contact summary',
			},
			{
				name: 'Interactions',
				value: 'interactions',
				description: 'Each item is one interaction, or any other event of a contact',
			},
			{
				name: 'Contact Summary',
				value: 'contactSummary',
				description: 'Each item is one contact with its number of interactions and the last one',
			},
		],
		default: 'automatic',
		description: 'What an input item is',
	},
	{ ...contactIdFieldBase },
	{
		displayName: 'Start Time Field',
		name: 'startTimeField',
		type: 'string',
		requiresDataPath: 'single',
		required: true,
		default: 'startTime',
		placeholder: 'e.g. startTime or call.startedAt',
		description:
			'Name of the field that holds the time of the interaction: ISO 8601, or a number of milliseconds or seconds. An item without it stands for a contact without history.',
		displayOptions: { show: { inputData: ['automatic', 'interactions'] } },
	},
	{
		displayName: 'Frequency Field',
		name: 'frequencyField',
		type: 'string',
		requiresDataPath: 'single',
		required: true,
		default: 'frequency',
		placeholder: 'e.g. frequency or calls.count',
		description: 'Name of the field that holds the number of interactions',
		displayOptions: { show: { inputData: ['automatic', 'contactSummary'] } },
	},
	{
		displayName: 'Last Interaction Field',
		name: 'lastInteractionField',
		type: 'string',
		requiresDataPath: 'single',
		required: true,
		default: 'lastInteraction',
		placeholder: 'e.g. lastInteraction or calls.lastAt',
		description:
			'Name of the field that holds the time of the last interaction, empty if there was none',
		displayOptions: { show: { inputData: ['automatic', 'contactSummary'] } },
	},
	{
		displayName: 'Reference Time',
		name: 'referenceTime',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2026-01-31T00:00:00Z',
		description: 'The as-of time of the score; recency counts the days up to it',
		hint: 'Empty: now. Set it to repeat the score of an earlier day. A report takes it from its rows.',
	},
	...scoringProperties,
	{
		displayName: 'Split by Segment',
		name: 'splitBySegment',
		type: 'boolean',
		default: false,
		description: 'Whether to give the contacts on three outputs: High, Medium and Low',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Deduplicate by ID',
				name: 'deduplicateById',
				type: 'boolean',
				default: true,
				description: 'Whether an interaction that comes in twice counts once, by its ID',
			},
			{
				displayName: 'ID Field',
				name: 'idField',
				type: 'string',
				requiresDataPath: 'single',
				default: 'id',
				placeholder: 'e.g. interactionKey',
				description:
					'Name of the field that holds the ID of the interaction; items without it all count',
			},
			{
				displayName: 'On Invalid Item',
				name: 'onInvalidItem',
				type: 'options',
				options: [
					{
						name: 'Skip',
						value: 'skip',
						description: 'Leave the item out and say how many were left out',
					},
					{ name: 'Error', value: 'error', description: 'Treat the item as failed' },
				],
				default: 'skip',
				description:
					'What to do with an item that has no contact ID or a time that cannot be read, or whose contact comes both as interactions and as a summary; in a report with one that is no scored contact',
			},
		],
	},
]);
