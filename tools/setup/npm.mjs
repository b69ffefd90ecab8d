import { execFile } from 'node:child_process';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { runProgram } from './runProgram.mjs';

const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Inside an npm script npm names itself; elsewhere Windows finds it by a shell only. */
function npmCommand(npmArguments) {
	const givenArguments = [...npmArguments, '--loglevel=error'];
	const script = process.env.npm_execpath;
	if (script !== undefined && basename(script) === 'npm-cli.js') {
		return { program: process.execPath, given: [script, ...givenArguments], shell: false };
	}
	return { program: 'npm', given: givenArguments, shell: process.platform === 'win32' };
}

/**
 * Runs npm in `folder` without a word unless it fails; rejects with npm's output then.
 *
 * @param {string} folder
 * @param {string[]} npmArguments
 * @param {NodeJS.ProcessEnv} [environment] variables beside those of this process
 */
export async function runNpm(folder, npmArguments, environment = {}) {
	const { program, given, shell } = npmCommand(npmArguments);
	await promisify(execFile)(program, given, {
		cwd: folder,
		env: { ...process.env, ...environment },
		shell,
		maxBuffer: MOST_OUTPUT_BYTES,
	});
}

/**
 * Runs npm in `folder` with its output on the screen, as `runProgram` does; rejects with `complaint` when it fails.
 *
 * @param {string} folder
 * @param {string[]} npmArguments
 * @param {string} complaint
 */
export async function showNpm(folder, npmArguments, complaint) {
	const { program, given, shell } = npmCommand(npmArguments);
	await runProgram(folder, [program, ...given], complaint, { shell });
}
