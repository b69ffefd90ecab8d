import { contactItems, hintsOf, jsonsOf, shortenWaits, upsert } from './outboundRuns.mts';
import { withListTenant, type ListTenantRules } from './listTenant.mts';
import { jsonItems } from '../support/engine.mts';

shortenWaits();
const vip = { listBy: 'name', listName: 'vip', attributes: 'none' };
const newestFirst: ListTenantRules = { order: (lists) => [...lists].reverse() };

it.each([
	['the oldest first', {}],
	['the newest first', newestFirst],
])('of two lists of one name all runs use the one of the lowest id, shown %s', async (_, rules) => {
	await withListTenant(rules, async (tenant) => {
		tenant.add('10', 'vip');
		tenant.add('9', 'vip', ['old']);
		const run = await upsert(tenant, { items: contactItems(1), parameters: vip });

		expect(tenant.contents).toEqual({ '9': ['c0', 'old'], '10': [] });
		expect(hintsOf(run)).toEqual([
			"There are 2 lists named 'vip'; this run used 9. Shown as empty: 10. Delete in CXone what has no contacts there either, since counts may come late.",
		]);
	});
});

it('a list that holds contacts is never to be deleted', async () => {
	await withListTenant(newestFirst, async (tenant) => {
		tenant.add('list-a', 'vip');
		tenant.add('list-b', 'vip', ['old']);
		tenant.add('list-c', 'vip');
		const run = await upsert(tenant, { items: contactItems(1), parameters: vip });

		expect(tenant.contents['list-a']).toEqual(['c0']);
		expect(hintsOf(run)).toEqual([
			"There are 3 lists named 'vip'; this run used list-a. Shown as empty: list-c. Delete in CXone what has no contacts there either, since counts may come late. Not shown to be empty, so look at the contacts in CXone before you rename or delete: list-b.",
		]);
	});
});

it('a list that two pages show is one list', async () => {
	const rules: ListTenantRules = { order: (lists) => [...lists, ...lists] };
	await withListTenant(rules, async (tenant) => {
		tenant.add('list-a', 'vip');
		const run = await upsert(tenant, { items: contactItems(1), parameters: vip });

		expect(hintsOf(run)).toEqual([]);
		expect(tenant.contents).toEqual({ 'list-a': ['c0'] });
	});
});

it('a dry run names the doubles too', async () => {
	await withListTenant({}, async (tenant) => {
		tenant.add('list-a', 'vip');
		tenant.add('list-b', 'vip');
		const parameters = { ...vip, dryRun: true };
		const run = await upsert(tenant, { items: contactItems(1), parameters });

		expect(run.items[0].json).toMatchObject({ listId: 'list-a' });
		expect(hintsOf(run)).toEqual([
			"There are 2 lists named 'vip'; this run used list-a. Shown as empty: list-b. Delete in CXone what has no contacts there either, since counts may come late.",
			'Dry run: nothing was written to CXone.',
		]);
	});
});

describe('a list of the wanted name', () => {
	it.each(['OUTBOUND_LIST', 'Outbound', 'outbound-list', 'outbound'])(
		'is used when its type is %s',
		async (type) => {
			await withListTenant({}, async (tenant) => {
				tenant.add('list-a', 'vip', [], type);
				const run = await upsert(tenant, { items: contactItems(1), parameters: vip });

				expect(tenant.contents).toEqual({ 'list-a': ['c0'] });
				expect(hintsOf(run)).toEqual([]);
			});
		},
	);

	it.each([
		'inbound',
		'DNC',
		'suppression',
		'Block List',
		'outbound_dnc',
		'Do Not Dial',
		'NO_CALL',
	])('is another one when its type is %s', async (type) => {
		await withListTenant({}, async (tenant) => {
			tenant.add('list-a', 'vip', [], type);
			await upsert(tenant, { items: contactItems(1), parameters: vip });

			expect(tenant.contents).toEqual({ 'list-a': [], 'list-1': ['c0'] });
		});
	});

	it('is used with a hint when nobody knows its type', async () => {
		await withListTenant({}, async (tenant) => {
			tenant.add('list-a', 'vip', [], 'dialer');
			const run = await upsert(tenant, { items: contactItems(1), parameters: vip });

			expect(tenant.contents).toEqual({ 'list-a': ['c0'] });
			expect(hintsOf(run)).toEqual([
				"The list 'vip' (list-a) is of a type that this node does not know; it was used because of its name. If a campaign cannot dial it, rename it in CXone.",
			]);
		});
	});
});

it('a look-up that is not found once, while that of another name works, makes no second list', async () => {
	const rules: ListTenantRules = {
		onLook: (name, number) =>
			name === 'x_segment_low' && number === 0 ? { status: 404, body: {} } : undefined,
	};
	await withListTenant(rules, async (tenant) => {
		tenant.add('list-a', 'x_segment_low');
		const run = await upsert(tenant, {
			items: jsonItems({ contactId: 'a', priority: 'low' }, { contactId: 'b', priority: 'high' }),
			parameters: { namePrefix: 'x', options: { maxConcurrency: 1 } },
		});

		expect(tenant.contents).toEqual({ 'list-a': ['a'], 'list-1': ['b'] });
		expect(hintsOf(run)).toEqual([]);
		// All names are looked up before anything is made.
		expect(tenant.calls.findIndex((call) => call.startsWith('create'))).toBe(3);
	});
});

it('a name that CXone cuts is told, since no later run finds it', async () => {
	await withListTenant({ keepName: (name) => name.slice(0, 24) }, async (tenant) => {
		const run = await upsert(tenant, {
			items: jsonItems({ contactId: 'a', priority: 'high' }),
		});

		expect(jsonsOf(run.items)).toMatchObject([{ created: true, accepted: 1 }]);
		expect(hintsOf(run)).toEqual([
			"CXone keeps the list 'dynamic_outbound_segment_high' (list-1) as 'dynamic_outbound_segment', so the next run does not find it and makes another. Choose a name that CXone keeps as it is, or set 'List By' to 'ID'.",
		]);
		// Looking for it by a name that it does not have would be in vain.
		expect(tenant.countOf('look')).toBe(1);
	});
});
