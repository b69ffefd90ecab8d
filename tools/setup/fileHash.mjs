import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

function filesOf(root, path) {
	const absolute = join(root, path);
	if (!existsSync(absolute)) return [];
	if (!statSync(absolute).isDirectory()) return [path];
	return readdirSync(absolute, { withFileTypes: true }).flatMap(({ name }) =>
		filesOf(root, `${path}/${name}`),
	);
}

/** A text that changes with the name or content of any file under `paths` (files or folders, relative to `root`). */
export function hashOfFiles(root, paths) {
	const hash = createHash('sha256');
	for (const file of paths.flatMap((path) => filesOf(root, path)).sort()) {
		const content = readFileSync(join(root, file));
		hash.update(`${file}\0${content.length}\0`).update(content);
	}
	return hash.digest('hex');
}
