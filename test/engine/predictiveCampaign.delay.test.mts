import { jsonItems } from '../support/engine.mts';
import { segmentItems } from './campaignRuns.mts';
import { withTenant } from './campaignTenant.mts';
import { campaign, jsonsOf } from './outboundRuns.mts';

/** Longer than a look-up counts as fresh. */
const DELAY_MS = 5_500;
const parameters = { options: { delayBetweenCampaigns: DELAY_MS } };

it('looks again after the delay, and finds what was launched meanwhile', async () => {
	await withTenant({}, async (tenant) => {
		const running = campaign(tenant, {
			items: segmentItems('list-1', 'high', 'low'),
			parameters,
		});
		while (tenant.campaigns.length === 0) await new Promise((resolve) => setTimeout(resolve, 50));
		await campaign(tenant, { items: segmentItems('list-1', 'low') });
		const run = await running;
		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'created' }, { outcome: 'existing' }]);
		expect(tenant.campaigns).toHaveLength(2);
	});
}, 20_000);

it('launches nothing whose window ended during the delay', async () => {
	await withTenant({}, async (tenant) => {
		const endTime = new Date(Date.now() + 4_000).toISOString();
		const run = await campaign(tenant, {
			items: jsonItems({ listId: 'list-1', segment: 'high' }, { listId: 'list-1', segment: 'low' }),
			parameters: {
				...parameters,
				schedule: 'between',
				startTime: '2020-01-01T00:00:00Z',
				endTime,
			},
			onError: 'continueErrorOutput',
		});
		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'created' }]);
		expect(jsonsOf(run.errorItems)).toMatchObject([
			{ segment: 'low', error: expect.stringContaining("'End Time' is in the past") },
		]);
		expect(tenant.campaigns).toHaveLength(1);
	});
}, 20_000);
