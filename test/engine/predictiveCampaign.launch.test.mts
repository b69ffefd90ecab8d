import { jsonItems } from '../support/engine.mts';
import { countOf, fillList, segmentItems } from './campaignRuns.mts';
import {
	bodiesOf,
	callsOf,
	campaign,
	hintsOf,
	shareSandbox,
	shortenWaits,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const noRule = { abandonmentRule: 'off' };

it('makes a campaign for each segment, with all fields of the contract', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const before = Date.now();
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'medium', 'low'),
		parameters: noRule,
	});
	const after = Date.now();

	expect(run.error).toBeUndefined();
	expect(callsOf(sandbox).slice(0, 3)).toEqual(Array(3).fill('findCampaigns'));
	expect(callsOf(sandbox).slice(3)).toEqual([
		...Array(3).fill('createCampaign'),
		...Array(3).fill('findCampaigns'),
	]);
	const bodies = bodiesOf(sandbox, 'createCampaign') as Array<Record<string, string>>;
	const [{ startTime, endTime }] = bodies;
	expect(bodies).toEqual(
		[
			['high', 3],
			['medium', 5],
			['low', 8],
		].map(([segment, abandonThreshold]) => ({
			name: `dynamic_outbound_campaign_${segment}`,
			dialType: 'predictive',
			listId,
			abandonThreshold,
			startTime,
			endTime,
			wrapUpCode: 'Campaign Complete',
			status: 'active',
			predictiveDialingSettings: {
				targetAnswerRate: 0.85,
				maxCallsInProgress: 50,
				agentAvailabilityFactor: 0.9,
			},
		})),
	);
	expect(startTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
	const nowMs = Date.parse(startTime) - 15 * 60_000;
	expect(nowMs).toBeGreaterThanOrEqual(before);
	expect(nowMs).toBeLessThanOrEqual(after);
	expect(Date.parse(endTime) - nowMs).toBe(8 * 3_600_000);
	expect(run.items).toEqual(
		bodies.map(({ name, abandonThreshold }, item) => ({
			json: {
				campaignId: `camp-000${item + 1}`,
				campaignName: name,
				listId,
				segment: ['high', 'medium', 'low'][item],
				abandonThreshold,
				status: 'active',
				startTime,
				endTime,
				created: true,
				outcome: 'created',
			},
			pairedItem: { item },
		})),
	);
	expect(hintsOf(run)).toEqual([]);
});

it('takes every parameter from the item by expressions', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: jsonItems({ list: listId, name: ' spring ', n: 2 }),
		parameters: {
			...noRule,
			listId: { __rl: true, mode: 'id', value: '={{ $json.list }}' },
			segment: '={{ $json.none }}',
			campaignName: '={{ $json.name }}',
			thresholdBy: 'fixed',
			abandonThreshold: '={{ $json.n + 0.5 }}',
			wrapUpCode: '={{ "Done " + $json.n }}',
			status: 'paused',
			targetAnswerRate: '={{ $json.n / 2 }}',
			maxCallsInProgress: '={{ String($json.n) }}',
			agentAvailabilityFactor: '={{ $json.n / 4 }}',
		},
	});

	expect(bodiesOf(sandbox, 'createCampaign')).toMatchObject([
		{
			name: 'spring',
			listId,
			abandonThreshold: 2.5,
			wrapUpCode: 'Done 2',
			status: 'paused',
			predictiveDialingSettings: {
				targetAnswerRate: 1,
				maxCallsInProgress: 2,
				agentAvailabilityFactor: 0.5,
			},
		},
	]);
	expect(run.items[0].json).toMatchObject({ segment: null, status: 'paused' });
	expect(sandbox.state.campaigns[0].status).toBe('paused');
});

it('leaves an empty wrap-up code out', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { wrapUpCode: ' ' },
	});

	expect(bodiesOf(sandbox, 'createCampaign')[0]).not.toHaveProperty('wrapUpCode');
});

it.each([
	['targetAnswerRate', 0, "'Target Answer Rate' is not a number above 0 and up to 1"],
	['targetAnswerRate', 1.01, "'Target Answer Rate' is not a number above 0 and up to 1"],
	['maxCallsInProgress', 0, "'Max Calls in Progress' is not a whole number of 1 or more"],
	['maxCallsInProgress', 1.5, "'Max Calls in Progress' is not a whole number of 1 or more"],
	['agentAvailabilityFactor', 0, "'Agent Availability Factor' is not a number above 0 and up to 1"],
	[
		'agentAvailabilityFactor',
		90,
		"'Agent Availability Factor' is not a number above 0 and up to 1",
	],
	['campaignName', '={{ " " }}', "'Campaign Name' is empty"],
	['listId', '={{ $json.none }}', "'List' is empty"],
	['status', '={{ "running" }}', "'Status' is none of its choices"],
	['ifExists', '={{ "x" }}', "'If Campaign Exists' is none of its choices"],
	['ifListEmpty', '={{ "x" }}', "'If List Is Empty' is none of its choices"],
])('refuses %s = %p before any request', async (name, value, message) => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: segmentItems('list-0001', 'high'),
		parameters: { [name]: value },
	});

	expect(run.error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
});

it('waits between two campaigns, and not after the last', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'low'),
		// A hundredth of it.
		parameters: { ...noRule, options: { delayBetweenCampaigns: 80_000 } },
	});

	const [first, second] = sandbox.requests.filter(({ call }) => call === 'createCampaign');
	expect(second.startedAt - first.endedAt).toBeGreaterThanOrEqual(795);
	const requestsMs = second.endedAt - sandbox.requests[0].startedAt;
	expect(run.durationMs - requestsMs).toBeLessThan(780);
	expect(countOf(sandbox, 'createCampaign')).toBe(2);
});
