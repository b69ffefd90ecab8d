import type { FaultEffect } from '../../sandbox/server.mts';
import { byBatch, withGateway } from './gateway.mts';
import {
	batchSizesOf,
	bodiesOf,
	contactItems,
	jsonsOf,
	listNamed,
	shareSandbox,
	shortenWaits,
	upsert,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const vip = { listBy: 'name', listName: 'vip', attributes: 'none' };

it.each([
	[2500, 1000, [500, 1000, 1000]],
	[2500, undefined, [500, 500, 500, 500, 500]],
	[1000, 1000, [1000]],
	[3, 1, [1, 1, 1]],
	[100_000, 1000, Array<number>(100).fill(1000)],
])('hold %d contacts at %p in as few requests as can be', async (count, batchSize, sizes) => {
	const { sandbox } = shared;
	const options = batchSize === undefined ? {} : { batchSize };
	const run = await upsert(sandbox, {
		items: contactItems(count),
		parameters: { ...vip, options },
	});

	expect(run.error).toBeUndefined();
	expect(batchSizesOf(sandbox).sort((a, b) => a - b)).toEqual(sizes);
	expect(listNamed(sandbox, 'vip').contacts.size).toBe(count);
	expect(run.items[0].json).toMatchObject({ accepted: count, batches: sizes.length });
});

it('may not hold 1001 contacts', async () => {
	const { sandbox } = shared;
	const run = await upsert(sandbox, {
		items: contactItems(1),
		parameters: { ...vip, options: { batchSize: 1001 } },
	});

	expect(run.error?.message).toBe("'Batch Size' is not a whole number from 1 to 1000");
	expect(sandbox.requests).toEqual([]);
});

it.each([1, 3])('run %d at a time', async (maxConcurrency) => {
	await withSandbox({ latencyMs: 20 }, async (sandbox) => {
		await upsert(sandbox, {
			items: contactItems(12),
			parameters: { ...vip, options: { batchSize: 1, maxConcurrency } },
		});

		const batches = sandbox.requests.filter(({ call }) => call === 'addContacts');
		const running = batches.map(
			({ startedAt }) =>
				batches.filter((other) => other.startedAt <= startedAt && other.endedAt > startedAt).length,
		);
		expect(batches).toHaveLength(12);
		expect(Math.max(...running)).toBe(maxConcurrency);
	});
});

it('may not run 21 at a time', async () => {
	const run = await upsert(shared.sandbox, {
		items: contactItems(1),
		parameters: { ...vip, options: { maxConcurrency: 21 } },
	});

	expect(run.error?.message).toBe("'Max Concurrency' is not a whole number from 1 to 20");
});

const passing: FaultEffect[] = [429, 500, 502, 503, 504].map((status) => ({
	type: 'status',
	status,
}));

it.each([...passing, { type: 'drop' } as const])(
	'are sent again after three faults %p, before the work or after it',
	async (effect) => {
		const { sandbox } = shared;
		sandbox.faults.add({ call: 'addContacts', times: 3, effect });
		sandbox.faults.add({ call: 'addContacts', times: 3, skip: 4, when: 'after', effect });
		const run = await upsert(sandbox, {
			items: contactItems(6),
			parameters: { ...vip, options: { batchSize: 2, maxConcurrency: 1 } },
		});

		expect(run.error).toBeUndefined();
		expect(sandbox.faults.left).toEqual([]);
		expect(batchSizesOf(sandbox)).toEqual([2, 2, 2, 2, 2, 2, 2, 2, 2]);
		expect(listNamed(sandbox, 'vip').contacts.size).toBe(6);
		expect(run.items[0].json).toMatchObject({ accepted: 6, batches: 3 });
	},
);

it('are halved after 413, down to what the service takes', async () => {
	const { sandbox } = shared;
	const refuseAbove3 = byBatch((ids) => (ids.length > 3 ? { status: 413 } : undefined));
	await withGateway(sandbox, refuseAbove3, async (gateway) => {
		const run = await upsert(gateway, { items: contactItems(10), parameters: vip });

		expect(gateway.refusals).toEqual([413, 413, 413]);
		expect(batchSizesOf(sandbox)).toEqual([3, 2, 3, 2]);
		expect(run.items[0].json).toMatchObject({ accepted: 10, rejected: 0, batches: 4 });
		expect(listNamed(sandbox, 'vip').contacts.size).toBe(10);
	});
});

it('are halved down to the one contact that is refused, which fails alone', async () => {
	const { sandbox } = shared;
	const refuseC5 = byBatch((ids) => (ids.includes('c5') ? { status: 413 } : undefined));
	await withGateway(sandbox, refuseC5, async (gateway) => {
		const run = await upsert(gateway, {
			items: contactItems(8, { note: 'long text' }),
			parameters: vip,
			onError: 'continueErrorOutput',
		});

		expect([...listNamed(sandbox, 'vip').contacts.keys()].sort()).toEqual([
			...['c0', 'c1', 'c2', 'c3', 'c4', 'c6', 'c7'],
		]);
		expect(run.items[0].json).toMatchObject({ submitted: 8, accepted: 7, rejected: 1 });
		expect(jsonsOf(run.errorItems)).toMatchObject([
			{
				contactId: 'c5',
				note: 'long text',
				error: "CXone refused 'Add Contacts' as too large (413)",
				message: expect.stringContaining('send fewer attributes'),
			},
		]);
	});
});

it('drop to 200 contacts while 429 persists, and lose none', async () => {
	const { sandbox } = shared;
	sandbox.faults.add({ call: 'addContacts', times: 2, effect: { type: 'status', status: 429 } });
	const run = await upsert(sandbox, {
		items: contactItems(1300),
		parameters: { ...vip, options: { batchSize: 500, maxConcurrency: 1 } },
	});

	expect(batchSizesOf(sandbox)).toEqual([500, 500, 200, 200, 100, 200, 200, 100, 200, 100]);
	expect(listNamed(sandbox, 'vip').contacts.size).toBe(1300);
	expect(run.items[0].json).toMatchObject({ accepted: 1300, batches: 8 });
});

it('stay as they are after a single 429, whose Retry-After is kept', async () => {
	const { sandbox } = shared;
	const effect = { type: 'status', status: 429, retryAfter: 5 } as const;
	sandbox.faults.add({ call: 'addContacts', effect });
	const run = await upsert(sandbox, { items: contactItems(300), parameters: vip });

	expect(batchSizesOf(sandbox)).toEqual([300, 300]);
	expect(run.items[0].json).toMatchObject({ accepted: 300, batches: 1 });
	const [first, second] = sandbox.requests.filter(({ call }) => call === 'addContacts');
	// 5 s at a hundredth.
	expect(second.startedAt - first.endedAt).toBeGreaterThanOrEqual(49);
});

it('go into their own list only', async () => {
	const { sandbox } = shared;
	const items = contactItems(40).map(({ json }, n) => ({ json: { ...json, priority: n % 4 } }));
	await upsert(sandbox, { items, parameters: { options: { batchSize: 3 } } });

	for (const segment of [0, 1, 2, 3]) {
		const list = listNamed(sandbox, `dynamic_outbound_segment_${segment}`);
		expect([...list.contacts.values()]).toEqual(Array(10).fill({ priority: segment }));
	}
	expect(bodiesOf(sandbox, 'addContacts').flat()).toHaveLength(40);
});
