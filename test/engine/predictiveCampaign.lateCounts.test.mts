import { setTimeout as pause } from 'node:timers/promises';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import { jsonItems } from '../support/engine.mts';
import { segmentItems } from './campaignRuns.mts';
import { scaleWaits, withTenant, type CreateFate } from './campaignTenant.mts';
import { campaign, hintsOf, jsonsOf } from './outboundRuns.mts';

scaleWaits(0.01);
const items = segmentItems('list-1', 'high');
const EMPTY = '{"error": "empty_list", "message": "The list has no contacts."}';
const refused = (body: string): CreateFate => ({ status: 400, body });
/** A row of CXone List Upsert. */
const row = (fields: object) => ({
	listId: 'list-1',
	listName: 'vip',
	segment: 'high',
	created: false,
	submitted: 5,
	accepted: 5,
	duplicates: 0,
	rejected: 0,
	batches: 1,
	dryRun: false,
	...fields,
});

it.each([
	'wrapUpCode must not be empty',
	'name is empty',
	'listId must not be empty',
	'A campaign must not have an empty schedule',
	'No contact strategy is set',
])('a refusal that says "%s" is no empty list', async (message) => {
	const body = JSON.stringify({ error: 'invalid', message });
	const rules = { onCreate: () => refused(body), contactCount: () => 12 };
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items });
		expect(run.error?.message).toBe("CXone refused 'Create Campaign' as not valid (400)");
		expect(tenant.countOf('create')).toBe(1);
	});
});

it.each([
	['The list has no contacts.'],
	['Contact list is empty'],
	['Cannot start a campaign on an empty list'],
	['The calling list must not be empty'],
	['There are no contacts in the list'],
])('a refusal that says "%s" is an empty list where CXone shows no count', async (message) => {
	const body = JSON.stringify({ error: 'invalid', message });
	await withTenant({ onCreate: () => refused(body) }, async (tenant) => {
		const run = await campaign(tenant, { items });
		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'skippedEmptyList' }]);
	});
});

it.each([
	['that says nothing', '{}'],
	['that says so', EMPTY],
])('a list that is counted late is not taken for empty after a refusal %s', async (_, body) => {
	const rules = {
		onCreate: (number: number) => (number === 0 ? refused(body) : undefined),
		contactCount: (look: number) => (look < 4 ? 0 : 5),
	};
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items });
		expect(run.error).toBeUndefined();
		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'created', campaignId: 'camp-2' }]);
		expect(tenant.campaigns).toHaveLength(1);
	});
});

it('a list that stays at 0 for 30 s is empty, and a hint says so', async () => {
	const rules = { onCreate: () => refused(EMPTY), contactCount: () => 0 };
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items });
		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'skippedEmptyList' }]);
		expect(tenant.countOf('create')).toBe(1);
		expect(tenant.countOf('count')).toBeGreaterThanOrEqual(8);
		expect(hintsOf(run)).toContainEqual(expect.stringContaining('is empty'));
	});
});

it('a list that took contacts in this flow is not empty, whatever its count says', async () => {
	const rules = { onCreate: () => refused(EMPTY), contactCount: () => 0 };
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items: jsonItems(row({})) });
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe("CXone refused 'Create Campaign' as not valid (400)");
		expect(tenant.campaigns).toEqual([]);
	});
});

it('a list that took contacts in this flow is tried again where CXone shows no count', async () => {
	const rules = { onCreate: (number: number) => (number < 3 ? refused(EMPTY) : undefined) };
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items: jsonItems(row({})) });
		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'created', campaignId: 'camp-4' }]);
		expect(tenant.campaigns).toHaveLength(1);
	});
});

it('a Stop while the count is watched ends the run, and nothing more is sent', async () => {
	const rules = { onCreate: () => refused(EMPTY), contactCount: () => 0 };
	await withTenant(rules, async (tenant) => {
		waiting.scale = 0.1;
		let cancel = () => {};
		const running = campaign(tenant, { items, signalCancel: (signal) => (cancel = signal) });
		while (tenant.countOf('count') < 2) await pause(5);
		cancel();
		const run = await running;
		const sent = tenant.calls.length;
		await pause(500);
		waiting.scale = 0.01;
		expect(run.status).toBe('canceled');
		expect(run.items).toEqual([]);
		expect(tenant.calls).toHaveLength(sent);
	});
});

it('a list of which CXone shows contacts is not empty, whatever the refusal says', async () => {
	const rules = { onCreate: () => refused(EMPTY), contactCount: () => 3 };
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items });
		expect(run.error?.message).toBe("CXone refused 'Create Campaign' as not valid (400)");
	});
});

it('a row of which no contact was accepted launches nothing', async () => {
	await withTenant({ contactCount: () => 9 }, async (tenant) => {
		const rows = jsonItems(row({ accepted: 0, rejected: 5 }));
		const run = await campaign(tenant, { items: rows });
		expect(tenant.countOf('create')).toBe(0);
		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'skippedEmptyList' }]);
		expect(hintsOf(run)).toContainEqual(expect.stringContaining('accepted'));

		const parameters = { ifListEmpty: 'error' };
		const failed = await campaign(tenant, { items: rows, parameters });
		expect(failed.error?.message).toContain('is empty');
		expect(tenant.countOf('create')).toBe(0);
	});
});

it('a row of a dry run of the list launches nothing, with advice', async () => {
	await withTenant({ contactCount: () => 9 }, async (tenant) => {
		const rows = jsonItems(row({ dryRun: true }));
		const run = await campaign(tenant, { items: rows });
		expect(tenant.calls).toEqual([]);
		expect(run.error?.message).toContain('Dry Run');
		expect(run.error?.description).toMatch(/Turn on 'Dry Run'.*or turn it off/);

		const dry = await campaign(tenant, { items: rows, parameters: { dryRun: true } });
		expect(jsonsOf(dry.items)).toMatchObject([{ outcome: 'dryRun' }]);
	});
});

it('items that are no rows of CXone List Upsert are launched as they are', async () => {
	await withTenant({}, async (tenant) => {
		const others = jsonItems(
			{ listId: 'list-1', segment: 'low', accepted: 0 },
			{ listId: 'list-1', segment: 'medium', accepted: 'no', submitted: 4, dryRun: 'no' },
		);
		const run = await campaign(tenant, { items: others });
		expect(run.error).toBeUndefined();
		expect(tenant.campaigns).toHaveLength(2);
	});
});

it.each([
	['whose counts were dropped', {}],
	['whose counts cannot be read', { accepted: 'no', submitted: 4 }],
])('a row of a dry run %s launches nothing', async (_title, fields) => {
	await withTenant({}, async (tenant) => {
		const rows = jsonItems({ listId: 'list-1', segment: 'high', dryRun: true, ...fields });
		const run = await campaign(tenant, { items: rows });
		expect(run.error?.message).toContain('Dry Run');
		expect(tenant.calls).toEqual([]);
	});
});

it('watches a count that comes as text', async () => {
	const rules = {
		contactCount: (look: number) => (look < 3 ? '0' : '12'),
		onCreate: (number: number) =>
			number === 0 ? { status: 400, body: '{"message": "The list is empty"}' } : undefined,
	};
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items: jsonItems({ listId: 'list-1', segment: 'high' }) });
		expect(jsonsOf(run.items)).toMatchObject([{ outcome: 'created' }]);
		expect(tenant.countOf('count')).toBe(4);
	});
});
