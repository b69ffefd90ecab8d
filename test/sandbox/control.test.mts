import { Agent } from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';

import axios from 'axios';

import { startSandbox } from '../../sandbox/server.mts';
import { loopbackCertificate } from './loopbackCertificate.mts';
import { type Tenant, askToken, makeList, openTenant, plainClient } from './tenant.mts';

let tenant: Tenant;
beforeAll(async () => {
	tenant = await openTenant();
});
beforeEach(() => tenant.sandbox.reset());
afterAll(() => tenant.sandbox.close());

describe('the control calls, without a token', () => {
	const control = () => plainClient(tenant.sandbox);

	test('faults are added one or many, shown and taken back', async () => {
		const drop = { call: 'createList', times: 'always', effect: { type: 'drop' } };
		const full = { skip: 0, when: 'before', ...drop };
		expect((await control().post('/sandbox/faults', drop)).data).toEqual({ faults: [full] });
		const two = [
			{ ...drop, call: 'any', times: 2 },
			{ ...drop, skip: 1 },
		];
		await control().post('/sandbox/faults', two);
		expect((await control().get('/sandbox/faults')).data).toEqual({
			faults: [full, { ...full, call: 'any', times: 2 }, { ...full, skip: 1 }],
		});
		expect((await control().delete('/sandbox/faults')).data).toEqual({ faults: [] });
		expect((await tenant.api.post('/api/v1/lists', { name: 'a', type: 'outbound' })).status).toBe(
			201,
		);
	});

	test.each([
		['{"call":', 'invalid_json'],
		['{"call":"any"}', 'invalid_request'],
		['[]', 'invalid_request'],
		['', 'invalid_json'],
	])('the fault %p is refused', async (text, error) => {
		const answer = await control().post('/sandbox/faults', Buffer.from(text));
		expect(answer.status).toBe(400);
		expect(answer.data).toEqual({ error, message: expect.any(String) });
		expect(tenant.sandbox.faults.left).toEqual([]);
	});

	test('the state is shown with or without contacts', async () => {
		const id = await makeList(tenant.api, 'a', 1);
		const { data } = await control().get('/sandbox/state');
		const list = {
			id,
			name: 'a',
			type: 'outbound',
			contactCount: 1,
			createdAt: expect.any(String),
		};
		expect(data).toEqual({
			interactions: tenant.sandbox.state.history.length,
			contactsWithInteractions: new Set(
				tenant.sandbox.state.history.map(({ contactId }) => contactId),
			).size,
			lists: [list],
			campaigns: [],
		});
		const full = await control().get('/sandbox/state?contacts=true');
		expect(full.data.lists).toEqual([{ ...list, contacts: [{ contactId: 'c0', data: { n: 0 } }] }]);
	});

	test('requests are shown; control calls are not among them', async () => {
		await tenant.api.get('/api/v1/lists?name=a');
		const { data } = await control().get('/sandbox/requests');
		expect(data.counts).toEqual({ findLists: 1 });
		expect(data.requests).toEqual([
			{
				call: 'findLists',
				method: 'GET',
				path: '/api/v1/lists?name=a',
				status: 200,
				at: expect.stringMatching(/^\d{4}-.*Z$/),
				startedAt: expect.any(Number),
				endedAt: expect.any(Number),
				authorized: true,
			},
		]);
		expect(tenant.sandbox.requests).toHaveLength(1);
	});

	test('reset forgets lists, faults and requests, and keeps history', async () => {
		const rows = tenant.sandbox.state.history.length;
		await makeList(tenant.api, 'a', 1);
		tenant.sandbox.faults.add({ call: 'any', effect: { type: 'drop' } });
		await control().post('/sandbox/reset');
		const { state, requests, faults } = tenant.sandbox;
		expect([state.lists, state.campaigns, requests, faults.left]).toEqual([[], [], [], []]);
		expect(tenant.sandbox.requestCounts()).toEqual({});
		expect(state.history).toHaveLength(rows);
		expect(await makeList(tenant.api, 'b', 0)).toBe('list-0001');
	});

	test('tokens expire on demand', async () => {
		const { sandbox, api } = await openTenant();
		await plainClient(sandbox).post('/sandbox/expire-tokens');
		expect((await api.get('/api/v1/lists')).status).toBe(401);
		await sandbox.close();
	});
});

describe('the request log', () => {
	test('keeps bodies, forms and text that is no JSON', async () => {
		await askToken(tenant.sandbox, { scope: 'lists:read' });
		const headers = { 'content-type': 'application/json' };
		await tenant.api.post('/api/v1/lists', Buffer.from('{'), { headers });
		await tenant.api.post('/api/v1/lists', { name: 'a', type: 'outbound' });
		const { clientId, clientSecret } = tenant.sandbox.credential;
		expect(tenant.sandbox.requests.map(({ call, status, body }) => [call, status, body])).toEqual([
			[
				'token',
				200,
				{
					grant_type: 'client_credentials',
					client_id: clientId,
					client_secret: clientSecret,
					scope: 'lists:read',
				},
			],
			['createList', 400, '{'],
			['createList', 201, { name: 'a', type: 'outbound' }],
		]);
	});

	test.each([
		['get', '/api/v1/nothing'],
		['delete', '/api/v1/lists/list-0001'],
		['get', '//api/v1/lists'],
	])('an unknown call is answered 404 and kept: %s %s', async (method, path) => {
		const url = `${tenant.sandbox.url}${path}`;
		const answer = await axios.request({ method, url, validateStatus: () => true, proxy: false });
		expect(answer.status).toBe(404);
		expect(answer.data).toEqual({ error: 'not_found', message: expect.any(String) });
		expect(tenant.sandbox.requests).toMatchObject([{ call: 'unknown', status: 404, path }]);
	});

	test('drops the oldest beyond its size, but counts on, and tells of every answer', async () => {
		const told: number[] = [];
		const { sandbox, api } = await openTenant({
			requestLogSize: 2,
			onAnswered: ({ status }) => told.push(status),
		});
		for (let n = 0; n < 3; n += 1) await api.get('/api/v1/lists');
		await sandbox.close();
		expect(sandbox.requests).toHaveLength(2);
		expect(sandbox.requestCounts()).toEqual({ findLists: 3 });
		expect(told).toEqual([200, 200, 200, 200]);
	});
});

test('latency is added to every answer', async () => {
	const { sandbox, api } = await openTenant({ latencyMs: 60 });
	await api.get('/api/v1/lists');
	await sandbox.close();
	const [{ startedAt, endedAt }] = sandbox.requests;
	expect(endedAt - startedAt).toBeGreaterThanOrEqual(55);
});

test('more requests in a second than the rate are refused with the time to wait', async () => {
	const { sandbox, api } = await openTenant({ requestsPerSecond: 2 });
	const statuses: number[] = [];
	for (let n = 0; n < 3; n += 1) statuses.push((await api.get('/api/v1/lists')).status);
	const refused = await api.get('/api/v1/lists');
	await wait(1_000 * Number(refused.headers['retry-after']));
	statuses.push((await api.get('/api/v1/lists')).status);
	await sandbox.close();
	expect(statuses).toEqual([200, 200, 429, 200]);
});

test('two sandboxes do not meet', async () => {
	const other = await openTenant({ contacts: 0 });
	await makeList(other.api, 'a', 1);
	expect(tenant.sandbox.state.lists).toEqual([]);
	expect(other.sandbox.state.history).toEqual([]);
	expect((await plainClient(tenant.sandbox).get('/sandbox/state')).data.lists).toEqual([]);
	await other.sandbox.close();
});

test('a taken port is told', async () => {
	const starting = startSandbox({ contacts: 0, port: tenant.sandbox.port });
	await expect(starting).rejects.toThrow(/EADDRINUSE/);
});

test('https is served with a key and certificate', async () => {
	const tls = loopbackCertificate();
	const sandbox = await startSandbox({ contacts: 0, tls });
	const httpsAgent = new Agent({ ca: tls.cert });
	const answer = await axios.get(`${sandbox.url}/sandbox/state`, { httpsAgent, proxy: false });
	await sandbox.close();
	expect(sandbox.credential.tenantUrl).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
	expect(answer.data.lists).toEqual([]);
});
