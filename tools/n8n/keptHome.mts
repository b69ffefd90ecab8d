import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { cacheFolder } from '../cache/cacheFolder.mts';

/** A folder for n8n's home that stays from one start to the next. */
export interface KeptHome {
	folder: string;
	/** Lets another start have it. */
	release: () => Promise<void>;
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

/**
 * Takes the kept home of a version of n8n. Throws when another start has it, since two n8n on one database spoil it.
 *
 * @param version a version of n8n: an older one could not read the database of a newer one
 */
export async function takeKeptHome(version: string): Promise<KeptHome> {
	const folder = join(cacheFolder(), 'home', version);
	const mark = join(folder, 'in-use');
	await mkdir(folder, { recursive: true });
	const text = await readFile(mark, 'utf8').catch(() => '');
	const pid = Number(text);
	if (pid > 0 && isRunning(pid))
		throw new Error(`${folder} is in use by another n8n (process ${pid}). Stop that one first.`);
	await writeFile(mark, String(process.pid));
	return { folder, release: async () => await rm(mark, { force: true }) };
}
