import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Older lines of n8n's engine that the tests also run on; the newest is a dev dependency. */
export const ENGINE_LINES = ['1.122', '2.20'] as const;
export type EngineLine = (typeof ENGINE_LINES)[number];

/** Absolute folders of the modules of one engine line, to be loaded in place of the installed ones. */
export interface EngineModulePaths {
	corePath: string;
	workflowPath: string;
	luxonPath: string;
}

const UNFINISHED = 'unfinished-';
const LONGEST_INSTALL_MS = 3_600_000;
const LOCK_FILES = fileURLToPath(new URL('../../test/engines', import.meta.url));

/** Whether the text names one of `ENGINE_LINES`. */
export function isEngineLine(text: string): text is EngineLine {
	return ENGINE_LINES.some((line) => line === text);
}

/** Where engine lines are kept: `CXONE_CACHE_DIR`, or the system's folder for caches. */
export function cacheFolder(): string {
	const { CXONE_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
	if (CXONE_CACHE_DIR) return CXONE_CACHE_DIR;
	const systemCache =
		process.platform === 'win32'
			? (LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'))
			: process.platform === 'darwin'
				? join(homedir(), 'Library', 'Caches')
				: XDG_CACHE_HOME || join(homedir(), '.cache');
	return join(systemCache, 'n8n-nodes-cxone');
}

/**
 * Installs an engine line from its lock file, unless it is in the cache, and returns its modules.
 *
 * The install happens in a folder of its own that gets its name at the end, so that an interrupted
 * one is never used, and two at once do no harm. Throws with npm's output if npm fails.
 *
 * @param onInstall called before an install, which takes about half a minute
 */
export async function ensureEngine(
	line: EngineLine,
	onInstall: () => void = () => {},
): Promise<EngineModulePaths> {
	const lockFile = await readFile(join(LOCK_FILES, line, 'package-lock.json'));
	const lockHash = createHash('sha256').update(lockFile).digest('hex').slice(0, 16);
	const engines = join(cacheFolder(), 'engines');
	const folder = join(engines, `${line}-${process.platform}-${process.arch}-${lockHash}`);
	if (!existsSync(folder)) {
		onInstall();
		await install(line, engines, folder);
	}
	const modules = join(folder, 'node_modules');
	return {
		corePath: join(modules, 'n8n-core'),
		workflowPath: join(modules, 'n8n-workflow'),
		luxonPath: join(modules, 'luxon'),
	};
}

async function install(line: EngineLine, engines: string, folder: string): Promise<void> {
	await mkdir(engines, { recursive: true });
	await removeInterrupted(engines);
	const unfinished = await mkdtemp(join(engines, `${UNFINISHED}${line}-`));
	try {
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(LOCK_FILES, line, file), join(unfinished, file));
		}
		await npmCi(unfinished);
		try {
			await rename(unfinished, folder);
		} catch (error) {
			// Another process was first; its install is as good as ours.
			if (!existsSync(folder)) throw error;
		}
	} finally {
		await rm(unfinished, { recursive: true, force: true });
	}
}

async function removeInterrupted(engines: string): Promise<void> {
	const oldest = Date.now() - LONGEST_INSTALL_MS;
	for (const name of await readdir(engines)) {
		const path = join(engines, name);
		if (!name.startsWith(UNFINISHED) || (await stat(path)).mtimeMs > oldest) continue;
		await rm(path, { recursive: true, force: true });
	}
}

async function npmCi(folder: string): Promise<void> {
	const npmArguments = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
	const { npm_execpath: npmScript } = process.env;
	// Inside an npm script npm names itself; elsewhere a shell finds it, which Windows needs.
	const [command, commandArguments, shell] = npmScript?.endsWith('.js')
		? [process.execPath, [npmScript, ...npmArguments], false]
		: ['npm', npmArguments, process.platform === 'win32'];
	await promisify(execFile)(command, commandArguments, {
		cwd: folder,
		shell,
		maxBuffer: 16 * 1024 * 1024,
	});
}
