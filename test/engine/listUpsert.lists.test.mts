import { jsonItems } from '../support/engine.mts';
import {
	bodiesOf,
	callsOf,
	hintsOf,
	jsonsOf,
	listNamed,
	shareSandbox,
	shortenWaits,
	upsert,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const oneAtATime = { options: { maxConcurrency: 1 } };

describe('a list for each segment', () => {
	const items = jsonItems(
		{ contactId: 'a', priority: 'high', score: 90 },
		{ contactId: 'b', priority: 'low', score: 0 },
		{ contactId: 'c', priority: 'high', score: 71.5 },
	);

	it('is created under its name, with the contacts in it', async () => {
		const { sandbox } = shared;
		const run = await upsert(sandbox, { items, parameters: oneAtATime });

		expect(run.error).toBeUndefined();
		expect(callsOf(sandbox)).toEqual([
			'findLists',
			'findLists',
			'createList',
			'findLists',
			'createList',
			'findLists',
			'addContacts',
			'addContacts',
		]);
		expect(sandbox.requests[1].path).toBe(
			'/api/v1/lists?name=dynamic_outbound_segment_high&pageSize=100',
		);
		expect(bodiesOf(sandbox, 'createList')).toEqual([
			{
				name: 'dynamic_outbound_segment_high',
				description: 'Dynamic segment for high priority contacts',
				type: 'outbound',
			},
			{
				name: 'dynamic_outbound_segment_low',
				description: 'Dynamic segment for low priority contacts',
				type: 'outbound',
			},
		]);
		expect(bodiesOf(sandbox, 'addContacts')).toEqual([
			[
				{ contactId: 'a', data: { priority: 'high', score: 90 } },
				{ contactId: 'c', data: { priority: 'high', score: 71.5 } },
			],
			[{ contactId: 'b', data: { priority: 'low', score: 0 } }],
		]);
		expect(hintsOf(run)).toEqual([]);
	});

	it('is found by the second run, which creates nothing', async () => {
		const { sandbox } = shared;
		await upsert(sandbox, { items });
		const changed = jsonItems({ contactId: 'a', priority: 'high', score: 12 });
		const run = await upsert(sandbox, { items: changed });

		expect(sandbox.requestCounts().createList).toBe(2);
		expect(sandbox.state.lists).toHaveLength(2);
		const high = listNamed(sandbox, 'dynamic_outbound_segment_high');
		expect(run.items[0].json).toMatchObject({ listId: high.id, created: false, accepted: 1 });
		expect(Object.fromEntries(high.contacts)).toEqual({
			a: { priority: 'high', score: 12 },
			c: { priority: 'high', score: 71.5 },
		});
	});

	it.each([
		['team', 'team_segment_high'],
		['', 'segment_high'],
		['={{ $json.team }}', 'north_segment_high'],
	])('has the prefix %p', async (namePrefix, name) => {
		const north = jsonItems({ contactId: 'a', priority: 'high', team: 'north' });
		await upsert(shared.sandbox, { items: north, parameters: { namePrefix } });

		expect(shared.sandbox.state.lists.map((list) => list.name)).toEqual([name]);
	});

	it('takes its segment from a dot path; zero and false are segments', async () => {
		const { sandbox } = shared;
		const tiers = jsonItems(
			{ contactId: 'a', customer: { tier: 0 } },
			{ contactId: 'b', customer: { tier: false } },
			{ contactId: 'c', 'customer.tier': ' gold ' },
		);
		const run = await upsert(sandbox, {
			items: tiers,
			parameters: { namePrefix: 'x', segmentField: 'customer.tier', ...oneAtATime },
		});

		expect(sandbox.state.lists.map((list) => list.name)).toEqual([
			'x_segment_0',
			'x_segment_false',
			'x_segment_gold',
		]);
		expect(jsonsOf(run.items).map(({ segment }) => segment)).toEqual(['0', 'false', 'gold']);
	});

	it.each([
		['For {segment}: {segment}!', 'For high: high!'],
		['={{ "Made for " + $json.contactId }}', 'Made for a'],
		['', undefined],
	])('has the description %p', async (template, description) => {
		const { sandbox } = shared;
		await upsert(sandbox, {
			items: jsonItems({ contactId: 'a', priority: 'high' }),
			parameters: { description: template },
		});

		expect(bodiesOf(sandbox, 'createList')).toEqual([
			{ name: 'dynamic_outbound_segment_high', description, type: 'outbound' },
		]);
	});
});
