import { type Tenant, campaignBody, makeList, openTenant } from './tenant.mts';

const SEARCH = '/api/v1/interactions/search';
const LISTS = '/api/v1/lists';
const EVER = { startTime: '2000-01-01T00:00:00Z', endTime: '2100-01-01T00:00:00Z' };

let tenant: Tenant;
beforeAll(async () => {
	tenant = await openTenant({ contacts: 100 });
});
beforeEach(() => tenant.sandbox.reset());
afterAll(() => tenant.sandbox.close());

async function page(pageToken: string | null, pageSize = 10) {
	const { status, data } = await tenant.api.post(SEARCH, { filters: EVER, pageSize, pageToken });
	return { status, body: data, rows: data.data, next: data.pagination?.nextPageToken };
}

describe('pages', () => {
	test('noData: the page lacks data and keeps its token', async () => {
		const right = await page(null);
		tenant.sandbox.faults.add({ call: 'searchInteractions', effect: { type: 'noData' } });
		expect((await page(null)).body).toEqual({ pagination: { nextPageToken: right.next } });
	});

	test('repeatedToken: the next token leads to the same page', async () => {
		const first = await page(null);
		const second = await page(first.next);
		tenant.sandbox.faults.add({
			call: 'searchInteractions',
			times: 2,
			effect: { type: 'repeatedToken' },
		});
		expect(await page(first.next)).toEqual({
			...second,
			body: expect.anything(),
			next: first.next,
		});
		const stuck = await page(null);
		expect(stuck.rows).toEqual(first.rows);
		expect((await page(stuck.next)).rows).toEqual(first.rows);
	});

	test('corruptToken: the next token is refused', async () => {
		tenant.sandbox.faults.add({ call: 'searchInteractions', effect: { type: 'corruptToken' } });
		const { rows, next } = await page(null);
		expect(rows).toHaveLength(10);
		expect((await page(next)).status).toBe(400);
	});

	test('emptyPage: nothing is lost, and each token is a new one', async () => {
		const first = await page(null);
		const second = await page(first.next);
		tenant.sandbox.faults.add({
			call: 'searchInteractions',
			times: 2,
			effect: { type: 'emptyPage' },
		});
		const empty = await page(first.next);
		const emptyAgain = await page(empty.next);
		expect([empty.rows, emptyAgain.rows]).toEqual([[], []]);
		expect(new Set([first.next, empty.next, emptyAgain.next]).size).toBe(3);
		expect((await page(emptyAgain.next)).rows).toEqual(second.rows);
	});

	test('largePage: more rows than asked, then on behind them', async () => {
		const whole = await page(null, 30);
		tenant.sandbox.faults.add({
			call: 'searchInteractions',
			effect: { type: 'largePage', extraRows: 5 },
		});
		const large = await page(null);
		const after = await page(large.next);
		expect(large.rows).toEqual(whole.rows.slice(0, 15));
		expect(after.rows).toEqual(whole.rows.slice(15, 25));
	});

	test.each(['findLists', 'findCampaigns'] as const)('look-ups too: %s', async (call) => {
		const url = call === 'findLists' ? LISTS : '/api/v1/campaigns';
		const listId = await makeList(tenant.api, 'a', 1);
		await tenant.api.post('/api/v1/campaigns', campaignBody(listId));
		tenant.sandbox.faults.add({ call, effect: { type: 'emptyPage' } });
		const empty = await tenant.api.get(url);
		expect(empty.data.data).toEqual([]);
		const params = { pageToken: empty.data.pagination.nextPageToken };
		const full = await tenant.api.get(url, { params });
		expect(full.data.data).toHaveLength(1);
		expect(full.data.pagination.nextPageToken).toBeNull();
	});
});
