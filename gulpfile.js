/**
 * The build: `gulp` turns nodes/, credentials/ and icons/ into dist/, which is what the package ships.
 * CommonJS, so that the gulp command finds it without a loader.
 */
const { spawn } = require('node:child_process');
const { readFileSync } = require('node:fs');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, join } = require('node:path');
const { build } = require('esbuild');
const { dest, parallel, series, src } = require('gulp');
const { findBrokenPromises } = require('./tools/package/checkDist.cjs');
const packageJson = require('./package.json');

/** Modules that n8n itself provides at run time. */
const HOST_MODULES = ['n8n-workflow', 'lodash', 'luxon', 'p-limit'];
/** Libraries that may become part of dist: each one adds its licence and passes n8n's package scan. */
const BUNDLED_LIBRARIES = ['zod', 'libphonenumber-js', 'fflate'];
/** What else of others is in the code, with the file of its licence: outlines of the letters of a report's picture. */
const OTHER_WORKS = { Inter: 'nodes/shared/core/report/Inter.LICENSE.txt' };

function clean() {
	return rm(join(__dirname, 'dist'), { recursive: true, force: true });
}

function checkTypes() {
	const compiler = require.resolve('typescript/bin/tsc');
	return spawn(process.execPath, [compiler, '-p', 'tsconfig.json'], {
		cwd: __dirname,
		stdio: 'inherit',
	});
}

/** `node_modules/@scope/name/file.js` → `@scope/name`; undefined for the project's own files. */
function libraryOf(inputPath) {
	const [inLibrary] = inputPath.split('node_modules/').slice(1).slice(-1);
	return inLibrary?.match(/^(?:@[^/]+\/)?[^/]+/)?.[0];
}

/** Libraries of which dist holds code; throws when one is not meant to be there. */
function bundledLibraries(metafile) {
	const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
	const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
	const libraries = new Set(used.map(libraryOf).filter((library) => library !== undefined));
	const unexpected = [...libraries].filter((library) => !BUNDLED_LIBRARIES.includes(library));
	if (unexpected.length > 0) {
		throw new Error(`Not to be bundled: ${unexpected.join(', ')}. See BUNDLED_LIBRARIES.`);
	}
	return [...libraries].sort();
}

function licenceOf(library) {
	const folder = join(__dirname, 'node_modules', library);
	const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return `${library} ${version}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`;
}

function licenceOfWork([work, file]) {
	return `${work}\n\n${readFileSync(join(__dirname, file), 'utf8').trim()}\n`;
}

/** One self-contained file for each node and credential, since n8n installs no dependencies of ours. */
async function bundle() {
	const { nodes, credentials } = packageJson.n8n;
	const { metafile } = await build({
		absWorkingDir: __dirname,
		entryPoints: [...nodes, ...credentials].map((path) =>
			path.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
		),
		outbase: '.',
		outdir: 'dist',
		bundle: true,
		format: 'cjs',
		platform: 'node',
		target: 'es2022',
		external: HOST_MODULES,
		// Under Node fflate comes with worker threads, which n8n's scan refuses; compression needs none.
		alias: { fflate: 'fflate/browser' },
		treeShaking: true,
		minify: false,
		sourcemap: false,
		legalComments: 'eof',
		metafile: true,
		logLevel: 'warning',
	});
	const licences = [
		...bundledLibraries(metafile).map(licenceOf),
		...Object.entries(OTHER_WORKS).map(licenceOfWork),
	];
	// Their licences ask that the notice goes with every copy.
	const notice = join(__dirname, 'dist', 'THIRD_PARTY_LICENSES.txt');
	await mkdir(dirname(notice), { recursive: true });
	await writeFile(notice, licences.join('\n---\n\n'));
}

function copyIcons() {
	// Without `encoding: false` gulp reads files as text, which spoils a PNG.
	return src('icons/*.{svg,png}', { base: '.', encoding: false, allowEmpty: true }).pipe(
		dest('dist'),
	);
}

function copyCodex() {
	return src('nodes/**/*.node.json', { base: '.', encoding: false }).pipe(dest('dist'));
}

/** What n8n's editor shows of a node's output before it has run. */
function copySchemas() {
	return src('nodes/**/__schema__/**/*.json', { base: '.', encoding: false }).pipe(dest('dist'));
}

async function checkDist() {
	const broken = findBrokenPromises(__dirname);
	if (broken.length > 0) {
		throw new Error(['dist does not hold what package.json promises:', ...broken].join('\n  '));
	}
}

exports.default = series(
	clean,
	checkTypes,
	bundle,
	parallel(copyIcons, copyCodex, copySchemas),
	checkDist,
);
