import { fillList, segmentItems } from './campaignRuns.mts';
import { campaign, hintsOf, jsonsOf, shareSandbox, shortenWaits } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();

it('is warned about by default, with both percentages, for each campaign above the ceiling', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, { items: segmentItems(listId, 'high', 'medium', 'low') });

	expect(hintsOf(run)).toEqual(
		[
			['medium', 5],
			['low', 8],
		].map(
			([segment, percent]) =>
				`Campaign 'dynamic_outbound_campaign_${segment}': The abandonment threshold of ${percent} % is above the ceiling of 3 % set in 'Maximum Abandonment Rate'. Check the law where the called persons live.`,
		),
	);
	expect(sandbox.state.campaigns).toHaveLength(3);
});

it('counts against the ceiling that is set', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'medium', 'low'),
		parameters: { maximumAbandonmentRate: 7.5 },
	});

	expect(hintsOf(run)).toHaveLength(1);
	expect(hintsOf(run)[0]).toContain('of 8 % is above the ceiling of 7.5 %');
});

it('stops the run before any request with block', async () => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: segmentItems('list-0001', 'high', 'low'),
		parameters: { abandonmentRule: 'block' },
	});

	expect(run.error).toMatchObject({
		message:
			"The abandonment threshold of 8 % is above the ceiling of 3 % set in 'Maximum Abandonment Rate', so the campaign was not launched",
		context: { itemIndex: 1 },
	});
	expect(sandbox.requests).toEqual([]);
});

it('blocks its campaign only with Continue', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high', 'low'),
		parameters: { abandonmentRule: 'block' },
		onError: 'continueErrorOutput',
	});

	expect(sandbox.state.campaigns.map(({ abandonThreshold }) => abandonThreshold)).toEqual([3]);
	expect(jsonsOf(run.errorItems)).toMatchObject([{ segment: 'low' }]);
	expect(hintsOf(run)).toEqual([]);
});

it('is not looked at with off', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'low'),
		parameters: { abandonmentRule: 'off' },
	});

	expect(hintsOf(run)).toEqual([]);
	expect(sandbox.state.campaigns).toHaveLength(1);
});

it.each([-1, 101])('has no ceiling of %d %%', async (maximumAbandonmentRate) => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: segmentItems('list-0001', 'high'),
		parameters: { maximumAbandonmentRate },
	});

	expect(run.error?.message).toBe("'Maximum Abandonment Rate (%)' is not a number from 0 to 100");
	expect(sandbox.requests).toEqual([]);
});
