import { type Tenant, campaignBody, makeList, openTenant } from './tenant.mts';

const CAMPAIGNS = '/api/v1/campaigns';

describe('campaigns', () => {
	let tenant: Tenant;
	let listId: string;
	beforeAll(async () => {
		tenant = await openTenant({ now: () => Date.UTC(2026, 4, 4) });
	});
	beforeEach(async () => {
		tenant.sandbox.reset();
		listId = await makeList(tenant.api, 'a', 1);
	});
	afterAll(() => tenant.sandbox.close());

	test('two creates with one name make two campaigns', async () => {
		const body = campaignBody(listId);
		const first = await tenant.api.post(CAMPAIGNS, body);
		const second = await tenant.api.post(CAMPAIGNS, body);
		expect([first.status, second.status]).toEqual([201, 201]);
		expect(tenant.sandbox.state.campaigns).toEqual([
			{ ...body, id: 'camp-0001', createdAt: '2026-05-04T00:00:00.000Z' },
			{ ...body, id: 'camp-0002', createdAt: '2026-05-04T00:00:00.000Z' },
		]);
	});

	const settings = { targetAnswerRate: 0.85, maxCallsInProgress: 50 };
	test.each([
		['a threshold below 1', { abandonThreshold: 0.99 }],
		['a threshold above 10', { abandonThreshold: 10.01 }],
		['a threshold as text', { abandonThreshold: '3' }],
		['no dialing settings', { predictiveDialingSettings: undefined }],
		['no answer rate', { predictiveDialingSettings: { ...settings, targetAnswerRate: undefined } }],
		[
			'no call limit',
			{ predictiveDialingSettings: { ...settings, maxCallsInProgress: undefined } },
		],
		['another dial type', { dialType: 'progressive' }],
		['an unknown status', { status: 'running' }],
		['no name', { name: '' }],
		['a time without zone', { startTime: '2026-05-04T10:00:00' }],
		['an end at the start', { endTime: '2026-05-04T10:00:00Z' }],
		['an end before the start', { endTime: '2026-05-04T09:00:00Z' }],
	])('a create is refused with 400 for %s', async (_, changes) => {
		const { status, data } = await tenant.api.post(CAMPAIGNS, campaignBody(listId, changes));
		expect(status).toBe(400);
		expect(data).toEqual({ error: 'invalid_request', message: expect.any(String) });
		expect(tenant.sandbox.state.campaigns).toEqual([]);
	});

	test.each([1, 10])('a threshold of %d percent is taken', async (abandonThreshold) => {
		const answer = await tenant.api.post(CAMPAIGNS, campaignBody(listId, { abandonThreshold }));
		expect(answer.status).toBe(201);
	});

	test('a list that is empty answers 400, one that is unknown 404', async () => {
		const emptyId = await makeList(tenant.api, 'empty', 0);
		const empty = await tenant.api.post(CAMPAIGNS, campaignBody(emptyId));
		expect(empty.status).toBe(400);
		expect(empty.data).toEqual({ error: 'empty_list', message: expect.any(String) });
		const unknown = await tenant.api.post(CAMPAIGNS, campaignBody('list-0099'));
		expect(unknown.status).toBe(404);
		expect(tenant.sandbox.state.campaigns).toEqual([]);
	});

	test('campaigns are found by exact name and by id', async () => {
		await tenant.api.post(CAMPAIGNS, campaignBody(listId, { name: 'x' }));
		await tenant.api.post(CAMPAIGNS, campaignBody(listId, { name: 'xy', status: 'paused' }));
		const found = await tenant.api.get(CAMPAIGNS, { params: { name: 'xy' } });
		expect(found.data.data).toEqual([tenant.sandbox.state.campaigns[1]]);
		const got = await tenant.api.get(`${CAMPAIGNS}/camp-0002`);
		expect(got.data).toMatchObject({ name: 'xy', status: 'paused', listId });
		expect((await tenant.api.get(`${CAMPAIGNS}/camp-0003`)).status).toBe(404);
	});
});
