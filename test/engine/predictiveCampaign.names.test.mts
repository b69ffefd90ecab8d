import { segmentItems } from './campaignRuns.mts';
import { scaleWaits, withTenant, type TenantRules } from './campaignTenant.mts';
import { withListTenant } from './listTenant.mts';
import { campaign, contactItems, hintsOf, jsonsOf, upsert } from './outboundRuns.mts';

scaleWaits(0.01);
const NAME = 'dynamic_outbound_campaign_high';
const items = segmentItems('list-1', 'high');
/** Answers a create with nothing but the id. */
const onCreate: TenantRules['onCreate'] = (number) => ({
	madeAfterMs: 0,
	body: `{"id": "camp-${number + 1}"}`,
});

it.each<[string, TenantRules['keepName']]>([
	['cuts', (name) => name.slice(0, 24)],
	['writes in capitals', (name) => name.toUpperCase()],
	['puts a number behind', (name) => `${name} (1)`],
])('a name that CXone %s without saying so is told in a hint', async (_title, keepName) => {
	await withTenant({ keepName, onCreate }, async (tenant) => {
		const run = await campaign(tenant, { items });

		expect(run.items[0].json).toMatchObject({ outcome: 'created' });
		expect(hintsOf(run)).toEqual([
			`CXone keeps the campaign '${NAME}' (camp-1) under another name, '${keepName?.(NAME)}', so a second run does not find it and launches another. Choose a 'Campaign Name' that CXone keeps as it is.`,
		]);
	});
});

it.each<[string, TenantRules]>([
	['shows late', { hiddenMs: 8_000 }],
	['shows at once', {}],
])('a name that CXone keeps and %s is told in none', async (_title, rules) => {
	await withTenant({ ...rules, onCreate }, async (tenant) => {
		expect(hintsOf(await campaign(tenant, { items }))).toEqual([]);
	});
});

describe.each([
	['NFD', 'NFC'],
	['NFC', 'NFD'],
] as const)('a name in %s that CXone keeps in %s', (given, kept) => {
	const name = 'Müller é Ångström'.normalize(given);
	const keepName = (text: string) => text.normalize(kept);

	it.each([
		['says so', undefined],
		['does not', onCreate],
	])('is one campaign in two runs, where it %s', async (_title, answer) => {
		await withTenant({ keepName, onCreate: answer }, async (tenant) => {
			const launch = { items, parameters: { campaignName: name } };
			const first = await campaign(tenant, launch);
			const second = await campaign(tenant, launch);

			expect(tenant.campaigns).toHaveLength(1);
			expect(hintsOf(first)).toEqual([]);
			expect(jsonsOf(second.items)).toMatchObject([{ campaignId: 'camp-1', outcome: 'existing' }]);
		});
	});

	it('is one list in two runs', async () => {
		await withListTenant({ keepName }, async (tenant) => {
			const parameters = { listBy: 'name', listName: name, attributes: 'none' };
			for (let n = 0; n < 2; n++)
				expect(hintsOf(await upsert(tenant, { items: contactItems(1), parameters }))).toEqual([]);

			expect(tenant.lists).toHaveLength(1);
		});
	});
});
