import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startProgram } from '../../system/program.mts';

/** A service of a cluster that keeps nothing; gone after `close`. */
export interface Service {
	/** What n8n is told of it. */
	environment: NodeJS.ProcessEnv;
	close: () => Promise<void>;
}

/** How a service is started in its folder. */
export interface ServiceStart {
	file: string;
	arguments: string[];
	/** What it writes once it takes connections. */
	readyText: string;
	/** Whom it runs as, this process's user by default. */
	user?: { uid: number; gid: number };
	environment: NodeJS.ProcessEnv;
}

/**
 * Makes a folder and starts a service in it, and waits until it says that it is ready; throws with its output when it
 * does not get there. Removes the folder in the end.
 */
export async function startService(
	name: string,
	prepare: (folder: string) => Promise<ServiceStart>,
): Promise<Service> {
	const folder = await mkdtemp(join(tmpdir(), `${name}-`));
	const remove = async () => await rm(folder, { recursive: true, force: true });
	try {
		const {
			file,
			arguments: programArguments,
			readyText,
			user,
			environment,
		} = await prepare(folder);
		const service = await startProgram({
			name,
			file,
			arguments: programArguments,
			options: { cwd: folder, ...user },
			isReady: (output) => output.includes(readyText),
			readyWithinMs: 30_000,
			askEveryMs: 20,
			stopWithinMs: 10_000,
		});
		return {
			environment,
			close: async () => {
				await service.stop();
				await remove();
			},
		};
	} catch (error) {
		await remove();
		throw error;
	}
}
