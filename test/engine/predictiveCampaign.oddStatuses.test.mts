import { segmentItems } from './campaignRuns.mts';
import { scaleWaits, withTenant, type CreateFate } from './campaignTenant.mts';
import { campaign, jsonsOf } from './outboundRuns.mts';

scaleWaits(0.01);
const items = segmentItems('list-1', 'high');
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** Answers the first create with that status, its work done or not. */
const firstCreate =
	(status: number, madeAfterMs?: number) =>
	(number: number): CreateFate | undefined =>
		number === 0 ? { madeAfterMs, status } : undefined;

describe.each([505, 507, 509, 511, 525, 529, 530, 598, 599, 999])(
	'a create answered with %d',
	(status) => {
		it('launches nothing twice where it was carried out and look-ups lag behind', async () => {
			await withTenant({ hiddenMs: 8_000, onCreate: firstCreate(status, 0) }, async (tenant) => {
				const run = await campaign(tenant, { items, ...retrying });

				expect(tenant.campaigns).toHaveLength(1);
				expect(jsonsOf(run.items)).toMatchObject([{ campaignId: 'camp-1', outcome: 'created' }]);
			});
		});

		it('is not said to have launched nothing where that is not known', async () => {
			await withTenant({ onCreate: firstCreate(status) }, async (tenant) => {
				const run = await campaign(tenant, { items });

				expect(tenant.countOf('create')).toBe(1);
				expect(run.error?.message).toBe(
					"It is not known whether 'Create Campaign' was carried out",
				);
			});
		});
	},
);

it('a create answered with 501 was not carried out', async () => {
	await withTenant({ onCreate: firstCreate(501) }, async (tenant) => {
		const run = await campaign(tenant, { items });

		expect(run.error?.message).toBe("CXone could not carry out 'Create Campaign' (status 501)");
		expect(tenant.calls).toEqual(['look', 'create']);
	});
});
