import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { installFolder } from '../cache/cacheFolder.mts';
import { installOnce } from '../cache/installOnce.mts';
import { runNpm } from '../setup/npm.mjs';
import { tellProgress } from './installProgress.mts';

/** The whole n8n in two versions, with the Node that each is run by: the newest that installs, and the last of 1.x. */
export const N8N_LINES = {
	'2.41': { n8n: '2.41.1', node: '24.21.0' },
	'1.123': { n8n: '1.123.81', node: '22.23.3' },
} as const;
export type N8nLine = keyof typeof N8N_LINES;
/** The names of `N8N_LINES`. */
export const N8N_LINE_NAMES = Object.keys(N8N_LINES) as N8nLine[];
export const NEWEST_N8N: N8nLine = '2.41';

/** 1.x takes this one from a site of its own; the nodes for spreadsheets, which need it, are not what is run here. */
const OVERRIDES = { xlsx: '0.18.5' };
/** Packages published later are left out, so that the same n8n is installed tomorrow. */
const PUBLISHED_BEFORE = '2026-11-20';

/** An installed n8n: files to run as `<nodeFile> <cliFile> start`. */
export interface InstalledN8n {
	version: string;
	nodeFile: string;
	cliFile: string;
}

/** Whether the text names one of `N8N_LINES`. */
export function isN8nLine(text: string): text is N8nLine {
	return text in N8N_LINES;
}

function nodePackageName(): string {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	return `node-${platform}-${process.arch}`;
}

/**
 * Installs the whole n8n with its Node (as a package), unless it is in the cache. Install scripts are skipped but that
 * of SQLite, which n8n cannot do without. Throws with npm's output if npm fails.
 *
 * @param say told of an install, which takes about five minutes and 3 GB, and every few seconds how far it is
 */
export async function ensureN8n(
	line: N8nLine,
	say: (text: string) => void = () => {},
): Promise<InstalledN8n> {
	const { n8n, node } = N8N_LINES[line];
	const nodePackage = nodePackageName();
	const dependencies = { n8n, [nodePackage]: node };
	const packageJson = JSON.stringify({
		name: 'whole-n8n',
		private: true,
		dependencies,
		overrides: OVERRIDES,
	});
	const folder = installFolder('n8n', n8n, packageJson + PUBLISHED_BEFORE);
	await installOnce(folder, async (unfinished) => {
		say(`Installing n8n ${n8n}, once (about 5 minutes, 3 GB) …`);
		await writeFile(join(unfinished, 'package.json'), packageJson);
		const quiet = ['--no-audit', '--no-fund', '--no-package-lock'];
		const before = `--before=${PUBLISHED_BEFORE}`;
		const install = ['install', '--ignore-scripts', before, '--prefer-offline', ...quiet];
		await tellProgress(unfinished, say, async () => await runNpm(unfinished, install));
		say('Preparing SQLite (minutes where it has to be compiled) …');
		// Where no ready binary is to be had it is compiled, against the headers of the Node that runs it.
		const headers = join(unfinished, 'node_modules', nodePackage);
		// Run by npm, we inherit this project's refusal of scripts.
		const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
		const environment = { npm_config_nodedir: headers };
		await tellProgress(unfinished, say, async () => await runNpm(unfinished, rebuild, environment));
	});
	const modules = join(folder, 'node_modules');
	const nodeName = process.platform === 'win32' ? 'node.exe' : 'node';
	return {
		version: n8n,
		nodeFile: join(modules, nodePackage, 'bin', nodeName),
		cliFile: join(modules, 'n8n', 'bin', 'n8n'),
	};
}
