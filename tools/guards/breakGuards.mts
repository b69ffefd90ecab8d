import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { GUARDS, type Guard } from './guards.mts';

// Usage: breakGuards.mts [part of a guard's name …]; all guards if none is named.
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const LEFT_OUT = ['node_modules', '.git', 'dist', '.cache', 'coverage'];

interface TestReport {
	numFailedTests: number;
	numPassedTests: number;
	numRuntimeErrorTestSuites: number;
}

/** A copy of the project in a folder of its own, with the modules of this one. */
function copyProject(): string {
	const copy = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-guards-'));
	cpSync(ROOT, copy, { recursive: true, filter: (path) => !LEFT_OUT.includes(basename(path)) });
	symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'), 'junction');
	return copy;
}

/** Runs the tests of a guard in the copy. Throws when jest itself fails. */
function runTests(copy: string, { tests, only, engine = '' }: Guard): TestReport {
	const reportFile = join(copy, 'guardReport.json');
	rmSync(reportFile, { force: true });
	const jest = join(copy, 'node_modules', 'jest', 'bin', 'jest.js');
	const filter = only === undefined ? [] : ['-t', only.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')];
	const { stderr } = spawnSync(
		process.execPath,
		[jest, tests, ...filter, '--json', `--outputFile=${reportFile}`, '--bail=0'],
		{ cwd: copy, encoding: 'utf8', env: { ...process.env, N8N_ENGINE: engine } },
	);
	const report = JSON.parse(readFileSync(reportFile, 'utf8')) as TestReport;
	if (report.numRuntimeErrorTestSuites > 0) throw new Error(stderr);
	return report;
}

/** Breaks the guard, runs its tests, and mends it again. */
function breakGuard(copy: string, guard: Guard): TestReport {
	const file = join(copy, guard.file);
	const source = readFileSync(file, 'utf8');
	const count = source.split(guard.search).length - 1;
	if (count !== 1) throw new Error(`"${guard.search}" is ${count} times in ${guard.file}`);
	writeFileSync(
		file,
		source.replace(guard.search, () => guard.replace),
	);
	try {
		return runTests(copy, guard);
	} finally {
		writeFileSync(file, source);
	}
}

/** How the guard fared: its tests must pass while it is whole, and one must fail once it is broken. */
function tryGuard(copy: string, guard: Guard): 'caught' | 'SURVIVED' | 'TESTS FAIL' | 'NO TESTS' {
	const whole = runTests(copy, guard);
	if (whole.numFailedTests > 0) return 'TESTS FAIL';
	if (whole.numPassedTests === 0) return 'NO TESTS';
	return breakGuard(copy, guard).numFailedTests > 0 ? 'caught' : 'SURVIVED';
}

const wanted = process.argv.slice(2);
const guards = GUARDS.filter(
	({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);
const copy = copyProject();
const width = Math.max(...guards.map(({ name }) => name.length));
let survivors = 0;
try {
	for (const guard of guards) {
		const fate = tryGuard(copy, guard);
		if (fate !== 'caught') survivors += 1;
		const { name, tests, only = 'all' } = guard;
		console.log(`${fate.padEnd(10)}  ${name.padEnd(width)}  ${tests} (${only})`);
	}
} finally {
	rmSync(copy, { recursive: true, force: true });
}
console.log(
	`${guards.length - survivors} of ${guards.length} broken guards were noticed by a test.`,
);
process.exitCode = survivors === 0 && guards.length > 0 ? 0 : 1;
