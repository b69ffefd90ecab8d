/**
 * `node loadInHost.cjs <package folder> <n8n-core folder>`: loads an unpacked package with n8n's own loader, as a
 * host would, and prints as JSON what came of it: the types, and every module that the package asked the host for.
 */
const Module = require('node:module');
const { sep } = require('node:path');

const [, , packageFolder, corePath] = process.argv;
const { PackageDirectoryLoader } = require(corePath);

const hostModules = new Set();
const resolveFilename = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
	const isFromPackage = parent?.filename?.startsWith(packageFolder + sep) === true;
	if (isFromPackage && !request.startsWith('.')) hostModules.add(request);
	return resolveFilename.call(this, request, parent, ...rest);
};

async function load() {
	const loader = new PackageDirectoryLoader(packageFolder);
	await loader.loadAll();
	const nodes = Object.values(loader.nodeTypes).map(({ type }) => ({
		className: type.constructor.name,
		canExecute: typeof type.execute === 'function',
		description: type.description,
	}));
	const credentials = Object.values(loader.credentialTypes).map(({ type }) => type);
	process.stdout.write(JSON.stringify({ nodes, credentials, hostModules: [...hostModules] }));
}

load();
