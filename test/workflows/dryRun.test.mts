import type { Sandbox } from '../../sandbox/server.mts';
import { askedSpan } from '../../tools/start/checkRun.mts';
import { countCalls, scoreAt, segmentOf } from '../../tools/start/expectedJob.mts';
import { writesOf } from '../engine/skillRuns.mts';
import { readExample } from '../support/engine.mts';
import { openDay, setUpDay } from './dialingDayRuns.mts';
import { listContents, runAsItStands, runToItsEnd, startTenant } from './exampleRuns.mts';

const FILE = 'dry-run-preview.json';
const CONTACTS = Array.from({ length: 24 }, (_, n) => `C-${String(n + 1).padStart(6, '0')}`);

describe('with OAuth2', () => {
	let sandbox: Sandbox;

	beforeEach(async () => {
		sandbox = await startTenant();
	});

	afterEach(async () => {
		await sandbox.close();
	});

	test('it decides the whole job for its contacts and writes nothing', async () => {
		const run = await runAsItStands(FILE, sandbox);

		const asked = countCalls(
			sandbox.state.history.filter(({ contactId }) => CONTACTS.includes(contactId)),
			askedSpan(sandbox.requests),
		);
		const calls = [...asked.values()].reduce((sum, history) => sum + history.calls, 0);
		expect(calls).toBeGreaterThan(asked.size);
		expect(run.jsonOf('Search Their Calls')).toHaveLength(calls);

		const segments = [...asked.values()].map((history) => segmentOf(scoreAt(history, run.toMs)));
		const sizes = (['high', 'medium', 'low'] as const).map((segment) => ({
			segment,
			accepted: segments.filter((one) => one === segment).length,
		}));
		const present = sizes.filter(({ accepted }) => accepted > 0);
		expect(present.length).toBeGreaterThan(1);
		expect(run.jsonOf('Plan Lists')).toEqual(
			present.map((size) =>
				expect.objectContaining({ ...size, listId: null, created: true, dryRun: true }),
			),
		);
		const thresholds = { high: 3, medium: 5, low: 8 };
		expect(run.jsonOf('Plan Campaigns')).toEqual(
			present.map(({ segment }) =>
				expect.objectContaining({
					segment,
					outcome: 'dryRun',
					created: false,
					abandonThreshold: thresholds[segment],
				}),
			),
		);

		expect(sandbox.state).toMatchObject({ lists: [], campaigns: [] });
		const writes = ['createList', 'addContacts', 'createCampaign'];
		expect(Object.keys(sandbox.requestCounts()).filter((call) => writes.includes(call))).toEqual(
			[],
		);
	});

	test('after the nightly workflow it shows what is there already, and changes nothing', async () => {
		await runAsItStands('nightly-segmentation-to-campaigns.json', sandbox);
		const before = JSON.stringify([listContents(sandbox.state), sandbox.state.campaigns]);

		const run = await runAsItStands(FILE, sandbox);

		const ids = sandbox.state.lists.map(({ id }) => id);
		for (const list of run.jsonOf('Plan Lists')) {
			expect(list).toMatchObject({ created: false, dryRun: true });
			expect(ids).toContain(list.listId);
		}
		const outcomes = run.jsonOf('Plan Campaigns').map(({ outcome }) => outcome);
		expect(new Set(outcomes)).toEqual(new Set(['existing']));
		expect(JSON.stringify([listContents(sandbox.state), sandbox.state.campaigns])).toBe(before);
	});
});

describe('with an access key', () => {
	setUpDay();

	/** The example after a person did what its note says, and for one skill chose that too. */
	function switched({ skillName }: { skillName?: string } = {}) {
		const workflow = readExample(FILE);
		const talking = workflow.nodes.filter(({ credentials }) => credentials !== undefined);
		expect(talking).toHaveLength(3);
		for (const node of talking) {
			node.parameters.authentication = 'accessKey';
			node.credentials = { cxoneAccessKeyApi: { id: 'cxone-account', name: 'CXone account' } };
			if (skillName !== undefined && node.name === 'Plan Lists')
				node.parameters.skill = { __rl: true, mode: 'name', value: skillName };
		}
		return workflow;
	}

	/** How many contacts each segment is to have, by a count of its own. */
	function sizesOf({ clock, state }: Sandbox) {
		const toMs = clock.now();
		const asked = countCalls(
			state.history.filter(({ contactId }) => CONTACTS.includes(contactId)),
			{ fromMs: toMs - 90 * 86_400_000, toMs },
		);
		const segments = [...asked.values()].map((history) => segmentOf(scoreAt(history, toMs)));
		return (['high', 'medium', 'low'] as const)
			.map((segment) => ({ segment, accepted: segments.filter((one) => one === segment).length }))
			.filter(({ accepted }) => accepted > 0);
	}

	test.each([
		['three skills', {}, (segment: string) => `dynamic_outbound_${segment}`],
		['one skill', { skillName: 'dynamic_outbound' }, () => 'dynamic_outbound'],
	])(
		'it decides the whole job for its contacts and writes nothing: %s',
		async (_, choice, skillOf) => {
			const sandbox = await openDay({ hasNoise: false });
			const run = await runToItsEnd(switched(choice), sandbox);

			expect(run.error?.message).toBeUndefined();
			const sizes = sizesOf(sandbox);
			expect(sizes.length).toBeGreaterThan(1);
			const skillNames = sizes.map(({ segment }) => skillOf(segment));
			expect(run.jsonOf('Plan Lists')).toEqual(
				sizes.map((size, index) =>
					expect.objectContaining({
						...size,
						listName: `dynamic_outbound_2026-05-20_segment_${size.segment}`,
						listId: null,
						created: true,
						dryRun: true,
						skillName: skillNames[index],
					}),
				),
			);
			expect(run.jsonOf('Plan Campaigns')).toEqual(
				sizes.map(({ segment }, index) =>
					expect.objectContaining({
						segment,
						outcome: 'dryRun',
						status: 'stopped',
						abandonThreshold: 3,
						campaignName: skillNames[index],
						checks: expect.arrayContaining([expect.objectContaining({ check: 'callingHours' })]),
					}),
				),
			);
			expect(writesOf(sandbox)).toEqual([]);
			expect(sandbox.state.callingLists).toEqual([]);
		},
	);
});
