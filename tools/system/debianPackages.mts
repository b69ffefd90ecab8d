import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const APT_GET = '/usr/bin/apt-get';

/** Whether the file can be run. */
export function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** The first program of one of these names on the path, then in `folders`; undefined when there is none. */
export function findProgram(names: string[], folders: string[] = []): string | undefined {
	return [...(process.env.PATH ?? '').split(delimiter), ...folders]
		.flatMap((folder) => names.map((name) => join(folder, name)))
		.find(isProgram);
}

/**
 * Installs Debian's packages by apt-get, which needs root. Throws `complaint`, which says what is needed and why, and
 * the command, where that cannot be done.
 */
export async function installDebianPackages(packages: string[], complaint: string): Promise<void> {
	if (process.getuid?.() !== 0 || !isProgram(APT_GET))
		throw new Error(`${complaint} (Debian: apt-get install ${packages.join(' ')})`);
	const run = promisify(execFile);
	const options = {
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		maxBuffer: 64 * 1024 * 1024,
	};
	await run(APT_GET, ['update'], options);
	await run(APT_GET, ['install', '--yes', '--no-install-recommends', ...packages], options);
}
