import { type Tenant, makeList, openTenant } from './tenant.mts';

const LISTS = '/api/v1/lists';

describe('lists', () => {
	let tenant: Tenant;
	beforeAll(async () => {
		tenant = await openTenant();
	});
	beforeEach(() => tenant.sandbox.reset());
	afterAll(() => tenant.sandbox.close());

	test('two creates with one name make two lists', async () => {
		const body = { name: 'spring', description: 'd', type: 'outbound' };
		const first = await tenant.api.post(LISTS, body);
		const second = await tenant.api.post(LISTS, body);
		expect([first.status, second.status]).toEqual([201, 201]);
		expect([first.data.id, second.data.id]).toEqual(['list-0001', 'list-0002']);
		expect(tenant.sandbox.state.lists.map(({ name }) => name)).toEqual(['spring', 'spring']);
	});

	test.each([
		['no name', { type: 'outbound' }],
		['an empty name', { name: '', type: 'outbound' }],
		['no type', { name: 'a' }],
		['another type', { name: 'a', type: 'inbound' }],
		['an array', []],
	])('a create is refused with 400 for %s', async (_, body) => {
		const { status, data } = await tenant.api.post(LISTS, body);
		expect(status).toBe(400);
		expect(data).toEqual({ error: 'invalid_request', message: expect.any(String) });
		expect(tenant.sandbox.state.lists).toEqual([]);
	});

	test('one list is shown with the number of its contacts', async () => {
		const id = await makeList(tenant.api, 'a', 3);
		const { data } = await tenant.api.get(`${LISTS}/${id}`);
		expect(data).toEqual({
			id,
			name: 'a',
			type: 'outbound',
			contactCount: 3,
			createdAt: expect.stringMatching(/Z$/),
		});
		expect((await tenant.api.get(`${LISTS}/list-0009`)).status).toBe(404);
	});

	test('a contact sent again replaces its attributes', async () => {
		const id = await makeList(tenant.api, 'a', 0);
		const url = `${LISTS}/${id}/contacts`;
		const first = [
			{ contactId: 'x', data: { score: 1, old: true } },
			{ contactId: '__proto__', data: {} },
		];
		expect((await tenant.api.post(url, first)).data).toEqual({ accepted: 2 });
		await tenant.api.post(url, [{ contactId: 'x', data: { score: 2 } }]);
		const [list] = tenant.sandbox.state.lists;
		expect([...list.contacts]).toEqual([
			['x', { score: 2 }],
			['__proto__', {}],
		]);
	});

	const contact = { contactId: 'x', data: {} };
	test.each([
		['an object around the array', { contacts: [contact] }, 400],
		['an empty array', [], 400],
		['a contact without id', [{ data: {} }], 400],
		['a contact without data', [{ contactId: 'x' }], 400],
		['a numeric contact id', [{ contactId: 7, data: {} }], 400],
		['1,001 contacts', Array.from({ length: 1_001 }, () => contact), 413],
	])('a batch is refused for %s', async (_, batch, status) => {
		const id = await makeList(tenant.api, 'a', 0);
		const answer = await tenant.api.post(`${LISTS}/${id}/contacts`, batch);
		expect(answer.status).toBe(status);
		expect(answer.data).toEqual({ error: expect.any(String), message: expect.any(String) });
		expect(tenant.sandbox.state.lists[0].contacts.size).toBe(0);
	});

	test('a batch of 1,000 is taken, one for an unknown list is not', async () => {
		const id = await makeList(tenant.api, 'a', 1_000);
		expect(tenant.sandbox.state.lists[0].contacts.size).toBe(1_000);
		const unknown = await tenant.api.post(`${LISTS}/${id}9/contacts`, [contact]);
		expect(unknown.status).toBe(404);
	});

	test('a look-up finds exact names only, and all without a name', async () => {
		for (const name of ['Spring', 'spring', 'spring 2']) await makeList(tenant.api, name, 0);
		const found = await tenant.api.get(LISTS, { params: { name: 'spring' } });
		expect(found.data.data.map(({ id }: { id: string }) => id)).toEqual(['list-0002']);
		expect(found.data.pagination).toEqual({ nextPageToken: null });
		expect((await tenant.api.get(LISTS, { params: { name: '' } })).data.data).toEqual([]);
		expect((await tenant.api.get(LISTS)).data.data).toHaveLength(3);
	});

	test.each(['0', '501', 'ten', '1.5', '-1', ''])('page size "%s" is refused', async (pageSize) => {
		expect((await tenant.api.get(`${LISTS}?pageSize=${pageSize}`)).status).toBe(400);
	});

	test('a look-up with two names or a foreign page token is refused', async () => {
		await makeList(tenant.api, 'a', 0);
		await makeList(tenant.api, 'b', 0);
		expect((await tenant.api.get(`${LISTS}?name=a&name=b`)).status).toBe(400);
		const first = await tenant.api.get(LISTS, { params: { pageSize: 1 } });
		const pageToken = first.data.pagination.nextPageToken;
		const next = await tenant.api.get(LISTS, { params: { pageSize: 1, pageToken } });
		expect(next.data.data.map(({ name }: { name: string }) => name)).toEqual(['b']);
		const foreign = await tenant.api.get(LISTS, { params: { name: 'b', pageToken } });
		expect(foreign.status).toBe(400);
	});
});

test('look-ups may ignore the name filter, in pages of the tenant’s own size', async () => {
	const { sandbox, api } = await openTenant({ ignoresNameFilter: true, lookupPageSize: 2 });
	for (const name of ['a', 'b', 'c']) await makeList(api, name, 0);
	const params = { name: 'c', pageSize: 100 };
	const first = await api.get(LISTS, { params });
	const pageToken = first.data.pagination.nextPageToken;
	const second = await api.get(LISTS, { params: { ...params, pageToken } });
	await sandbox.close();
	const names = [first, second].map(({ data }) =>
		data.data.map((list: { name: string }) => list.name),
	);
	expect(names).toEqual([['a', 'b'], ['c']]);
	expect(second.data.pagination.nextPageToken).toBeNull();
});

test.each([undefined, 404, 405, 501] as const)(
	'an absent call answers %s',
	async (absentStatus) => {
		const { sandbox, api } = await openTenant({ absentCalls: ['findLists'], absentStatus });
		const { status, data } = await api.get(LISTS);
		const present = await api.get('/api/v1/campaigns');
		await sandbox.close();
		expect(status).toBe(absentStatus ?? 404);
		expect(data).toEqual({ error: expect.any(String), message: expect.any(String) });
		expect(present.status).toBe(200);
	},
);
