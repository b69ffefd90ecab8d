import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import packageJson from '../../package.json';
import { type Sandbox, startSandbox } from '../../sandbox/server.mts';
import { setUp, start } from './startProcess.mts';

const ESCAPE = '\u001b';
const WRITES = ['createList', 'addContacts', 'createCampaign'];

// Each test starts a process that loads n8n's engine.
jest.setTimeout(90_000);

beforeAll(async () => {
	expect(packageJson.scripts.start).toMatch(/^node \S+ --build && (tsx|node --import tsx) \S+$/);
	expect(await setUp()).toMatchObject({ exitCode: 0, stderr: '' });
}, 120_000);

/** The numbers that a pattern with one group finds, in order. */
function numbers(text: string, pattern: RegExp): number[] {
	return [...text.matchAll(pattern)].map(([, digits]) => Number(digits.replaceAll(',', '')));
}

describe('npm start', () => {
	test('runs the job twice against a sandbox, checks it and says where to go next', async () => {
		const { exitCode, stdout, stderr, leftBehind } = await start({});

		expect(stderr).toBe('');
		expect(stdout).not.toContain(ESCAPE);
		const nodes = ['Every Night at 02:00', 'Search Last 90 Days', 'Score Contacts'];
		for (const name of [...nodes, 'Fill Lists by Segment', 'Launch Campaigns']) {
			expect(
				stdout.match(new RegExp(`^✔ ${name} .* items? .* requests? .* s$`, 'gm')),
			).toHaveLength(2);
		}
		const [contacts] = numbers(stdout, /^Read [\d,]+ interactions of ([\d,]+) contacts;/gm);
		expect(contacts).toBeGreaterThan(300);
		const inSegments = numbers(stdout, /^ {2}(?:high|medium|low) +(\d+) +\d+ % .*█$/gm);
		const inLists = numbers(
			stdout,
			/^ {2}dynamic_outbound_segment_\w+ +list-\d+ +(\d+) {2}created$/gm,
		);
		expect(inSegments).toHaveLength(3);
		expect(inSegments[0] + inSegments[1] + inSegments[2]).toBe(contacts);
		expect(inLists).toEqual(inSegments);
		expect(
			numbers(stdout, /^ {2}dynamic_outbound_campaign_\S+ +(\d) % .*09:00 – 17:00 {2}launched$/gm),
		).toEqual([3, 5, 8]);
		expect(stdout.match(/^Note by Launch Campaigns: .* ceiling of 3 %/gm)).toHaveLength(2);
		expect(stdout).toContain(
			`✔ Checked: 3 lists (${contacts} contacts) and 3 campaigns agree with an independent calculation`,
		);
		expect(stdout).toMatch(/^42 requests in .*: 1 token, 20 search, .* 3 campaign create$/m);
		expect(stdout).toContain('✔ Nothing was made twice: 0 new lists, 0 new campaigns;');
		expect(stdout).toContain('Tenant URL     http://127.0.0.1:4010');
		expect(stdout).toContain('CXONE_TENANT_URL=');
		expect(stdout).toContain('CXONE_ACCESS_KEY_ID=… CXONE_ACCESS_KEY_SECRET=… npm start');
		expect(stdout).toContain('  npm start -- acd\n');
		expect(exitCode).toBe(0);
		expect(leftBehind).toEqual([]);
	});
});

describe('npm start with a tenant', () => {
	let tenant: Sandbox;
	const folder = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-contacts-'));

	/** The environment that names the tenant. */
	function named(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
		const { tenantUrl, clientId, clientSecret } = tenant.credential;
		return {
			CXONE_TENANT_URL: tenantUrl,
			CXONE_CLIENT_ID: clientId,
			CXONE_CLIENT_SECRET: clientSecret,
			...more,
		};
	}

	beforeEach(async () => {
		tenant = await startSandbox({ contacts: 300 });
	});

	afterEach(async () => {
		await tenant.close();
	});

	afterAll(() => {
		rmSync(folder, { recursive: true });
	});

	test('is a dry run that writes nothing and shows no secret', async () => {
		const { exitCode, stdout, stderr, leftBehind } = await start(named({ NO_COLOR: '1' }));

		expect(stderr).toBe('');
		expect(stdout).not.toContain(ESCAPE);
		expect(stdout).toContain('Mode      dry run: writes nothing');
		expect(stdout.match(/would be created$/gm)).toHaveLength(3);
		expect(stdout.match(/would be launched$/gm)).toHaveLength(3);
		expect(stdout).toContain('✔ Checked: 3 lists');
		expect(stdout).toContain('Nothing was written.');
		expect(exitCode).toBe(0);
		expect(leftBehind).toEqual([]);

		expect(tenant.state).toMatchObject({ lists: [], campaigns: [] });
		expect(tenant.requests.filter(({ call }) => WRITES.includes(call))).toEqual([]);
		expect(numbers(stdout, /^(\d+) requests in /gm)).toEqual([tenant.requests.length]);
		expect(stdout).not.toContain(tenant.credential.clientSecret);
		expect(stdout).not.toContain(tenant.credential.clientId);
	});

	test('CXONE_LAUNCH=yes with a file of contacts fills lists and launches for these alone', async () => {
		const sinceMs = Date.now() - 80 * 86_400_000;
		const callers = tenant.state.history.filter(
			({ type, startTime }) => type === 'voice' && Date.parse(startTime) > sinceMs,
		);
		const ids = [...new Set(callers.map(({ contactId }) => contactId))].slice(0, 30);
		const file = join(folder, 'contacts.csv');
		writeFileSync(file, `name,contactId\n${ids.map((id) => `"Doe, J.",${id}`).join('\n')}\n`);

		const { exitCode, stdout } = await start(named({ CXONE_LAUNCH: 'yes', CXONE_CONTACTS: file }));

		expect(stdout).toContain('Contacts  30 contacts');
		expect(stdout).toContain('Mode      launch');
		expect(stdout).toContain('(30 contacts)');
		expect(exitCode).toBe(0);
		const listed = tenant.state.lists.flatMap(({ contacts }) => [...contacts.keys()]);
		expect(listed.sort()).toEqual([...ids].sort());
		expect(tenant.state.campaigns).toHaveLength(tenant.state.lists.length);
	});

	test('a wrong secret ends it with code 1, and is not shown', async () => {
		const secret = 'wrong-and-not-to-be-shown';
		const { exitCode, stdout, stderr } = await start(named({ CXONE_CLIENT_SECRET: secret }));
		expect(stdout).toContain('✘ Search Last 90 Days: CXone does not accept the credential');
		expect(exitCode).toBe(1);
		expect(stdout + stderr).not.toContain(secret);
	});

	test('a tenant named in part ends it with code 1', async () => {
		const { exitCode, stdout, stderr } = await start(named({ CXONE_CLIENT_ID: '' }));
		expect(stderr).toBe('✘ Not set: CXONE_CLIENT_ID\n');
		expect(stdout).toBe('');
		expect(exitCode).toBe(1);
		expect(tenant.requests).toEqual([]);
	});

	test('Ctrl-C stops it with code 130 and no further request', async () => {
		await tenant.close();
		tenant = await startSandbox({ contacts: 300, latencyMs: 2_000 });
		const { exitCode, stdout, leftBehind } = await start(named(), async (child) => {
			while (tenant.requests.length === 0) await new Promise((wake) => setTimeout(wake, 20));
			child.kill('SIGINT');
		});
		// Whether the engine or the node sees the stop first is a matter of chance.
		expect(stdout).toMatch(/^✘ (Stopped\.|Search Last 90 Days: The execution was cancelled)$/m);
		expect(exitCode).toBe(130);
		expect(leftBehind).toEqual([]);
		expect(tenant.requests.map(({ call }) => call)).toEqual(['token']);
	});
});
