// Needs: every n8n
import axios from 'axios';

import { askedSpan, findWrongInSandbox } from '../../tools/start/checkRun.mts';
import { countCalls, scoreAt, segmentOf } from '../../tools/start/expectedJob.mts';
import { SEGMENTS } from '../../tools/start/workflow.mts';
import { exampleWorkflow } from '../../tools/n8n/exampleWorkflow.mts';
import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import type { WorkflowDraft } from '../../tools/n8n/n8nClient.mts';
import { runN8nCommand } from '../../tools/n8n/n8nCommand.mts';
import { listContents, ZONE } from '../workflows/exampleRuns.mts';
import { ENDS, expectedAt } from '../workflows/expectedCrmScores.mts';
import { jsonOf, readPrintedRun, runOnce, runSaved } from './support/executions.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

const NIGHTLY = 'nightly-segmentation-to-campaigns.json';
const NIGHTLY_TRIGGER = 'Every Night at 02:00';
const WRITES = ['createList', 'addContacts', 'createCampaign'];
/** As many as the dry run preview names. */
const PREVIEWED = Array.from({ length: 24 }, (_, n) => `C-${String(n + 1).padStart(6, '0')}`);

describe.each(N8N_LINE_NAMES)('n8n %s', (line) => {
	const whole = shareWholeN8n({ line, sandbox: { contacts: 300 } });

	async function example(file: string): Promise<WorkflowDraft> {
		const draft = await exampleWorkflow(file, whole.credential, whole.accessKey);
		// As the note in the workflow says: its hours follow the zone of its settings.
		return { ...draft, settings: { ...draft.settings, timezone: ZONE } };
	}

	/** Runs a saved workflow by n8n's command line, beside the n8n that serves. */
	async function runByCommand(workflowId: string) {
		const output = await runN8nCommand(
			whole.install,
			whole.home,
			['execute', `--id=${workflowId}`, '--rawOutput'],
			{ N8N_LOG_LEVEL: 'info' },
		);
		return readPrintedRun(output);
	}

	beforeEach(() => {
		whole.sandbox.reset();
	});

	describe('the nightly workflow', () => {
		test('makes the lists and campaigns of an independent calculation; a second run, by the command line, none', async () => {
			const { client, sandbox } = whole;
			const draft = await example(NIGHTLY);
			const startedMs = Date.now();
			const first = await runOnce(client, draft, NIGHTLY_TRIGGER);
			const wrong = findWrongInSandbox(sandbox, { startedMs, endedMs: Date.now() }, ZONE);

			expect(first.status).toBe('success');
			expect(wrong).toEqual([]);
			const names = SEGMENTS.map((segment) => `dynamic_outbound_segment_${segment}`);
			expect(Object.keys(listContents(sandbox.state)).sort()).toEqual(names.sort());
			expect(sandbox.state.campaigns).toHaveLength(SEGMENTS.length);

			const contactsBefore = sandbox.state.lists.map(({ contacts }) => [...contacts.keys()]);
			const campaignsBefore = JSON.stringify(sandbox.state.campaigns);
			// n8n's command starts no schedule: it wants a trigger that is pressed.
			const byHand = draft.nodes.map((node) =>
				node.name === NIGHTLY_TRIGGER
					? { ...node, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} }
					: node,
			);
			const second = await runByCommand(await client.addWorkflow({ ...draft, nodes: byHand }));

			expect(jsonOf(second, 'Fill Lists by Segment').map(({ created }) => created)).toEqual(
				SEGMENTS.map(() => false),
			);
			expect(jsonOf(second, 'Launch Campaigns').map(({ outcome }) => outcome)).toEqual(
				SEGMENTS.map(() => 'existing'),
			);
			expect(sandbox.requestCounts()).toMatchObject({ createList: 3, createCampaign: 3 });
			expect(sandbox.state.lists.map(({ contacts }) => [...contacts.keys()])).toEqual(
				contactsBefore,
			);
			expect(JSON.stringify(sandbox.state.campaigns)).toBe(campaignsBefore);
		});
	});

	describe('the dry run preview', () => {
		test.each(['by hand', 'by the command line'])(
			'decides for its contacts and writes nothing: %s',
			async (way) => {
				const { client, sandbox } = whole;
				const fromMs = Date.now();
				const workflowId = await client.addWorkflow(await example('dry-run-preview.json'));
				const run =
					way === 'by hand'
						? await runSaved(client, workflowId, 'Run by Hand')
						: await runByCommand(workflowId);

				const histories = countCalls(
					sandbox.state.history.filter(({ contactId }) => PREVIEWED.includes(contactId)),
					askedSpan(sandbox.requests),
				);
				const expected = new Map(
					[...histories].map(([contactId, history]) => [contactId, scoreAt(history, fromMs)]),
				);
				const scores = jsonOf(run, 'Score Contacts');
				expect(scores.map(({ contactId }) => contactId).sort()).toEqual(
					[...expected.keys()].sort(),
				);
				for (const { contactId, score, priority } of scores) {
					expect(score).toBeCloseTo(expected.get(String(contactId)) ?? NaN, 2);
					expect(priority).toBe(segmentOf(Number(score)));
				}
				const segments = SEGMENTS.filter((segment) =>
					scores.some(({ priority }) => priority === segment),
				);
				expect(segments.length).toBeGreaterThan(1);
				expect(jsonOf(run, 'Plan Campaigns')).toEqual(
					segments.map((segment) => expect.objectContaining({ segment, outcome: 'dryRun' })),
				);
				expect(sandbox.requestCounts()).not.toEqual({});
				for (const call of WRITES) expect(sandbox.requestCounts()).not.toHaveProperty(call);
			},
		);
	});

	describe('the CRM events', () => {
		test.each(['by hand', 'by the command line'])(
			'are sorted by urgency without any request: %s',
			async (way) => {
				const { client, sandbox } = whole;
				const workflowId = await client.addWorkflow(await example('score-crm-events.json'));
				const run =
					way === 'by hand'
						? await runSaved(client, workflowId, 'Run by Hand')
						: await runByCommand(workflowId);

				for (const end of ENDS) expect(jsonOf(run, end)).toEqual(expectedAt(end));
				expect(sandbox.requests).toEqual([]);
			},
		);
	});

	describe('the webhook', () => {
		test('answers a posted contact with its segment, and puts it into the list', async () => {
			const { client, n8n, sandbox } = whole;
			await client.activate(await client.addWorkflow(await example('crm-trigger-to-list.json')));
			const { contactId } = sandbox.state.history[sandbox.state.history.length - 1];
			const address = `${n8n.url}/webhook/cxone-contact`;
			const { data: answer } = await axios.post<{ score: number }>(address, { contactId });

			const histories = countCalls(sandbox.state.history, askedSpan(sandbox.requests));
			const history = histories.get(contactId) ?? { calls: 0, lastCallMs: 0 };
			const segment = segmentOf(scoreAt(history, Date.now()));
			const listName = `dynamic_outbound_segment_${segment}`;
			expect(history.calls).toBeGreaterThan(0);
			expect(answer).toEqual({
				contactId,
				segment,
				score: expect.closeTo(scoreAt(history, Date.now()), 2),
				listId: sandbox.state.lists[0].id,
				listName,
			});
			expect(listContents(sandbox.state)).toEqual({
				[listName]: { [contactId]: { priority: segment, score: answer.score } },
			});

			const refused = await axios.post(address, {}, { validateStatus: () => true });
			expect(refused.status).toBe(500);
			expect(sandbox.requestCounts()).toMatchObject({ createList: 1, addContacts: 1 });
		});
	});
});
