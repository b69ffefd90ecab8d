import { spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
/** Stands in for npm: notes how it was called and, unless told to fail, installs what the lock file names. */
const NPM = `
const fs = require('node:fs');
fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
if (fs.existsSync('fail')) process.exit(7);
fs.rmSync('node_modules', { recursive: true, force: true });
fs.mkdirSync('node_modules/gulp/bin', { recursive: true });
fs.writeFileSync('node_modules/gulp/package.json', '{}');
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
fs.copyFileSync('gulp-double.js', 'node_modules/gulp/bin/gulp.js');
`;
/** Stands in for gulp: notes that it ran and makes a dist. */
const GULP = `
const fs = require('node:fs');
fs.appendFileSync('gulp.log', 'built\\n');
if (fs.existsSync('fail')) process.exit(7);
fs.mkdirSync('dist', { recursive: true });
fs.writeFileSync('dist/a.js', fs.readFileSync('nodes/a.ts'));
`;

// Starts programs, which takes long on a busy machine.
jest.setTimeout(120_000);

let clone: string;

function write(file: string, content: string): void {
	mkdirSync(dirname(join(clone, file)), { recursive: true });
	writeFileSync(join(clone, file), content);
}

function writePackage(gulpVersion: string, node = '>=20.15'): void {
	const devDependencies = { gulp: gulpVersion };
	write('package.json', JSON.stringify({ engines: { node }, devDependencies }));
	write(
		'package-lock.json',
		JSON.stringify({
			packages: {
				'': { devDependencies },
				'node_modules/gulp': { version: gulpVersion },
				'node_modules/only-elsewhere': { version: '1.0.0', optional: true },
			},
		}),
	);
}

/** Runs the set-up in the clone. */
function setUp(...setUpArguments: string[]) {
	const { status, stdout, stderr } = spawnSync(
		process.execPath,
		['tools/setup.mjs', ...setUpArguments],
		{
			cwd: clone,
			encoding: 'utf8',
			env: { ...process.env, npm_execpath: join(clone, 'npm-cli.js') },
		},
	);
	return { status, stdout, stderr };
}

/** How often a stand-in ran. */
function runsOf(log: 'npm.log' | 'gulp.log'): number {
	const file = join(clone, log);
	return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
}

const QUIET = { status: 0, stdout: '', stderr: '' };

beforeEach(() => {
	clone = mkdtempSync(join(tmpdir(), 'n8n-nodes-cxone-setup-'));
	cpSync(join(ROOT, 'tools/setup.mjs'), join(clone, 'tools/setup.mjs'));
	cpSync(join(ROOT, 'tools/setup'), join(clone, 'tools/setup'), { recursive: true });
	write('npm-cli.js', NPM);
	write('gulp-double.js', GULP);
	write('nodes/a.ts', 'first');
	writePackage('5.0.1');
});

afterEach(() => {
	rmSync(clone, { recursive: true, force: true });
});

test('a fresh clone is installed once, and says so', () => {
	expect(setUp()).toMatchObject({
		status: 0,
		stdout: expect.stringContaining('Installing development tools'),
	});
	expect(readFileSync(join(clone, 'npm.log'), 'utf8')).toMatch(/^ci /);
	expect(setUp()).toEqual(QUIET);
	expect(runsOf('npm.log')).toBe(1);
});

test('a new lock file is installed anew', () => {
	setUp();
	writePackage('5.0.2');
	expect(setUp().status).toBe(0);
	expect(runsOf('npm.log')).toBe(2);
});

test('a change of package.json that asks for no other package installs nothing', () => {
	setUp();
	const changed = { ...JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8')), scripts: {} };
	write('package.json', JSON.stringify(changed));
	expect(setUp()).toEqual(QUIET);
	expect(runsOf('npm.log')).toBe(1);
});

test('a package that is gone from node_modules is installed again', () => {
	setUp();
	rmSync(join(clone, 'node_modules/gulp'), { recursive: true });
	setUp();
	expect(runsOf('npm.log')).toBe(2);
});

test('an install for another Node is done again', () => {
	setUp();
	const stamp = join(clone, 'node_modules/.setup-hash');
	writeFileSync(
		stamp,
		JSON.stringify({ ...JSON.parse(readFileSync(stamp, 'utf8')), nodeMajor: '18' }),
	);
	setUp();
	expect(runsOf('npm.log')).toBe(2);
});

test('what the user installed with npm is taken as it is', () => {
	spawnSync(process.execPath, ['npm-cli.js', 'install'], { cwd: clone });
	expect(setUp()).toEqual(QUIET);
	expect(runsOf('npm.log')).toBe(1);
});

test('an install that fails stops with advice, and is tried again the next time', () => {
	write('fail', '');
	expect(setUp('--build')).toMatchObject({
		status: 1,
		stderr: expect.stringMatching(/Set-up stopped: .*network.*exit code 7/),
	});
	expect(runsOf('gulp.log')).toBe(0);
	rmSync(join(clone, 'fail'));
	expect(setUp().status).toBe(0);
	expect(runsOf('npm.log')).toBe(2);
});

test('dist is built when it is missing, changed, or older than its sources, and else not', () => {
	setUp();
	expect(runsOf('gulp.log')).toBe(0);
	expect(setUp('--build')).toMatchObject({ status: 0, stdout: 'Building the nodes …\n' });
	expect(setUp('--build')).toEqual(QUIET);
	write('nodes/a.ts', 'second');
	setUp('--build');
	expect(runsOf('gulp.log')).toBe(2);
	write('dist/a.js', 'edited by hand');
	setUp('--build');
	expect(runsOf('gulp.log')).toBe(3);
	rmSync(join(clone, 'dist'), { recursive: true });
	setUp('--build');
	expect(runsOf('gulp.log')).toBe(4);
});

test('a build that fails is tried again the next time', () => {
	setUp();
	write('fail', '');
	expect(setUp('--build')).toMatchObject({
		status: 1,
		stderr: expect.stringContaining('the build failed'),
	});
	rmSync(join(clone, 'fail'));
	expect(setUp('--build').status).toBe(0);
});

test('an older Node is told which one is needed, before anything is installed', () => {
	writePackage('5.0.1', '>=99.1');
	expect(setUp()).toMatchObject({
		status: 1,
		stderr: expect.stringContaining(
			`this needs Node 99.1 or later, and this is Node ${process.versions.node}`,
		),
	});
	expect(runsOf('npm.log')).toBe(0);
});
