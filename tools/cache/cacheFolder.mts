import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what is installed on demand is kept: `CXONE_CACHE_DIR`, or the system's folder for caches. */
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
 * The folder in the cache for an install of that kind and version on this machine.
 *
 * @param content what decides what is installed: another one has another folder
 */
export function installFolder(kind: string, version: string, content: Buffer | string): string {
	const hash = createHash('sha256').update(content).digest('hex').slice(0, 16);
	const name = `${version}-${process.platform}-${process.arch}-${hash}`;
	return join(cacheFolder(), kind, name);
}
