import fc from 'fast-check';

import { findSkills, startSkill } from '../../../nodes/shared/cxone/acd/skillCalls.ts';
import * as general from '../../../nodes/shared/cxone/acd/calls.ts';
import * as lists from '../../../nodes/shared/cxone/acd/listCalls.ts';
import * as skills from '../../../nodes/shared/cxone/acd/skillCalls.ts';
import { startSandbox } from '../../../sandbox/server.mts';
import { READ_CALLS, readRowsOf } from '../../../tools/tenant/readCalls.mts';
import { ForbiddenRequest, ReadOnlyGuard } from '../../../tools/tenant/readOnlyGuard.mts';
import { TenantHttp } from '../../../tools/tenant/tenantHttp.mts';
import { acdClient } from '../../sandbox/acdTenant.mts';
import { assertProperty } from '../../support/property.mts';
import { checkSandbox, fillList } from './tenantUnderCheck.mts';

const LOGIN = '/authentication/v1/token/access-key';
const API = 'https://api-na1.niceincontact.com';
const ROOT = `${API}/inContactAPI/services/v30.0`;

describe('what the check sends', () => {
	test('one login, then GETs alone, and it changes nothing', async () => {
		let before = '';
		const { sandbox, answer } = await checkSandbox({
			prepare: async (api, tenant) => {
				await fillList(api, 'list', 3);
				before = JSON.stringify(tenant.state);
			},
		});
		const [login, ...others] = sandbox.requests;
		expect([login.method, login.path]).toEqual(['POST', LOGIN]);
		expect(others.length).toBeGreaterThan(50);
		expect(others.filter(({ method }) => method !== 'GET')).toEqual([]);
		expect(JSON.stringify(sandbox.state)).toBe(before);
		expect(answer('traffic.requests')).toContain(`${sandbox.requests.length} of at most 150`);
		expect(sandbox.requests.length).toBeLessThanOrEqual(150);
	});

	test('one request at a time', async () => {
		const { sandbox } = await checkSandbox({ latencyMs: 2 });
		const { requests } = sandbox;
		for (const [at, { startedAt }] of requests.slice(1).entries())
			expect(startedAt).toBeGreaterThanOrEqual(requests[at].endedAt);
	});

	test('every call of the tables that reads, and so a new one by itself', async () => {
		const { sandbox, answer } = await checkSandbox({
			prepare: async (api) => void (await fillList(api, 'list', 3)),
		});
		const asked = sandbox.requests.map(({ path }) => path.split('?')[0]);
		const rows = [general, lists, skills].flatMap((table) => Object.values(table));
		for (const rule of rows.filter(({ method }) => method === 'GET')) {
			const pattern = new RegExp(`^${rule.path.replace(/\{\w+\}/g, '\\d+')}$`);
			expect(asked.filter((path) => pattern.test(path))).not.toEqual([]);
			expect(READ_CALLS).toContain(rule);
			expect(answer(`rights.${rule.title.replaceAll(' ', '')}`)).toMatch(
				/^(allowed|empty \(204\)) /,
			);
		}
		const added = { ...findSkills, title: 'Added', path: '/added/{skillId}' };
		expect(readRowsOf({ startSkill, added, findSkills })).toEqual([findSkills, added]);
	});

	test('no more requests than it may, and the report says so', async () => {
		const { sandbox, answer } = await checkSandbox({ mostRequests: 12 });
		expect(sandbox.requests).toHaveLength(12);
		expect(answer('rights.GetTimeZonesofSkill')).toContain('the limit of requests was reached');
		expect(answer('skills.generalBlock')).toContain('the limit of requests was reached');
	});
});

describe('the guard', () => {
	function loggedIn(): ReadOnlyGuard {
		const guard = new ReadOnlyGuard();
		guard.check('POST', `https://na1.nice-incontact.com${LOGIN}`);
		guard.loggedIn(API);
		return guard;
	}

	test.each([
		['POST', `${ROOT}/skills/1/start`],
		['PUT', `${ROOT}/skills/1/parameters/general-settings`],
		['DELETE', `${ROOT}/lists/call-lists/1`],
		['PATCH', `${ROOT}/skills`],
		['HEAD', `${ROOT}/skills`],
		[undefined, `${ROOT}/skills`],
		['POST', `${API}${LOGIN}`],
		['GET', `https://api-na1.niceincontact.com.example.test/inContactAPI/services/v30.0/skills`],
		['GET', `http://api-na1.niceincontact.com/inContactAPI/services/v30.0/skills`],
		['GET', `${API}/authentication/v1/logout`],
		['GET', `${API}/inContactAPI/services/v30.0/`],
		['GET', 'skills'],
	])('refuses after the login: %s %s', (method, url) => {
		expect(() => loggedIn().check(method, url)).toThrow(ForbiddenRequest);
	});

	test('whatever comes, only a GET of the API passes after the login', () => {
		const words = ['get', 'GET', 'post', 'Put', 'DELETE', 'gEt ', '', 'options'];
		const hosts = ['api-na1.niceincontact.com', 'a.test', 'api-na1.niceincontact.com:8443'];
		const paths = [
			'/inContactAPI/services/v30.0/skills/4001/start',
			'/incontactapi/services/v33.0/skills',
			'/x/../inContactAPI/services/v30.0/skills/../../../logout',
			'/inContactAPI/services/v30.0/%2e%2e/%2e%2e/logout',
			LOGIN,
			'/',
		];
		const request = fc.tuple(
			fc.oneof(fc.constantFrom(...words), fc.string()),
			fc.constantFrom('https', 'http', 'ftp'),
			fc.oneof(fc.constantFrom(...hosts), fc.domain()),
			fc.oneof(fc.constantFrom(...paths), fc.webPath()),
		);
		assertProperty(
			fc.property(request, ([method, scheme, host, path]) => {
				const url = `${scheme}://${host}${path}`;
				const isRead =
					method.toUpperCase() === 'GET' &&
					new URL(url).origin === API &&
					/^\/incontactapi\/services\/v\d+\.0\/./i.test(new URL(url).pathname);
				let isSent = true;
				try {
					loggedIn().check(method, url);
				} catch (error) {
					expect(error).toBeInstanceOf(ForbiddenRequest);
					isSent = false;
				}
				if (isSent) expect([url, isRead]).toEqual([url, true]);
			}),
		);
	});

	test('lets the API be read', () => {
		expect(() => loggedIn().check('get', `${ROOT}/contacts/completed?top=1`)).not.toThrow();
		const guard = new ReadOnlyGuard();
		guard.loggedIn('https://gateway.incontact.com/cxone');
		const url = 'https://gateway.incontact.com/cxone/inContactAPI/services/v23.0/skills';
		expect(() => guard.check('GET', url)).not.toThrow();
	});

	test('lets one login through, and before it nothing of the API', () => {
		const guard = new ReadOnlyGuard();
		expect(() => guard.check('GET', `${ROOT}/skills`)).toThrow(ForbiddenRequest);
		expect(() => guard.check('POST', `${ROOT}/skills/1/start`)).toThrow(ForbiddenRequest);
		expect(() => guard.check('POST', `https://a.test${LOGIN}`)).not.toThrow();
		expect(() => guard.check('POST', `https://a.test${LOGIN}`)).toThrow(ForbiddenRequest);
	});

	test('stands before the network: what it refuses does not reach the server', async () => {
		const sandbox = await startSandbox({ contacts: 0 });
		try {
			const api = await acdClient(sandbox);
			const token = String(api.defaults.headers.common.authorization);
			sandbox.reset();
			const http = new TenantHttp(150, async () => {});
			http.guard.loggedIn(sandbox.acd.apiUrl);
			const path = `${sandbox.acd.apiUrl}/inContactAPI/services/v30.0/skills/4001/start`;
			const headers = { Authorization: token };
			await expect(http.client.post(path, {}, { headers })).rejects.toThrow(ForbiddenRequest);
			await expect(http.client.request({ method: 'PUT', url: path, headers })).rejects.toThrow(
				ForbiddenRequest,
			);
			expect(sandbox.requests).toEqual([]);
			expect(sandbox.state.skills.filter(({ isStarted }) => isStarted)).toEqual([]);
			expect(http.traffic.sent).toBe(0);
		} finally {
			await sandbox.close();
		}
	});
});
