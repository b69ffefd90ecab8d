import { countOf, fillList, segmentItems } from './campaignRuns.mts';
import { campaign, shareSandbox, shortenWaits, withSandbox } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const RETRY = { ifOutcomeUnknown: 'retry' };

it('makes one campaign although the look-up lags behind', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const contentType = 'application/json';
	const body = '{"data": [], "pagination": {"nextPageToken": null}}';
	sandbox.faults.add({ call: 'createCampaign', when: 'after', effect: { type: 'drop' } });
	sandbox.faults.add({
		call: 'findCampaigns',
		times: 2,
		skip: 1,
		effect: { type: 'raw', contentType, body },
	});
	const run = await campaign(sandbox, { items: segmentItems(listId, 'high') });

	expect(countOf(sandbox, 'findCampaigns')).toBe(5);
	expect(countOf(sandbox, 'createCampaign')).toBe(1);
	expect(run.items[0].json).toMatchObject({ campaignId: 'camp-0001', outcome: 'created' });
});

it('takes no older campaign of the name for the new one', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const items = segmentItems(listId, 'high');
	await campaign(sandbox, { items });
	sandbox.faults.add({ call: 'createCampaign', effect: { type: 'status', status: 500 } });
	const run = await campaign(sandbox, {
		items,
		parameters: { ifExists: 'create', options: RETRY },
	});

	expect(run.items[0].json).toMatchObject({ campaignId: 'camp-0002', outcome: 'created' });
	expect(countOf(sandbox, 'createCampaign')).toBe(3);
	expect(sandbox.state.campaigns).toHaveLength(2);
});

it.each([
	['before', 0],
	['after', 1],
] as const)(
	'does not create again where CXone names an hour to wait, %s the work is done',
	async (when, campaigns) => {
		const { sandbox } = shared;
		const listId = await fillList(sandbox, 'vip');
		const effect = { type: 'status', status: 503, retryAfter: '3600' } as const;
		sandbox.faults.add({ call: 'createCampaign', when, effect });
		const run = await campaign(sandbox, { items: segmentItems(listId, 'high') });

		expect(countOf(sandbox, 'createCampaign')).toBe(1);
		expect(sandbox.state.campaigns).toHaveLength(campaigns);
		if (campaigns === 0) expect(run.error?.message).toMatch(/60 minutes|1 hour|3,?600/);
		else expect(run.items[0].json).toMatchObject({ outcome: 'created' });
	},
);

it('creates again where the user chose so, when the look-ups show that nothing was made', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	sandbox.faults.add({ call: 'createCampaign', times: 3, effect: { type: 'drop' } });
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { options: RETRY },
	});

	expect(run.error).toBeUndefined();
	expect(countOf(sandbox, 'createCampaign')).toBe(4);
	expect(sandbox.state.campaigns).toHaveLength(1);
});

it('gives up after four tries that made nothing', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const effect = { type: 'status', status: 500 } as const;
	sandbox.faults.add({ call: 'createCampaign', times: Infinity, effect });
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { options: RETRY },
	});

	expect(run.error?.message).toBe(
		"CXone could not carry out 'Create Campaign' after 4 tries (status 500)",
	);
	expect(countOf(sandbox, 'createCampaign')).toBe(4);
});

it('does not know where the look-up is absent, and creates no second campaign', async () => {
	await withSandbox({ absentCalls: ['findCampaigns'] }, async (sandbox) => {
		const listId = await fillList(sandbox, 'vip');
		sandbox.faults.add({ call: 'createCampaign', when: 'after', effect: { type: 'drop' } });
		const run = await campaign(sandbox, { items: segmentItems(listId, 'high', 'low') });

		expect(run.error?.message).toBe("It is not known whether 'Create Campaign' was carried out");
		expect(run.error?.description).toContain(
			"Look in CXone whether the campaign 'dynamic_outbound_campaign_high' exists.",
		);
		expect(run.error?.description).toContain('Not tried: dynamic_outbound_campaign_low.');
		expect(run.error?.description).not.toContain('Running again is safe');
		expect(countOf(sandbox, 'createCampaign')).toBe(1);
		expect(sandbox.state.campaigns).toHaveLength(1);
	});
});
