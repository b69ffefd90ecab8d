// Needs: newest n8n
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import packageJson from '../../package.json';
import { ensureN8n, NEWEST_N8N } from '../../tools/n8n/installN8n.mts';
import { N8nClient } from '../../tools/n8n/n8nClient.mts';
import { makeHome } from '../../tools/n8n/n8nHome.mts';
import { startN8n } from '../../tools/n8n/n8nProcess.mts';
import { packInto } from '../../tools/n8n/wholeN8n.mts';
import { tableRows } from '../docs/markdown.mts';

const PAGE = new URL('../../docs/install.md', import.meta.url);
const NODE_TYPES = packageJson.n8n.nodes.map((path) => {
	const name = path.split('/')[2];
	return `n8n-nodes-cxone.${name.charAt(0).toLowerCase()}${name.slice(1)}`;
});

jest.setTimeout(600_000);

test('what npm installed from the tarball is loaded, and is not among the community nodes', async () => {
	const install = await ensureN8n(NEWEST_N8N);
	const packed = await mkdtemp(join(tmpdir(), 'packed-'));
	const home = await makeHome();
	try {
		const nodes = join(home.folder, '.n8n', 'nodes');
		await promisify(execFile)(
			'npm',
			['install', '--prefix', nodes, '--legacy-peer-deps', '--offline', await packInto(packed)],
			{ cwd: packed, shell: process.platform === 'win32' },
		);
		const n8n = await startN8n({ install, home });
		try {
			const client = await N8nClient.logIn(n8n.url);
			const { names } = await client.nodeTypes();
			expect(names).toEqual(expect.arrayContaining(NODE_TYPES));
			// What Settings → Community nodes lists.
			expect(await client.call('get', '/community-packages')).toEqual([]);
		} finally {
			await n8n.stop();
		}
	} finally {
		await home.remove();
		await rm(packed, { recursive: true, force: true });
	}
});

test('the settings that the page names are settings of n8n, with the defaults that it names', async () => {
	const { cliFile } = await ensureN8n(NEWEST_N8N);
	const modules = join(dirname(cliFile), '../..');
	const text = await readFile(PAGE, 'utf8');
	const named = new Set(
		Array.from(text.matchAll(/\b(?:N8N|EXECUTIONS)_[A-Z_]+\b/g), ([name]) => name),
	);
	expect(named.size).toBeGreaterThan(10);
	const sources = [
		'@n8n/config/dist',
		'n8n/dist/modules/community-packages',
		'@n8n/backend-common/dist',
		'n8n-core/dist',
	];
	const code = sources
		.flatMap((folder) =>
			readdirSync(join(modules, folder), { recursive: true, encoding: 'utf8' })
				.filter((file) => file.endsWith('.js'))
				.map((file) => readFileSync(join(modules, folder, file), 'utf8')),
		)
		.join('\n');
	for (const name of named) expect([name, code.includes(name)]).toEqual([name, true]);

	const rows = tableRows(text).filter(([name]) => name.startsWith('`EXECUTIONS_DATA_'));
	expect(rows.length).toBeGreaterThan(5);
	const { ExecutionsConfig } = await import(join(modules, '@n8n/config/dist/index.js'));
	const config = new ExecutionsConfig() as Record<string, unknown>;
	for (const [name, shown] of rows) {
		const variable = name.replaceAll('`', '');
		const field = new RegExp(`Env\\)\\('${variable}'[^]*?prototype, "(\\w+)"`).exec(code)?.[1];
		expect([variable, String(config[String(field)])]).toEqual([
			variable,
			shown.replaceAll('`', ''),
		]);
	}
});
