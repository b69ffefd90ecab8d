import type { IExecuteFunctions, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { jsonsOf, shareSandbox, shortenWaits } from './outboundRuns.mts';
import { expectSilence, listItem, putList, setUpSkills, skillOf, skills } from './skillRuns.mts';

shortenWaits();
const shared = shareSandbox();

beforeEach(() => setUpSkills(shared.sandbox));

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
	parameters: INodeParameters,
	node: typeof ToolOfAgent | typeof CalledByAgent,
) {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	return await skills(sandbox, { items: [listItem(listId)], parameters }, node);
}

describe.each([
	['under its tool type', ToolOfAgent],
	['by a context that says so', CalledByAgent],
])('as a tool of an AI agent, %s', (_, node) => {
	it.each<[string, INodeParameters]>([
		['start', { operation: 'start' }],
		['start in a launch', { startDialing: true }],
		['start in a launch, as the agent writes it', { startDialing: 'True' }],
	])('it may not %s', async (__, parameters) => {
		const run = await runAsTool(parameters, node);
		expect(run.error?.message).toBe('An AI agent may not start this skill');
		expectSilence(shared.sandbox);
	});

	it.each<[string, INodeParameters, string]>([
		['set and check', {}, 'configured'],
		['rehearse a start', { operation: 'start', dryRun: true }, 'dryRun'],
		['stop', { operation: 'stop' }, 'stopped'],
	])('it may %s', async (__, parameters, outcome) => {
		const run = await runAsTool(parameters, node);
		expect(jsonsOf(run)).toMatchObject([{ outcome }]);
		expectSilence(shared.sandbox);
	});

	it('it may look', async () => {
		const run = await runAsTool({ operation: 'get' }, node);
		expect(jsonsOf(run)).toMatchObject([{ campaignId: '4001', running: false }]);
		const all = await runAsTool({ operation: 'getAll' }, node);
		expect(all.items).toHaveLength(3);
	});
});

it('as a tool it starts a skill where a person allowed it', async () => {
	const options = { allowAgentLaunch: true };
	const run = await runAsTool({ operation: 'start', options }, ToolOfAgent);
	expect(jsonsOf(run)).toMatchObject([{ outcome: 'started' }]);
	expect(skillOf(shared.sandbox).isStarted).toBe(true);
});
