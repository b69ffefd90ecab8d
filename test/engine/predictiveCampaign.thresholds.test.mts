import type { INodeParameters } from 'n8n-workflow';

import { fillList, segmentItems } from './campaignRuns.mts';
import { bodiesOf, campaign, jsonsOf, shareSandbox, shortenWaits } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const noRule = { abandonmentRule: 'off' };

/** The thresholds that are sent for items of these segments. */
async function sentFor(segments: string[], parameters: INodeParameters): Promise<unknown[]> {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: segmentItems(listId, ...segments),
		parameters: { ...noRule, ...parameters },
	});
	expect(run.error).toBeUndefined();
	return bodiesOf(sandbox, 'createCampaign').map(
		(body) => (body as { abandonThreshold: unknown }).abandonThreshold,
	);
}

it('are those of the segment', async () => {
	const parameters = { highThreshold: 1, mediumThreshold: 2.75, lowThreshold: 10 };
	expect(await sentFor(['low', 'high', 'medium'], parameters)).toEqual([10, 1, 2.75]);
});

it('know the segment in any case', async () => {
	expect(await sentFor(['HIGH', ' Low '], {})).toEqual([3, 8]);
});

it('are one fixed value, whatever the segment', async () => {
	const parameters = { thresholdBy: 'fixed', abandonThreshold: '4.5' };
	expect(await sentFor(['high', 'gold'], parameters)).toEqual([4.5, 4.5]);
});

it.each<[string, INodeParameters]>([
	['0.99', { lowThreshold: 0.99 }],
	['10.01', { lowThreshold: 10.01 }],
])('of %s stop the run before any request, though its item is the last', async (_title, change) => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: segmentItems('list-0001', 'high', 'medium', 'low'),
		parameters: change,
	});

	expect(run.error?.message).toBe("'Low Threshold (%)' is not a number from 1 to 10");
	expect(sandbox.requests).toEqual([]);
});

it.each([0.9, 10.1])('fixed at %d stop the run before any request', async (abandonThreshold) => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: segmentItems('list-0001', 'high'),
		parameters: { thresholdBy: 'fixed', abandonThreshold },
	});

	expect(run.error?.message).toBe("'Abandonment Threshold (%)' is not a number from 1 to 10");
	expect(sandbox.requests).toEqual([]);
});

it.each([
	['gold', "'Segment' is none of high, medium and low, which has no abandonment threshold"],
	['', "'Segment' is empty, which has no abandonment threshold"],
])('are none for the segment %p', async (segment, message) => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: segmentItems('list-0001', 'high', segment),
		parameters: noRule,
	});

	expect(run.error).toMatchObject({ message, context: { itemIndex: 1 } });
	expect(sandbox.requests).toEqual([]);
});

it('that no item needs are not read', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { ...noRule, lowThreshold: '={{ $json.none }}', mediumThreshold: 99 },
	});

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'created', abandonThreshold: 3 }]);
});

it('out of range fail their item only with Continue', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'low', 'high'),
		parameters: { ...noRule, lowThreshold: '={{ $json.segment === "low" ? 99 : 8 }}' },
		onError: 'continueErrorOutput',
	});

	expect(jsonsOf(run.items).map(({ segment }) => segment)).toEqual(['high']);
	expect(run.items[0].pairedItem).toEqual({ item: 1 });
	expect(jsonsOf(run.errorItems)).toMatchObject([{ segment: 'low', listId }]);
	expect(sandbox.state.campaigns).toHaveLength(1);
});
