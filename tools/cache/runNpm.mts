import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs npm in `folder` without a word unless it fails; throws with npm's output then. */
export async function runNpm(
	folder: string,
	npmArguments: string[],
	environment: NodeJS.ProcessEnv = {},
): Promise<void> {
	const { npm_execpath: npmScript } = process.env;
	// Inside an npm script npm names itself; elsewhere a shell finds it, which Windows needs.
	const [command, commandArguments, shell] = npmScript?.endsWith('.js')
		? [process.execPath, [npmScript, ...npmArguments], false]
		: ['npm', npmArguments, process.platform === 'win32'];
	await promisify(execFile)(command, [...commandArguments, '--loglevel=error'], {
		cwd: folder,
		env: { ...process.env, ...environment },
		shell,
		maxBuffer: 64 * 1024 * 1024,
	});
}
