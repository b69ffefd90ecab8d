/**
 * `node tools/pack.mjs <folder>`: packs dist as npm would publish it and unpacks it into `<folder>/package`.
 * Prints the names of the packed files, one a line.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmCommand } from './setup/npmCommand.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Packs the package into `folder` (made if absent) and unpacks it there. dist must be built.
 *
 * @returns {{packageFolder: string, files: string[]}} the unpacked package, and the files in the tarball, sorted
 */
export function packAndUnpack(folder) {
	mkdirSync(folder, { recursive: true });
	const { command, shell } = npmCommand(['pack', '--silent', '--pack-destination', folder]);
	const [program, ...programArguments] = command;
	execFileSync(program, programArguments, {
		cwd: ROOT,
		shell,
		stdio: ['ignore', 'ignore', 'inherit'],
	});
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
		console.error('Usage: node tools/pack.mjs <folder>');
		process.exitCode = 2;
	} else {
		console.log(packAndUnpack(resolve(folder)).files.join('\n'));
	}
}
