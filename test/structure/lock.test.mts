import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

interface LockedPackage {
	extraneous?: boolean;
	resolved?: string;
	optionalDependencies?: Record<string, string>;
}
type LockedPackages = Record<string, LockedPackage>;

const engineLines = readdirSync(join(ROOT, 'test/engines'));
const lockFiles = [
	'package-lock.json',
	...engineLines.map((line) => `test/engines/${line}/package-lock.json`),
];

/** Whether the package at `path` finds `name` in its own node_modules or in one above it, as Node would. */
function isInReach(packages: LockedPackages, path: string, name: string): boolean {
	const key = `${path === '' ? '' : `${path}/`}node_modules/${name}`;
	if (key in packages) return true;
	if (path === '') return false;
	return isInReach(packages, path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

describe.each(lockFiles)('%s', (lockFile) => {
	const { packages } = JSON.parse(readFileSync(join(ROOT, lockFile), 'utf8')) as {
		packages: LockedPackages;
	};

	// `npm ci` refuses a lock file without them; npm writes such a one when the registry in reach lacks some.
	test('names the optional packages of every platform', () => {
		const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
			Object.keys(optionalDependencies).filter((name) => !isInReach(packages, path, name)),
		);
		expect(missing).toEqual([]);
	});

	test('names no package that nothing asks for, and no place to download from', () => {
		const odd = Object.keys(packages).filter(
			(path) => packages[path].extraneous === true || packages[path].resolved !== undefined,
		);
		expect(odd).toEqual([]);
	});
});
