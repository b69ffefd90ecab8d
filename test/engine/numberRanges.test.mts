import type { INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { jsonItems, runNode } from '../support/engine.mts';
import { credentialOf, shareSandbox } from './outboundRuns.mts';
import { accessKeyOf } from './skillRuns.mts';

const shared = shareSandbox();
const LOW = -1e9;
const HIGH = 1e9;
const PART = 1.5;

/** What each number may not be, and what makes the node read it. */
const REFUSED: Record<string, [number[], INodeParameters?]> = {
	daysBack: [[LOW, 0, HIGH]],
	limit: [[LOW, 0, PART], { returnAll: false }],
	contactsPerRequest: [[LOW, 0, PART, HIGH]],
	maxConcurrency: [[LOW, 0, PART, HIGH]],
	maxPages: [[LOW, 0, PART]],
	maxWaitMinutes: [[LOW, HIGH]],
	pageSize: [[LOW, 0, PART, HIGH]],
	timeout: [[LOW, 0, HIGH]],
	batchSize: [[LOW, 0, PART, HIGH]],
	recencyMaxPoints: [[LOW]],
	recencyDecayPerDay: [[LOW]],
	frequencyPointsPerInteraction: [[LOW]],
	frequencyCap: [[LOW]],
	halfLifeDays: [[LOW, 0], { recencyDecay: 'halfLife' }],
	highSharePercent: [[LOW, HIGH], { thresholdsBy: 'share' }],
	mediumSharePercent: [[LOW, HIGH], { thresholdsBy: 'share' }],
	'CXone RF Score.restDays': [[LOW]],
	// Of scores no range is known: only their order is checked.
	'CXone RF Score.highThreshold': [[LOW]],
	'CXone RF Score.mediumThreshold': [[HIGH]],
	highThreshold: [[LOW, 0.5, 10.5, HIGH]],
	mediumThreshold: [[LOW, 0.5, 12, HIGH], { segment: 'medium' }],
	lowThreshold: [[LOW, 0.5, 12, HIGH], { segment: 'low' }],
	abandonThreshold: [[LOW, 0.5, 12, HIGH], { thresholdBy: 'fixed' }],
	maximumAbandonmentRate: [[LOW, HIGH]],
	startInMinutes: [[LOW, HIGH]],
	endInHours: [[LOW, HIGH]],
	targetAnswerRate: [[LOW, 0, PART, HIGH]],
	maxCallsInProgress: [[LOW, 0, PART]],
	agentAvailabilityFactor: [[LOW, 0, PART, HIGH]],
	expiresInDays: [[LOW, 0, PART, HIGH], { authentication: 'accessKey' }],
	restDays: [[LOW, HIGH], { authentication: 'accessKey' }],
	jobTimeoutMinutes: [[LOW, 0, HIGH], { authentication: 'accessKey' }],
	delayBetweenCampaigns: [[LOW, HIGH]],
	statisticsDays: [[LOW, 0, PART, 31], { operation: 'get' }],
};

interface NumberParameter {
	node: INodeType;
	property: INodeProperties;
	collection?: string;
}

function numbersOf(
	node: INodeType,
	properties: INodeProperties[],
	collection?: string,
): NumberParameter[] {
	return properties.flatMap((property) =>
		property.type === 'collection'
			? numbersOf(node, property.options as INodeProperties[], property.name)
			: property.type === 'number'
				? [{ node, property, collection }]
				: [],
	);
}

const NUMBERS = [
	new CxoneInteractionsSearch(),
	new CxoneRfScore(),
	new CxoneListUpsert(),
	new CxonePredictiveCampaign(),
].flatMap((node) => numbersOf(node, node.description.properties));

describe.each(NUMBERS)(
	'$property.displayName of $node.description.displayName',
	({ node, property, collection }) => {
		const { name, displayName, typeOptions } = property;
		const nodeName = node.description.displayName;
		const rule = REFUSED[`${nodeName}.${name}`] ?? REFUSED[name];

		it('is not clamped by the editor in silence', () => {
			// n8n's lint wants the lower end of this one.
			expect(typeOptions).toEqual(name === 'limit' ? { minValue: 1 } : undefined);
		});

		it('has a range that the node keeps', () => {
			expect(rule?.[0].length).toBeGreaterThan(0);
		});

		it.each(rule?.[0] ?? [])('may not be %d', async (value) => {
			const set: INodeParameters = { [name]: value };
			const isOfSkills = property.displayOptions?.show?.authentication?.[0] === 'accessKey';
			const isReading = name === 'limit' && nodeName === 'CXone Predictive Campaign';
			const run = await runNode(node, {
				items: jsonItems({
					contactId: 'A',
					startTime: '2026-01-01',
					priority: 'high',
					segment: 'high',
					listId: 'list-0001',
					skillId: '4001',
				}),
				parameters: {
					...(isOfSkills && { authentication: 'accessKey' }),
					...rule[1],
					...(isReading && { operation: 'getAll' }),
					...(collection === undefined ? set : { [collection]: set }),
				},
				...(node.description.credentials && {
					credential: isOfSkills ? accessKeyOf(shared.sandbox) : credentialOf(shared.sandbox),
				}),
			});

			expect(run.status).toBe('error');
			expect(`${run.error?.message} ${run.error?.description}`).toContain(`'${displayName}'`);
			expect(run.error?.description).toMatch(/\w{3}/);
			expect(shared.sandbox.requests).toEqual([]);
		});
	},
);
