// Needs: newest n8n, Redis and PostgreSQL
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

import { askedSpan, findWrongInSandbox } from '../../tools/start/checkRun.mts';
import { countCalls } from '../../tools/start/expectedJob.mts';
import { SEGMENTS } from '../../tools/start/workflow.mts';
import { exampleWorkflow } from '../../tools/n8n/exampleWorkflow.mts';
import type { SavedExecution, WorkflowDraft } from '../../tools/n8n/n8nClient.mts';
import type { RunningN8n } from '../../tools/n8n/n8nProcess.mts';
import { startCluster, type Cluster } from '../../tools/n8n/queue/cluster.mts';
import { ZONE } from '../workflows/exampleRuns.mts';
import { jsonOf } from './support/executions.mts';

const NIGHTLY = 'nightly-segmentation-to-campaigns.json';
const NIGHTLY_TRIGGER = 'Every Night at 02:00';
const PREVIEW = 'dry-run-preview.json';
const PREVIEW_TRIGGER = 'Run by Hand';
const SCALED_OUT = 'scaled-out-segmentation-to-campaigns.json';
const SHARDS = 8;
/** As many as the shards of the example share. */
const SHARDED_CONTACTS = 1_000;
const EXECUTIONS = 20;
const RACES = 5;
/** As a service over the internet has it; so two runs that start together are at the same step. */
const LATENCY_MS = 100;

let cluster: Cluster;

/** The ids of the executions that a worker says it finished. */
function finishedBy(worker: RunningN8n): string[] {
	return Array.from(worker.output().matchAll(/Worker finished execution (\d+)/g), ([, id]) => id);
}

/** What each worker finished beside what it had before. */
function watchWorkers(): () => string[][] {
	const before = cluster.workers.map((worker) => finishedBy(worker).length);
	return () => cluster.workers.map((worker, n) => finishedBy(worker).slice(before[n]));
}

async function saveExample(file: string): Promise<string> {
	const draft: WorkflowDraft = await exampleWorkflow(file, cluster.credential);
	const settings = { ...draft.settings, timezone: ZONE };
	return await cluster.client.addWorkflow({ ...draft, settings });
}

/** Starts a workflow so many times at once, and gives the executions when all have ended. */
async function runAtOnce(
	workflowId: string,
	triggerName: string,
	times: number,
): Promise<SavedExecution[]> {
	const { client } = cluster;
	const ids = await Promise.all(
		Array.from({ length: times }, async () => await client.execute(workflowId, triggerName)),
	);
	return await Promise.all(ids.map(async (id) => await client.ended(id)));
}

function hintsOf({ data }: SavedExecution): string[] {
	return Object.values(data.resultData.runData)
		.flat()
		.flatMap(({ hints = [] }) => hints.map(({ message }) => message));
}

beforeAll(async () => {
	cluster = await startCluster({
		line: '2.41',
		sandbox: { contacts: 400, latencyMs: LATENCY_MS },
	});
}, 300_000);

afterAll(async () => {
	await cluster?.close();
});

beforeEach(() => {
	cluster.sandbox.reset();
});

test('executions spread over both workers, and each of them has the package', async () => {
	const finished = watchWorkers();
	const executions = await runAtOnce(await saveExample(PREVIEW), PREVIEW_TRIGGER, EXECUTIONS);

	expect(executions.map(({ status }) => status)).toEqual(executions.map(() => 'success'));
	const [first, second] = finished();
	expect(first).not.toEqual([]);
	expect(second).not.toEqual([]);
	expect([...first, ...second].sort()).toEqual(executions.map(({ id }) => String(id)).sort());
});

describe('two executions that start at once', () => {
	test('without a token fetch one each at most', async () => {
		const { client, sandbox } = cluster;
		const withoutToken = await client.addCredential('Without Token', { ...sandbox.credential });
		const workflowId = await client.addWorkflow(await exampleWorkflow(PREVIEW, withoutToken));
		const executions = await runAtOnce(workflowId, PREVIEW_TRIGGER, 2);

		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
		const { token } = sandbox.requestCounts();
		expect(token).toBeGreaterThan(0);
		expect(token).toBeLessThanOrEqual(2);
	});

	test('with an expired token renew it once, or once for each worker', async () => {
		const { sandbox } = cluster;
		const workflowId = await saveExample(PREVIEW);
		// So that there is a token to expire.
		await runAtOnce(workflowId, PREVIEW_TRIGGER, 1);
		// A login serves for a minute those that still hold the token before it.
		await wait(61_000);
		sandbox.reset();
		sandbox.expireTokens();
		const finished = watchWorkers();
		const executions = await runAtOnce(workflowId, PREVIEW_TRIGGER, 2);

		expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(finished().map((ids) => ids.length)).toEqual([1, 1]);
		const { token } = sandbox.requestCounts();
		expect(token).toBeGreaterThan(0);
		expect(token).toBeLessThanOrEqual(2);
	});

	test('fill the same lists, and say which lists and campaigns are double', async () => {
		const { sandbox } = cluster;
		const workflowId = await saveExample(NIGHTLY);
		let doubles = 0;
		for (let race = 0; race < RACES; race++) {
			sandbox.reset();
			const executions = await runAtOnce(workflowId, NIGHTLY_TRIGGER, 2);
			expect(executions.map(({ status }) => status)).toEqual(['success', 'success']);

			const { lists, campaigns } = sandbox.state;
			const filled = lists.filter(({ contacts }) => contacts.size > 0);
			expect(filled.map(({ name }) => name).sort()).toEqual(
				SEGMENTS.map((segment) => `dynamic_outbound_segment_${segment}`).sort(),
			);
			const filledIds = filled.map(({ id }) => id);
			for (const { listId } of campaigns) expect(filledIds).toContain(listId);

			const hints = executions
				.flatMap(hintsOf)
				.filter((hint) => /Another run|lists named/.test(hint));
			const surplusLists = lists.filter(({ id }) => !filledIds.includes(id));
			const doubledCampaigns = campaigns.filter(
				({ name, id }) => campaigns.find((campaign) => campaign.name === name)?.id !== id,
			);
			for (const { id } of [...surplusLists, ...doubledCampaigns])
				expect(hints.some((hint) => hint.includes(id))).toBe(true);
			doubles += surplusLists.length + doubledCampaigns.length;
		}
		// Else nothing was tried here.
		expect(doubles).toBeGreaterThan(0);
	});
});

test('the scaled-out workflow searches its shards on both workers, and makes what an independent calculation says', async () => {
	const { client, sandbox } = cluster;
	const workflowId = await saveExample(SCALED_OUT);
	await client.activate(workflowId);
	const finished = watchWorkers();
	const startedMs = Date.now();
	const [execution] = await runAtOnce(workflowId, NIGHTLY_TRIGGER, 1);
	const wrong = findWrongInSandbox(sandbox, { startedMs, endedMs: Date.now() }, ZONE);

	expect(execution.data.resultData.error).toBeUndefined();
	expect(execution.status).toBe('success');
	expect(wrong).toEqual([]);
	expect(sandbox.state.lists).toHaveLength(SEGMENTS.length);
	expect(sandbox.state.campaigns).toHaveLength(SEGMENTS.length);
	// Each shard asks for contacts of its own, so that no history is split or counted twice.
	const asked = sandbox.requests
		.filter(({ call }) => call === 'searchInteractions')
		.flatMap(({ body }) => (body as { filters: { contactIds: string[] } }).filters.contactIds);
	expect(asked).toHaveLength(SHARDED_CONTACTS);
	expect(new Set(asked).size).toBe(SHARDED_CONTACTS);
	const [first, second] = finished();
	expect(first.length + second.length).toBe(SHARDS + 1);
	expect(first).not.toEqual([]);
	expect(second).not.toEqual([]);
});

test('a shard whose contacts never called adds nothing', async () => {
	const { client, sandbox } = cluster;
	const draft = await exampleWorkflow(SCALED_OUT, cluster.credential);
	// One contact for each shard; most of them CXone does not know.
	const ids = JSON.stringify(['C-000001', 'C-000002', 'N-3', 'N-4', 'N-5', 'N-6', 'N-7', 'N-8']);
	const changes: Record<string, object> = {
		'Contacts of the Shard': {
			jsonOutput: `={{ { contactIds: ${ids}.slice($json.body.shard, $json.body.shard + 1) } }}`,
		},
		'When a Shard Is Asked For': { path: 'cxone-few' },
		'Search Each Shard': {
			url: "={{ $execution.resumeUrl.split('/webhook-waiting/')[0] }}/webhook/cxone-few",
		},
	};
	const nodes = draft.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...changes[node.name] },
		webhookId: node.webhookId && randomUUID(),
	}));
	const workflowId = await client.addWorkflow({ ...draft, nodes });
	await client.activate(workflowId);
	const [execution] = await runAtOnce(workflowId, NIGHTLY_TRIGGER, 1);

	expect(execution.data.resultData.error).toBeUndefined();
	expect(execution.status).toBe('success');
	const spoken = sandbox.requests.filter(({ call }) => call === 'searchInteractions');
	expect(spoken).toHaveLength(SHARDS);
	const calls = countCalls(sandbox.state.history, askedSpan(sandbox.requests));
	const due = ['C-000001', 'C-000002'].filter((contactId) => calls.has(contactId));
	expect(due).not.toEqual([]);
	const found = jsonOf(execution, 'Search Each Shard').map(({ contactId }) => contactId);
	expect(found.sort()).toEqual(due);
});
