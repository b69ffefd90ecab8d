// Needs: every n8n
import { freePort } from '../../tools/n8n/n8nProcess.mts';
import { N8N_LINE_NAMES, type N8nLine } from '../../tools/n8n/installN8n.mts';
import type { WholeN8n } from '../../tools/n8n/wholeN8n.mts';
import { chain, cxoneNode } from './support/drafts.mts';
import { jsonOf, runOnce } from './support/executions.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

const WRONG_SECRET = 'a-secret-of-someone-else';

/** Texts of the dialog that n8n itself words, and cannot be told otherwise by a community credential. */
const N8N_TEXTS = {
	'2.41': {
		client: /^Failed to acquire OAuth2 access token: Client authentication failed/,
		address: /^Failed to acquire OAuth2 access token: not_found$/,
		scope: /lacks the scope interactions:read: add it to 'Scope'/,
	},
	'1.123': {
		client: /^Client authentication failed/,
		address: /^not_found$/,
		scope: /^Forbidden - perhaps check your credentials\?$/,
	},
} satisfies Record<N8nLine, Record<string, RegExp>>;

describe.each(N8N_LINE_NAMES)('n8n %s', (line) => {
	const whole = shareWholeN8n({ line, sandbox: { contacts: 60 } });

	afterEach(() => {
		whole.sandbox.faults.clear();
	});

	/** Saves a credential with these changes, presses the dialog's test, and uses it in a search. */
	async function tryOut(changes: Partial<WholeN8n['sandbox']['credential']> = {}) {
		const { client, sandbox } = whole;
		const values = { ...sandbox.credential, ...changes };
		const credential = await client.addCredential('Tried', values);
		const { status, message } = await client.testCredential(credential, values);
		const search = cxoneNode('InteractionsSearch', 'Search', credential, { contactSource: 'all' });
		const execution = await runOnce(client, chain('Use credential', [{}], [search]));
		const { error } = execution.data.resultData;
		const description =
			error !== undefined && 'description' in error ? String(error.description) : '';
		return { status, message, execution, runText: `${error?.message}\n${description}` };
	}

	test('right values: the test says OK, and a search uses them', async () => {
		const { status, message, execution } = await tryOut();

		expect({ status, message }).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(execution.status).toBe('success');
		expect(jsonOf(execution, 'Search').length).toBeGreaterThan(0);
	});

	describe('wrong values', () => {
		const said: string[] = [];

		test.each([
			['client secret', { clientSecret: WRONG_SECRET }],
			['client ID', { clientId: 'someone-else' }],
		])('%s: both texts are about the client', async (_what, changes) => {
			const { status, message, execution, runText } = await tryOut(changes);

			expect(status).toBe('Error');
			expect(message).toMatch(N8N_TEXTS[line].client);
			expect(execution.status).toBe('error');
			expect(runText).toMatch(
				/^CXone does not accept the credential\nCheck 'Client ID', 'Client Secret' and 'Scope'/,
			);
			said.push(message);
		});

		test('a path that is not there: the run names Tenant URL', async () => {
			const { status, message, runText } = await tryOut({
				tenantUrl: `${whole.sandbox.url}/nowhere`,
			});

			expect(status).toBe('Error');
			expect(message).toMatch(N8N_TEXTS[line].address);
			expect(runText).toContain("'Tenant URL'");
			said.push(message);
		});

		test('a missing scope: the run names it', async () => {
			const { status, message, runText } = await tryOut({ scope: 'lists:read' });

			expect(status).toBe('Error');
			expect(message).toMatch(N8N_TEXTS[line].scope);
			expect(runText).toMatch(
				/the scope 'interactions:read' is missing \(403\)\nAdd 'interactions:read' to the field 'Scope'/,
			);
			said.push(message);
		});

		test('a server that is down: both texts say that it could not be reached', async () => {
			const { status, message, runText } = await tryOut({
				tenantUrl: `http://127.0.0.1:${await freePort()}`,
			});

			expect(status).toBe('Error');
			expect(message).toBe('The service refused the connection - perhaps it is offline');
			expect(runText).toMatch(
				/^CXone could not be reached .*\nCheck the host in 'Tenant URL' of the credential/,
			);
			said.push(message);
		});

		test('a web page that answers everything: the text says to check Tenant URL', async () => {
			whole.sandbox.faults.add({
				call: 'searchInteractions',
				times: Infinity,
				effect: { type: 'raw', body: '<html>Welcome</html>' },
			});
			const { status, message, runText } = await tryOut();

			expect({ status, message }).toEqual({
				status: 'Error',
				message: "What answers at this address is not CXone's API: check 'Tenant URL'",
			});
			expect(runText).toContain("'Tenant URL'");
			said.push(message);
		});

		test('each has a text of its own, but for the two of the client', () => {
			expect(said).toHaveLength(6);
			expect(new Set(said).size).toBe(5);
		});
	});

	test('a secret that was changed after a good test is tested anew, unless n8n keeps the old token', async () => {
		const { client, sandbox } = whole;
		const values = { ...sandbox.credential };
		const credential = await client.addCredential('Changed', values);
		expect(await client.testCredential(credential, values)).toMatchObject({ status: 'OK' });
		const changed = { ...values, clientSecret: WRONG_SECRET };
		await client.changeCredential(credential, changed);
		const { status } = await client.testCredential(credential, changed);

		// n8n 1.x tests with the token that it has, whatever the fields say.
		expect(status).toBe(line === '1.123' ? 'OK' : 'Error');
	});

	test('nothing that n8n wrote holds a secret or a token', () => {
		const written = whole.n8n.output();

		expect(written).toContain('CXone Interactions Search read');
		expect(written).not.toContain(WRONG_SECRET);
		expect(written).not.toContain(whole.sandbox.credential.clientSecret);
		expect(written).not.toMatch(/sandbox-[0-9a-f]{8}-/);
	});
});
