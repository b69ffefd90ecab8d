import { runWorkflow } from '../../tools/engine/engine.mts';
import { jsonItems, workflowNode } from '../support/engine.mts';
import { ProbeNode } from './benchDoubles.mts';

describe('a workflow', () => {
	const passOn = new ProbeNode(async function () {
		return [[{ json: { value: this.getNodeParameter('value', 0) } }]];
	});
	const toNode = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const workflow = {
		nodes: [
			workflowNode('Every Morning', 'n8n-nodes-base.scheduleTrigger'),
			workflowNode('Note', 'n8n-nodes-base.stickyNote', { content: 'Read me' }),
			workflowNode('Settings', 'n8n-nodes-base.set', {
				mode: 'raw',
				jsonOutput: '={{ { prefix: "dynamic_" + $json.name } }}',
			}),
			workflowNode('More', 'n8n-nodes-base.set', {
				assignments: {
					assignments: [{ id: '1', name: 'count', type: 'number', value: '={{ "3" }}' }],
				},
			}),
			workflowNode('Probe', 'n8n-nodes-base.probe', {
				value: '={{ $("Settings").first().json.prefix }}/{{ $json.count }}/{{ $now.zoneName }}',
			}),
		],
		connections: {
			'Every Morning': toNode('Settings'),
			Settings: toNode('More'),
			More: toNode('Probe'),
		},
		pinData: { Settings: jsonItems({ prefix: 'pinned' }) },
	};
	const options = {
		nodeTypes: { 'n8n-nodes-base.probe': passOn },
		credentialTypes: {},
		startItems: jsonItems({ name: 'outbound' }),
		timezone: 'Europe/Vienna',
	};

	it('passes values between nodes by expressions, in its zone', async () => {
		const finished: string[] = [];
		const run = await runWorkflow(workflow, {
			...options,
			mode: 'trigger',
			onNodeFinished: (nodeName) => finished.push(nodeName),
		});

		expect(run.status).toBe('success');
		expect(run.nodes.Probe.outputs[0][0].json.value).toBe('dynamic_outbound/3/Europe/Vienna');
		expect(finished).toEqual(['Every Morning', 'Settings', 'More', 'Probe']);
	});

	it('takes pinned items when it is run by hand', async () => {
		const run = await runWorkflow(workflow, options);

		expect(run.nodes.Probe.outputs[0][0].json.value).toBe('pinned/3/Europe/Vienna');
		expect(run.nodes.Settings.executions).toBe(0);
	});

	it('sorts items by conditions and joins the branches', async () => {
		const above = (rightValue: number) => ({
			conditions: {
				options: { version: 2, caseSensitive: true, leftValue: '', typeValidation: 'strict' },
				combinator: 'and',
				conditions: [
					{
						id: '1',
						leftValue: '={{ $json.score }}',
						rightValue,
						operator: { type: 'number', operation: 'gte' },
					},
				],
			},
		});
		const run = await runWorkflow(
			{
				nodes: [
					workflowNode('Webhook', 'n8n-nodes-base.webhook'),
					workflowNode('Known', 'n8n-nodes-base.filter', above(0)),
					workflowNode('Segment', 'n8n-nodes-base.switch', {
						rules: { values: [above(70), above(40)] },
					}),
					workflowNode('Medium Or More', 'n8n-nodes-base.if', above(40)),
					workflowNode('All', 'n8n-nodes-base.merge', { numberInputs: 3 }),
				],
				connections: {
					Webhook: toNode('Known'),
					Known: {
						main: [
							[
								{ node: 'Segment', type: 'main', index: 0 },
								{ node: 'Medium Or More', type: 'main', index: 0 },
							],
						],
					},
					Segment: {
						main: [
							[{ node: 'All', type: 'main', index: 0 }],
							[{ node: 'All', type: 'main', index: 1 }],
						],
					},
					'Medium Or More': { main: [[], [{ node: 'All', type: 'main', index: 2 }]] },
				},
			},
			{
				...options,
				startItems: jsonItems({ score: 90 }, { score: 50 }, { score: 9 }, { score: -1 }),
			},
		);

		expect(run.status).toBe('success');
		expect(run.nodes.All.outputs[0].map(({ json }) => json.score)).toEqual([90, 50, 9]);
	});

	it('splits a list into items', async () => {
		const run = await runWorkflow(
			{
				nodes: [
					workflowNode('Start', 'n8n-nodes-base.manualTrigger'),
					workflowNode('Split', 'n8n-nodes-base.splitOut', { fieldToSplitOut: 'rows' }),
				],
				connections: { Start: toNode('Split') },
			},
			{ ...options, startItems: jsonItems({ rows: [{ n: 1 }, { n: 2 }] }, { rows: [{ n: 3 }] }) },
		);

		expect(run.nodes.Split.outputs[0]).toEqual([
			{ json: { n: 1 }, pairedItem: { item: 0 } },
			{ json: { n: 2 }, pairedItem: { item: 0 } },
			{ json: { n: 3 }, pairedItem: { item: 1 } },
		]);
	});

	it('is refused with an unknown node type or no trigger', async () => {
		const unknown = { nodes: [workflowNode('A', 'x.unknown')], connections: {} };
		await expect(runWorkflow(unknown, options)).rejects.toThrow('Unknown node type "x.unknown"');

		const noTrigger = { nodes: [workflowNode('A', 'n8n-nodes-base.noOp')], connections: {} };
		await expect(runWorkflow(noTrigger, options)).rejects.toThrow('no enabled trigger');
	});
});
