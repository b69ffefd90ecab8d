import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import type { InstalledN8n } from './installN8n.mts';
import type { N8nHome } from './n8nHome.mts';
import { freePort, n8nEnvironment } from './n8nProcess.mts';

/** A command that failed, as `execFile` tells of it. */
interface FailedCommand {
	code: number | string | null;
	signal: NodeJS.Signals | null;
	stdout: string;
	stderr: string;
}

/**
 * Runs one command of n8n's CLI to its end and gives what it wrote, which the caller checks for what it expects; throws
 * with that when the command fails.
 */
export async function runN8nCommand(
	install: InstalledN8n,
	home: N8nHome,
	commandArguments: string[],
	environment: NodeJS.ProcessEnv = {},
): Promise<string> {
	const brokerPort = String(await freePort());
	const running = promisify(execFile)(install.nodeFile, [install.cliFile, ...commandArguments], {
		cwd: home.folder,
		env: n8nEnvironment(home, { N8N_RUNNERS_BROKER_PORT: brokerPort, ...environment }),
		maxBuffer: 256 * 1024 * 1024,
	});
	const { stdout } = await running.catch((error: FailedCommand) => {
		const { code, signal, stdout: written, stderr } = error;
		// n8n 2.41 now and then crashes as it exits (2 of 16 runs), when all is written and saved: what it wrote tells.
		if (signal === 'SIGSEGV') return { stdout: written };
		throw new Error(
			`n8n ${commandArguments.join(' ')} ended with ${code ?? signal}:\n${written.slice(-4_000)}\n${stderr.slice(-4_000)}`,
		);
	});
	return stdout;
}
