import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { codeBlocks, readDocument, tableRows } from '../docs/markdown.mts';
import { version } from '../../package.json';

const ROOT = resolve(__dirname, '../..');
const PAGE = readDocument('docs/install.md');
const TARBALL = `n8n-nodes-cxone-${version}.tgz`;
/** Every command line of the page: in its blocks, and in its tables. */
const COMMANDS = [
	...codeBlocks(PAGE, 'sh').flatMap((block) => block.trim().split('\n')),
	...tableRows(PAGE).flatMap((row) =>
		row.flatMap((cell) => Array.from(cell.matchAll(/`(npm [^`]+)`/g), ([, command]) => command)),
	),
];
const INSTALL = COMMANDS.find((command) => command.endsWith(` ./${TARBALL}`));
const UNINSTALL = COMMANDS.find((command) => command.startsWith('npm uninstall'));

// Starts npm, which takes long on a busy machine.
jest.setTimeout(240_000);

const folder = mkdtempSync(join(tmpdir(), 'install-'));
const home = join(folder, 'home of a user');
const nodes = join(home, '.n8n', 'nodes');

/** Runs a command of the page as a user with an empty home types it, where the tarball is, without the internet. */
function type(command: string | undefined): void {
	const own = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'));
	const environment = { ...Object.fromEntries(own), HOME: home, USERPROFILE: home };
	execFileSync('sh', ['-c', String(command)], {
		cwd: folder,
		env: { ...environment, npm_config_offline: 'true', npm_config_audit: 'false' },
		stdio: 'pipe',
	});
}

function dependencies(): Record<string, string> | undefined {
	return JSON.parse(readFileSync(join(nodes, 'package.json'), 'utf8')).dependencies;
}

beforeAll(() => {
	execFileSync(process.execPath, ['tools/package/pack.mjs', folder], { cwd: ROOT, stdio: 'pipe' });
});

afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

test('the page installs the version of package.json, by the file that npm packs', () => {
	expect(readdirSync(folder)).toContain(TARBALL);
	expect(INSTALL).toBeDefined();
	expect(PAGE).toContain(`version ${version} is not on npm yet`);
});

test('every install goes where n8n looks, without a second n8n-workflow', () => {
	const installs = COMMANDS.filter((command) => /\bnpm install\b/.test(command));
	expect(installs.length).toBeGreaterThan(4);
	for (const command of installs)
		expect(command).toMatch(/--prefix \S+\.n8n\/nodes --legacy-peer-deps /);
});

// `sh` and `~` are not those of Windows.
const testInShell = process.platform === 'win32' ? test.skip : test;

testInShell(
	'the commands install the packed package alone, again over itself, and take it away',
	() => {
		type(INSTALL);
		expect(
			readdirSync(join(nodes, 'node_modules')).filter((name) => !name.startsWith('.')),
		).toEqual(['n8n-nodes-cxone']);
		expect(existsSync(join(nodes, 'node_modules/n8n-nodes-cxone/dist/icons/cxone.svg'))).toBe(true);
		expect(Object.keys(dependencies() ?? {})).toEqual(['n8n-nodes-cxone']);

		type(INSTALL);
		expect(Object.keys(dependencies() ?? {})).toEqual(['n8n-nodes-cxone']);

		type(UNINSTALL);
		expect(existsSync(join(nodes, 'node_modules/n8n-nodes-cxone'))).toBe(false);
		expect(dependencies() ?? {}).toEqual({});
	},
);
