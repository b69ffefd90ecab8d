/**
 * `node tools/package/pack.mjs <folder>`: packs dist as npm would publish it and unpacks it into `<folder>/package`.
 * Prints the names of the packed files, one a line.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNpm } from '../setup/npm.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Packs the package into `folder` (made if absent) and unpacks it there. dist must be built.
 *
 * @returns {Promise<{packageFolder: string, files: string[]}>} the unpacked package, and the files in the tarball, sorted
 */
export async function packAndUnpack(folder) {
	mkdirSync(folder, { recursive: true });
	await runNpm(ROOT, ['pack', '--pack-destination', folder]);
	const tarballs = readdirSync(folder).filter((name) => name.endsWith('.tgz'));
	if (tarballs.length !== 1) throw new Error(`Expected one tarball, found ${tarballs.length}`);
	execFileSync('tar', ['-xzf', tarballs[0]], { cwd: folder });
	const packageFolder = join(folder, 'package');
	const files = readdirSync(packageFolder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).slice(packageFolder.length + 1))
		.map((path) => path.replaceAll('\\', '/'));
	return { packageFolder, files: files.sort() };
}

// The clone may be reached by a symbolic link, which Node resolves in one of the two only.
if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
	const [, , folder] = process.argv;
	if (folder === undefined) {
		console.error('Usage: node tools/package/pack.mjs <folder>');
		process.exitCode = 2;
	} else {
		const { files } = await packAndUnpack(resolve(folder));
		console.log(files.join('\n'));
	}
}
