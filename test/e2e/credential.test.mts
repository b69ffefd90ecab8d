// Needs: every n8n
import { startSandbox } from '../../sandbox/server.mts';
import { freePort } from '../../tools/n8n/n8nProcess.mts';
import { N8N_LINE_NAMES } from '../../tools/n8n/installN8n.mts';
import type { WholeN8n } from '../../tools/n8n/wholeN8n.mts';
import { chain, cxoneNode } from './support/drafts.mts';
import { jsonOf, runOnce } from './support/executions.mts';
import { shareWholeN8n } from './support/shareWholeN8n.mts';

const WRONG_SECRET = 'a-secret-of-someone-else';

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

	test('a redirect of the login gets no secret, neither from the test nor from a node', async () => {
		const elsewhere = await startSandbox({ contacts: 0 });
		const location = `${elsewhere.url}/oauth/token`;
		whole.sandbox.faults.add({
			call: 'token',
			times: Infinity,
			effect: { type: 'redirect', status: 307, location },
		});
		const { status, execution } = await tryOut({ clientSecret: 'redirected' });
		await elsewhere.close();

		expect([status, execution.status]).toEqual(['Error', 'error']);
		expect(elsewhere.requests).toEqual([]);
		expect(JSON.stringify(execution)).not.toContain('redirected');
	});

	describe('wrong values', () => {
		const said: string[] = [];

		test.each([
			['client secret', { clientSecret: WRONG_SECRET }],
			['client ID', { clientId: 'someone-else' }],
		])('%s: both texts are about the client', async (_what, changes) => {
			const { status, message, execution, runText } = await tryOut(changes);

			expect(status).toBe('Error');
			expect(message).toBe('CXone does not accept the credential');
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
			expect(message).toBe('There is no CXone at this address: it does not answer a login');
			expect(runText).toContain("'Tenant URL'");
			said.push(message);
		});

		test('a missing scope: the run names it', async () => {
			const { status, message, runText } = await tryOut({ scope: 'lists:read' });

			expect(status).toBe('Error');
			expect(message).toMatch(/lacks the scope interactions:read: add it to 'Scope'/);
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
			expect(message).toBe("CXone's login could not be reached");
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
				message:
					"The client logs in, but a test search is not answered as CXone's API does: check 'Tenant URL', and that 'Scope' has interactions:read",
			});
			expect(runText).toContain("'Tenant URL'");
			said.push(message);
		});

		test('each has a text of its own, but for the two of the client', () => {
			expect(said).toHaveLength(6);
			expect(new Set(said).size).toBe(5);
		});
	});

	test('a secret that was changed after a good test is tested anew', async () => {
		const { client, sandbox } = whole;
		const values = { ...sandbox.credential };
		const credential = await client.addCredential('Changed', values);
		expect(await client.testCredential(credential, values)).toMatchObject({ status: 'OK' });
		const changed = { ...values, clientSecret: WRONG_SECRET };
		await client.changeCredential(credential, changed);
		const { status } = await client.testCredential(credential, changed);

		expect(status).toBe('Error');
	});

	test('nothing that n8n wrote holds a secret or a token', () => {
		const written = whole.n8n.output();

		expect(written).toContain('CXone Interactions Search read');
		expect(written).not.toContain(WRONG_SECRET);
		expect(written).not.toContain(whole.sandbox.credential.clientSecret);
		expect(written).not.toMatch(/sandbox-[0-9a-f]{8}-/);
	});
});
