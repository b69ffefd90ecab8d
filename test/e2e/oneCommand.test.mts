// Needs: newest n8n
import { exec, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { cacheFolder } from '../../tools/cache/cacheFolder.mts';
import { N8nClient } from '../../tools/n8n/n8nClient.mts';
import { until } from '../../tools/system/until.mts';
import { exampleFiles } from '../workflows/exampleRuns.mts';

const ICONS = fileURLToPath(new URL('../../icons/', import.meta.url));
const DIST_ICONS = fileURLToPath(new URL('../../dist/icons/', import.meta.url));
const NEW_ICON = 'made-by-a-test.svg';
const READY_WITHIN_MS = 240_000;
const STOPS_WITHIN_MS = 60_000;

// n8n starts once or twice in each test, which takes long on a busy machine.
jest.setTimeout(600_000);

/** A running `npm run n8n`, with what it has put on the screen so far. */
interface Running {
	child: ChildProcess;
	screen: () => string;
	url: string;
	client: N8nClient;
	/** Ends it as Ctrl-C does and gives exit code and signal. */
	end: () => Promise<unknown[]>;
}

let folder: string;
const children: ChildProcess[] = [];

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'one-command-'));
});

afterEach(async () => {
	for (const child of children.splice(0)) {
		if (child.exitCode !== null || child.signalCode !== null) continue;
		// Killed at once, it could not stop its n8n, which would go on alone.
		const ended = once(child, 'exit');
		child.kill('SIGINT');
		await Promise.race([ended, wait(STOPS_WITHIN_MS)]);
		child.kill('SIGKILL');
	}
	await rm(folder, { recursive: true, force: true });
});

async function start(args: string[], environment: NodeJS.ProcessEnv = {}): Promise<Running> {
	const child = spawn(process.execPath, ['--import', 'tsx', 'tools/n8n/n8n.mts', ...args], {
		env: { ...process.env, TMPDIR: folder, TEMP: folder, ...environment },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	children.push(child);
	let text = '';
	child.stdout.on('data', (part: Buffer) => (text += String(part)));
	await until(() => (text.includes('Requests to CXone') ? true : undefined), {
		withinMs: READY_WITHIN_MS,
		everyMs: 100,
		complaint: () => `It is not ready:\n${text}`,
	});
	const url = /ready at (\S+)/.exec(text)?.[1] ?? '';
	const end = async () => {
		const ended = once(child, 'exit');
		// npm sends on the signal that the terminal sent already.
		child.kill('SIGINT');
		child.kill('SIGINT');
		return await ended;
	};
	return { child, screen: () => text, url, client: await N8nClient.logIn(url), end };
}

/** The workflows that the screen lists, in its order. */
function listed(screen: string): Array<{ name: string; id: string; howTo: string }> {
	const entries = screen.matchAll(/^ {2}\d+\. (.+)\n {5}\S+\/workflow\/(\S+)\n {5}(.+)$/gm);
	return Array.from(entries, ([, name, id, howTo]) => ({ name, id, howTo }));
}

/** Does with a workflow what the screen says, and gives how its execution ended. */
async function follow({ client }: Running, id: string, howTo: string): Promise<string> {
	const { nodes } = await client.call<{ nodes: Array<{ name: string; type: string }> }>(
		'get',
		`/workflows/${id}`,
	);
	const named = /choose (.+) in the arrow of Execute workflow/.exec(howTo)?.[1];
	const trigger = named ?? nodes.find(({ type }) => /Trigger$|\.webhook$/.test(type))?.name;
	const executionId = await client.execute(id, String(trigger));
	const command = /then run: (.+)$/.exec(howTo)?.[1];
	if (command === undefined) return (await client.ended(executionId)).status;
	const { stdout } = await promisify(exec)(command);
	return 'segment' in (JSON.parse(stdout) as object) ? 'success' : stdout;
}

test('npm run n8n gives n8n with examples that run as its screen says, and leaves nothing behind', async () => {
	const running = await start([]);
	const { client } = running;
	const credentials = await client.call<Array<{ id: string; name: string; type: string }>>(
		'get',
		'/credentials',
	);
	expect(credentials.map(({ name }) => name).sort()).toEqual(['CXone access key', 'CXone account']);
	const accessKey = credentials.find(({ name }) => name === 'CXone access key');
	expect(accessKey?.type).toBe('cxoneAccessKeyApi');
	const values = await client.credentialValues(accessKey ?? { id: '', name: '' });
	expect(values).toMatchObject({ environment: 'custom', accessKeyId: 'SANDBOXACCESSKEYID' });
	expect(running.screen()).toContain(`sandbox at ${String(values.loginUrl)}\n`);

	const workflows = listed(running.screen());
	expect(workflows).toHaveLength(exampleFiles().length);
	expect(workflows[0].name).toBe('CXone: Dry Run Preview');
	const runnable = workflows.filter(({ howTo }) => !howTo.startsWith('needs '));
	expect(runnable).toHaveLength(workflows.length - 1);
	for (const { name, id, howTo } of runnable)
		expect([name, await follow(running, id, howTo)]).toEqual([
			name,
			howTo.includes('it stops') ? 'error' : 'success',
		]);

	expect(await running.end()).toEqual([0, null]);
	const left = await readdir(folder);
	expect(left.filter((name) => !/^(node|tsx)-/.test(name))).toEqual([]);
});

test('--keep finds the workflows of the last start again, and the sandbox takes its options', async () => {
	const cache = join(folder, 'cache');
	await promisify(exec)(`mkdir -p "${cache}"`);
	await symlink(join(cacheFolder(), 'n8n'), join(cache, 'n8n'));
	const refusal = { type: 'status', status: 418 };
	const fault = JSON.stringify({ call: 'searchInteractions', times: 'always', effect: refusal });
	const args = ['--keep', '--contacts', '40'];

	const first = await start([...args, '--fault', fault], { CXONE_CACHE_DIR: cache });
	await first.client.addWorkflow({ name: 'Mine', nodes: [], connections: {} });
	const [preview] = listed(first.screen());
	expect(await follow(first, preview.id, preview.howTo)).toBe('error');
	expect(first.screen()).toContain('  418  POST /api/v1/interactions/search');
	expect(await first.end()).toEqual([0, null]);

	const second = await start(args, { CXONE_CACHE_DIR: cache });
	const credentials = await second.client.call<object[]>('get', '/credentials');
	expect(credentials).toHaveLength(2);
	const names = (await second.client.workflows()).map(({ name }) => name).sort();
	const examples = listed(second.screen()).map(({ name }) => name);
	expect(names).toEqual([...examples, 'Mine'].sort());
	const again = listed(second.screen())[0];
	expect(again.id).toBe(preview.id);
	// The sandbox is another one, at another address, and the credential leads to it.
	expect(await follow(second, again.id, again.howTo)).toBe('success');
	expect(await second.end()).toEqual([0, null]);
});

test('npm run dev builds and loads what is changed', async () => {
	const { url, client, screen, end } = await start(['--watch']);
	const icon = `${url}/icons/n8n-nodes-cxone/dist/icons/${NEW_ICON}`;
	const before = await client.nodeTypes();
	expect(before.names).toContain('n8n-nodes-cxone.cxoneRfScore');
	// A second later, as that is how fine the time of a file is told.
	await wait(1_100);
	const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';
	try {
		await writeFile(join(ICONS, NEW_ICON), svg);
		await until(() => (screen().includes('Built and loaded') ? true : undefined), {
			withinMs: 120_000,
			everyMs: 100,
			complaint: () => `Nothing was built:\n${screen()}`,
		});
		expect(await (await fetch(icon)).text()).toBe(svg);
		// n8n writes its types anew when it has loaded the package anew.
		const after = await until(
			async () => {
				const types = await client.nodeTypes();
				const isNew = types.writtenAt !== before.writtenAt && types.names.length > 0;
				return isNew ? types : undefined;
			},
			{ withinMs: 60_000, everyMs: 200, complaint: () => 'n8n did not load the package anew' },
		);
		// A name may be there twice after a reload.
		expect(new Set(after.names)).toEqual(new Set(before.names));
	} finally {
		await rm(join(ICONS, NEW_ICON), { force: true });
	}
	// What is gone goes from dist too, so that the next packing finds nothing of this test.
	await until(() => (screen().split('Built and loaded').length > 2 ? true : undefined), {
		withinMs: 120_000,
		everyMs: 100,
		complaint: () => `dist was not built again:\n${screen()}`,
	});
	expect(existsSync(join(DIST_ICONS, NEW_ICON))).toBe(false);
	expect(await end()).toEqual([0, null]);
});
