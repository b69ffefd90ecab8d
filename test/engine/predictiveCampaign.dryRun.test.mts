import { jsonItems } from '../support/engine.mts';
import { fillList, forgetRequests, segmentItems } from './campaignRuns.mts';
import {
	callsOf,
	campaign,
	hintsOf,
	jsonsOf,
	shareSandbox,
	shortenWaits,
	upsert,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const dryRun = { dryRun: true };

function postedCalls(): string[] {
	return shared.sandbox.requests.filter(({ method }) => method === 'POST').map(({ call }) => call);
}

it('decides all and launches nothing', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	await campaign(sandbox, { items: segmentItems(listId, 'high') });
	forgetRequests(sandbox);
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'low'),
		parameters: dryRun,
	});

	expect(postedCalls()).toEqual(['token']);
	expect(sandbox.state.campaigns).toHaveLength(1);
	expect(jsonsOf(run.items)).toMatchObject([
		{ campaignId: 'camp-0001', created: false, outcome: 'existing' },
		{
			campaignId: null,
			campaignName: 'dynamic_outbound_campaign_low',
			listId,
			abandonThreshold: 8,
			status: 'active',
			created: false,
			outcome: 'dryRun',
		},
	]);
	expect(hintsOf(run)).toEqual([
		expect.stringContaining('above the ceiling'),
		'Dry run: nothing was launched.',
	]);
});

it('follows a dry run of CXone List Upsert, whose lists are not there yet', async () => {
	const { sandbox } = shared;
	const lists = await upsert(sandbox, {
		items: jsonItems({ contactId: 'a', priority: 'high' }, { contactId: 'b', priority: 'low' }),
		parameters: dryRun,
	});
	expect(jsonsOf(lists.items).map(({ listId }) => listId)).toEqual([null, null]);
	const run = await campaign(sandbox, { items: lists.items, parameters: dryRun });

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run.items)).toMatchObject([
		{ listId: null, segment: 'high', outcome: 'dryRun' },
		{ listId: null, segment: 'low', outcome: 'dryRun' },
	]);
	expect(postedCalls()).toEqual(['token', 'token']);
	expect(sandbox.state).toMatchObject({ lists: [], campaigns: [] });
});

it('checks thresholds and schedules as the real run does', async () => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: segmentItems('list-0001', 'high'),
		parameters: { ...dryRun, highThreshold: 11 },
	});

	expect(run.error?.message).toBe("'High Threshold (%)' is not a number from 1 to 10");
	expect(sandbox.requests).toEqual([]);
});

it('stops for an existing campaign with error, as the real run does', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	await campaign(sandbox, { items: segmentItems(listId, 'high') });
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { ...dryRun, ifExists: 'error' },
	});

	expect(run.error?.message).toContain('There is a campaign named');
});

it('sends nothing but look-ups where the tenant lacks them', async () => {
	await withSandbox({ absentCalls: ['findCampaigns', 'getList'] }, async (sandbox) => {
		const run = await campaign(sandbox, {
			items: segmentItems('list-0001', 'high'),
			parameters: dryRun,
		});

		expect(run.items[0].json).toMatchObject({ outcome: 'dryRun' });
		expect(callsOf(sandbox)).toEqual(['findCampaigns', 'findCampaigns', 'getList']);
	});
});

it('decides for two items of one name as the real run does', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const items = segmentItems(listId, 'high', 'high');
	const dry = await campaign(sandbox, { items, parameters: dryRun });
	const real = await campaign(sandbox, { items });

	expect(jsonsOf(real.items).map(({ outcome }) => outcome)).toEqual(['created', 'existing']);
	expect(jsonsOf(dry.items).map(({ outcome }) => outcome)).toEqual(['dryRun', 'existing']);
});
