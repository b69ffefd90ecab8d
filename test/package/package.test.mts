import { execFileSync, spawnSync } from 'node:child_process';
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';

import packageJson from '../../package.json';

const ROOT = resolve(__dirname, '../..');
/** What n8n puts in reach of a community package. */
const HOST_MODULES = ['n8n-workflow', 'luxon', 'lodash'];

interface ThemedIcon {
	light: string;
	dark: string;
}
interface LoadedNode {
	className: string;
	canExecute: boolean;
	description: {
		name: string;
		version: number;
		subtitle?: string;
		usableAsTool?: boolean;
		properties: Array<{ name: string; options?: Array<{ value: string }> }>;
		iconUrl?: ThemedIcon;
		codex?: { categories: string[]; resources: Record<string, Array<{ url: string }>> };
	};
}
interface LoadedPackage {
	nodes: LoadedNode[];
	credentials: Array<{ name: string; extends?: string[]; iconUrl?: ThemedIcon }>;
	hostModules: string[];
}

// Starts programs, which takes long on a busy machine.
jest.setTimeout(120_000);

const { nodes: nodePaths, credentials: credentialPaths } = packageJson.n8n;
/** The schemas of output that n8n's editor shows before a run. */
const schemaPaths = nodePaths.flatMap((path) => {
	const schemaFolder = `${posix.dirname(path)}/__schema__/v1.0.0`;
	const names = readdirSync(join(ROOT, schemaFolder.replace(/^dist/, '.')));
	return names.map((name) => `${schemaFolder}/${name}`);
});
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-package-')));
const packageFolder = join(folder, 'package');
let files: string[];

/** Runs a program of the project and returns what it printed. */
function run(script: string, programArguments: string[], environment: NodeJS.ProcessEnv = {}) {
	return execFileSync(process.execPath, [script, ...programArguments], {
		cwd: ROOT,
		encoding: 'utf8',
		env: { ...process.env, ...environment },
	});
}

/** Loads the unpacked package where nothing but the host's modules is in reach. */
function loadInHost(): LoadedPackage {
	const hostModules = join(folder, 'host', 'node_modules');
	mkdirSync(hostModules, { recursive: true });
	for (const name of HOST_MODULES) {
		symlinkSync(join(ROOT, 'node_modules', name), join(hostModules, name), 'junction');
	}
	const printed = run(
		join(__dirname, 'loadInHost.cjs'),
		[packageFolder, join(ROOT, 'node_modules', 'n8n-core')],
		{ NODE_PATH: hostModules, NODE_ENV: 'production', N8N_USER_FOLDER: join(folder, 'user') },
	);
	return JSON.parse(printed);
}

beforeAll(() => {
	files = run('tools/package/pack.mjs', [folder]).trim().split('\n');
});

afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

describe('the packed package', () => {
	test('holds these files and no others', () => {
		const expected = [
			'LICENSE',
			'README.md',
			'package.json',
			'dist/THIRD_PARTY_LICENSES.txt',
			...readdirSync(join(ROOT, 'icons')).map((name) => `dist/icons/${name}`),
			...credentialPaths,
			...nodePaths,
			...nodePaths.map((path) => path.replace(/\.js$/, '.json')),
			...schemaPaths,
		];
		expect(files).toEqual(expected.sort());
	});

	test('has no dependencies but its host', () => {
		const packed = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
		expect(packed.dependencies).toBeUndefined();
		expect(packed.optionalDependencies).toBeUndefined();
		expect(packed.bundleDependencies).toBeUndefined();
		expect(packed.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('carries the licences of what it bundles, and bundles nothing else', () => {
		const notice = readFileSync(join(packageFolder, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
		const { zod, fflate, 'libphonenumber-js': libphonenumber } = packageJson.devDependencies;
		expect(notice).toContain(`zod ${zod}`);
		expect(notice).toContain('Copyright (c) 2025 Colin McDonnell');
		expect(notice).toContain(`fflate ${fflate}`);
		expect(notice).toContain('Copyright (c) 2026 Arjun Barrett');
		expect(notice).toContain(`libphonenumber-js ${libphonenumber}`);
		expect(notice).toContain('Copyright (c) 2016 @catamphetamine');
		// One for each library, MIT each, and one for the font.
		expect(notice.match(/Permission is hereby granted, free of charge/g)).toHaveLength(4);
		expect(notice).toContain('Copyright 2016 The Inter Project Authors');
		expect(notice).toContain('SIL OPEN FONT LICENSE Version 1.1');
	});

	test("passes n8n's scan of community packages, as source and as package", () => {
		const { stdout } = spawnSync(process.execPath, ['tools/package/scan.mjs'], {
			cwd: ROOT,
			encoding: 'utf8',
		});
		expect(stdout).toBe('Scan of the source: passed\nScan of the package: passed\n');
	});
});

describe("the package in n8n's loader, without this project's node_modules", () => {
	let loaded: LoadedPackage;

	beforeAll(() => {
		loaded = loadInHost();
	});

	/** Files that n8n would serve for an icon: `icons/<package>/<path>` → path in the package. */
	function iconFiles(iconUrl: ThemedIcon | undefined): string[] {
		const prefix = `icons/${packageJson.name}/`;
		return [iconUrl?.light, iconUrl?.dark].map((url) => {
			expect(url).toMatch(new RegExp(`^${prefix}`));
			return posix.normalize(String(url).slice(prefix.length));
		});
	}

	test('asks the host for nothing that the host does not promise', () => {
		expect(loaded.hostModules).toContain('n8n-workflow');
		expect(HOST_MODULES).toEqual(expect.arrayContaining(loaded.hostModules));
	});

	test.each(nodePaths)('%s loads and describes itself', (path) => {
		const className = posix.basename(path, '.node.js');
		const node = loaded.nodes.find((candidate) => candidate.className === className);
		expect(node).toMatchObject({
			canExecute: true,
			description: {
				name: className.charAt(0).toLowerCase() + className.slice(1),
				version: 1,
				usableAsTool: true,
				subtitle: expect.stringMatching(/\S/),
			},
		});
	});

	test.each(nodePaths)('%s has a light and a dark icon in the package', (path) => {
		const className = posix.basename(path, '.node.js');
		const node = loaded.nodes.find((candidate) => candidate.className === className);
		const [light, dark] = iconFiles(node?.description.iconUrl);
		expect(files).toEqual(expect.arrayContaining([light, dark]));
		expect(light).not.toBe(dark);
	});

	test.each(nodePaths)('%s has a codex that n8n reads', (path) => {
		const className = posix.basename(path, '.node.js');
		const node = loaded.nodes.find((candidate) => candidate.className === className);
		const codex = JSON.parse(
			readFileSync(join(packageFolder, path.replace(/\.js$/, '.json')), 'utf8'),
		);
		expect(codex.node).toBe(`${packageJson.name}.${node?.description.name}`);
		expect(node?.description.codex).toMatchObject({
			categories: codex.categories,
			resources: { primaryDocumentation: codex.resources.primaryDocumentation },
		});
		expect(codex.categories.length).toBeGreaterThan(0);
	});

	test.each(nodePaths)('%s has a schema for each operation, where n8n looks for it', (path) => {
		const className = posix.basename(path, '.node.js');
		const node = loaded.nodes.find((candidate) => candidate.className === className);
		const { loadOutputSchema } = createRequire(__filename)(
			join(ROOT, 'node_modules/n8n-core/dist/nodes-loader/output-schema-resolver.js'),
		);
		const nodeDir = join(packageFolder, dirname(path));
		const operations = node?.description.properties.find(({ name }) => name === 'operation');
		expect(operations?.options?.length).toBeGreaterThan(0);
		for (const { value } of operations?.options ?? [])
			expect(loadOutputSchema({ nodeDir, version: 1, operation: value })).toMatchObject({
				type: 'object',
				properties: expect.any(Object),
			});
	});

	test.each(credentialPaths)('%s loads with both icons', (path) => {
		const className = posix.basename(path, '.credentials.js');
		const name = className.charAt(0).toLowerCase() + className.slice(1);
		const credential = loaded.credentials.find((candidate) => candidate.name === name);
		expect(credential?.extends).toBeUndefined();
		expect(files).toEqual(expect.arrayContaining(iconFiles(credential?.iconUrl)));
	});

	test('gives as many types as package.json names', () => {
		expect(loaded.nodes).toHaveLength(nodePaths.length);
		expect(loaded.credentials).toHaveLength(credentialPaths.length);
		expect(new Set(nodePaths.map((path) => dirname(path))).size).toBe(nodePaths.length);
	});
});
