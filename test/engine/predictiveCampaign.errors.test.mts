import { countOf, fillList, segmentItems } from './campaignRuns.mts';
import {
	callsOf,
	campaign,
	jsonsOf,
	shareSandbox,
	shortenWaits,
	shownTexts,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const noRule = { abandonmentRule: 'off' };
const RERUN =
	'Running again is safe: campaigns that were launched are found by name and not launched twice.';

it('says under Stop what was launched and what was not', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const effect = { type: 'status', status: 400 } as const;
	sandbox.faults.add({ call: 'createCampaign', skip: 1, effect });
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'medium', 'low'),
		parameters: noRule,
	});

	expect(run.error).toMatchObject({
		message: "CXone refused 'Create Campaign' as not valid (400)",
		httpCode: '400',
		context: { itemIndex: 1 },
	});
	expect(run.error?.description).toContain(
		`Done: dynamic_outbound_campaign_high: created. Not tried: dynamic_outbound_campaign_low. ${RERUN}`,
	);
	expect(sandbox.state.campaigns.map(({ name }) => name)).toEqual([
		'dynamic_outbound_campaign_high',
	]);
});

it('runs again after a stop and launches the rest only', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const effect = { type: 'status', status: 400 } as const;
	sandbox.faults.add({ call: 'createCampaign', skip: 1, effect });
	const items = segmentItems(listId, 'high', 'medium', 'low');
	await campaign(sandbox, { items });
	const run = await campaign(sandbox, { items });

	expect(jsonsOf(run.items).map(({ outcome }) => outcome)).toEqual([
		'existing',
		'created',
		'created',
	]);
	expect(sandbox.state.campaigns).toHaveLength(3);
});

it('launches the others and gives the failed item with its input by the error output', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	sandbox.faults.add({
		call: 'createCampaign',
		skip: 1,
		effect: { type: 'status', status: 400, body: { error: 'bad', message: 'Not today.' } },
	});
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'medium', 'low'),
		parameters: noRule,
		onError: 'continueErrorOutput',
		retryOnFail: true,
		waitBetweenTries: 1,
	});

	expect(jsonsOf(run.items).map(({ segment }) => segment)).toEqual(['high', 'low']);
	expect(run.errorItems).toEqual([
		expect.objectContaining({
			json: {
				listId,
				segment: 'medium',
				error: "CXone refused 'Create Campaign' as not valid (400)",
				message: 'Check the parameters of this node. CXone said: Not today.',
			},
			pairedItem: { item: 1 },
		}),
	]);
	expect(run.node?.executions).toBe(1);
});

it('is not run a second time by Retry On Fail when all items failed', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const effect = { type: 'status', status: 400 } as const;
	sandbox.faults.add({ call: 'createCampaign', times: Infinity, effect });
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'low'),
		onError: 'continueErrorOutput',
		retryOnFail: true,
		waitBetweenTries: 1,
	});

	expect(run.node?.executions).toBe(1);
	expect(run.errorItems).toHaveLength(2);
	expect(countOf(sandbox, 'createCampaign')).toBe(2);
});

it.each([
	['campaigns:write', ['findCampaigns', 'createCampaign']],
	['campaigns:read', ['findCampaigns']],
])('names the scope %s when it is missing', async (scope, calls) => {
	const scopes = ['lists:read', 'lists:write', 'campaigns:read', 'campaigns:write'];
	await withSandbox({ scopes: scopes.filter((other) => other !== scope) }, async (sandbox) => {
		const listId = await fillList(sandbox, 'vip');
		const run = await campaign(sandbox, { items: segmentItems(listId, 'high') });

		expect(run.error?.message).toContain(`the scope '${scope}' is missing (403)`);
		expect(run.error?.description).toContain(`Add '${scope}' to the field 'Scope'`);
		expect(callsOf(sandbox)).toEqual(calls);
	});
});

it('fails only the campaign whose look-up fails, and launches it not', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	sandbox.faults.add({ call: 'findCampaigns', effect: { type: 'status', status: 400 } });
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'low'),
		onError: 'continueErrorOutput',
	});

	expect(jsonsOf(run.errorItems)).toMatchObject([
		{ segment: 'high', error: "CXone refused 'Look Up Campaigns' as not valid (400)" },
	]);
	expect(sandbox.state.campaigns.map(({ name }) => name)).toEqual([
		'dynamic_outbound_campaign_low',
	]);
});

it('shows nothing secret or personal of what CXone said', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const message = 'Contact +15550100123 "Jane Doe" jane@example.com token sandbox-0123456789abcdef';
	const effect = { type: 'status', status: 400, body: { error: 'e', message } } as const;
	sandbox.faults.add({ call: 'createCampaign', effect });
	const run = await campaign(sandbox, { items: segmentItems(listId, 'high') });

	expect(run.error?.description).toContain('CXone said: Contact');
	for (const secret of ['5550100123', 'Jane', 'jane@', '0123456789abcdef', 'sandbox-secret'])
		expect(shownTexts(run)).not.toContain(secret);
});

it.each([
	['timeout', 0, "'Timeout (Ms)' is not a number from 1 to 600000"],
	['delayBetweenCampaigns', -1, "'Delay Between Campaigns (Ms)' is not a number from 0 to 3600000"],
	['maxWaitMinutes', 31, "'Max Waiting Time (Minutes)' is not a number from 0 to 30"],
])('refuses %s = %p before any request', async (name, value, message) => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: segmentItems('list-0001', 'high'),
		parameters: { options: { [name]: value } },
	});

	expect(run.error?.message).toBe(message);
	expect(sandbox.requests).toEqual([]);
});

it('waits no longer in all than Max Waiting Time', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const effect = { type: 'status', status: 429, retryAfter: 31 } as const;
	sandbox.faults.add({ call: 'createCampaign', times: Infinity, effect });
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { options: { maxWaitMinutes: 0.5 } },
	});

	expect(run.error?.message).toContain('The waiting time of this run is used up');
	expect(countOf(sandbox, 'createCampaign')).toBe(1);
});
