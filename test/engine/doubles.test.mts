import { fillList, segmentItems } from './campaignRuns.mts';
import {
	campaign,
	contactItems,
	hintsOf,
	listNamed,
	shareSandbox,
	upsert,
	withSandbox,
} from './outboundRuns.mts';

/** Long enough that two runs started together both look before one of them creates. */
const LATENCY_MS = 100;
const VIP = { listBy: 'name', listName: 'vip', attributes: 'none' };
const NAME = 'dynamic_outbound_campaign_high';

const shared = shareSandbox({ latencyMs: LATENCY_MS });

test('two runs that make the same list at the same time use one of them, and name the other', async () => {
	const { sandbox } = shared;
	const sent = { items: contactItems(3), parameters: VIP };
	const runs = await Promise.all([upsert(sandbox, sent), upsert(sandbox, sent)]);

	const { lists } = sandbox.state;
	expect(lists.map(({ name, contacts }) => [name, contacts.size])).toEqual([
		['vip', 3],
		['vip', 0],
	]);
	const rows = runs.map(({ items }) => items[0].json);
	expect(rows.map(({ listId, accepted }) => [listId, accepted])).toEqual([
		['list-0001', 3],
		['list-0001', 3],
	]);
	expect(rows.map(({ created }) => created).sort()).toEqual([false, true]);
	// Who looked before the other one created saw nothing to tell.
	const hints = runs.flatMap(hintsOf);
	expect(new Set(hints)).toEqual(
		new Set([
			"There are 2 lists named 'vip'; this run used list-0001. Shown as empty: list-0002. Delete in CXone what has no contacts there either, since counts may come late.",
		]),
	);
});

test('two runs that launch the same campaign at the same time name both', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const launch = async () => await campaign(sandbox, { items: segmentItems(listId, 'high') });
	const runs = await Promise.all([launch(), launch()]);

	expect(sandbox.state.campaigns.map(({ name }) => name)).toEqual([NAME, NAME]);
	for (const hint of runs.flatMap(hintsOf)) {
		expect(hint).toContain(`Another run launched a campaign named '${NAME}' at the same time`);
		expect(hint).toContain('camp-0001');
		expect(hint).toContain('camp-0002');
	}
	expect(runs.flatMap(hintsOf)).not.toEqual([]);
});

test('campaigns of that name from before are no doubles', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const launch = async () =>
		await campaign(sandbox, {
			items: segmentItems(listId, 'high'),
			parameters: { ifExists: 'create' },
		});
	await launch();
	expect(hintsOf(await launch())).toEqual([]);
	expect(sandbox.state.campaigns).toHaveLength(2);
});

test('a look after the create that fails leaves the list as it is', async () => {
	await withSandbox({}, async (sandbox) => {
		const effect = { type: 'status', status: 400 } as const;
		sandbox.faults.add({ call: 'findLists', skip: 1, times: Infinity, effect });
		const run = await upsert(sandbox, { items: contactItems(2), parameters: VIP });

		expect(run.error).toBeUndefined();
		expect(run.items[0].json).toMatchObject({ created: true, accepted: 2 });
		expect(listNamed(sandbox, 'vip').contacts.size).toBe(2);
	});
});
