// Needs: every n8n
import axios from 'axios';
import { DateTime } from 'luxon';

import { DAY_SKILL, USUAL_SKILLS } from '../../sandbox/acd/tenantSkills.mts';
import { askedSpan, findWrongInSandbox } from '../../tools/start/checkRun.mts';
import { countCalls, scoreAt, segmentOf } from '../../tools/start/expectedJob.mts';
import { SEGMENTS } from '../../tools/start/workflow.mts';
import { exampleWorkflow } from '../../tools/n8n/exampleWorkflow.mts';
import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import type { WorkflowDraft } from '../../tools/n8n/n8nClient.mts';
import { runN8nCommand } from '../../tools/n8n/n8nCommand.mts';
import { setUpSkills, skillOf } from '../engine/skillRuns.mts';
import { CRM, FILL, START, STOP, WATCH } from '../workflows/dialingDayRuns.mts';
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
	const skills = [...USUAL_SKILLS, DAY_SKILL];
	const whole = shareWholeN8n({ line, sandbox: { contacts: 300, acd: { skills } } });

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

	describe('the day of a dialing manager', () => {
		beforeEach(() => {
			setUpSkills(whole.sandbox);
		});

		test('is filled at night, started in the morning, watched, and stopped in the evening', async () => {
			const { client, sandbox } = whole;
			const skill = skillOf(sandbox, DAY_SKILL.skillId);
			const filled = await runOnce(client, await example(FILL), 'Every Night at 02:00');

			const [{ accepted }] = jsonOf(filled, 'Fill the List of the Day');
			expect(accepted).toBeGreaterThan(50);
			expect(sandbox.state.callingLists.map(({ records }) => records.length)).toEqual([accepted]);
			expect(jsonOf(filled, 'Sum Up the Night')).toMatchObject([
				{ failedChecks: [], outcome: 'configured' },
			]);
			expect(skill.isStarted).toBe(false);

			const started = await runOnce(client, await example(START), 'Weekdays at 08:30');
			expect(jsonOf(started, 'Say What Started')).toMatchObject([{ outcome: 'started' }]);
			expect(skill.isStarted).toBe(true);

			const looked = await runOnce(client, await example(WATCH), 'Every 10 Minutes');
			expect(jsonOf(looked, 'Judge the Rate')).toMatchObject([{ verdict: 'tooFew' }]);
			expect(skill.isStarted).toBe(true);
			const midnightMs = DateTime.now().setZone(ZONE).startOf('day').toMillis();
			const figures = { dials: 500, connects: 200, rightPartyConnects: 0, handled: 190 };
			skill.outcomes.push({ atMs: midnightMs, abandons: 10, ...figures });
			const judged = await runOnce(client, await example(WATCH), 'Every 10 Minutes');
			expect(jsonOf(judged, 'Say Why It Stopped')).toEqual([
				{ message: expect.stringContaining('10 of 200 answered calls'), wasRunning: true },
			]);
			expect(skill.isStarted).toBe(false);

			skill.isStarted = true;
			const stopped = await runOnce(client, await example(STOP), 'Every Evening at 19:45');
			expect(jsonOf(stopped, 'Say That It Stopped')).toMatchObject([{ status: 'stopped' }]);
			expect(skill.isStarted).toBe(false);
			expect(sandbox.requestCounts()).toMatchObject({ startSkill: 1, uploadCallingList: 1 });
		});

		test('a check that fails keeps the morning from starting', async () => {
			const { client, sandbox } = whole;
			await runOnce(client, await example(FILL), 'Every Night at 02:00');
			skillOf(sandbox, DAY_SKILL.skillId).agents = 0;
			const run = await runOnce(client, await example(START), 'Weekdays at 08:30');

			expect(run.status).toBe('error');
			expect(sandbox.requestCounts()).not.toHaveProperty('startSkill');
		});

		test('without counts the watchdog fails, so that an error workflow hears of it', async () => {
			const { client, sandbox } = whole;
			for (const call of ['skillSummary', 'skillsSummary', 'dialerContacts'] as const)
				sandbox.faults.add({ call, times: 'always', effect: { type: 'status', status: 403 } });
			const run = await runOnce(client, await example(WATCH), 'Every 10 Minutes');

			expect(run.status).toBe('error');
			expect(run.data.resultData.error?.message).toContain('CXone shows no counts');
		});

		test('the CRM posts a contact and gets its answer', async () => {
			const { client, n8n, sandbox } = whole;
			const draft = await example(CRM);
			const header = { name: 'X-Key', value: 'of-the-crm' };
			const chosen = await client.addCredential('CRM', header, 'httpHeaderAuth');
			const nodes = draft.nodes.map((node) =>
				node.type === 'n8n-nodes-base.webhook'
					? { ...node, credentials: { httpHeaderAuth: chosen } }
					: node,
			);
			await client.activate(await client.addWorkflow({ ...draft, nodes }));
			const post = async (body: object, key = header.value) =>
				await axios.post(`${n8n.url}/webhook/cxone-skill-contact`, body, {
					headers: { 'X-Key': key },
					validateStatus: () => true,
				});
			const { contactId } = sandbox.state.history[sandbox.state.history.length - 1];
			const phone = sandbox.phoneOf(contactId);
			const fields = { firstName: 'Ada', reason: 'Asked for an offer', contractValue: 1250.5 };

			expect((await post({ phone, ...fields }, 'wrong')).status).toBe(403);
			expect(sandbox.requests).toEqual([]);
			const taken = await post({ phone, ...fields });
			expect([taken.status, taken.data]).toMatchObject([200, { outcome: 'accepted', phone }]);
			expect(sandbox.state.callingLists.flatMap(({ records }) => records)).toMatchObject([
				{
					externalId: phone,
					fields: { firstName: 'Ada', notes: 'Asked for an offer', customer1: '1250.5' },
				},
			]);
			const again = await post({ phone, ...fields });
			expect([again.status, again.data]).toMatchObject([200, { outcome: 'existing' }]);
			const unknown = await post({ phone: '+12125550199' });
			expect([unknown.status, unknown.data]).toMatchObject([400, { outcome: 'noHistory' }]);
			for (const wrong of [{ phone: '12345' }, {}]) {
				const refused = await post(wrong);
				expect([refused.status, refused.data]).toMatchObject([
					400,
					{ outcome: 'notAPhone', reason: expect.stringContaining('body.phone') },
				]);
			}
			expect(sandbox.state.callingLists.flatMap(({ records }) => records)).toHaveLength(1);
		});
	});
});
