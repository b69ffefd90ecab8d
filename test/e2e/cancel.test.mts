// Needs: every n8n
import { setTimeout as wait } from 'node:timers/promises';

import type { CallName } from '../../sandbox/server.mts';
import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import type { WorkflowDraft } from '../../tools/n8n/n8nClient.mts';
import { chain, cxoneNode } from './support/drafts.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

const STOPPED_WITHIN_MS = 1_000;
const WATCHED_MS = 3_000;

function isDone(status: number): boolean {
	return status >= 200 && status < 300;
}

describe.each(N8N_LINE_NAMES)('n8n %s', (line) => {
	const whole = shareWholeN8n({ line, sandbox: { contacts: 60, latencyMs: 100 } });

	beforeEach(() => {
		whole.sandbox.reset();
	});

	/** Starts a workflow, presses Stop once so many of the calls are answered, and looks on for a while. */
	async function stopAfter(draft: WorkflowDraft, call: CallName, count: number) {
		const { client, sandbox } = whole;
		const executionId = await client.execute(await client.addWorkflow(draft), 'Trigger');
		const isReached = () =>
			sandbox.requests.filter((one) => one.call === call && isDone(one.status)).length >= count;
		while (!isReached()) {
			expect((await client.execution(executionId)).status).toBe('running');
			await wait(20);
		}
		const stoppedMs = Date.now();
		await client.stop(executionId);
		await wait(WATCHED_MS);
		const late = sandbox.requests.filter(
			({ startedAt }) => startedAt > stoppedMs + STOPPED_WITHIN_MS,
		);
		return { late: late.map((one) => one.call), execution: await client.ended(executionId) };
	}

	test('a stopped search sends nothing more, and no node behind it begins', async () => {
		const { credential, sandbox } = whole;
		const { late, execution } = await stopAfter(
			chain(
				'Long search',
				[{}],
				[
					cxoneNode('InteractionsSearch', 'Search', credential, {
						contactSource: 'all',
						daysBack: 400,
						options: { pageSize: 1, maxConcurrency: 1 },
					}),
					cxoneNode('RfScore', 'Score', credential),
					cxoneNode('ListUpsert', 'Lists', credential),
					cxoneNode('PredictiveCampaign', 'Campaigns', credential),
				],
			),
			'searchInteractions',
			5,
		);

		expect(late).toEqual([]);
		expect(execution.status).toBe('canceled');
		expect(sandbox.state).toMatchObject({ lists: [], campaigns: [] });
	});

	test('stopped between two campaigns, the second is not made', async () => {
		const { credential, sandbox } = whole;
		const contacts = ['high', 'low'].map((priority) => ({ contactId: `C-${priority}`, priority }));
		const { late, execution } = await stopAfter(
			chain('Two campaigns', contacts, [
				cxoneNode('ListUpsert', 'Lists', credential),
				cxoneNode('PredictiveCampaign', 'Campaigns', credential, {
					options: { delayBetweenCampaigns: 2_000 },
				}),
			]),
			'createCampaign',
			1,
		);

		expect(late).toEqual([]);
		expect(execution.status).toBe('canceled');
		expect(sandbox.state.campaigns).toHaveLength(1);
	});
});
