import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { installFolder } from '../cache/cacheFolder.mts';
import { installOnce } from '../cache/installOnce.mts';
import { runNpm } from '../setup/npm.mjs';

/** Older lines of n8n's engine that the tests also run on; the newest is a dev dependency. */
export const ENGINE_LINES = ['1.122', '2.20'] as const;
export type EngineLine = (typeof ENGINE_LINES)[number];

/** Absolute folders of the modules of one engine line, to be loaded in place of the installed ones. */
export interface EngineModulePaths {
	corePath: string;
	workflowPath: string;
	luxonPath: string;
}

const LOCK_FILES = fileURLToPath(new URL('../../test/engines', import.meta.url));

/** Whether the text names one of `ENGINE_LINES`. */
export function isEngineLine(text: string): text is EngineLine {
	return ENGINE_LINES.some((line) => line === text);
}

/**
 * Installs an engine line from its lock file, unless it is in the cache, and returns its modules.
 * Throws with npm's output if npm fails.
 *
 * @param onInstall called before an install, which takes about half a minute
 */
export async function ensureEngine(
	line: EngineLine,
	onInstall: () => void = () => {},
): Promise<EngineModulePaths> {
	const lockFile = await readFile(join(LOCK_FILES, line, 'package-lock.json'));
	const folder = installFolder('engines', line, lockFile);
	await installOnce(folder, async (unfinished) => {
		onInstall();
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(LOCK_FILES, line, file), join(unfinished, file));
		}
		const npmCi = ['ci', '--prefix', unfinished, '--ignore-scripts', '--no-audit', '--no-fund'];
		await runNpm(unfinished, npmCi);
	});
	const modules = join(folder, 'node_modules');
	return {
		corePath: join(modules, 'n8n-core'),
		workflowPath: join(modules, 'n8n-workflow'),
		luxonPath: join(modules, 'luxon'),
	};
}
