import fc from 'fast-check';

import { FaultBoard } from '../../sandbox/faults.mts';
import type { FaultEffect, FaultRule } from '../../sandbox/server.mts';
import { type Tenant, askToken, openTenant } from './tenant.mts';

const LISTS = '/api/v1/lists';
const LIST = { name: 'a', type: 'outbound' };

let tenant: Tenant;
beforeAll(async () => {
	tenant = await openTenant({ contacts: 100 });
});
beforeEach(() => tenant.sandbox.reset());
afterAll(() => tenant.sandbox.close());

function statuses(): number[] {
	return tenant.sandbox.requests.map(({ status }) => status);
}

describe('which requests a fault meets', () => {
	const status: FaultEffect = { type: 'status', status: 503 };

	test('one by default, then the service is well again', async () => {
		tenant.sandbox.faults.add({ call: 'findLists', effect: status });
		for (let n = 0; n < 2; n += 1) await tenant.api.get(LISTS);
		expect(statuses()).toEqual([503, 200]);
		expect(tenant.sandbox.faults.left).toEqual([]);
	});

	test('after skip, for times, and other calls not at all', async () => {
		tenant.sandbox.faults.add({ call: 'findLists', skip: 1, times: 2, effect: status });
		await tenant.api.get(LISTS);
		await tenant.api.get('/api/v1/campaigns');
		for (let n = 0; n < 3; n += 1) await tenant.api.get(LISTS);
		expect(statuses()).toEqual([200, 200, 503, 503, 200]);
	});

	test.each([Infinity, 'always'] as const)(
		'every one with times %s, until cleared',
		async (times) => {
			tenant.sandbox.faults.add({ call: 'any', times, effect: status });
			for (let n = 0; n < 3; n += 1) await tenant.api.get(LISTS);
			expect((await askToken(tenant.sandbox)).status).toBe(503);
			tenant.sandbox.faults.clear();
			expect((await tenant.api.get(LISTS)).status).toBe(200);
			expect(tenant.sandbox.requestCounts()).toEqual({ findLists: 4, token: 1 });
		},
	);

	test('the oldest rule strikes first and alone', async () => {
		tenant.sandbox.faults.add({ call: 'findLists', effect: { type: 'status', status: 500 } });
		tenant.sandbox.faults.add({ call: 'any', effect: { type: 'status', status: 502 } });
		for (let n = 0; n < 3; n += 1) await tenant.api.get(LISTS);
		expect(statuses()).toEqual([500, 502, 200]);
	});

	test('a request that meets one rule counts against the skip of the next', async () => {
		tenant.sandbox.faults.add({ call: 'findLists', effect: { type: 'status', status: 500 } });
		tenant.sandbox.faults.add({ call: 'findLists', skip: 1, effect: status });
		for (let n = 0; n < 3; n += 1) await tenant.api.get(LISTS);
		expect(statuses()).toEqual([500, 503, 200]);
	});

	test('a paging effect on any call waits for a listing', async () => {
		tenant.sandbox.faults.add({ call: 'any', effect: { type: 'noData' } });
		expect((await tenant.api.post(LISTS, LIST)).status).toBe(201);
		expect((await tenant.api.get(LISTS)).data).toEqual({ pagination: { nextPageToken: null } });
	});

	test('rules that fit nothing are refused', () => {
		const wrong: unknown[] = [
			{ call: 'nothing', effect: { type: 'drop' } },
			{ call: 'token', effect: { type: 'noData' } },
			{ call: 'createList', effect: { type: 'drop', delayMs: 1 } },
			{ call: 'createList', effect: { type: 'slow' } },
			{ call: 'createList', effect: { type: 'status' } },
			{ call: 'createList', times: 0, effect: { type: 'drop' } },
			{ call: 'createList', skip: -1, effect: { type: 'drop' } },
			{ call: 'createList', effect: { type: 'redirect', location: '/', status: 200 } },
			{ call: 'createList' },
		];
		for (const rule of wrong) expect(() => tenant.sandbox.faults.add(rule as FaultRule)).toThrow();
		expect(tenant.sandbox.faults.left).toEqual([]);
	});

	test('a lone rule strikes exactly its share of any run of requests', () => {
		fc.assert(
			fc.property(fc.nat(20), fc.integer({ min: 1, max: 20 }), fc.nat(60), (skip, times, count) => {
				const board = new FaultBoard();
				board.add({ call: 'addContacts', skip, times, effect: { type: 'drop' } });
				const struck = Array.from({ length: count }, () => board.take('addContacts') !== undefined);
				const expected = struck.map((_, n) => n >= skip && n < skip + times);
				expect(struck).toEqual(expected);
				expect(board.take('createList')).toBeUndefined();
			}),
			{ numRuns: 1_000 },
		);
	});
});
