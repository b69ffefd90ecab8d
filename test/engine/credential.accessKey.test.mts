import { CxoneAccessKeyApi } from '../../credentials/CxoneAccessKeyApi.credentials.ts';
import { readLoginTrouble } from '../../credentials/login/loginTrouble.ts';
import {
	ACCESS_KEY,
	API_PATH,
	DISCOVERY_PATH,
	jwt,
	LOGIN_PATH,
	startAccessKeyServer,
	type AccessKeyServer,
	type OddAnswer,
} from '../support/accessKeyServer.mts';
import { tryCalls, type Tried } from './credentialRuns.mts';

const type = new CxoneAccessKeyApi();
const EIGHT = Array.from({ length: 8 }, () => ({}));
const HOUR_MS = 3_600_000;
const RENEW_AHEAD_MS = 300_000;

let server: AccessKeyServer;
let elsewhere: AccessKeyServer;
beforeEach(async () => {
	server = await startAccessKeyServer(5);
	elsewhere = await startAccessKeyServer();
});
afterEach(async () => {
	await server.close();
	await elsewhere.close();
});

function statusesOf(tried: Tried[]): Array<number | undefined> {
	return tried.map(({ status }) => status);
}

function textOf({ error }: Tried): string {
	return `${error?.message}\n${error?.description}`;
}

/** No text tells the key, the secret, a token or a host. */
function expectNothingSecret(tried: Tried[] & { run: object }): void {
	const texts = JSON.stringify([tried.map(({ error }) => error), tried.run]).replaceAll(
		JSON.stringify(server.credential),
		'',
	);
	expect(tried.map(textOf).join()).not.toMatch(/KEY-ID-7|a-secret-for-tests|127\.0\.0\.1|eyJ/);
	expect(texts).not.toMatch(/Bearer eyJ/);
}

test('the first call logs in, looks the address up and is made with the token, as JSON', async () => {
	const credentials: Record<string, Record<string, string>> = {};
	const before = Date.now();
	const tried = await tryCalls(type, server.credential, [{}], credentials);

	expect(statusesOf(tried)).toEqual([200]);
	const [login, discovery, call] = server.requests;
	expect(login).toMatchObject({ method: 'POST', path: LOGIN_PATH });
	expect(JSON.parse(login.body)).toEqual(ACCESS_KEY);
	expect(discovery.path).toBe(`${DISCOVERY_PATH}?tenantId=tenant-4711`);
	expect(discovery.headers.authorization).toBeUndefined();
	expect(call.headers).toMatchObject({
		accept: 'application/json',
		authorization: `Bearer ${credentials.Credential.accessToken}`,
	});
	const { apiBase, renewAt, loginHash } = credentials.Credential;
	expect(apiBase).toBe(server.url);
	expect(Number(renewAt) - before - HOUR_MS + RENEW_AHEAD_MS).toBeLessThan(10_000);
	expect(Number(renewAt)).toBeGreaterThanOrEqual(before + HOUR_MS - RENEW_AHEAD_MS);
	expect(loginHash).toMatch(/^[0-9a-f]{64}$/);
});

test('eight calls side by side log in once, and the next run not at all', async () => {
	const credentials = {};
	const first = await tryCalls(type, server.credential, EIGHT, credentials);
	const second = await tryCalls(type, server.credential, EIGHT, credentials);

	expect([...statusesOf(first), ...statusesOf(second)]).toEqual(Array(16).fill(200));
	expect([server.count(LOGIN_PATH), server.count(DISCOVERY_PATH)]).toEqual([1, 1]);
});

test('a call that read the credential just before the login was stored logs in no second time', async () => {
	const first = await tryCalls(type, server.credential, [{}]);
	const unstored = { Credential: { ...server.credential } };
	const late = await tryCalls(type, server.credential, [{}], unstored);

	expect([...statusesOf(first), ...statusesOf(late)]).toEqual([200, 200]);
	expect(server.count(LOGIN_PATH)).toBe(1);
});

test('a token near its end is renewed before the calls, once for eight', async () => {
	const credentials: Record<string, Record<string, string>> = {};
	await tryCalls(type, server.credential, [{}], credentials);
	const { accessToken } = credentials.Credential;
	credentials.Credential.renewAt = String(Date.now());
	const tried = await tryCalls(type, server.credential, EIGHT, credentials);

	expect(statusesOf(tried)).toEqual(Array(8).fill(200));
	expect(server.count(LOGIN_PATH)).toBe(2);
	expect(credentials.Credential.accessToken).not.toBe(accessToken);
	expect(server.requests.map(({ status }) => status)).not.toContain(401);
});

test('a token not yet near its end is used', async () => {
	const credentials: Record<string, Record<string, string>> = {};
	await tryCalls(type, server.credential, [{}], credentials);
	credentials.Credential.renewAt = String(Date.now() + 60_000);
	await tryCalls(type, server.credential, EIGHT, credentials);

	expect(server.count(LOGIN_PATH)).toBe(1);
});

describe('a token that is refused', () => {
	const credentials: Record<string, Record<string, string>> = {};

	beforeEach(async () => {
		delete credentials.Credential;
		await tryCalls(type, server.credential, [{}], credentials);
		server.expireTokens();
	});

	test('comes back as a 401, with the token of the call in its options', async () => {
		const tried = await tryCalls(type, server.credential, [{}], credentials);
		expect(statusesOf(tried)).toEqual([401]);
		expect(tried[0].options.headers?.Authorization).toBe(
			`Bearer ${credentials.Credential.accessToken}`,
		);
		expect(server.count(LOGIN_PATH)).toBe(1);
	});

	test('and that calls name is renewed once, also for the late ones, and stays with n8n', async () => {
		const { accessToken: old } = credentials.Credential;
		const calls = [0, 0, 0, 0, 10, 20, 40, 60].map((afterMs) => ({
			afterMs,
			headers: { 'x-cxone-refused-token': old },
		}));
		const tried = await tryCalls(type, server.credential, calls, credentials);

		expect(statusesOf(tried)).toEqual(Array(8).fill(200));
		expect(server.count(LOGIN_PATH)).toBe(2);
		for (const { headers } of server.requests)
			expect(headers).not.toHaveProperty('x-cxone-refused-token');
	});

	test('is renewed once where n8n itself sees the 401, eight at a time', async () => {
		const calls = EIGHT.map(() => ({ ignoreHttpStatusErrors: false }));
		const tried = await tryCalls(type, server.credential, calls, credentials);

		expect(statusesOf(tried)).toEqual(Array(8).fill(200));
		expect(server.count(LOGIN_PATH)).toBe(2);
	});

	test('and given anew by the login is sent all the same, once', async () => {
		server.login = { access_token: credentials.Credential.accessToken };
		const headers = { 'x-cxone-refused-token': credentials.Credential.accessToken };
		const tried = await tryCalls(type, server.credential, [{ headers }], credentials);

		expect(statusesOf(tried)).toEqual([200]);
		expect(server.count(LOGIN_PATH)).toBe(2);
	});
});

test('a wrong key is tried once by eight calls, by late ones and by the next run', async () => {
	const credentials = {};
	const values = { ...server.credential, accessKeySecret: 'a-secret-for-tests-2' };
	const calls = EIGHT.map((_, n) => ({ afterMs: n * 10 }));
	const tried = await tryCalls(type, values, calls, credentials);
	const again = await tryCalls(type, values, EIGHT, credentials);

	for (const { error } of [...tried, ...again]) {
		expect(error?.message).toBe('CXone does not accept the access key');
		expect(error?.description).toContain("Check 'Access Key ID' and 'Access Key Secret'");
		expect(readLoginTrouble(String(error?.httpCode))).toEqual({ kind: 'refused', status: 401 });
	}
	expect(server.count(LOGIN_PATH)).toBe(1);
	expectNothingSecret(tried);
});

test.each([
	['secret', { accessKeySecret: 'another-secret' }],
	['id', { accessKeyId: 'ANOTHER' }],
	['API base', { apiBaseUrl: 'http://127.0.0.1:9' }],
])('a changed %s counts at once, though the old token was saved with it', async (_what, change) => {
	const credentials: Record<string, Record<string, string>> = {};
	await tryCalls(type, server.credential, [{}], credentials);
	Object.assign(credentials.Credential, change);
	const tried = await tryCalls(type, server.credential, [{}], credentials);

	expect(tried[0].error).toBeDefined();
	expect([server.count(LOGIN_PATH), server.count(API_PATH)]).toEqual([2, 1]);
});

test('a changed address counts at once, though the old token was saved with it', async () => {
	const credentials: Record<string, Record<string, string>> = {};
	await tryCalls(type, server.credential, [{}], credentials);
	credentials.Credential.loginUrl = elsewhere.url;
	const tried = await tryCalls(type, server.credential, [{}], credentials);

	expect(statusesOf(tried)).toEqual([200]);
	expect([elsewhere.count(LOGIN_PATH), elsewhere.count(API_PATH)]).toEqual([1, 1]);
});

describe('answers of the login', () => {
	const odd = async (answer: OddAnswer, path = LOGIN_PATH) => {
		server.odd.set(path, answer);
		const tried = await tryCalls(type, server.credential, EIGHT);
		expect(server.count(API_PATH)).toBe(0);
		expect(server.count(path)).toBe(1);
		expectNothingSecret(tried);
		const [{ error }] = tried;
		return { trouble: readLoginTrouble(String(error?.httpCode)), text: textOf(tried[0]) };
	};

	test.each([429, 500, 502, 503, 504])('%d is passing, and not a wrong key', async (status) => {
		const { trouble, text } = await odd({ status, body: 'Access key not accepted' });
		expect(trouble).toEqual({ kind: 'passing', status });
		expect(text).toContain('try again later');
		expect(text).not.toMatch(/does not accept/);
	});

	test('a rate limit in words under 403 is passing', async () => {
		const { trouble } = await odd({ status: 403, body: { message: 'Rate limit exceeded' } });
		expect(trouble).toEqual({ kind: 'passing', status: 429 });
	});

	test('words of too many tries under 401 stay a wrong key: to try again would lock it', async () => {
		const { trouble } = await odd({ status: 401, body: { message: 'too many requests' } });
		expect(trouble).toEqual({ kind: 'refused', status: 401 });
	});

	test('a connection that breaks is no wrong key', async () => {
		const { trouble, text } = await odd('drop');
		expect(trouble).toEqual({ kind: 'noAnswer' });
		expect(text).toMatch(/^CXone's login could not be reached\n.*ECONNRESET/);
	});

	test.each<[string, OddAnswer]>([
		['a web page', { body: '<html>Welcome</html>' }],
		['nothing', { status: 204 }],
		['no token', { body: { expires_in: 3_600 } }],
		['an empty token', { body: { access_token: '' } }],
		['a token that is a number', { body: { access_token: 7 } }],
		['a token that no header can hold', { body: { access_token: 'a\nb' } }],
		['a token of another type', { body: { access_token: 'a', token_type: 'mac' } }],
		['a list', { body: [] }],
		['404', { status: 404 }],
	])('%s is told as no CXone', async (_what, answer) => {
		const { trouble, text } = await odd(answer);
		expect(trouble?.kind).toBe('notCxone');
		expect(text).toMatch(/^There is no CXone at this address/);
	});

	test.each<[string, OddAnswer]>([
		['a web page', { body: '<html>Welcome</html>' }],
		['401', { status: 401 }],
		['404', { status: 404 }],
		['no address', { body: { area: 'na1' } }],
		['an address that is no text', { body: { api_endpoint: 7 } }],
		['http', { body: { api_endpoint: 'http://api-na1.niceincontact.com' } }],
		['a user name', { body: { api_endpoint: 'https://a@api-na1.niceincontact.com' } }],
	])('a discovery that gives %s is told as no CXone', async (_what, answer) => {
		const { trouble, text } = await odd(answer, DISCOVERY_PATH);
		expect(trouble?.kind).toBe('notCxone');
		expect(text).toMatch(/^There is no CXone at this address/);
	});

	test.each([
		'https://api.evil.example',
		'https://niceincontact.com.evil.example',
		'https://evilniceincontact.com',
		'https://127.0.0.1.evil.example',
	])('an API address that is not one of NICE, %s, gets no token', async (endpoint) => {
		const { trouble, text } = await odd({ body: { api_endpoint: endpoint } }, DISCOVERY_PATH);
		expect(trouble?.kind).toBe('notCxone');
		expect(text).toContain("is not one of NICE's");
		expect(text).not.toContain('evil');
	});

	test('a discovery in trouble is passing', async () => {
		const { trouble } = await odd({ status: 503 }, DISCOVERY_PATH);
		expect(trouble).toEqual({ kind: 'passing', status: 503 });
	});

	test.each([301, 302, 307, 308])('a redirect %d gets no key', async (status) => {
		const headers = { location: `${elsewhere.url}${LOGIN_PATH}` };
		const { trouble } = await odd({ status, headers });
		expect(elsewhere.requests).toEqual([]);
		expect(trouble).toEqual({ kind: 'notCxone', status });
	});
});

test.each([
	['absent', undefined],
	['zero', 0],
	['negative', -5],
	['text that is no number', 'soon'],
	['null', null],
	['endless', 'Infinity'],
])('a life that is %s lets the token be used until it is refused', async (_what, life) => {
	server.login = { expires_in: life };
	const credentials: Record<string, Record<string, string>> = {};
	await tryCalls(type, server.credential, [{}], credentials);
	const tried = await tryCalls(type, server.credential, EIGHT, credentials);

	expect(statusesOf(tried)).toEqual(Array(8).fill(200));
	expect(server.count(LOGIN_PATH)).toBe(1);
	expect(credentials.Credential.renewAt).toBe('');
});

test.each<[string, number | string]>([
	['a number as text', '100'],
	['short', 100],
])('a life that is %s is renewed at its last tenth', async (_what, life) => {
	server.login = { expires_in: life };
	const credentials: Record<string, Record<string, string>> = {};
	await tryCalls(type, server.credential, [{}], credentials);
	const leftMs = Number(credentials.Credential.renewAt) - Date.now();
	expect(leftMs).toBeGreaterThan(80_000);
	expect(leftMs).toBeLessThanOrEqual(90_000);
});

test('a life that is over before the call is sent does not stop the call', async () => {
	server.login = { expires_in: 0.000_001 };
	expect(statusesOf(await tryCalls(type, server.credential))).toEqual([200]);
});

describe('the tenant in the token', () => {
	test.each([
		['is no JWT', 'opaque'],
		['is no JSON', 'a.b.c'],
		['names no tenant', jwt({ sub: 'x' })],
		['names a tenant that is no text', jwt({ tenantId: { a: 1 } })],
		['is null', `a.${Buffer.from('null').toString('base64url')}.c`],
	])('a token that %s: the text asks for the address', async (_what, token) => {
		server.login = { access_token: token };
		const tried = await tryCalls(type, server.credential);
		expect(textOf(tried[0])).toMatch(/does not name its tenant.*\nEnter 'API Base URL'/);
		expect(server.count(DISCOVERY_PATH)).toBe(0);
	});

	test('is taken from the identity token first', async () => {
		server.login = { access_token: jwt({}), id_token: jwt({ tenant: 'tenant-4711' }) };
		expect(statusesOf(await tryCalls(type, server.credential))).toEqual([200]);
	});

	test('is not needed where the address is given', async () => {
		server.login = { access_token: 'opaque' };
		const values = { ...server.credential, apiBaseUrl: `${server.url}/` };
		expect(statusesOf(await tryCalls(type, values))).toEqual([200]);
		expect(server.count(DISCOVERY_PATH)).toBe(0);
	});
});

test.each([
	['no key ID', { accessKeyId: '' }, "'Access Key ID' of the credential is empty"],
	['no secret', { accessKeySecret: ' ' }, "'Access Key Secret' of the credential is empty"],
	['no login address', { loginUrl: '' }, "'Login URL' of the credential is not a web address"],
	[
		'http elsewhere',
		{ loginUrl: 'http://login.example' },
		"'Login URL' of the credential is not encrypted",
	],
	[
		'a foreign API address',
		{ apiBaseUrl: 'https://evil.example' },
		"'API Base URL' of the credential is not an address of NICE's",
	],
])('%s is told before anything is sent', async (_what, change, message) => {
	const tried = await tryCalls(type, { ...server.credential, ...change });
	expect(tried[0].error?.message).toBe(message);
	expect(server.requests).toEqual([]);
});

test.each([
	['url', 'https://evil.example/x'],
	['url', '//evil.example/x'],
	['url', '/\\evil.example/x'],
	['url', ' https://evil.example/x'],
	['url', 'http://127.0.0.1:9/x'],
	['uri', 'https://evil.example/x'],
])('no token goes to another server: %s %p', async (field, address) => {
	const tried = await tryCalls(type, server.credential, [{ [field]: address }]);
	expect(tried[0].error?.message).toContain('not sent to another server');
	expect(server.count(API_PATH)).toBe(0);
	expect(tried[0].options.headers?.Authorization).toBeUndefined();
});

test('a base address that the call brings along does not count', async () => {
	const tried = await tryCalls(type, server.credential, [{ baseURL: 'https://evil.example' }]);
	expect(statusesOf(tried)).toEqual([200]);
});

test('no redirect of a call is followed with the token', async () => {
	server.odd.set(API_PATH, { status: 307, headers: { location: elsewhere.url } });
	const tried = await tryCalls(type, server.credential);
	expect(statusesOf(tried)).toEqual([307]);
	expect(elsewhere.requests).toEqual([]);
});

test('the caller cannot bring another Accept or token', async () => {
	const headers = { accept: '*/*', authorization: 'Bearer mine', 'x-mine': '1' };
	const tried = await tryCalls(type, server.credential, [{ headers }]);
	expect(statusesOf(tried)).toEqual([200]);
	expect(server.requests.at(-1)?.headers).toMatchObject({
		accept: 'application/json',
		'x-mine': '1',
	});
});

test('the commercial and the FedRAMP cloud are hosts of NICE', async () => {
	const asked: string[] = [];
	const http = {
		helpers: {
			httpRequest: async ({ url }: { url: string }) => {
				asked.push(url);
				if (!url.includes('/token/'))
					return { statusCode: 200, body: { api_endpoint: 'https://api-x.niceincontact.com' } };
				return { statusCode: 200, body: { access_token: jwt({ tenantId: 't' }) } };
			},
		},
	} as unknown as ThisParameterType<typeof type.preAuthentication>;
	for (const environment of ['commercial', 'fedRamp'])
		expect(
			await type.preAuthentication.call(http, { ...ACCESS_KEY, environment, accessToken: '' }),
		).toMatchObject({ apiBase: 'https://api-x.niceincontact.com' });
	expect(asked).toEqual([
		`https://na1.nice-incontact.com${LOGIN_PATH}`,
		`https://cxone.niceincontact.com${DISCOVERY_PATH}`,
		`https://na2.nice-incontact.com${LOGIN_PATH}`,
		`https://cxone-gov.niceincontact.com${DISCOVERY_PATH}`,
	]);
});
