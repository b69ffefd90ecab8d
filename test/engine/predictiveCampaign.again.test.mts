import type { INodeParameters } from 'n8n-workflow';

import { segmentItems } from './campaignRuns.mts';
import { scaleWaits, withTenant, type CreateFate, type TenantRules } from './campaignTenant.mts';
import { campaign, hintsOf, jsonsOf } from './outboundRuns.mts';

scaleWaits(0.01);
const HIGH = 'dynamic_outbound_campaign_high';
const SAFE = 'Running again is safe';
const both = segmentItems('list-1', 'high', 'low');
const retrying = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
/** Refuses the creates of `low`, the first ones or all. */
const refusesLow = (times = Infinity) => {
	let left = times;
	return (_: number, name: string): CreateFate | undefined =>
		name.endsWith('low') && left-- > 0 ? { status: 422 } : undefined;
};

it('says that running again is safe once what was launched is shown', async () => {
	await withTenant({ hiddenMs: 8_000, onCreate: refusesLow() }, async (tenant) => {
		const run = await campaign(tenant, { items: both });
		expect(run.error?.description).toContain(SAFE);
		const again = await campaign(tenant, { items: both.slice(0, 1) });
		expect(jsonsOf(again.items)).toMatchObject([{ outcome: 'existing' }]);
		expect(tenant.campaigns).toHaveLength(1);
	});
});

it.each<[string, TenantRules, INodeParameters]>([
	['does not show within 30 s what was launched', { hiddenMs: 1e6 }, {}],
	['has no look-up', { lacksLookUp: true }, {}],
	['is to make another campaign', {}, { ifExists: 'create' }],
])('says it not where the tenant %s, and names it', async (_title, rules, parameters) => {
	await withTenant({ ...rules, onCreate: refusesLow() }, async (tenant) => {
		const run = await campaign(tenant, { items: both, parameters });
		expect(run.error?.description).not.toContain(SAFE);
		expect(run.error?.description).toMatch(/again/);
		expect(run.error?.description).toContain(`${HIGH}: created`);
	});
});

it('refuses Create Another with Retry On Fail before any request', async () => {
	await withTenant({}, async (tenant) => {
		const parameters = { ifExists: 'create' };
		const run = await campaign(tenant, { items: both, parameters, ...retrying });
		expect(tenant.calls).toEqual([]);
		expect(run.error?.message).toContain("'Create Another'");
		expect(run.error?.description).toContain('Retry On Fail');

		const dry = await campaign(tenant, {
			items: both,
			parameters: { ...parameters, dryRun: true },
			...retrying,
		});
		expect(dry.error).toBeUndefined();
	});
});

describe.each(['reuse', 'error'])('Retry On Fail with %s', (ifExists) => {
	it.each<[string, TenantRules]>([
		['a look-up that shows new campaigns at once', {}],
		['a look-up that lags behind', { hiddenMs: 1e6 }],
		['no look-up', { lacksLookUp: true }],
	])('and %s launches nothing twice', async (_title, rules) => {
		await withTenant({ ...rules, onCreate: refusesLow(1) }, async (tenant) => {
			const run = await campaign(tenant, { items: both, parameters: { ifExists }, ...retrying });
			expect(run.node?.executions).toBe(2);
			expect(run.error).toBeUndefined();
			expect(tenant.campaigns.map(({ name }) => name)).toEqual([
				HIGH,
				'dynamic_outbound_campaign_low',
			]);
			expect(jsonsOf(run.items)).toMatchObject([
				{ campaignId: 'camp-1', created: true, outcome: 'created' },
				{ campaignId: 'camp-3', created: true, outcome: 'created' },
			]);
		});
	});

	it('tells in the last try what the first one launched', async () => {
		await withTenant({ onCreate: refusesLow() }, async (tenant) => {
			const run = await campaign(tenant, { items: both, parameters: { ifExists }, ...retrying });
			expect(run.node?.executions).toBe(3);
			expect(tenant.campaigns).toHaveLength(1);
			expect(run.error?.description).toContain(`Done: ${HIGH}: created.`);
			expect(run.error?.description).not.toContain('No campaign was launched');
		});
	});

	it('sends a create of unknown outcome once in all tries', async () => {
		await withTenant({ onCreate: () => ({ status: 500 }) }, async (tenant) => {
			const run = await campaign(tenant, { items: both, parameters: { ifExists }, ...retrying });
			expect(run.node?.executions).toBe(3);
			expect(tenant.countOf('create')).toBe(1);
			expect(run.error?.message).toContain('It is not known whether');
		});
	});

	it('finds in a later try what a create of unknown outcome made', async () => {
		const rules = {
			onCreate: (n: number): CreateFate | undefined =>
				n === 0 ? { madeAfterMs: 31_000, status: 500 } : undefined,
		};
		await withTenant(rules, async (tenant) => {
			const run = await campaign(tenant, {
				items: both,
				parameters: { ifExists },
				...retrying,
				waitBetweenTries: 400,
			});
			expect(run.error).toBeUndefined();
			expect(tenant.campaigns).toHaveLength(2);
			expect(run.items[0].json).toMatchObject({ campaignId: 'camp-1' });
		});
	});
});

describe('a tenant that cuts names', () => {
	const rules = { keepName: (name: string) => name.slice(0, 24) };

	it('is told in a hint, and no other campaign is taken for a double', async () => {
		await withTenant(rules, async (tenant) => {
			const run = await campaign(tenant, { items: both });
			expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'created' }, { outcome: 'created' }]);
			const hints = hintsOf(run).join('\n');
			expect(hints).toContain("'dynamic_outbound_campaig'");
			expect(hints).toContain(HIGH);
			expect(hints).not.toContain('Another run');
		});
	});

	it('is not said to be safe to run again', async () => {
		await withTenant({ ...rules, onCreate: refusesLow() }, async (tenant) => {
			const run = await campaign(tenant, { items: both });
			expect(run.error?.description).not.toContain(SAFE);
		});
	});
});

describe('doubles', () => {
	it('are counted once where a page shows a record twice', async () => {
		const double = (name: string) => ({ id: 'other', name });
		let looks = 0;
		const rules: TenantRules = {
			rows: (campaigns) => {
				const shown =
					looks++ === 0 ? [] : campaigns.flatMap(({ name }) => [double(name), double(name)]);
				return JSON.stringify(shown);
			},
		};
		await withTenant(rules, async (tenant) => {
			const run = await campaign(tenant, { items: segmentItems('list-1', 'high') });
			const [hint = ''] = hintsOf(run);
			expect(hint).toContain('Another run launched');
			expect(hint.match(/\bother\b/g)).toHaveLength(1);
		});
	});

	it('are none where no look shows the own campaign yet', async () => {
		await withTenant({ hiddenMs: 1e6 }, async (tenant) => {
			const run = await campaign(tenant, { items: segmentItems('list-1', 'high') });
			expect(hintsOf(run).join()).not.toContain('Another run');
		});
	});
});

describe('a hint', () => {
	it('tells that a second run launched nothing', async () => {
		await withTenant({}, async (tenant) => {
			const items = both.slice(0, 1);
			await campaign(tenant, { items });
			const run = await campaign(tenant, { items });
			expect(hintsOf(run)).toContainEqual(expect.stringMatching(/^No campaign was launched/));
		});
	});

	it('tells that a dry run launched nothing', async () => {
		await withTenant({}, async (tenant) => {
			const items = both.slice(0, 1);
			const run = await campaign(tenant, { items, parameters: { dryRun: true } });
			expect(hintsOf(run)).toContainEqual(expect.stringMatching(/^Dry run: nothing was launched/));
		});
	});
});
