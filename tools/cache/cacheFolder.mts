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
