import type { Sandbox } from '../../sandbox/server.mts';
import { askedSpan } from '../../tools/start/checkRun.mts';
import { countCalls, scoreAt, segmentOf } from '../../tools/start/expectedJob.mts';
import { listContents, runAsItStands, startTenant } from './exampleRuns.mts';

const FILE = 'dry-run-preview.json';
const CONTACTS = Array.from({ length: 24 }, (_, n) => `C-${String(n + 1).padStart(6, '0')}`);

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
	expect(Object.keys(sandbox.requestCounts()).filter((call) => writes.includes(call))).toEqual([]);
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
