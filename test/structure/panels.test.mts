import type { INodeProperties, INodePropertyOptions, INodeType } from 'n8n-workflow';

import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';

const NODES: INodeType[] = [
	new CxoneInteractionsSearch(),
	new CxoneRfScore(),
	new CxoneListUpsert(),
	new CxonePredictiveCampaign(),
];

function flat(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) =>
		property.type === 'collection' ? flat(property.options as INodeProperties[]) : [property],
	);
}

test.each(NODES)(
	'a field dropped on $description.displayName becomes its path',
	({ description }) => {
		const fieldNames = flat(description.properties).filter(
			({ name, type }) => type === 'string' && /Fields?$/.test(name),
		);
		for (const { name, requiresDataPath } of fieldNames)
			expect([name, requiresDataPath]).toEqual([name, name.endsWith('s') ? 'multiple' : 'single']);
		expect(fieldNames.length > 0).toBe(description.name !== 'cxonePredictiveCampaign');
	},
);

test('Launch says first that it dials people, and offers the dry run', () => {
	const notices = { oAuth2: 'launchNotice', accessKey: 'skillNotice' };
	for (const [authentication, notice] of Object.entries(notices)) {
		const forLaunch = shownIn({ authentication, operation: 'launch' });
		expect(forLaunch.slice(0, 4).map(({ name, type }) => [name, type])).toEqual([
			['authentication', 'options'],
			['operation', 'options'],
			[notice, 'notice'],
			['dryRun', 'boolean'],
		]);
		expect(forLaunch[2].displayName).toContain('dials real people');
	}
});

/** The parameters of CXone Predictive Campaign that are shown while others, which may stay away, have these values. */
function shownIn(values: Record<string, string>): INodeProperties[] {
	return new CxonePredictiveCampaign().description.properties.filter(({ displayOptions }) =>
		Object.entries(displayOptions?.show ?? {}).every(
			([name, shown]) => !(name in values) || shown?.includes(values[name]),
		),
	);
}

test.each([
	['oAuth2', 'launch'],
	['accessKey', 'launch'],
	['accessKey', 'start'],
	['accessKey', 'get'],
])('no two parameters of one name are shown at a time: %s, %s', (authentication, operation) => {
	const names = shownIn({ authentication, operation }).map(({ name }) => name);
	expect(names).toEqual([...new Set(names)]);
});

test('an access key shows nothing of what campaigns have and skills have not', () => {
	const names = shownIn({ authentication: 'accessKey' }).map(({ name }) => name);
	for (const name of [
		'campaignName',
		'campaignId',
		'schedule',
		'startInMinutes',
		'endInHours',
		'startTime',
		'endTime',
		'wrapUpCode',
		'status',
		'targetAnswerRate',
		'maxCallsInProgress',
		'agentAvailabilityFactor',
		'ifExists',
	])
		expect(names).not.toContain(name);
});

test('what must be known of the name of a campaign shows while it is an expression', () => {
	const { properties } = new CxonePredictiveCampaign().description;
	const at = properties.findIndex(({ name }) => name === 'campaignName');
	expect(properties[at].hint).toBeUndefined();
	expect(properties[at + 1]).toMatchObject({
		type: 'notice',
		displayName: expect.stringContaining('Add the date'),
	});
});

test('thresholds say whether they are points of the score or percent of abandoned calls', () => {
	const shown = [new CxoneRfScore(), new CxonePredictiveCampaign()].map(({ description }) =>
		description.properties
			.filter(({ name }) => name.endsWith('Threshold'))
			.map(({ displayName, description: text }) => ({ displayName, text })),
	);
	const [ofScore, ofCampaign] = shown;
	expect(ofScore).toHaveLength(2);
	for (const { displayName, text } of ofScore) {
		expect(displayName).toMatch(/ \(Points\)$/);
		expect(text).toMatch(/^Points of the score /);
	}
	expect(ofCampaign.length).toBeGreaterThan(3);
	for (const { displayName, text } of ofCampaign) {
		expect(displayName).toMatch(/ \(%\)$/);
		expect(text).toMatch(
			/^Percent of the answered calls .* that may be abandoned, .* nothing to do with the score$/,
		);
	}
});

test('the segment of List Upsert is said to be the priority of RF Score', () => {
	const priorities = new CxoneRfScore().description.properties
		.map(({ description }) => description ?? '')
		.filter((text) => text.includes('the priority high'));
	expect(priorities.join()).toContain('which is its segment');
	const { properties } = new CxoneListUpsert().description;
	const field = properties.find(({ name }) => name === 'segmentField');
	expect(field?.description).toContain("CXone RF Score gives the segment as 'priority'");
});

/** All hints for n8n's AI workflow builder in a description. */
function builderTexts({ description }: INodeType): string[] {
	const { searchHint = '', relatedNodes = [] } = description.builderHint ?? {};
	return [
		searchHint,
		...relatedNodes.map(({ relationHint }) => relationHint),
		...flat(description.properties).flatMap(({ builderHint }) => builderHint?.propertyHint ?? []),
	];
}

test.each(NODES)("n8n's AI workflow builder is told about $description.displayName", (node) => {
	const texts = builderTexts(node);
	for (const text of texts) {
		expect(text).not.toBe('');
		expect(text.length).toBeLessThanOrEqual(200);
	}
	const names = NODES.map(({ description }) => `n8n-nodes-cxone.${description.name}`);
	const related = node.description.builderHint?.relatedNodes ?? [];
	expect(related.length).toBeGreaterThan(0);
	for (const { nodeType } of related) expect(names).toContain(nodeType);
});

test('every Dry Run tells the builder to leave it on', () => {
	const dryRuns = NODES.flatMap(({ description }) => description.properties).filter(
		({ name }) => name === 'dryRun',
	);
	expect(dryRuns).toHaveLength(2);
	for (const { builderHint } of dryRuns)
		expect(builderHint?.propertyHint).toMatch(/^Set true .* only a person turns it off$/);
});

test.each(NODES)('$description.displayName has operations with actions', ({ description }) => {
	const operation = description.properties.find(({ name }) => name === 'operation');
	expect(operation).toMatchObject({ type: 'options', noDataExpression: true });
	const choices = operation?.options as INodePropertyOptions[];
	expect(choices.map(({ value }) => value)).toContain(operation?.default);
	for (const { action } of choices) expect(action).toBeTruthy();
});

test('what allows an AI agent to dial shows on a tool alone', () => {
	const switches = NODES.flatMap(({ description }) => flat(description.properties)).filter(
		({ name }) => name === 'allowAgentLaunch',
	);
	expect(switches).toHaveLength(2);
	for (const { displayOptions } of switches)
		expect(displayOptions?.show?.['@tool']).toEqual([true]);
});
