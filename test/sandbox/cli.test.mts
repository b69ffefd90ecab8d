import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import axios from 'axios';

import { UsageError, parseCommandLine } from '../../sandbox/cliOptions.mts';

const ROOT = join(__dirname, '..', '..');

interface Run {
	child: ChildProcess;
	output(): string;
	exit: Promise<number | null>;
}

function runCli(...args: string[]): Run {
	const command = ['--import', 'tsx', 'sandbox/cli.mts', ...args];
	const child = spawn(process.execPath, command, { cwd: ROOT });
	const chunks: string[] = [];
	child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk.toString()));
	const exit = once(child, 'close').then(([code]: (number | null)[]) => code);
	return { child, output: () => chunks.join(''), exit };
}

async function untilShown(run: Run, text: RegExp): Promise<RegExpExecArray> {
	for (const deadlineMs = performance.now() + 20_000; performance.now() < deadlineMs; ) {
		const match = text.exec(run.output());
		if (match !== null) return match;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	throw new Error(`${text} is not in: ${run.output()}`);
}

describe('the command line', () => {
	test('has defaults', () => {
		expect(parseCommandLine([])).toEqual({
			isHelpAsked: false,
			faults: [],
			sandbox: { port: 4010, absentCalls: [] },
		});
	});

	test('takes every option', () => {
		const rule = '{"call":"token","effect":{"type":"drop"}}';
		const args = [
			'--port',
			'0',
			'--contacts',
			'0',
			'--seed=-3',
			'--history',
			'h.csv',
			'--latency',
			'1.5',
			'--rate',
			'50',
		];
		args.push('--token-life', '0.5', '--absent', 'findLists, getList', '--absent', 'findCampaigns');
		args.push('--fault', rule, '--fault', rule, '--acd', '{"expires":"atEndOfDay"}', '--help');
		const fault = { call: 'token', times: 1, skip: 0, when: 'before', effect: { type: 'drop' } };
		expect(parseCommandLine(args)).toEqual({
			isHelpAsked: true,
			historyFile: 'h.csv',
			faults: [fault, fault],
			sandbox: {
				port: 0,
				contacts: 0,
				seed: -3,
				latencyMs: 1.5,
				requestsPerSecond: 50,
				tokenLifeSeconds: 0.5,
				absentCalls: ['findLists', 'getList', 'findCampaigns'],
				acd: expect.objectContaining({ expires: 'atEndOfDay', uploadMs: 20 }),
			},
		});
	});

	test.each([
		[['--port', '65536'], '--port 65536: must be a whole number from 0 to 65535'],
		[['--port', ''], '--port '],
		[['--contacts', 'many'], '--contacts many'],
		[['--contacts', '1.5'], '--contacts 1.5'],
		[['--seed', 'x'], '--seed x'],
		[['--latency=-1'], '--latency -1'],
		[['--rate', '0'], '--rate 0: must be a whole number from 1'],
		[['--token-life', '0'], '--token-life 0: must be a number from 0.001'],
		[['--absent', 'findList'], '--absent findList: must be of token,'],
		[['--fault', '{'], '--fault {: is not valid JSON'],
		[['--fault', '{"call":"any","effect":{"type":"slow"}}'], 'effect'],
		[['--acd', '{'], '--acd {: is not valid JSON'],
		[['--acd', '{"expire":1}'], 'expire'],
		[['--acd', '{"uploadMs":-1}'], 'uploadMs: '],
		[['--unknown'], '--unknown'],
		[['stray'], 'stray'],
	])('%j is refused by name', (args, message) => {
		expect(() => parseCommandLine(args)).toThrow(UsageError);
		expect(() => parseCommandLine(args)).toThrow(message);
	});
});

describe('npm run sandbox', () => {
	test('shows the credential, serves, logs without secrets, and leaves on Ctrl-C', async () => {
		const rule = '{"call":"findLists","effect":{"type":"status","status":503}}';
		const run = runCli('--port', '0', '--contacts', '20', '--fault', rule);
		try {
			const [, url] = await untilShown(run, /Tenant URL +(http:\S+)[\s\S]*Requests:\n/);
			const shown = (label: string) => new RegExp(`${label} +(.+)`).exec(run.output())?.[1];
			const form = new URLSearchParams({
				grant_type: 'client_credentials',
				client_id: shown('Client ID') ?? '',
				client_secret: shown('Client Secret') ?? '',
				scope: shown('Scope') ?? '',
			});
			const client = axios.create({ baseURL: url, proxy: false, validateStatus: () => true });
			const { data } = await client.post('/oauth/token', form);
			const headers = { authorization: `Bearer ${data.access_token}` };
			const answers = [
				await client.get('/api/v1/lists', { headers }),
				await client.get('/api/v1/lists', { headers }),
			];
			expect(answers.map(({ status }) => status)).toEqual([503, 200]);
			const login = await client.post('/authentication/v1/token/access-key', {
				accessKeyId: shown('Access Key ID'),
				accessKeySecret: shown('Access Key Secret'),
			});
			expect([login.status, shown('Login URL')]).toEqual([200, url]);
			const [log] = await untilShown(run, /Requests:\n[\s\S]*200 {2}POST \/authentication[\s\S]*$/);
			expect(log).toMatch(/200 {2}POST \/oauth\/token {2}\(token, [\d.]+ ms\)\n.* 503 {2}GET/);
			expect(log).not.toContain(form.get('client_secret'));
			expect(log).not.toContain(shown('Access Key Secret'));
			run.child.kill('SIGINT');
			expect(await run.exit).toBe(0);
		} finally {
			run.child.kill('SIGKILL');
		}
	});

	test.each([
		[['--port', 'x'], /^Sandbox: --port x: .*\nSee npm run sandbox -- --help\n$/],
		[['--history', 'absent.csv'], /^Sandbox: absent\.csv: ENOENT/],
	])('%j ends with code 1', async (args, message) => {
		const run = runCli(...args);
		expect(await run.exit).toBe(1);
		expect(run.output()).toMatch(message);
	});

	test('a taken port ends with code 1 and advice', async () => {
		const other = createServer().listen(0, '127.0.0.1');
		await once(other, 'listening');
		const { port } = other.address() as AddressInfo;
		const run = runCli('--port', String(port), '--contacts', '0');
		expect(await run.exit).toBe(1);
		expect(run.output()).toMatch(/EADDRINUSE.*Choose another port with --port/);
		other.close();
	});

	test('--help ends with code 0', async () => {
		const run = runCli('--help');
		expect(await run.exit).toBe(0);
		expect(run.output()).toContain('--token-life');
	});
});
