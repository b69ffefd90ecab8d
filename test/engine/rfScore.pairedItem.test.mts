import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { jsonItems, runExample, workflowNode } from '../support/engine.mts';
import { AS_OF, daysAgo, score } from './scoreRuns.mts';

describe('a scored contact', () => {
	it('names all the input items that it came from', async () => {
		const run = await score([
			{ id: 1, contactId: 'A', startTime: daysAgo(5) },
			{ id: 2, contactId: 'B', startTime: daysAgo(1) },
			{ id: 3, contactId: 'A', startTime: daysAgo(9) },
			{ contactId: '' },
			{ id: 1, contactId: 'A', startTime: daysAgo(5) },
			{ contactId: 'C' },
			{ contactId: 'A' },
		]);

		expect(run.items.map(({ json, pairedItem }) => [json.contactId, pairedItem])).toEqual([
			['A', [{ item: 0 }, { item: 2 }, { item: 4 }, { item: 6 }]],
			['B', { item: 1 }],
			['C', { item: 5 }],
		]);
	});

	it('names all its summaries', async () => {
		const summary = { contactId: 'A', frequency: 1, lastInteraction: daysAgo(1) };

		const run = await score([summary, { ...summary, contactId: 'B' }, summary], {
			inputData: 'contactSummary',
			splitBySegment: true,
		});

		expect(run.node?.outputs[1].map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0 }, { item: 2 }],
			{ item: 1 },
		]);
	});

	it('leads a later node back to the item that it came from', async () => {
		const run = await runExample(
			{
				nodes: [
					workflowNode('Trigger', 'n8n-nodes-base.manualTrigger'),
					workflowNode('Score', 'n8n-nodes-cxone.cxoneRfScore', { referenceTime: AS_OF }),
					workflowNode('After', 'n8n-nodes-base.set', {
						mode: 'raw',
						jsonOutput: '={{ { id: $json.contactId, name: $("Trigger").item.json.name } }}',
					}),
				],
				connections: {
					Trigger: { main: [[{ node: 'Score', type: 'main', index: 0 }]] },
					Score: { main: [[{ node: 'After', type: 'main', index: 0 }]] },
				},
			},
			{
				nodeTypes: { 'n8n-nodes-cxone.cxoneRfScore': new CxoneRfScore() },
				startItems: jsonItems(
					{ contactId: 'A', startTime: daysAgo(9), name: 'Ada' },
					{ contactId: 'B', startTime: daysAgo(1), name: 'Bo' },
				),
			},
		);

		expect(run.status).toBe('success');
		expect(run.nodes.After.outputs[0].map(({ json }) => json)).toEqual([
			{ id: 'B', name: 'Bo' },
			{ id: 'A', name: 'Ada' },
		]);
	});
});

it('leaves the input items as they are', async () => {
	const jsons = [{ id: 1, contactId: 'A', startTime: daysAgo(5), deep: { a: [1] } }];
	const before = structuredClone(jsons);

	await score(jsons);

	expect(jsons).toEqual(before);
});
