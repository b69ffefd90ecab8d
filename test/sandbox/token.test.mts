import axios from 'axios';

import type { Sandbox } from '../../sandbox/server.mts';
import { startSandbox } from '../../sandbox/server.mts';
import { askToken, authorisedClient, openTenant, plainClient, tokenForm } from './tenant.mts';

const SEARCH = {
	filters: { startTime: '2000-01-01T00:00:00Z', endTime: '2100-01-01T00:00:00Z' },
	pageSize: 1,
};

describe('the token request', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ contacts: 5 });
	});
	afterAll(() => sandbox.close());

	test('gives a bearer token with the scopes asked for', async () => {
		const { status, data } = await askToken(sandbox, { scope: 'lists:read interactions:read' });
		expect(status).toBe(200);
		expect(data).toEqual({
			access_token: expect.stringMatching(/^sandbox-/),
			token_type: 'Bearer',
			expires_in: 3600,
			scope: 'interactions:read lists:read',
		});
	});

	test('takes no JSON', async () => {
		const json = Object.fromEntries(tokenForm(sandbox));
		const { status, data } = await plainClient(sandbox).post('/oauth/token', json);
		expect(status).toBe(400);
		expect(data).toEqual({ error: 'invalid_request', error_description: expect.any(String) });
	});

	test.each([
		['client_id', 'someone-else'],
		['client_secret', 'wrong'],
		['client_secret', undefined],
	])('refuses the client when %s is %s', async (field, value) => {
		const { status, data } = await askToken(sandbox, { [field]: value });
		expect(status).toBe(401);
		expect(data).toEqual({ error: 'invalid_client', error_description: expect.any(String) });
	});

	test.each(['password', 'authorization_code', undefined])(
		'refuses the grant %s',
		async (grant) => {
			const { status, data } = await askToken(sandbox, { grant_type: grant });
			expect(status).toBe(400);
			expect(data).toEqual({
				error: 'unsupported_grant_type',
				error_description: expect.any(String),
			});
		},
	);
});

describe('the bearer token of a call', () => {
	test.each([
		['missing', undefined],
		['unknown', 'Bearer made-up'],
		['of another kind', 'Basic c2FuZGJveA=='],
	])('is refused with 401 when %s', async (_, authorization) => {
		const { sandbox } = await openTenant();
		const headers = authorization === undefined ? {} : { authorization };
		const answer = await plainClient(sandbox).post('/api/v1/interactions/search', SEARCH, {
			headers,
		});
		await sandbox.close();
		expect(answer.status).toBe(401);
		expect(answer.data).toEqual({ error: 'invalid_token', message: expect.any(String) });
		expect(sandbox.requests[0]).toMatchObject({ authorized: false, status: 401, body: SEARCH });
	});

	test('expires after its life, however the clock of the history stands', async () => {
		const { sandbox, api } = await openTenant({ tokenLifeSeconds: 0.3, now: () => 1_000 });
		expect((await api.post('/api/v1/interactions/search', SEARCH)).status).toBe(200);
		await new Promise((resolve) => setTimeout(resolve, 350));
		expect((await api.post('/api/v1/interactions/search', SEARCH)).status).toBe(401);
		await sandbox.close();
	});

	test('is refused after expireTokens, and a new one is taken', async () => {
		const { sandbox, api } = await openTenant();
		sandbox.expireTokens();
		expect((await api.post('/api/v1/interactions/search', SEARCH)).status).toBe(401);
		const renewed = await authorisedClient(sandbox);
		expect((await renewed.post('/api/v1/interactions/search', SEARCH)).status).toBe(200);
		await sandbox.close();
	});

	test('survives a reset', async () => {
		const { sandbox, api } = await openTenant();
		sandbox.reset();
		expect((await api.post('/api/v1/interactions/search', SEARCH)).status).toBe(200);
		await sandbox.close();
	});

	const list = { name: 'a', type: 'outbound' };
	test.each([
		['interactions:read', 'post', '/api/v1/interactions/search', SEARCH],
		['lists:write', 'post', '/api/v1/lists', list],
		['lists:write', 'post', '/api/v1/lists/list-0001/contacts', []],
		['lists:read', 'get', '/api/v1/lists', undefined],
		['lists:read', 'get', '/api/v1/lists/list-0001', undefined],
		['campaigns:write', 'post', '/api/v1/campaigns', {}],
		['campaigns:read', 'get', '/api/v1/campaigns', undefined],
		['campaigns:read', 'get', '/api/v1/campaigns/camp-0001', undefined],
	])('needs the scope %s for %s %s', async (scope, method, url, data) => {
		const all = (await openTenant()).sandbox;
		const scopes = all.credential.scope.split(' ').filter((other) => other !== scope);
		await all.close();
		const { sandbox, api } = await openTenant({ scopes });
		const answer = await api.request({ method, url, data });
		await sandbox.close();
		expect(answer.status).toBe(403);
		expect(answer.data).toEqual({ error: 'insufficient_scope', message: expect.any(String) });
		expect(JSON.stringify(answer.data)).not.toContain(scope);
	});
});

test('a closed sandbox ends open sockets and delayed answers', async () => {
	const { sandbox, api } = await openTenant();
	sandbox.faults.add({ call: 'findLists', effect: { type: 'slow', delayMs: 60_000 } });
	const waiting = api.get('/api/v1/lists');
	const ended = expect(waiting).rejects.toThrow(axios.AxiosError);
	await new Promise((resolve) => setTimeout(resolve, 50));
	const startMs = performance.now();
	await sandbox.close();
	expect(performance.now() - startMs).toBeLessThan(2_000);
	await ended;
});
