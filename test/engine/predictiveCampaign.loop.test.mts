import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { runWorkflow, type EngineRun } from '../../tools/engine/engine.mts';
import { nodeDouble } from '../../tools/engine/nodeDouble.mts';
import { workflowNode } from '../support/engine.mts';
import { segmentItems } from './campaignRuns.mts';
import {
	scaleWaits,
	withTenant,
	type CampaignTenant,
	type CreateFate,
	type MadeCampaign,
} from './campaignTenant.mts';
import { jsonsOf } from './outboundRuns.mts';

scaleWaits(0.01);

/** Stands for Loop Over Items with a batch size of 1: the rest of the items is kept in the context of the node. */
const loopNode = nodeDouble(
	{ name: 'loop', inputs: ['main'], outputs: ['main', 'main'], group: ['transform'] },
	async function () {
		const kept = this.getContext('node');
		const left = (kept.left as INodeExecutionData[] | undefined) ?? this.getInputData();
		kept.left = left.slice(1);
		return left.length === 0 ? [[{ json: {} }], []] : [[], left.slice(0, 1)];
	},
);

/** Launches the items one by one in a loop. */
async function launchInLoop(
	tenant: CampaignTenant,
	items: INodeExecutionData[],
	parameters: INodeParameters,
	settings: IDataObject = {},
): Promise<EngineRun> {
	const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
	const campaignNode = {
		...workflowNode('Campaign', 'n8n-nodes-cxone.cxonePredictiveCampaign', parameters),
		credentials: { cxoneOAuth2Api: { id: 'credential', name: 'Credential' } },
		...settings,
	};
	return await runWorkflow(
		{
			nodes: [
				workflowNode('Trigger', 'n8n-nodes-base.manualTrigger'),
				workflowNode('Loop', 'test.loop'),
				campaignNode,
				workflowNode('Done', 'n8n-nodes-base.noOp'),
			],
			connections: {
				Trigger: { main: [to('Loop')] },
				Loop: { main: [to('Done'), to('Campaign')] },
				Campaign: { main: [to('Loop')] },
			},
		},
		{
			nodeTypes: {
				'test.loop': loopNode,
				'n8n-nodes-cxone.cxonePredictiveCampaign': new CxonePredictiveCampaign(),
			},
			credentialTypes: { cxoneOAuth2Api: new CxoneOAuth2Api() },
			credentials: { Credential: { ...tenant.credential } },
			startItems: items,
		},
	);
}

const itemsOf = (run: EngineRun) => jsonsOf(run.nodes.Campaign.outputs[0]);

it.each([{}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }])(
	'each round is a run of its own that launches what others did not, with %j',
	async (settings) => {
		await withTenant({ hiddenMs: 1e6 }, async (tenant) => {
			const items = segmentItems('list-1', 'high', 'medium', 'low');
			const run = await launchInLoop(tenant, items, { ifExists: 'error' }, settings);
			expect(run.error).toBeUndefined();
			expect(itemsOf(run).map(({ outcome }) => outcome)).toEqual(['created', 'created', 'created']);
			expect(tenant.campaigns).toHaveLength(3);
		});
	},
);

it('what an earlier round launched is there already, though no look-up shows it', async () => {
	await withTenant({ hiddenMs: 1e6 }, async (tenant) => {
		const items = segmentItems('list-1', 'high', 'high');
		const run = await launchInLoop(tenant, items, {});
		expect(itemsOf(run)).toMatchObject([
			{ campaignId: 'camp-1', outcome: 'created' },
			{ campaignId: 'camp-1', outcome: 'existing', created: false },
		]);
		expect(tenant.campaigns).toHaveLength(1);
	});
});

it.each([{}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }])(
	'what an earlier round launched is an error where the user chose so, with %j',
	async (settings) => {
		await withTenant({ hiddenMs: 1e6 }, async (tenant) => {
			const items = segmentItems('list-1', 'high', 'high');
			const run = await launchInLoop(tenant, items, { ifExists: 'error' }, settings);
			expect(run.error?.message).toContain('already (camp-1)');
			expect(tenant.campaigns).toHaveLength(1);
		});
	},
);

it('Create Another makes another in each round, and none is taken for that of another run', async () => {
	// Each round looks before and after its create; the campaign of the first one shows only at the last of these.
	let looks = 0;
	const rows = (campaigns: MadeCampaign[]) => JSON.stringify(looks++ < 3 ? [] : campaigns);
	await withTenant({ rows }, async (tenant) => {
		const items = segmentItems('list-1', 'high', 'high');
		const run = await launchInLoop(tenant, items, { ifExists: 'create' });
		expect(itemsOf(run).map(({ outcome }) => outcome)).toEqual(['created', 'created']);
		expect(tenant.campaigns).toHaveLength(2);
		const hints = run.nodes.Campaign.hints.map(({ message }) => message).join('\n');
		expect(hints).not.toContain('Another run');
		expect(looks).toBe(4);
	});
});

it('a try that fails in one round makes no round launch its campaign twice', async () => {
	let refusals = 1;
	const onCreate = (_: number, name: string): CreateFate | undefined =>
		name.endsWith('low') && refusals-- > 0 ? { status: 422 } : undefined;
	await withTenant({ hiddenMs: 1e6, onCreate }, async (tenant) => {
		const items = segmentItems('list-1', 'high', 'low', 'medium');
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const run = await launchInLoop(tenant, items, { ifExists: 'error' }, settings);
		expect(run.error).toBeUndefined();
		expect(tenant.campaigns.map(({ name }) => name.split('_').pop())).toEqual([
			'high',
			'low',
			'medium',
		]);
	});
});
