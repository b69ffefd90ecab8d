import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ensureChromium } from '../editor/chromium.mts';
import { ensureN8n, N8N_LINE_NAMES, NEWEST_N8N, type N8nLine } from './installN8n.mts';
import { ensureQueuePrograms } from './queue/programs.mts';

const FOLDER = fileURLToPath(new URL('../../test/e2e', import.meta.url));

const say = (what: string) => () => console.log(`Installing ${what} …`);

async function prepareN8n(lines: readonly N8nLine[]): Promise<void> {
	for (const line of lines) await ensureN8n(line, console.log);
}

/** What an end-to-end test can need, by the name under which its file says so, and how it is installed when missing. */
const PREPARATIONS = {
	'every n8n': async () => await prepareN8n(N8N_LINE_NAMES),
	'newest n8n': async () => await prepareN8n([NEWEST_N8N]),
	Chromium: async () => await ensureChromium(say('Chromium (about a minute)')),
	'Redis and PostgreSQL': async () =>
		await ensureQueuePrograms(say('Redis and PostgreSQL (about a minute)')),
};
export type Need = keyof typeof PREPARATIONS;

/** The files of end-to-end tests, from the project's root. */
export function e2eFiles(): string[] {
	return readdirSync(FOLDER)
		.filter((name) => name.endsWith('.test.mts'))
		.map((name) => `test/e2e/${name}`);
}

/** What the file says that it needs, in a line such as `// Needs: every n8n, Chromium`. Throws when it says nothing known. */
export function needsOf(file: string): Need[] {
	const text = readFileSync(join(FOLDER, '../..', file), 'utf8');
	const said = /^\/\/ Needs: (.*)$/m.exec(text)?.[1].split(', ') ?? [];
	const known = Object.keys(PREPARATIONS) as Need[];
	const needs = known.filter((need) => said.includes(need));
	if (needs.length === 0 || needs.length < said.length)
		throw new Error(`${file} needs a line '// Needs: …' with some of: ${known.join(', ')}`);
	return needs;
}

/** The files that jest runs when it is given these arguments; all where none of them is part of a file's path. */
export function filesAskedFor(jestArguments: readonly string[]): string[] {
	const files = e2eFiles();
	const asked = files.filter((file) => jestArguments.some((part) => file.includes(part)));
	return asked.length > 0 ? asked : files;
}

/** Installs what these files need and is missing. */
export async function prepareFor(files: readonly string[]): Promise<void> {
	const needs = new Set(files.flatMap(needsOf));
	for (const [need, prepare] of Object.entries(PREPARATIONS))
		if (needs.has(need as Need)) await prepare();
}
