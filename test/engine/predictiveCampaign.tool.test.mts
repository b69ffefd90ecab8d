import type { IExecuteFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { runNode } from '../support/engine.mts';
import { fillList, segmentItems } from './campaignRuns.mts';
import { credentialOf, jsonsOf, shareSandbox, shortenWaits } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();

/** As n8n hangs the node under an agent: its type gets `Tool` at its end. */
class ToolOfAgent extends CxonePredictiveCampaign {
	constructor() {
		super();
		this.description = { ...this.description, name: `${this.description.name}Tool` };
	}
}

/** As n8n 2.x runs it from an agent that calls tools itself: the context says so. */
class CalledByAgent extends CxonePredictiveCampaign {
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const context = Object.create(this, { isToolExecution: { value: () => true } });
		return await CxonePredictiveCampaign.prototype.execute.call(context);
	}
}

async function runAsTool(
	node: typeof ToolOfAgent | typeof CalledByAgent,
	parameters: INodeParameters,
) {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	return await runNode(node, {
		items: segmentItems(listId, 'high'),
		parameters,
		credential: credentialOf(sandbox),
	});
}

describe.each([
	['under its tool type', ToolOfAgent],
	['in a tool context', CalledByAgent],
])('an agent that uses the node %s', (_title, node) => {
	it('may not launch a campaign', async () => {
		const run = await runAsTool(node, {});

		expect(run.error?.message).toBe('An AI agent may not launch this campaign');
		expect(run.error?.description).toContain("'Allow Launch by AI Agent' in 'Options'");
		expect(shared.sandbox.requests).toEqual([]);
	});

	it('may make a dry run', async () => {
		const run = await runAsTool(node, { dryRun: true });

		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'dryRun' }]);
		expect(shared.sandbox.state.campaigns).toEqual([]);
	});

	it('may read campaigns', async () => {
		const run = await runAsTool(node, { operation: 'getAll' });

		expect(run.error).toBeUndefined();
	});
});

it('an agent may launch when a person allowed it in the tool', async () => {
	const run = await runAsTool(ToolOfAgent, { options: { allowAgentLaunch: true } });

	expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'created' }]);
});

it('what the tool alone shows does not count where the node is none', async () => {
	const run = await runAsTool(CalledByAgent, { options: { allowAgentLaunch: true } });

	expect(run.error?.message).toBe('An AI agent may not launch this campaign');
	expect(shared.sandbox.requests).toEqual([]);
});
