import type { INodeProperties } from 'n8n-workflow';

/** What the node does. A workflow from before there was a choice names none, and scores. */
export type Operation = 'score' | 'report';

const FOR_SCORE: Operation[] = ['score'];
/** Parameters that a report has as well, by their names; all others are for scoring alone. */
const OF_REPORT = [
	'referenceTime',
	'thresholdsBy',
	'highThreshold',
	'mediumThreshold',
	'highSharePercent',
	'mediumSharePercent',
	'options',
	'onInvalidItem',
];

const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Make Report',
			value: 'report',
			description:
				'Show scored contacts on one page, by days since the last call and number of calls, as HTML, Markdown and PNG',
			action: 'Make a report of scored contacts',
		},
		{
			name: 'Score Contacts',
			value: 'score',
			description: 'Score contacts by recency and frequency and sort them into segments',
			action: 'Score contacts by recency and frequency',
		},
	],
	default: 'score',
};

function forScoreAlone(property: INodeProperties, path: string): INodeProperties {
	const { displayOptions } = property;
	const show = { [path]: FOR_SCORE, ...displayOptions?.show };
	return { ...property, displayOptions: { ...displayOptions, show } };
}

function forItsOperations(property: INodeProperties): INodeProperties {
	if (!OF_REPORT.includes(property.name)) return forScoreAlone(property, 'operation');
	if (property.type !== 'collection') return property;
	const options = (property.options as INodeProperties[]).map((option) =>
		OF_REPORT.includes(option.name) ? option : forScoreAlone(option, '/operation'),
	);
	return { ...property, options };
}

/** The parameters of scoring with the choice of the operation before them; each shows where it counts. */
export function withOperation(properties: INodeProperties[]): INodeProperties[] {
	return [operation, ...properties.map(forItsOperations)];
}
