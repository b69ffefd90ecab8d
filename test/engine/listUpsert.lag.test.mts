import { waiting } from '../../nodes/shared/transport/wait.ts';
import { withListTenant, type ListTenantRules } from './listTenant.mts';
import { contactItems, hintsOf, upsert } from './outboundRuns.mts';

/** Waits last a tenth; the times of the tenant too. */
beforeAll(() => {
	waiting.scale = 0.1;
});
afterAll(() => {
	waiting.scale = 1;
});

const vip = { listBy: 'name', listName: 'vip', attributes: 'none' };

async function pause(ms: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, ms * waiting.scale));
}

test('eight webhooks within a second end in one list where look-ups lag by 2 s', async () => {
	await withListTenant({ hiddenMs: 2_000 }, async (tenant) => {
		const runs = await Promise.all(
			contactItems(8).map(async (item, number) => {
				await pause(number * 125);
				return await upsert(tenant, { items: [item], parameters: vip });
			}),
		);

		const contacts = contactItems(8).map(({ json }) => json.contactId);
		const [first, ...surplus] = tenant.lists;
		expect([...first.contacts].sort()).toEqual(contacts);
		expect(surplus.map((list) => list.contacts.size)).toEqual(surplus.map(() => 0));
		expect(surplus.length).toBeGreaterThan(0);
		const hints = runs.flatMap(hintsOf).join(' ');
		for (const { id } of surplus) expect(hints).toContain(id);
		expect(hints).not.toContain('Not shown to be empty');
		expect(runs.map(({ items }) => items[0].json)).toEqual(
			runs.map(() => expect.objectContaining({ listId: first.id, accepted: 1 })),
		);
	});
});

test('a new list that does not show in 10 s is filled, and a hint says so', async () => {
	await withListTenant({ hiddenMs: 60_000 }, async (tenant) => {
		const run = await upsert(tenant, { items: contactItems(2), parameters: vip });

		expect(tenant.contents).toEqual({ 'list-1': ['c0', 'c1'] });
		// Before the create, at once after it, and 0.5, 1.5, 3 and 5 s apart.
		expect(tenant.countOf('look')).toBe(6);
		expect(hintsOf(run)).toEqual([
			"CXone does not show the new list 'vip' (list-1) by name yet. Another run may have made one of that name at the same time: look in CXone before the next run.",
		]);
	});
});

describe('a run that stops with contacts that are not in', () => {
	const refuseAll: ListTenantRules = { onBatch: () => ({ status: 400, body: {} }) };

	test('says that running again is safe once its new list shows', async () => {
		await withListTenant({ ...refuseAll, hiddenMs: 15_000 }, async (tenant) => {
			const run = await upsert(tenant, { items: contactItems(2), parameters: vip });

			expect(run.error?.description).toContain('vip: 0 in, 2 not in. Running again is safe');
			delete tenant.rules.onBatch;
			await upsert(tenant, { items: contactItems(2), parameters: vip });
			expect(tenant.contents).toEqual({ 'list-1': ['c0', 'c1'] });
		});
	});

	test.each<[string, ListTenantRules, RegExp]>([
		[
			'where its new list does not show in 30 s',
			{ hiddenMs: 600_000 },
			/CXone does not show 'vip' \(list-1\) by name yet, so running again may make a second list/,
		],
		[
			'on a tenant without look-up',
			{ onLook: () => ({ status: 404 }) },
			/Running again makes a second list beside 'vip' \(list-1\), which no look-up finds/,
		],
		[
			'where CXone keeps another name',
			{ keepName: (name) => `${name} 2` },
			/Running again makes a second list beside 'vip' \(list-1\), which no look-up finds/,
		],
	])('does not say so %s', async (_title, rules, text) => {
		await withListTenant({ ...refuseAll, ...rules }, async (tenant) => {
			const run = await upsert(tenant, { items: contactItems(2), parameters: vip });

			expect(run.error?.description).toMatch(text);
			expect(run.error?.description).not.toContain('is safe');
		});
	});
});

test('the tries of Retry On Fail use the list that the first one made, though no look-up shows it', async () => {
	let batches = 0;
	const rules: ListTenantRules = {
		onLook: () => ({ status: 404 }),
		onBatch: () => (batches++ === 0 ? { status: 400 } : undefined),
	};
	await withListTenant(rules, async (tenant) => {
		const run = await upsert(tenant, {
			items: contactItems(2),
			parameters: vip,
			retryOnFail: true,
			maxTries: 2,
			waitBetweenTries: 1,
		});

		expect(run.error).toBeUndefined();
		expect(tenant.contents).toEqual({ 'list-1': ['c0', 'c1'] });
		expect(run.items[0].json).toMatchObject({ listId: 'list-1', created: true, accepted: 2 });
	});
});
