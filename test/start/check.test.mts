import { type Sandbox, startSandbox } from '../../sandbox/server.mts';
import { loadPackageTypes } from '../../tools/engine/packageTypes.mts';
import { findWrongInRun, findWrongInSandbox } from '../../tools/start/checkRun.mts';
import { type JobRun, runJob } from '../../tools/start/job.mts';
import type { Stage } from '../../tools/start/report.mts';
import { findMadeTwice, runAgainstSandbox } from '../../tools/start/sandboxRun.mts';
import { paletteFor } from '../../tools/start/text.mts';
import { readWorkflow } from '../../tools/start/workflow.mts';

const ZONE = 'Europe/Vienna';
const palette = paletteFor(false, {});

/** A stage whose lines can be read. */
function stageOf(types: Stage['types']) {
	const said: string[] = [];
	const stage: Stage = {
		types,
		palette,
		timezone: ZONE,
		screen: { write: (text: string) => said.push(text) },
		say: (lines) => said.push(...lines),
	};
	return { stage, said };
}

describe('the check of a run in a sandbox', () => {
	let sandbox: Sandbox;
	let run: JobRun;

	beforeEach(async () => {
		sandbox = await startSandbox({ contacts: 200 });
		const { stage } = stageOf(loadPackageTypes('source'));
		run = await runJob(readWorkflow(), { ...stage, credential: sandbox.credential });
	});

	afterEach(async () => {
		await sandbox.close();
	});

	test('finds nothing wrong in a right one', () => {
		expect(findWrongInSandbox(sandbox, run, ZONE)).toEqual([]);
		expect(findWrongInRun(run, ZONE)).toEqual([]);
	});

	test('finds what is wrong with lists and contacts', () => {
		const [high, medium] = sandbox.state.lists;
		const [first, second, third, fourth] = medium.contacts.keys();
		const score = Number(medium.contacts.get(first)?.score);

		medium.contacts.set(first, { priority: 'medium', score: score + 0.001 });
		medium.contacts.delete(second);
		const moved = medium.contacts.get(third);
		medium.contacts.delete(third);
		high.contacts.set(third, { ...moved, priority: 'high' });
		medium.contacts.set(fourth, { ...medium.contacts.get(fourth), phone: '' });
		medium.contacts.set('C-none', { priority: 'medium', score: 50 });

		expect(findWrongInSandbox(sandbox, run, ZONE)).toEqual([
			`${fourth} has wrong attributes in the list dynamic_outbound_segment_medium`,
			`${third} is in high instead of medium`,
			expect.stringContaining(`${first} scores ${(score + 0.001).toFixed(6)} instead of`),
			'C-none is in medium, but has no calls',
			`${second} is missing`,
		]);
	});

	test('finds a second list and a contact that is there twice', () => {
		const [high, medium] = sandbox.state.lists;
		const [[contactId, data]] = high.contacts;
		medium.contacts.set(contactId, { ...data, priority: 'medium' });
		sandbox.state.lists.push({ ...high, id: 'list-0009' });

		expect(findWrongInSandbox(sandbox, run, ZONE)).toEqual([
			'the list dynamic_outbound_segment_high (list-0009) should not be there',
			`${contactId} is there twice`,
			`${contactId} is in medium instead of high`,
		]);
	});

	test('finds what is wrong with campaigns', () => {
		const { campaigns, lists } = sandbox.state;
		const [high, medium, low] = campaigns;
		high.abandonThreshold = 4;
		medium.startTime = '2026-01-01T09:00:00.000Z';
		low.listId = lists[0].id;
		campaigns.push({ ...high, id: 'camp-0009', name: 'another' });

		expect(findWrongInSandbox(sandbox, run, ZONE)).toEqual([
			`the campaign ${high.name} has the threshold 4 instead of 3`,
			expect.stringContaining(`the campaign ${medium.name} has the start 2026-01-01T09:00:00.000Z`),
			`the campaign ${low.name} has the segment high instead of low`,
			`the campaign ${low.name} has the list ${lists[0].id} instead of ${lists[2].id}`,
			'the campaign another should not be there',
			'there are 3 campaigns for high instead of 1',
			'there are 0 campaigns for low instead of 1',
		]);
	});

	test('finds a search for another time', () => {
		const bodies = sandbox.requests.filter(({ call }) => call === 'searchInteractions');
		for (const { body } of bodies) {
			const { filters } = body as { filters: { startTime: string } };
			filters.startTime = new Date(Date.parse(filters.startTime) + 60_000).toISOString();
		}
		expect(findWrongInSandbox(sandbox, run, ZONE)[0]).toMatch(/^the search was for .* 90 days$/);
	});

	test('finds what is wrong in the items of a run', () => {
		run.scores[0].score += 0.001;
		run.lists[1].accepted -= 1;
		const [campaign] = run.campaigns;
		campaign.endTime = null;
		expect(findWrongInRun(run, ZONE)).toEqual([
			expect.stringContaining(`${run.scores[0].contactId} scores`),
			expect.stringMatching(/^the list for medium takes \d+ contacts instead of \d+$/),
			expect.stringContaining(`the campaign ${campaign.campaignName} has the end  instead of`),
		]);
	});

	test('finds what a second run made again', () => {
		const { lists, campaigns } = sandbox.state;
		const before = { lists: lists.length, campaigns: campaigns.length };
		expect(findMadeTwice({ lists: [], campaigns: [] }, before, sandbox.state)).toEqual([]);
		expect(findMadeTwice(run, before, sandbox.state)).toHaveLength(6);
		expect(
			findMadeTwice({ lists: [], campaigns: [] }, { lists: 2, campaigns: 3 }, sandbox.state),
		).toEqual(['the sandbox has 3 lists and 3 campaigns instead of 2 and 3']);
	});
});

test('a node that scores wrongly fails the run against the sandbox, in clear words', async () => {
	const types = loadPackageTypes('source');
	const score = types.nodeTypes['n8n-nodes-cxone.cxoneRfScore'];
	const wrong = Object.create(score) as typeof score;
	wrong.execute = async function (...args) {
		const outputs = (await score.execute?.apply(this, args)) as Array<
			Array<{ json: { score: number } }>
		>;
		for (const { json } of outputs[0]) json.score += 0.5;
		return outputs as Awaited<ReturnType<NonNullable<typeof score.execute>>>;
	};
	const { stage, said } = stageOf({
		...types,
		nodeTypes: { ...types.nodeTypes, 'n8n-nodes-cxone.cxoneRfScore': wrong },
	});

	expect(await runAgainstSandbox(stage)).toBe(false);
	const lines = said.join('\n');
	expect(lines).toMatch(
		/✘ Check failed: .* gives something else in \d+ places\.\n {2}C-\d+ scores/,
	);
	expect(lines).toMatch(/… and \d+ more/);
	expect(lines).not.toContain('✔ Checked');
});
