import { join } from 'node:path';
import { hashOfFiles } from './fileHash.mjs';
import { runProgram } from './runProgram.mjs';
import { isSameStamp, readStamp, writeStamp } from './stamp.mjs';

const SOURCES = [
	'credentials',
	'gulpfile.js',
	'icons',
	'nodes',
	'package-lock.json',
	'package.json',
	'tools/package/checkDist.cjs',
	'tsconfig.json',
];

const stampFile = (root) => join(root, '.cache', 'build-hash');

function currentFacts(root) {
	return { sources: hashOfFiles(root, SOURCES), dist: hashOfFiles(root, ['dist']) };
}

/** Whether dist is what the last build made, of the sources as they are now. */
export function isBuilt(root) {
	return isSameStamp(readStamp(stampFile(root)), currentFacts(root));
}

/** Notes that dist fits the sources. */
export function noteBuilt(root) {
	writeStamp(stampFile(root), currentFacts(root));
}

/** Builds dist; rejects when it fails, after gulp and its tools said why. */
export async function build(root) {
	const gulp = join(root, 'node_modules', 'gulp', 'bin', 'gulp.js');
	// `-L`: of gulp's own lines only errors.
	await runProgram(root, [process.execPath, gulp, '-L'], 'the build failed; see above');
}
