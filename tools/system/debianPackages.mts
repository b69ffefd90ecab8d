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

/** Debian's packages that bring a program. */
export interface DebianPackages {
	packages: string[];
	/** Says what is needed and why, where the packages cannot be installed. */
	complaint: string;
	/** Called before an install, which takes about a minute. */
	onInstall: () => void;
}

/** Installs Debian's packages by apt-get, which needs root. Throws the complaint and the command where it cannot. */
async function installDebianPackages({ packages, complaint }: DebianPackages): Promise<void> {
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

/**
 * What `find` gives; where it gives nothing, apt-get installs the packages first. Throws with what to install when
 * that cannot be done.
 */
export async function findOrInstall<Found>(
	find: () => Found | undefined,
	needed: DebianPackages,
): Promise<Found> {
	const found = find();
	if (found !== undefined) return found;
	needed.onInstall();
	await installDebianPackages(needed);
	const installed = find();
	if (installed !== undefined) return installed;
	throw new Error(`apt-get installed ${needed.packages.join(' and ')}, but not all is on the path`);
}
