import { setTimeout as pause } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import { segmentItems } from './campaignRuns.mts';
import { scaleWaits, withTenant, type CreateFate } from './campaignTenant.mts';
import { campaign } from './outboundRuns.mts';

scaleWaits(0.02);
const NAME = 'dynamic_outbound_campaign_high';
const items = segmentItems('list-1', 'high');
/** Longer than any work of these tenants takes, in the time of the nodes' waits. */
const UNTIL_ALL_IS_DONE_MS = 25_000;

const LATE: Array<[string, CreateFate, { timeoutMs?: number; hiddenMs?: number }]> = [
	['a 429 whose work was done', { madeAfterMs: 0, status: 429 }, {}],
	[
		'a 429 with a wait whose work was done',
		{ madeAfterMs: 0, status: 429, headers: { 'retry-after': '2' } },
		{},
	],
	['a 504 at once, done 7 s later', { madeAfterMs: 7_000, status: 504 }, {}],
	['a 500 at once, done 7 s later', { madeAfterMs: 7_000, status: 500 }, {}],
	['a broken connection, done 13 s later', { madeAfterMs: 13_000, status: 'drop' }, {}],
	[
		'an answer slower than the timeout, done after 20 s',
		{ madeAfterMs: 20_000, answeredAfterMs: 20_000 },
		{ timeoutMs: 50 },
	],
	['a 500, shown 7 s late', { madeAfterMs: 0, status: 500 }, { hiddenMs: 7_000 }],
	[
		'a broken connection, shown 20 s late',
		{ madeAfterMs: 0, status: 'drop' },
		{ hiddenMs: 20_000 },
	],
];

it.each(LATE)('%s: one campaign', async (_title, fate, { timeoutMs = 30_000, hiddenMs }) => {
	await withTenant({ hiddenMs, onCreate: () => fate }, async (tenant) => {
		const run = await campaign(tenant, { items, parameters: { options: { timeout: timeoutMs } } });
		await pause(UNTIL_ALL_IS_DONE_MS * waiting.scale);

		expect(tenant.countOf('create')).toBe(1);
		expect(tenant.campaigns).toHaveLength(1);
		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ campaignId: 'camp-1', outcome: 'created' });
	});
});

it('stops where the campaign is not found, says what to look for, and finds it in the next run', async () => {
	const fate: CreateFate = { madeAfterMs: 45_000, status: 504 };
	const rules = { onCreate: (number: number) => (number === 0 ? fate : undefined) };
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items: segmentItems('list-1', 'high', 'low') });
		expect(tenant.countOf('create')).toBe(1);
		expect(run.error?.message).toBe("It is not known whether 'Create Campaign' was carried out");
		expect(run.error?.description).toContain(
			`Look in CXone whether the campaign '${NAME}' exists.`,
		);
		expect(run.error?.description).toContain("'If Outcome Unknown'");

		await pause(UNTIL_ALL_IS_DONE_MS * waiting.scale);
		const again = await campaign(tenant, { items });
		expect(again.items[0].json).toMatchObject({ campaignId: 'camp-1', outcome: 'existing' });
		expect(tenant.campaigns).toHaveLength(1);
	});
});

it('sends it again where the user chose so', async () => {
	const rules = {
		onCreate: (number: number): CreateFate | undefined =>
			number === 0 ? { status: 500 } : undefined,
	};
	await withTenant(rules, async (tenant) => {
		const parameters = { options: { ifOutcomeUnknown: 'retry' } };
		const run = await campaign(tenant, { items, parameters });
		expect(run.items[0].json).toMatchObject({ campaignId: 'camp-2', outcome: 'created' });
		expect(tenant.countOf('create')).toBe(2);
	});
});

it('sends one that was refused by the rate limit again after one look', async () => {
	const rules = {
		onCreate: (number: number): CreateFate | undefined =>
			number === 0 ? { status: 429 } : undefined,
	};
	await withTenant(rules, async (tenant) => {
		const run = await campaign(tenant, { items });
		expect(run.items[0].json).toMatchObject({ campaignId: 'camp-2', outcome: 'created' });
		expect(tenant.calls.slice(0, 4)).toEqual(['look', 'create', 'look', 'create']);
		expect(tenant.campaigns).toHaveLength(1);
	});
});

it('sends nothing after a Stop while it looks', async () => {
	await withTenant({ onCreate: () => ({ status: 500 }) }, async (tenant) => {
		let cancel = () => {};
		const running = campaign(tenant, { items, signalCancel: (signal) => (cancel = signal) });
		while (tenant.countOf('look') < 3) await pause(5);
		cancel();
		await running;
		const sent = tenant.calls.length;
		await pause(UNTIL_ALL_IS_DONE_MS * waiting.scale);
		expect(tenant.calls).toHaveLength(sent);
		expect(tenant.countOf('create')).toBe(1);
	});
});

it.each<[string, CreateFate, INodeParameters]>([
	['four tries are spent', { status: 503 }, { options: { ifOutcomeUnknown: 'retry' } }],
	['the wait is too long', { status: 503, headers: { 'retry-after': '3600' } }, {}],
])(
	'says not that nothing was launched and all is safe when %s',
	async (_title, fate, parameters) => {
		await withTenant({ onCreate: () => fate }, async (tenant) => {
			const run = await campaign(tenant, {
				items: segmentItems('list-1', 'high', 'low'),
				parameters,
			});
			expect(run.error?.description).toContain('No other campaign was launched.');
			expect(run.error?.description).not.toContain('Running again is safe');
		});
	},
);

it.each([
	['in the answer', '{"id": 9007199254740993}', JSON.stringify],
	[
		'in the look-up',
		'',
		(rows: Array<{ name: string }>) =>
			`[${rows.map(({ name }) => `{"id": 9007199254740993, "name": "${name}"}`).join()}]`,
	],
])('uses no id that lost digits %s', async (where, body, rows) => {
	const fate: CreateFate = { madeAfterMs: 0, body };
	await withTenant({ rows, onCreate: () => fate }, async (tenant) => {
		const run = await campaign(tenant, { items });
		expect(run.items).toEqual([]);
		expect(run.error?.message).toBe("It is not known whether 'Create Campaign' was carried out");
		if (where === 'in the answer') expect(run.error?.description).toContain('2^53');
		expect(run.error?.description).toContain(NAME);
		expect(tenant.countOf('create')).toBe(1);
	});
});
