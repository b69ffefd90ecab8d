import { findOrInstall, findProgram, isProgram } from '../system/debianPackages.mts';

/** Names under which Chromium and Chrome are found on the path. */
const PROGRAM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** The browser, and a font for the texts of the editor. */
const PACKAGES = ['chromium', 'fonts-liberation'];

function findChromium(): string | undefined {
	const { CHROMIUM_FILE: named } = process.env;
	if (!named) return findProgram(PROGRAM_NAMES);
	if (isProgram(named)) return named;
	throw new Error(`CHROMIUM_FILE names ${named}, which is no program`);
}

/**
 * The program of Chromium or Chrome: what `CHROMIUM_FILE` names, else what is on the path, else one installed by
 * apt-get. Throws with what to install when that cannot be done.
 *
 * @param onInstall called before an install, which takes about a minute
 */
export async function ensureChromium(onInstall: () => void = () => {}): Promise<string> {
	return await findOrInstall(findChromium, {
		packages: PACKAGES,
		complaint:
			'There is no Chromium. Install Chromium or Google Chrome, or name its program in CHROMIUM_FILE',
		onInstall,
	});
}
