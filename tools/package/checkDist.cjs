const { existsSync, readFileSync } = require('node:fs');
const { basename, dirname, join, relative, resolve } = require('node:path');

/** `dist/nodes/X/X.node.js` → `X`: the class that n8n asks the file for. */
function classNameOf(path) {
	return basename(path, '.js').split('.')[0];
}

/** The icon files that a node or credential names, as absolute paths. */
function iconPathsOf(described, file) {
	const icons = typeof described.icon === 'string' ? [described.icon] : [];
	if (typeof described.icon === 'object' && described.icon !== null) {
		icons.push(described.icon.light, described.icon.dark);
	}
	return icons
		.filter((icon) => typeof icon === 'string' && icon.startsWith('file:'))
		.map((icon) => resolve(dirname(file), icon.slice('file:'.length)));
}

function checkIcons(described, path, root) {
	const icons = iconPathsOf(described, join(root, path));
	if (icons.length === 0) return [`${path} names no icon file`];
	const dist = join(root, 'dist');
	return icons.flatMap((icon) => {
		if (relative(dist, icon).startsWith('..')) return [`${path}: icon ${icon} is outside dist`];
		return existsSync(icon) ? [] : [`${path}: icon ${relative(root, icon)} is missing`];
	});
}

function checkCodex(path, root) {
	const codex = path.replace(/\.js$/, '.json');
	if (!existsSync(join(root, codex))) return [`${path} has no codex: ${codex} is missing`];
	try {
		JSON.parse(readFileSync(join(root, codex), 'utf8'));
		return [];
	} catch (error) {
		return [`${codex} is not JSON: ${error.message}`];
	}
}

/** The schema files of a node's output, one for each operation, as n8n looks for them beside the node. */
function schemaPathsOf({ properties = [], version }, path) {
	const operation = properties.find(({ name }) => name === 'operation');
	const folder = `${dirname(path)}/__schema__/v${version}.0.0`;
	return (operation?.options ?? []).map(({ value }) => `${folder}/${value}.json`);
}

function checkSchemas(described, path, root) {
	return schemaPathsOf(described, path)
		.filter((schema) => !existsSync(join(root, schema)))
		.map((schema) => `${path} shows no preview of its output: ${schema} is missing`);
}

/** Loads the class as n8n does and hands it to `check`; a file that does not load is one broken promise. */
function checkClass(path, root, check) {
	const file = join(root, path);
	if (!existsSync(file)) return [`${path} is missing`];
	const name = classNameOf(path);
	try {
		const Exported = require(file)[name];
		if (typeof Exported !== 'function') return [`${path} exports no class ${name}`];
		return check(new Exported());
	} catch (error) {
		return [`${path} does not load: ${error.message}`];
	}
}

/**
 * Compares dist with what package.json promises n8n: each node and credential is there, loads, and has its icons;
 * each node has its codex and a schema of the output of each operation. `root` is the absolute folder of package.json.
 *
 * @returns {string[]} one sentence for each broken promise; empty when dist is complete
 */
function findBrokenPromises(root) {
	const { n8n } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	return [
		...n8n.nodes.flatMap((path) => [
			...checkClass(path, root, ({ description = {} }) => [
				...checkIcons(description, path, root),
				...checkSchemas(description, path, root),
			]),
			...checkCodex(path, root),
		]),
		...n8n.credentials.flatMap((path) =>
			checkClass(path, root, (credential) => checkIcons(credential, path, root)),
		),
	];
}

module.exports = { findBrokenPromises };
