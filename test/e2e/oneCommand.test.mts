// Needs: newest n8n
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { N8nClient } from '../../tools/n8n/n8nClient.mts';

test('npm run n8n gives n8n with examples and credential, and leaves nothing behind', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'one-command-'));
	const child = spawn(process.execPath, ['--import', 'tsx', 'tools/n8n/n8n.mts'], {
		env: { ...process.env, TMPDIR: folder, TEMP: folder },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	try {
		let screen = '';
		for await (const part of child.stdout) {
			screen += String(part);
			if (screen.includes('Requests to CXone')) break;
		}
		const url = /ready at (\S+)/.exec(screen)?.[1] ?? '';
		const client = await N8nClient.logIn(url);
		const workflows = await client.call<Array<{ name: string }>>('get', '/workflows');
		const credentials = await client.call<Array<{ id: string; name: string; type: string }>>(
			'get',
			'/credentials',
		);

		expect(workflows.map(({ name }) => name)).toContain('CXone: Dry Run Preview');
		expect(credentials.map(({ name }) => name).sort()).toEqual([
			'CXone access key',
			'CXone account',
		]);
		const accessKey = credentials.find(({ name }) => name === 'CXone access key');
		expect(accessKey?.type).toBe('cxoneAccessKeyApi');
		const values = await client.credentialValues(accessKey ?? { id: '', name: '' });
		expect(values).toMatchObject({ environment: 'custom', accessKeyId: 'SANDBOXACCESSKEYID' });
		expect(screen).toContain(`sandbox at ${String(values.loginUrl)}\n`);

		const ended = once(child, 'exit');
		// npm sends on the signal that the terminal sent already.
		child.kill('SIGINT');
		child.kill('SIGINT');

		expect(await ended).toEqual([0, null]);
		const left = await readdir(folder);
		expect(left.filter((name) => !/^(node|tsx)-/.test(name))).toEqual([]);
	} finally {
		child.kill('SIGKILL');
		await rm(folder, { recursive: true, force: true });
	}
});
