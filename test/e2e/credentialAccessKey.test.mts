// Needs: every n8n
import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import type { SavedCredential } from '../../tools/n8n/n8nClient.mts';
import { freePort } from '../../tools/n8n/n8nProcess.mts';
import {
	API_PATH,
	DISCOVERY_PATH,
	LOGIN_PATH,
	startAccessKeyServer,
	type AccessKeyServer,
} from '../support/accessKeyServer.mts';
import { workflowNode } from '../support/engine.mts';
import { chain } from './support/drafts.mts';
import { runOnce } from './support/executions.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

const TYPE = 'cxoneAccessKeyApi';
const WRONG_SECRET = 'a-secret-of-someone-else';
const EIGHT_ITEMS = Array.from({ length: 8 }, (_, n) => ({ n }));

describe.each(N8N_LINE_NAMES)('n8n %s', (line) => {
	const whole = shareWholeN8n({ line, sandbox: { contacts: 0 } });
	let server: AccessKeyServer;
	let elsewhere: AccessKeyServer;

	beforeEach(async () => {
		server = await startAccessKeyServer(20);
		elsewhere = await startAccessKeyServer();
	});
	afterEach(async () => {
		await server.close();
		await elsewhere.close();
	});

	/** Asks for the business unit by n8n's own HTTP Request node, once for each of eight items, side by side. */
	async function callEightTimes(credential: SavedCredential, url = server.url) {
		const node = {
			...workflowNode('Call', 'n8n-nodes-base.httpRequest', {
				url: `${url}${API_PATH}business-unit`,
				authentication: 'predefinedCredentialType',
				nodeCredentialType: TYPE,
			}),
			typeVersion: 4.2,
			credentials: { [TYPE]: { ...credential } },
		};
		return await runOnce(whole.client, chain('Use credential', EIGHT_ITEMS, [node]));
	}

	async function tryOut(changes: Record<string, string> = {}) {
		const values = { ...server.credential, ...changes };
		const credential = await whole.client.addCredential('Tried', values, TYPE);
		return { credential, values, ...(await whole.client.testCredential(credential, values, TYPE)) };
	}

	test('right values: the test says OK, and eight calls use its token', async () => {
		const { credential, status, message } = await tryOut();
		const { status: runStatus } = await callEightTimes(credential);

		expect({ status, message, runStatus }).toEqual({
			status: 'OK',
			message: 'Connection successful!',
			runStatus: 'success',
		});
		expect([server.count(LOGIN_PATH), server.count(API_PATH)]).toEqual([1, 9]);
	});

	test('eight first calls side by side log in once, and the next execution not at all', async () => {
		const credential = await whole.client.addCredential('New', server.credential, TYPE);
		expect((await callEightTimes(credential)).status).toBe('success');
		expect(server.count(LOGIN_PATH)).toBe(1);
		expect((await callEightTimes(credential)).status).toBe('success');
		expect([server.count(LOGIN_PATH), server.count(API_PATH)]).toEqual([1, 16]);
	});

	test('a token that the service takes back is renewed once by eight calls', async () => {
		const credential = await whole.client.addCredential('New', server.credential, TYPE);
		await callEightTimes(credential);
		server.expireTokens();
		expect((await callEightTimes(credential)).status).toBe('success');
		expect(server.count(LOGIN_PATH)).toBe(2);
	});

	test('a secret that was changed in the dialog counts at once, though the old token comes back with it', async () => {
		const { client } = whole;
		const credential = await client.addCredential('Changed', server.credential, TYPE);
		await callEightTimes(credential);
		const shown = await client.credentialValues(credential);
		expect(shown.loginHash).toBeDefined();
		expect(JSON.stringify(shown)).not.toMatch(/eyJ/);
		server.key.accessKeySecret = 'rotated';
		await client.changeCredential(credential, { ...shown, accessKeySecret: 'rotated' }, TYPE);
		expect((await callEightTimes(credential)).status).toBe('success');
		expect(server.count(LOGIN_PATH)).toBe(2);
	});

	test('the token goes to no other server', async () => {
		const { credential } = await tryOut();
		const { status, data } = await callEightTimes(credential, elsewhere.url);
		expect(status).toBe('error');
		expect(data.resultData.error?.message).toContain('not sent to another server');
		expect(elsewhere.requests).toEqual([]);
	});

	describe('what the test says', () => {
		const said: string[] = [];

		async function expectTold(text: RegExp, changes?: Record<string, string>) {
			const { status, message } = await tryOut(changes);
			expect(status).toBe('Error');
			expect(message).toMatch(text);
			expect(message).not.toMatch(/127\.0\.0\.1|KEY-ID|a-secret/);
			said.push(message);
		}

		test('a wrong key', async () => {
			await expectTold(/^CXone does not accept the access key$/, {
				accessKeySecret: WRONG_SECRET,
			});
			expect(server.count(LOGIN_PATH)).toBe(1);
		});

		test('a web page at the address', async () => {
			server.odd.set('/', { body: '<html>Welcome</html>' });
			await expectTold(/^There is no CXone at this address: it answers, but not as CXone does$/);
		});

		test('nothing at the address', async () => {
			await expectTold(/^CXone's login could not be reached$/, {
				loginUrl: `http://127.0.0.1:${await freePort()}`,
			});
		});

		test("an API address that is not one of NICE's", async () => {
			server.odd.set(DISCOVERY_PATH, { body: { api_endpoint: 'https://evil.example' } });
			await expectTold(/the address that it names for the tenant's API is not one of NICE's$/);
		});

		test.each([
			['JSON', { message: 'Forbidden' }],
			['text', 'Forbidden'],
			['no body', undefined],
		])('a role without the right, told by %s', async (_what, body) => {
			server.odd.set(API_PATH, { status: 403, body });
			await expectTold(/^The key logs in, but CXone does not show it the business unit/);
		});

		test('a login in trouble is no wrong key', async () => {
			server.odd.set(LOGIN_PATH, { status: 503 });
			await expectTold(/^CXone cannot log anybody in for now \(status 503\)$/);
		});

		test('each has a text of its own', () => {
			expect(new Set(said).size).toBe(6);
		});
	});

	test('nothing that n8n wrote holds a secret or a token', () => {
		const written = whole.n8n.output();
		expect(written).not.toMatch(/a-secret|eyJ[\w-]{10}/);
	});
});
