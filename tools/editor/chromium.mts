import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** Names under which Chromium and Chrome are found on the path. */
const PROGRAM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Debian's packages: the browser, and a font for the texts of the editor. */
const APT_PACKAGES = ['chromium', 'fonts-liberation'];

function isProgram(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

/** The program of Chromium or Chrome: what `CHROMIUM_FILE` names, else what is on the path, else undefined. */
export function findChromium(environment: NodeJS.ProcessEnv = process.env): string | undefined {
	const { CHROMIUM_FILE: named, PATH = '' } = environment;
	if (named) {
		if (isProgram(named)) return named;
		throw new Error(`CHROMIUM_FILE names ${named}, which is no program`);
	}
	return PATH.split(delimiter)
		.flatMap((folder) => PROGRAM_NAMES.map((name) => join(folder, name)))
		.find(isProgram);
}

/**
 * The program of Chromium or Chrome. Where there is none it is installed by apt-get, which needs root. Throws with what
 * to install when that cannot be done.
 *
 * @param onInstall called before an install, which takes about a minute
 */
export async function ensureChromium(onInstall: () => void = () => {}): Promise<string> {
	const found = findChromium();
	if (found !== undefined) return found;
	const isRootOfDebian = process.getuid?.() === 0 && isProgram('/usr/bin/apt-get');
	if (!isRootOfDebian)
		throw new Error(
			'There is no Chromium. Install Chromium or Google Chrome (Debian: ' +
				`apt-get install ${APT_PACKAGES.join(' ')}), or name its program in CHROMIUM_FILE.`,
		);
	onInstall();
	const run = promisify(execFile);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get', ['update'], { env });
	const install = ['install', '--yes', '--no-install-recommends', ...APT_PACKAGES];
	await run('apt-get', install, { env, maxBuffer: 64 * 1024 * 1024 });
	const installed = findChromium();
	if (installed === undefined) throw new Error('apt-get installed no Chromium on the path');
	return installed;
}
