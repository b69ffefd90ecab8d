import { countOf, fillList, makeEmptyList, segmentItems } from './campaignRuns.mts';
import { campaign, jsonsOf, shareSandbox, shortenWaits, withSandbox } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const NAME = 'dynamic_outbound_campaign_high';
const bare400 = { type: 'status', status: 400, body: '', contentType: 'text/plain' } as const;

it('is skipped by default, and the other campaigns are launched', async () => {
	const { sandbox } = shared;
	const emptyId = await makeEmptyList(sandbox, 'empty');
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: [...segmentItems(emptyId, 'high'), ...segmentItems(listId, 'low')],
	});

	expect(run.error).toBeUndefined();
	expect(run.items[0]).toEqual({
		json: {
			campaignId: null,
			campaignName: NAME,
			listId: emptyId,
			segment: 'high',
			abandonThreshold: 3,
			status: null,
			startTime: expect.stringMatching(/Z$/),
			endTime: expect.stringMatching(/Z$/),
			created: false,
			outcome: 'skippedEmptyList',
		},
		pairedItem: { item: 0 },
	});
	expect(run.items[1].json).toMatchObject({ outcome: 'created' });
	expect(sandbox.state.campaigns).toHaveLength(1);
});

it('stops the run with error', async () => {
	const { sandbox } = shared;
	const emptyId = await makeEmptyList(sandbox, 'empty');
	const run = await campaign(sandbox, {
		items: segmentItems(emptyId, 'high'),
		parameters: { ifListEmpty: 'error' },
	});

	expect(run.error?.message).toBe(
		`The list '${emptyId}' is empty, so the campaign '${NAME}' was not launched`,
	);
	expect(run.error?.description).toContain('Put contacts into the list first');
});

it('is known by its count when the 400 says nothing', async () => {
	const { sandbox } = shared;
	const emptyId = await makeEmptyList(sandbox, 'empty');
	sandbox.faults.add({ call: 'createCampaign', times: Infinity, effect: bare400 });
	const run = await campaign(sandbox, { items: segmentItems(emptyId, 'high') });

	expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'skippedEmptyList' }]);
	expect(countOf(sandbox, 'createCampaign')).toBe(1);
	// Once after the refusal, and eight times in the 30 s in which its count could rise.
	expect(countOf(sandbox, 'getList')).toBe(9);
});

it.each([
	['says nothing', bare400],
	['is about something else', { type: 'status', status: 400 } as const],
])('is not what a 400 means for a full list, when it %s', async (_title, effect) => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	sandbox.faults.add({ call: 'createCampaign', effect });
	const run = await campaign(sandbox, { items: segmentItems(listId, 'high') });

	expect(run.error?.message).toBe("CXone refused 'Create Campaign' as not valid (400)");
	expect(countOf(sandbox, 'createCampaign')).toBe(1);
});

it('cannot be known where the 400 says nothing and the tenant shows no list', async () => {
	await withSandbox({ absentCalls: ['getList'] }, async (sandbox) => {
		const emptyId = await makeEmptyList(sandbox, 'empty');
		sandbox.faults.add({ call: 'createCampaign', effect: bare400 });
		const run = await campaign(sandbox, { items: segmentItems(emptyId, 'high') });

		expect(run.error?.message).toBe("CXone refused 'Create Campaign' as not valid (400)");
	});
});

it('is told in a dry run too', async () => {
	const { sandbox } = shared;
	const emptyId = await makeEmptyList(sandbox, 'empty');
	const run = await campaign(sandbox, {
		items: segmentItems(emptyId, 'high'),
		parameters: { dryRun: true },
	});

	expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'skippedEmptyList', created: false }]);
	expect(countOf(sandbox, 'createCampaign')).toBe(0);
});
