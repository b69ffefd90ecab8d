import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

const UNFINISHED = 'unfinished-';
const LONGEST_INSTALL_MS = 3_600_000;

/**
 * Makes `folder` with `install`, unless it is there already.
 *
 * The install happens in a folder of its own that gets its name at the end, so that an interrupted one is never used,
 * and two at once do no harm. Throws what `install` throws.
 */
export async function installOnce(
	folder: string,
	install: (unfinished: string) => Promise<void>,
): Promise<void> {
	if (existsSync(folder)) return;
	const parent = dirname(folder);
	await mkdir(parent, { recursive: true });
	await removeInterrupted(parent);
	const unfinished = await mkdtemp(join(parent, `${UNFINISHED}${basename(folder)}-`));
	try {
		await install(unfinished);
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

async function removeInterrupted(parent: string): Promise<void> {
	const oldest = Date.now() - LONGEST_INSTALL_MS;
	for (const name of await readdir(parent)) {
		const path = join(parent, name);
		if (!name.startsWith(UNFINISHED) || (await stat(path)).mtimeMs > oldest) continue;
		await rm(path, { recursive: true, force: true });
	}
}
