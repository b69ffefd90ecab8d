import type { AxiosResponse } from 'axios';
import fc from 'fast-check';

import type { Interaction } from '../../sandbox/server.mts';
import { InteractionIndex } from '../../sandbox/rest/interactionIndex.mts';
import { type Tenant, openTenant } from './tenant.mts';

const URL = '/api/v1/interactions/search';
const EVER = { startTime: '2000-01-01T00:00:00Z', endTime: '2100-01-01T00:00:00Z' };
const AT = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();

function row(id: string, second: number, contactId: string, type = 'voice'): Interaction {
	return { id, startTime: AT(second), contactId, type, agentId: 'agent-7' };
}

const HISTORY = [
	row('d', 3, 'A'),
	row('b', 2, 'B', 'chat'),
	row('a', 2, 'A'),
	row('c', 1, 'A', 'email'),
	row('e', 4, 'B'),
];

describe('a search', () => {
	let tenant: Tenant;
	beforeAll(async () => {
		tenant = await openTenant({ history: HISTORY });
	});
	beforeEach(() => tenant.sandbox.reset());
	afterAll(() => tenant.sandbox.close());

	async function ids(filters: object): Promise<string[]> {
		const body = { filters: { ...EVER, ...filters }, pageSize: 500 };
		const { data } = await tenant.api.post(URL, body);
		return data.data.map(({ id }: Interaction) => id);
	}

	test('answers by start time, then id', async () => {
		expect(await ids({})).toEqual(['c', 'a', 'b', 'd', 'e']);
	});

	test('passes unknown fields through', async () => {
		const { data } = await tenant.api.post(URL, { filters: EVER, pageSize: 1 });
		expect(data.data).toEqual([row('c', 1, 'A', 'email')]);
	});

	test('takes startTime in and leaves endTime out', async () => {
		expect(await ids({ startTime: AT(2), endTime: AT(4) })).toEqual(['a', 'b', 'd']);
		expect(await ids({ startTime: AT(2), endTime: AT(2) })).toEqual([]);
	});

	test('filters by contact and type, each contact once', async () => {
		expect(await ids({ contactIds: ['B', 'nobody', 'B'] })).toEqual(['b', 'e']);
		expect(await ids({ interactionType: ['email', 'chat', 'fax'] })).toEqual(['c', 'b']);
		expect(await ids({ contactIds: ['A'], interactionType: ['voice'] })).toEqual(['a', 'd']);
	});

	test.each([
		['page size 0', { pageSize: 0 }],
		['page size 501', { pageSize: 501 }],
		['page size 1.5', { pageSize: 1.5 }],
		['page size as text', { pageSize: '10' }],
		['no filters', { filters: undefined }],
		['a start time without zone', { filters: { ...EVER, startTime: '2026-01-01T00:00:00' } }],
		[
			'a start time with an offset',
			{ filters: { ...EVER, startTime: '2026-01-01T00:00:00+02:00' } },
		],
		['no end time', { filters: { startTime: EVER.startTime } }],
		['an end before the start', { filters: { startTime: AT(3), endTime: AT(2) } }],
		['empty contactIds', { filters: { ...EVER, contactIds: [] } }],
		['contactIds not an array', { filters: { ...EVER, contactIds: 'A' } }],
		['an unknown page token', { pageToken: 'made-up' }],
		['a page token that is no text', { pageToken: 7 }],
	])('is refused with 400 for %s', async (_, changes) => {
		const { status, data } = await tenant.api.post(URL, {
			filters: EVER,
			pageSize: 10,
			...changes,
		});
		expect(status).toBe(400);
		expect(data).toEqual({ error: expect.any(String), message: expect.any(String) });
	});

	test('pages to the end, without an empty last page', async () => {
		const pages: string[][] = [];
		let pageToken: string | null = null;
		do {
			const body: object = { filters: EVER, pageSize: 2, pageToken };
			const { data }: AxiosResponse = await tenant.api.post(URL, body);
			pages.push(data.data.map(({ id }: Interaction) => id));
			pageToken = data.pagination.nextPageToken;
		} while (pageToken !== null);
		expect(pages).toEqual([['c', 'a'], ['b', 'd'], ['e']]);
	});

	test('takes a page token with another page size, not with another query', async () => {
		const first = await tenant.api.post(URL, { filters: EVER, pageSize: 1 });
		const pageToken = first.data.pagination.nextPageToken;
		const wider = await tenant.api.post(URL, { filters: EVER, pageSize: 3, pageToken });
		expect(wider.data.data.map(({ id }: Interaction) => id)).toEqual(['a', 'b', 'd']);
		const filters = { ...EVER, contactIds: ['A'] };
		const foreign = await tenant.api.post(URL, { filters, pageSize: 1, pageToken });
		expect(foreign.status).toBe(400);
		expect(foreign.data.error).toBe('invalid_page_token');
		const lookUp = await tenant.api.get('/api/v1/lists', { params: { pageToken } });
		expect(lookUp.status).toBe(400);
	});

	test('refuses a body that is not JSON, not declared as JSON, or absent', async () => {
		const headers = { 'content-type': 'application/json' };
		const broken = await tenant.api.post(URL, Buffer.from('{"filters":'), { headers });
		expect(broken.status).toBe(400);
		expect(broken.data).toEqual({ error: 'invalid_json', message: expect.any(String) });
		const form = await tenant.api.post(URL, new URLSearchParams({ pageSize: '1' }));
		expect(form.status).toBe(415);
		expect((await tenant.api.post(URL, undefined, { headers })).status).toBe(400);
	});

	test('refuses a body above 10 MB with 413', async () => {
		const filters = { ...EVER, contactIds: ['x'.repeat(10 * 1024 * 1024)] };
		const { status, data } = await tenant.api.post(URL, { filters, pageSize: 1 });
		expect(status).toBe(413);
		expect(data).toEqual({ error: expect.any(String), message: expect.any(String) });
	});
});

test('a search without a page size answers 100 rows', async () => {
	const history = Array.from({ length: 101 }, (_, n) =>
		row(`r${String(n).padStart(3, '0')}`, n, 'A'),
	);
	const { sandbox, api } = await openTenant({ history });
	const { data } = await api.post(URL, { filters: EVER });
	await sandbox.close();
	expect(data.data).toHaveLength(100);
	expect(data.pagination.nextPageToken).not.toBeNull();
});

test('a history with a start time that is no time does not start', async () => {
	const history = [{ ...row('a', 1, 'A'), startTime: 'yesterday' }];
	await expect(openTenant({ history })).rejects.toThrow(/Interaction a: startTime "yesterday"/);
});

test('the index answers what a plain filter and sort answer, page by page', () => {
	const interaction = fc.record({
		second: fc.nat(30),
		contactId: fc.constantFrom('A', 'B', 'C', '__proto__'),
		type: fc.constantFrom('voice', 'chat'),
	});
	const subset = (...values: string[]) =>
		fc.option(fc.array(fc.constantFrom(...values), { minLength: 1 }), { nil: undefined });
	fc.assert(
		fc.property(
			fc.array(interaction, { maxLength: 40 }),
			subset('A', 'B', '__proto__', 'nobody'),
			subset('voice', 'chat', 'fax'),
			fc.nat(32),
			fc.nat(32),
			fc.integer({ min: 1, max: 7 }),
			(made, contactIds, interactionType, from, to, pageSize) => {
				const history = made.map(({ second, contactId, type }, n) =>
					row(`r${(n * 7) % 41}`, second, contactId, type),
				);
				const filters = { startTime: AT(from), endTime: AT(to), contactIds, interactionType };
				const expected = history
					.filter(({ startTime }) => startTime >= AT(from) && startTime < AT(to))
					.filter(({ contactId }) => contactIds?.includes(contactId) ?? true)
					.filter(({ type }) => interactionType?.includes(type) ?? true)
					.sort((a, b) => (a.startTime + a.id < b.startTime + b.id ? -1 : 1));
				const index = new InteractionIndex(history);
				const found: unknown[] = [];
				let start: number | null = 0;
				while (start !== null) {
					const slice = index.read(filters, start, pageSize);
					expect(slice.rows.length).toBeLessThanOrEqual(pageSize);
					for (const each of slice.rows) found.push(each);
					start = slice.nextStart;
				}
				expect(found).toEqual(expected);
			},
		),
		{ numRuns: 2_000 },
	);
});
