import { basename } from 'node:path';

/**
 * How to call npm with these arguments: `command` is the program and what it gets, `shell` whether a shell has to find
 * it. Inside an npm script npm names itself; elsewhere Windows finds it by a shell only.
 */
export function npmCommand(npmArguments) {
	const script = process.env.npm_execpath;
	if (script !== undefined && basename(script) === 'npm-cli.js') {
		return { command: [process.execPath, script, ...npmArguments], shell: false };
	}
	return { command: ['npm', ...npmArguments], shell: process.platform === 'win32' };
}
