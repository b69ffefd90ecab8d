import type { Sandbox } from '../../sandbox/server.mts';
import { askedSpan } from '../../tools/start/checkRun.mts';
import { countCalls, expectCampaigns, scoreAt } from '../../tools/start/expectedJob.mts';
import { type ExampleRun, listContents, runAsItStands, startTenant, ZONE } from './exampleRuns.mts';

const FILE = 'nightly-segmentation-to-campaigns.json';
const NINETY_DAYS_MS = 90 * 86_400_000;

let sandbox: Sandbox;
let first: ExampleRun;
let second: ExampleRun;
let afterFirst: { lists: string; campaigns: string };

/** What must never change once made: ids, names, descriptions. */
function identities({ lists, campaigns }: Sandbox['state']) {
	return {
		lists: JSON.stringify(lists.map(({ id, name, contacts }) => [id, name, [...contacts.keys()]])),
		campaigns: JSON.stringify(campaigns),
	};
}

beforeAll(async () => {
	sandbox = await startTenant();
	first = await runAsItStands(FILE, sandbox);
});

afterAll(async () => {
	await sandbox.close();
});

test('it asks for the voice calls of all contacts in the last 90 days', () => {
	const filters = sandbox.requests
		.filter(({ call }) => call === 'searchInteractions')
		.map(({ body }) => (body as { filters: Record<string, string> }).filters);
	const starts = filters.map(({ startTime }) => Date.parse(startTime));
	const ends = filters.map(({ endTime }) => Date.parse(endTime));
	const endMs = Math.max(...ends);
	expect(endMs - Math.min(...starts)).toBe(NINETY_DAYS_MS);
	expect(endMs).toBeGreaterThanOrEqual(first.fromMs);
	expect(endMs).toBeLessThanOrEqual(first.toMs);
	for (const filter of filters) {
		expect(filter).toMatchObject({ interactionType: ['voice'] });
		expect(filter).not.toHaveProperty('contactIds');
	}
});

test('every contact with calls is in the list of its segment, with segment and score', () => {
	const histories = countCalls(sandbox.state.history, askedSpan(sandbox.requests));
	const contents = listContents(sandbox.state);
	expect(Object.keys(contents)).toEqual(
		['high', 'medium', 'low'].map((segment) => `dynamic_outbound_segment_${segment}`),
	);
	const counts: number[] = [];
	const seen: string[] = [];
	for (const [segment, from, below] of [
		['high', 70, Infinity],
		['medium', 40, 70],
		['low', -Infinity, 40],
	] as const) {
		const contacts = contents[`dynamic_outbound_segment_${segment}`];
		for (const [contactId, data] of Object.entries(contacts)) {
			const history = histories.get(contactId);
			const score = Number(data.score);
			expect(data).toEqual({ priority: segment, score });
			expect(score).toBeGreaterThanOrEqual(from);
			expect(score).toBeLessThan(below);
			expect(history).toBeDefined();
			if (history === undefined) continue;
			expect(score).toBeLessThanOrEqual(scoreAt(history, first.fromMs) + 1e-9);
			expect(score).toBeGreaterThanOrEqual(scoreAt(history, first.toMs) - 1e-9);
			seen.push(contactId);
		}
		counts.push(Object.keys(contacts).length);
	}
	expect(seen.sort()).toEqual([...histories.keys()].sort());
	expect(Math.min(...counts)).toBeGreaterThan(0);
	expect(first.jsonOf('Fill Lists by Segment').map(({ accepted }) => accepted)).toEqual(counts);
});

test('each list has a campaign with its threshold, for the next 9:00 to 17:00', () => {
	const { lists, campaigns } = sandbox.state;
	const shown = campaigns.map(({ name, listId, abandonThreshold, startTime, endTime }) => ({
		name,
		segment: lists.find(({ id }) => id === listId)?.name.replace('dynamic_outbound_segment_', ''),
		abandonThreshold,
		startTime,
		endTime,
	}));
	// Only a run across nine o'clock has two answers.
	const answers = [first.fromMs, first.toMs].map((ms) => expectCampaigns(ms, ZONE));
	expect(answers).toContainEqual(shown);
	for (const campaign of campaigns) {
		expect(campaign).toMatchObject({
			dialType: 'predictive',
			status: 'active',
			wrapUpCode: 'Campaign Complete',
			predictiveDialingSettings: {
				targetAnswerRate: 0.85,
				maxCallsInProgress: 50,
				agentAvailabilityFactor: 0.9,
			},
		});
		expect(Date.parse(campaign.startTime)).toBeGreaterThan(first.fromMs);
	}
});

test('it warns about thresholds above 3 %', () => {
	const hints = first.nodes['Launch Campaigns'].hints.map(({ message }) => message);
	expect(hints).toEqual([
		expect.stringContaining('of 5 % is above the ceiling of 3 %'),
		expect.stringContaining('of 8 % is above the ceiling of 3 %'),
	]);
});

describe('a second run the same night', () => {
	beforeAll(async () => {
		afterFirst = identities(sandbox.state);
		second = await runAsItStands(FILE, sandbox);
	});

	test('finds the lists and campaigns and makes none', () => {
		expect(sandbox.requestCounts()).toMatchObject({ createList: 3, createCampaign: 3 });
		expect(identities(sandbox.state)).toEqual(afterFirst);
		expect(second.jsonOf('Fill Lists by Segment').map(({ created }) => created)).toEqual([
			false,
			false,
			false,
		]);
		expect(second.jsonOf('Launch Campaigns').map(({ outcome }) => outcome)).toEqual([
			'existing',
			'existing',
			'existing',
		]);
	});

	test('and brings the scores up to date', () => {
		const highest = second.jsonOf('Score Contacts')[0];
		const contents = listContents(sandbox.state).dynamic_outbound_segment_high;
		expect(contents[String(highest.contactId)]).toEqual({
			priority: 'high',
			score: highest.score,
		});
		expect(highest.score).toBeLessThan(Number(first.jsonOf('Score Contacts')[0].score));
	});
});
