import type { IDataObject } from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { CxoneInteractionsSearch } from '../../nodes/CxoneInteractionsSearch/CxoneInteractionsSearch.node.ts';
import { CxoneListUpsert } from '../../nodes/CxoneListUpsert/CxoneListUpsert.node.ts';
import { CxonePredictiveCampaign } from '../../nodes/CxonePredictiveCampaign/CxonePredictiveCampaign.node.ts';
import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { startSandbox, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems, runNode, type NodeRunOptions } from '../support/engine.mts';
import { LONE_SURROGATE, NO_IDS, NUMBERS, TEXTS } from './hostileIds.mts';

const AS_OF = '2026-05-04T00:00:00Z';

let sandbox: Sandbox;
const credential = () => ({ type: new CxoneOAuth2Api(), values: { ...sandbox.credential } });

beforeAll(async () => {
	sandbox = await startSandbox({
		now: () => Date.parse(AS_OF),
		history: [...TEXTS, LONE_SURROGATE, ...NUMBERS.map(([, id]) => id)].map((contactId, n) => ({
			id: `int-${n}`,
			contactId,
			type: 'voice',
			startTime: '2026-05-03T00:00:00Z',
		})),
	});
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());
afterEach(() => {
	expect(Reflect.ownKeys(Object.prototype).filter((key) => !BUILT_IN.has(key))).toEqual([]);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});
const BUILT_IN = new Set(Reflect.ownKeys(Object.prototype));

async function ok(
	node: Parameters<typeof runNode>[0],
	options: NodeRunOptions,
): Promise<IDataObject[]> {
	const run = await runNode(node, options);
	expect(run.error).toBeUndefined();
	return run.items.map(({ json }) => json);
}

describe('RF Score', () => {
	test('any text and number is an id, and a contact of its own', async () => {
		const ids = [...TEXTS, LONE_SURROGATE, ...NUMBERS.map(([value]) => value)];
		const items = ids.flatMap((contactId, n) => [
			{ contactId, startTime: AS_OF, id: `a${n}` },
			{ contactId, startTime: AS_OF, id: `b${n}` },
		]);
		const rows = await ok(CxoneRfScore, {
			items: jsonItems(...items),
			parameters: { referenceTime: AS_OF },
		});
		expect(rows.map(({ frequency }) => frequency)).toEqual(ids.map(() => 2));
		expect(new Set(rows.map(({ contactId }) => contactId))).toEqual(new Set(ids.map(String)));
	});

	test('what is no id is an error item under On Invalid Item: Error', async () => {
		const items = jsonItems(
			...NO_IDS.map((contactId) => ({ contactId, startTime: AS_OF }) as IDataObject),
		);
		const run = await runNode(CxoneRfScore, {
			items,
			onError: 'continueErrorOutput',
			parameters: { options: { onInvalidItem: 'error' } },
		});
		expect(run.items).toEqual([]);
		expect(run.errorItems).toHaveLength(NO_IDS.length);
		for (const { json } of run.errorItems) expect(json.error).toMatch(/no contact ID|lost digits/);
	});

	test('a time out of range is no time, and every score is a number', async () => {
		const times = [8.64e15 + 1, 1e300, -1e300, NaN, Infinity, -0, '+275760-09-13T00:00:00Z'];
		const texts = [
			'yesterday',
			'0000-00-00',
			'2026-02-30T00:00:00Z',
			'99:99',
			'9999-12-31',
			'0001-01-01',
		];
		const items = [...times, ...texts].map((startTime, n) => ({ contactId: `c${n}`, startTime }));
		const run = await runNode(CxoneRfScore, {
			items: jsonItems(...items),
			onError: 'continueErrorOutput',
			parameters: { referenceTime: AS_OF, options: { onInvalidItem: 'error' } },
		});
		const answered = run.items.length + run.errorItems.length;
		expect(answered).toBe(items.length);
		for (const { json } of run.items) {
			expect(Number.isFinite(json.score)).toBe(true);
			expect(json.score).toBeLessThanOrEqual(100);
			expect(json.lastInteraction).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
		}
		expect(run.items.map(({ json }) => json.contactId).sort()).toEqual(['c11', 'c12', 'c5']);
	});
});

describe('List Upsert', () => {
	test('any text and number goes into its list as it is', async () => {
		const ids = [...TEXTS, LONE_SURROGATE, ...NUMBERS.map(([value]) => value)];
		const [row] = await ok(CxoneListUpsert, {
			credential: credential(),
			items: jsonItems(...ids.map((contactId) => ({ contactId, priority: 'high' }))),
		});
		expect(row).toMatchObject({ accepted: ids.length, rejected: 0 });
		expect([...sandbox.state.lists[0].contacts.keys()]).toEqual(ids.map(String));
	});

	test('what is no id leaves as an error item, and the rest goes in', async () => {
		const ids = [...NO_IDS, 'good'];
		const run = await runNode(CxoneListUpsert, {
			credential: credential(),
			onError: 'continueErrorOutput',
			items: jsonItems(...ids.map((contactId) => ({ contactId, priority: 'high' }) as IDataObject)),
		});
		expect(run.errorItems).toHaveLength(NO_IDS.length);
		expect([...sandbox.state.lists[0].contacts.keys()]).toEqual(['good']);
	});

	test('attributes with names of the prototype are attributes', async () => {
		const json = JSON.parse(
			'{"contactId": "c", "priority": "high", "constructor": 1, "__proto__": {"polluted": 1}}',
		) as IDataObject;
		await ok(CxoneListUpsert, {
			credential: credential(),
			items: jsonItems(json),
			parameters: { attributes: 'all' },
		});
		const data = sandbox.state.lists[0].contacts.get('c');
		expect(data).toMatchObject({ constructor: 1, priority: 'high' });
		expect((data as Record<string, unknown>).polluted).toBeUndefined();
	});

	test.each(['segments', 'segments and names again'])('any text is a segment: %s', async (what) => {
		const segments = [...TEXTS, LONE_SURROGATE];
		const options = {
			credential: credential(),
			items: jsonItems(...segments.map((priority, n) => ({ contactId: `c${n}`, priority }))),
		};
		const rows = await ok(CxoneListUpsert, options);
		if (what !== 'segments') await ok(CxoneListUpsert, options);
		expect(rows.map(({ segment }) => segment)).toEqual(segments.map((text) => text.trim()));
		expect(sandbox.state.lists).toHaveLength(segments.length);
		for (const { contacts } of sandbox.state.lists) expect(contacts.size).toBe(1);
	});

	test.each([
		['../campaigns', '../campaigns'],
		['..', '..'],
		['.', '.'],
		['a/b?x=1#y', 'a/b?x=1#y'],
		['__proto__', '__proto__'],
		['half a character', LONE_SURROGATE],
		['10,000 characters', 'x'.repeat(10_000)],
	])('an id of a list stays in its place in the address: %s', async (_name, listId) => {
		const run = await runNode(CxoneListUpsert, {
			credential: credential(),
			items: jsonItems({ contactId: 'c' }),
			parameters: { listBy: 'id', listId: { __rl: true, mode: 'id', value: listId } },
		});
		expect(run.error?.message).toMatch(/did not get into|is not an id/);
		for (const { call } of sandbox.requests) {
			expect(['token', 'getList', 'addContacts', 'unknown']).toContain(call);
		}
		expect(sandbox.state.campaigns).toEqual([]);
	});
});

describe('Interactions Search', () => {
	test('any text and number is asked for, and its interactions come', async () => {
		const ids = [...TEXTS, LONE_SURROGATE, ...NUMBERS.map(([value]) => value)];
		const rows = await ok(CxoneInteractionsSearch, {
			credential: credential(),
			items: jsonItems(...ids.map((contactId) => ({ contactId }))),
			parameters: { timeRange: 'between', startTime: '2026-05-01', endTime: AS_OF },
		});
		expect(rows.map(({ contactId }) => contactId).sort()).toEqual(ids.map(String).sort());
	});
});

describe('Predictive Campaign', () => {
	test('any text names a campaign, made once', async () => {
		const [{ listId }] = await ok(CxoneListUpsert, {
			credential: credential(),
			items: jsonItems({ contactId: 'c', priority: 'high' }),
		});
		const names = [...TEXTS, LONE_SURROGATE].filter((name) => !name.startsWith('='));
		const options: NodeRunOptions = {
			credential: credential(),
			items: jsonItems(...names.map((name) => ({ name, listId, segment: 'high' }) as IDataObject)),
			parameters: { campaignName: '={{ $json.name }}' },
		};
		const rows = await ok(CxonePredictiveCampaign, options);
		const again = await ok(CxonePredictiveCampaign, options);
		expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
		expect(new Set(again.map(({ outcome }) => outcome))).toEqual(new Set(['existing']));
		expect(sandbox.state.campaigns).toHaveLength(names.length);
	});
});
