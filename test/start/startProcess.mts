import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import packageJson from '../../package.json';

const ROOT = join(__dirname, '..', '..');

/** The commands of `npm start` in package.json, one after the other. */
const COMMANDS = packageJson.scripts.start.split(' && ').map((command) => command.split(' '));

/**
 * How the programs that package.json names are called without a shell. Not by tsx's launcher: it
 * kills its child when a signal is not answered within 60 ms, which a busy machine cannot promise.
 */
const PROGRAMS: Record<string, string[]> = { node: [], tsx: ['--import', 'tsx'] };

/** A finished command. */
export interface Finished {
	exitCode: number | null;
	stdout: string;
	stderr: string;
}

/** The environment without what the tests, or whoever runs them, set for n8n and for us. */
function cleanEnvironment(): NodeJS.ProcessEnv {
	const entries = Object.entries(process.env).filter(([name]) => !/^(CXONE|N8N|JEST)_/.test(name));
	return Object.fromEntries(entries.filter(([name]) => name !== 'NO_COLOR'));
}

function run([program, ...programArguments]: string[], environment: NodeJS.ProcessEnv) {
	const child = spawn(process.execPath, [...PROGRAMS[program], ...programArguments], {
		cwd: ROOT,
		env: { ...cleanEnvironment(), ...environment },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const output = { stdout: '', stderr: '' };
	for (const name of ['stdout', 'stderr'] as const) {
		child[name].setEncoding('utf8').on('data', (text: string) => {
			output[name] += text;
		});
	}
	const finished = once(child, 'close').then(
		([exitCode]: Array<number | null>): Finished => ({ exitCode, ...output }),
	);
	return { child, finished, output };
}

/** Does what `npm start` does before it starts: the set-up with the build. */
export async function setUp(): Promise<Finished> {
	return await run(COMMANDS[0], {}).finished;
}

/** Runs what `npm start` runs after the set-up, with these variables in the environment and these words after `--`. */
export async function start(
	environment: NodeJS.ProcessEnv,
	whileItRuns: (child: ChildProcess, output: { stdout: string }) => Promise<void> = async () => {},
	words: string[] = [],
): Promise<Finished & { leftBehind: string[] }> {
	const temporary = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-start-'));
	try {
		const { child, finished, output } = run([...COMMANDS[1], ...words], {
			TMPDIR: temporary,
			TEMP: temporary,
			TMP: temporary,
			...environment,
		});
		await whileItRuns(child, output);
		const end = await finished;
		// tsx keeps its cache there.
		const leftBehind = readdirSync(temporary).filter((name) => !name.startsWith('tsx'));
		return { ...end, leftBehind };
	} finally {
		rmSync(temporary, { recursive: true, force: true });
	}
}
