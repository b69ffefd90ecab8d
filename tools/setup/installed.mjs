import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfFiles } from './fileHash.mjs';
import { showNpm } from './npm.mjs';
import { isSameStamp, readStamp, writeStamp } from './stamp.mjs';

const DEPENDENCY_KINDS = [
	'dependencies',
	'devDependencies',
	'optionalDependencies',
	'peerDependencies',
];

const stampFile = (root) => join(root, 'node_modules', '.setup-hash');
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** What decides which packages, and which builds of them, belong in node_modules. */
function currentMachine() {
	const [nodeMajor] = process.versions.node.split('.');
	return { nodeMajor, platform: process.platform, arch: process.arch };
}

function currentFacts(root) {
	return { ...currentMachine(), files: hashOfFiles(root, ['package.json', 'package-lock.json']) };
}

function hasDeclaredPackages(root) {
	const { devDependencies } = readJson(join(root, 'package.json'));
	return Object.keys(devDependencies).every((name) =>
		existsSync(join(root, 'node_modules', name, 'package.json')),
	);
}

/** Compares npm's own note of what it installed with the lock file, and the lock file with package.json. */
function matchesLock(root) {
	const noteFile = join(root, 'node_modules', '.package-lock.json');
	if (!existsSync(noteFile)) return false;
	const installed = readJson(noteFile).packages;
	const { '': declared, ...packages } = readJson(join(root, 'package-lock.json')).packages;
	const packageJson = readJson(join(root, 'package.json'));
	const isLockCurrent = DEPENDENCY_KINDS.every((kind) => {
		const sorted = (owner) => JSON.stringify(Object.entries(owner[kind] ?? {}).sort());
		return sorted(declared) === sorted(packageJson);
	});
	const isEachInstalled = Object.entries(packages).every(([path, locked]) => {
		const found = installed[path];
		if (found !== undefined) return found.version === locked.version;
		// npm leaves out optional packages of other platforms, and what nothing asks for.
		return Boolean(locked.optional ?? locked.devOptional ?? locked.extraneous);
	});
	return isLockCurrent && isEachInstalled;
}

/** Notes that node_modules fits package.json, the lock file and this Node. */
export function noteInstalled(root) {
	writeStamp(stampFile(root), currentFacts(root));
}

/**
 * Whether node_modules holds what the lock file names, for this major version of Node and this machine. Also accepts,
 * and notes, what the user installed with npm directly.
 */
export function isInstalled(root) {
	if (!existsSync(join(root, 'node_modules')) || !hasDeclaredPackages(root)) return false;
	const stamp = readStamp(stampFile(root));
	if (isSameStamp(stamp, currentFacts(root))) return true;
	const isForOtherMachine = stamp !== undefined && !isSameStamp(stamp, currentMachine());
	if (isForOtherMachine || !matchesLock(root)) return false;
	noteInstalled(root);
	return true;
}

/** Installs exactly what the lock file names; rejects with advice when npm fails. */
export async function install(root) {
	await showNpm(
		root,
		['ci', '--no-audit', '--no-fund'],
		'npm could not install the development tools. Check the network connection and run this again',
	);
}
