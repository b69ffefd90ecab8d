import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import packageJson from '../../../package.json';
import { startSandbox, type Sandbox } from '../../../sandbox/server.mts';
import { SettingsError } from '../../../tools/start/settings.mts';
import { readSettings } from '../../../tools/tenant/settings.mts';

const ROOT = join(__dirname, '../../..');
const KEY = { CXONE_ACCESS_KEY_ID: 'id', CXONE_ACCESS_KEY_SECRET: 'secret' };

/** Runs what `npm run check-tenant` runs after the set-up. */
async function command(environment: Record<string, string>, args: string[] = []) {
	const [, line] = packageJson.scripts['check-tenant'].split(' && ');
	const [, ...programArguments] = line.split(' ');
	const clean = Object.entries(process.env).filter(([name]) => !/^(CXONE|JEST)_/.test(name));
	const child = spawn(process.execPath, [...programArguments, ...args], {
		cwd: ROOT,
		env: { ...Object.fromEntries(clean), ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const output = { stdout: '', stderr: '' };
	for (const name of ['stdout', 'stderr'] as const)
		child[name].setEncoding('utf8').on('data', (text: string) => {
			output[name] += text;
		});
	const [exitCode] = (await once(child, 'close')) as [number | null];
	return { exitCode, ...output };
}

function environmentOf({ acd }: Sandbox, changes: Record<string, string> = {}) {
	const { accessKeyId, accessKeySecret, loginUrl } = acd.credential;
	return {
		CXONE_ACCESS_KEY_ID: accessKeyId,
		CXONE_ACCESS_KEY_SECRET: accessKeySecret,
		CXONE_LOGIN_URL: loginUrl,
		...changes,
	};
}

describe('the command', () => {
	let sandbox: Sandbox;
	beforeAll(async () => {
		sandbox = await startSandbox({ contacts: 20 });
	});
	afterAll(async () => await sandbox.close());

	test('prints a line for each answer, tells how far it is on the other stream, and ends well', async () => {
		const { exitCode, stdout, stderr } = await command(environmentOf(sandbox));
		expect([exitCode, stderr]).toEqual([0, expect.stringContaining('Look Up Skills …')]);
		expect(stdout).toContain(`n8n-nodes-cxone ${packageJson.version}, 20`);
		expect(stdout).toMatch(/^- Skills: 9 \(all 9 read\)$/m);
		expect(stdout).not.toContain('…\n');
	});

	test('gives the same as JSON', async () => {
		const { exitCode, stdout } = await command(environmentOf(sandbox), ['--json']);
		const { by, findings } = JSON.parse(stdout) as { by: string; findings: object[] };
		expect([exitCode, by]).toEqual([0, `n8n-nodes-cxone ${packageJson.version}`]);
		expect(findings).toContainEqual({
			id: 'skills.count',
			question: 'Skills',
			answer: '9',
			found: 'all 9 read',
		});
	});

	test('takes an address of the API, and asks for no other', async () => {
		const environment = environmentOf(sandbox, { CXONE_API_BASE_URL: sandbox.acd.apiUrl });
		const { exitCode, stdout } = await command(environment);
		expect(exitCode).toBe(0);
		expect(stdout).toMatch(/^- Discovery: not asked \(CXONE_API_BASE_URL is set\)$/m);
	});

	test.each<[string, Record<string, string>, RegExp]>([
		[
			'a wrong secret',
			{ CXONE_ACCESS_KEY_SECRET: 'wrong' },
			/^✘ CXone does not accept the access key\nCheck .*\n.*CXONE_ACCESS_KEY_SECRET/m,
		],
		[
			'no web address',
			{ CXONE_LOGIN_URL: 'na1' },
			/^✘ 'Login URL' of the credential is not a web/m,
		],
		['nobody there', { CXONE_LOGIN_URL: 'http://127.0.0.1:1' }, /could not be reached\n.*ECONN/],
		[
			'an API that is not at NICE',
			{ CXONE_API_BASE_URL: 'https://example.test' },
			/'API Base URL' of the credential is not an address of NICE's/,
		],
		['no key', { CXONE_ACCESS_KEY_ID: '' }, /^✘ Not set: CXONE_ACCESS_KEY_ID\. /m],
	])('says what is wrong and ends badly: %s', async (_, changes, expected) => {
		const { exitCode, stdout, stderr } = await command(environmentOf(sandbox, changes));
		expect([exitCode, stdout]).toEqual([1, '']);
		expect(stderr).toMatch(expected);
		expect(stderr).not.toContain(sandbox.acd.credential.accessKeySecret);
	});

	test.each([
		[503, 'CXone cannot log anybody in for now (status 503)'],
		[429, 'CXone limits the rate of logins (429)'],
	])('tells trouble that passes: %i', async (status, message) => {
		sandbox.faults.add({ call: 'accessKeyLogin', effect: { type: 'status', status } });
		const { exitCode, stderr } = await command(environmentOf(sandbox));
		expect([exitCode, stderr]).toEqual([1, expect.stringContaining(`✘ ${message}`)]);
	});

	test('tells a server that is no CXone', async () => {
		const server = createServer((_, response) => response.end('<html>Welcome</html>'));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const environment = environmentOf(sandbox, { CXONE_LOGIN_URL: `http://127.0.0.1:${port}` });
		const { exitCode, stderr } = await command(environment);
		await new Promise((resolve) => server.close(resolve));
		expect([exitCode, stderr]).toEqual([1, expect.stringContaining('There is no CXone at this')]);
	});

	test('tells how it is used', async () => {
		const { exitCode, stdout } = await command({}, ['--help']);
		expect([exitCode, stdout]).toEqual([0, expect.stringContaining('It only reads')]);
	});
});

describe('the settings', () => {
	test('the cloud, or an address of one’s own', () => {
		expect(readSettings([], KEY).credentials).toMatchObject({ environment: 'commercial' });
		const gov = { ...KEY, CXONE_ENVIRONMENT: 'fedRamp' };
		expect(readSettings([], gov).credentials).toMatchObject({ environment: 'fedRamp' });
		const own = { ...KEY, CXONE_LOGIN_URL: 'https://na1.nice-incontact.com' };
		expect(readSettings([], own).credentials).toMatchObject({
			environment: 'custom',
			loginUrl: 'https://na1.nice-incontact.com',
		});
	});

	test.each<[string[], Record<string, string>, string]>([
		[[], { ...KEY, CXONE_ENVIRONMENT: 'custom' }, 'CXONE_ENVIRONMENT is none of'],
		[[], { ...KEY, CXONE_ENVIRONMENT: 'fedRamp', CXONE_LOGIN_URL: 'https://a.test' }, 'both set'],
		[[], {}, 'Not set: CXONE_ACCESS_KEY_ID, CXONE_ACCESS_KEY_SECRET'],
		[['--country', 'us'], KEY, '--country us'],
		[['--write'], KEY, '--write'],
	])('are refused where they cannot be followed: %j %j', (args, environment, text) => {
		expect(() => readSettings(args, environment)).toThrow(SettingsError);
		expect(() => readSettings(args, environment)).toThrow(text);
	});
});
