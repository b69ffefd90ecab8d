import { setTimeout as wait } from 'node:timers/promises';

import {
	type AcdTestTenant,
	acdClient,
	bareGet,
	clientOf,
	logIn,
	openAcdTenant,
	statusText,
} from './acdTenant.mts';
import { askToken } from './tenant.mts';

let tenant: AcdTestTenant;
beforeAll(async () => {
	tenant = await openAcdTenant({ acd: { isApiOnOtherPort: true } });
});
beforeEach(() => tenant.sandbox.reset());
afterAll(() => tenant.sandbox.close());

function claimsOf(token: string) {
	const parts = token.split('.');
	expect(parts).toHaveLength(3);
	return JSON.parse(Buffer.from(parts[1], 'base64url').toString());
}

describe('login (1.2)', () => {
	test('an access key gives a token, a JWT with the tenant in it, for an hour', async () => {
		const { status, data } = await logIn(tenant.sandbox);
		expect(status).toBe(200);
		expect(data).toEqual({
			access_token: expect.any(String),
			token_type: 'Bearer',
			expires_in: 3_600,
			refresh_token: expect.any(String),
			id_token: expect.any(String),
		});
		for (const token of [data.access_token, data.id_token]) {
			expect(claimsOf(token)).toMatchObject({
				tenantId: expect.stringMatching(/^[\da-f-]{36}$/),
				icBUId: expect.any(Number),
				icClusterId: expect.any(String),
				role: { legacyId: 'Employee' },
			});
		}
	});

	test('a wrong id or secret is 401 invalid_grant, a body that is none 400', async () => {
		for (const changes of [{ accessKeyId: 'x' }, { accessKeySecret: 'x' }]) {
			const { status, data } = await logIn(tenant.sandbox, changes);
			expect([status, data.error]).toEqual([401, 'invalid_grant']);
		}
		expect((await logIn(tenant.sandbox, { accessKeySecret: undefined })).status).toBe(400);
		const form = new URLSearchParams({ accessKeyId: 'x', accessKeySecret: 'y' });
		const client = clientOf(tenant.sandbox.url);
		expect((await client.post('/authentication/v1/token/access-key', form)).status).toBe(400);
	});

	test('a login is logged, and a fault may meet it by name', async () => {
		const { sandbox } = tenant;
		sandbox.faults.add({ call: 'accessKeyLogin', effect: { type: 'status', status: 503 } });
		expect((await logIn(sandbox)).status).toBe(503);
		expect((await logIn(sandbox)).status).toBe(200);
		expect(sandbox.requestCounts()).toEqual({ accessKeyLogin: 2 });
	});
});

describe('discovery (1.1)', () => {
	const path = '/.well-known/cxone-configuration';

	test('needs no token and names the address of the API, which is another than the login’s', async () => {
		const { sandbox } = tenant;
		const { tenantId } = claimsOf((await logIn(sandbox)).data.access_token);
		const { status, data } = await clientOf(sandbox.url).get(path, { params: { tenantId } });
		expect(status).toBe(200);
		expect(Object.keys(data)).toEqual(
			'private ui_endpoint auth_endpoint api_endpoint area cluster domain acdDomain uhDomain tenantId globaldomain'.split(
				' ',
			),
		);
		expect(data).toMatchObject({ tenantId, api_endpoint: sandbox.acd.apiUrl });
		expect(sandbox.acd.apiUrl).not.toBe(sandbox.url);
		expect(sandbox.acd.credential).toMatchObject({
			environment: 'custom',
			loginUrl: sandbox.url,
			apiBaseUrl: '',
		});
	});

	test('without a tenant it answers, for an unknown one it is 404', async () => {
		const client = clientOf(tenant.sandbox.url);
		expect((await client.get(path)).data.auth_endpoint).toBe(tenant.sandbox.url);
		expect((await client.get(path, { params: { tenantId: 'x' } })).status).toBe(404);
	});

	test('the login host does not know the API', async () => {
		const token = (await logIn(tenant.sandbox)).data.access_token;
		const { status } = await clientOf(tenant.sandbox.url).get(
			'/inContactAPI/services/v30.0/business-unit',
			{ headers: { authorization: `Bearer ${token}` } },
		);
		expect(status).toBe(404);
	});

	test('the address may be any, to see who believes it', async () => {
		const other = await openAcdTenant({ acd: { apiEndpoint: 'https://evil.example' } });
		const { data } = await clientOf(other.sandbox.url).get(path);
		await other.sandbox.close();
		expect(data.api_endpoint).toBe('https://evil.example');
	});
});

describe('conventions (1.3)', () => {
	test('both spellings of the root and any version are known', async () => {
		const token = (await logIn(tenant.sandbox)).data.access_token;
		const client = clientOf(tenant.sandbox.acd.apiUrl);
		client.defaults.headers.common.authorization = `Bearer ${token}`;
		const statusOf = async (path: string) => (await client.get(`${path}/business-unit`)).status;
		expect(await statusOf('/incontactapi/services/v23.0')).toBe(200);
		expect(await statusOf('/inContactAPI/services/v33.0')).toBe(200);
		expect(await statusOf('/inContactAPI/services/30')).toBe(404);
	});

	test('without Accept the text is "No known way to render data"; any Accept is good enough', async () => {
		const authorization = String(tenant.api.defaults.headers.common.authorization);
		const url = `${tenant.api.defaults.baseURL}/business-unit`;
		const bare = await bareGet(url, { authorization });
		expect(bare.text).toBe('No known way to render data');
		expect(bare.headers['content-type']).toBe('application/html');
		const any = await bareGet(url, { authorization, accept: '*/*' });
		expect(JSON.parse(any.text).businessUnits).toHaveLength(1);
	});

	test('every answer carries icStatusDescription, good or bad, but a 401', async () => {
		const { sandbox, api } = tenant;
		expect(statusText(await api.get('/business-unit'))).toBe('OK');
		expect(statusText(await api.get('/skills/1'))).toBe('InvalidSkillId');
		const stranger = clientOf(String(api.defaults.baseURL));
		for (const authorization of [undefined, 'Bearer x', 'Basic x']) {
			const answer = await stranger.get('/business-unit', { headers: { authorization } });
			expect([answer.status, answer.data, statusText(answer)]).toEqual([401, '', undefined]);
		}
		expect(sandbox.requests.map(({ call, authorized }) => [call, authorized])).toEqual([
			['businessUnit', true],
			['getSkill', true],
			['businessUnit', false],
			['businessUnit', false],
			['businessUnit', false],
		]);
	});

	test('administration calls tell the reason in the body too, reporting calls in the header only', async () => {
		const admin = await tenant.api.get('/lists/call-lists/1');
		expect([admin.status, admin.data.error_description, statusText(admin)]).toEqual([
			404,
			'InvalidListId',
			'InvalidListId',
		]);
		const report = await tenant.api.get('/contacts/completed');
		expect([report.status, report.data]).toEqual([400, '']);
		expect(statusText(report)).toBe('Invalid DateRange - No dates fields provided');
	});

	test('a fault is refused in the family’s own shape', async () => {
		const effect = { type: 'status', status: 400 } as const;
		tenant.sandbox.faults.add({ call: 'completedContacts', effect });
		tenant.sandbox.faults.add({ call: 'findSkills', effect });
		const report = await tenant.api.get('/contacts/completed');
		expect([report.data, statusText(report)]).toEqual(['', 'Fault on demand: status 400.']);
		const admin = await tenant.api.get('/skills');
		expect(admin.data.error_description).toBe('Fault on demand: status 400.');
	});
});

test('tokens of the families do not serve each other, and expire together', async () => {
	const { sandbox } = tenant;
	const rest = (await askToken(sandbox)).data.access_token;
	const api = await acdClient(sandbox);
	const acd = String(api.defaults.headers.common.authorization);
	const foreign = await api.get('/skills', { headers: { authorization: `Bearer ${rest}` } });
	expect(foreign.status).toBe(401);
	const lists = await clientOf(sandbox.url).get('/api/v1/lists', {
		headers: { authorization: acd },
	});
	expect(lists.status).toBe(401);
	sandbox.expireTokens();
	expect((await api.get('/skills')).status).toBe(401);
	tenant.api = await acdClient(sandbox);
});

test('a token ends after its life', async () => {
	const { sandbox, api } = await openAcdTenant({ tokenLifeSeconds: 0.2 });
	expect((await api.get('/skills')).status).toBe(200);
	await wait(250);
	expect((await api.get('/skills')).status).toBe(401);
	await sandbox.close();
});

test('a call may be absent, or forbidden to the role', async () => {
	const { sandbox, api } = await openAcdTenant({
		absentCalls: ['findDncGroups'],
		acd: { forbiddenCalls: ['pointsOfContact', 'completedContacts'] },
	});
	expect((await api.get('/dnc-groups')).status).toBe(404);
	const admin = await api.get('/points-of-contact');
	expect([admin.status, statusText(admin)]).toEqual([403, 'Forbidden']);
	expect((await api.get('/contacts/completed')).status).toBe(403);
	await sandbox.close();
});

test('the rate limit answers 429 without a time to wait, unless it is to name one', async () => {
	for (const doesNameRetryAfter of [false, true]) {
		const { sandbox, api } = await openAcdTenant({
			requestsPerSecond: 1,
			acd: { doesNameRetryAfter },
		});
		const answers = [await api.get('/skills'), await api.get('/skills')];
		await sandbox.close();
		expect(answers.map(({ status }) => status)).toEqual([200, 429]);
		expect(answers[1].headers['retry-after']).toBe(doesNameRetryAfter ? '1' : undefined);
	}
});

test('all numbers may be text', async () => {
	const { sandbox, api } = await openAcdTenant({ acd: { areNumbersText: true } });
	const { data } = await api.get('/skills');
	await sandbox.close();
	expect(data.totalRecords).toBe('9');
	expect(data.skills[0]).toMatchObject({ skillId: '4001', isOutbound: true });
});
