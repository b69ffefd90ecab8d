import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { ICredentialType, INodeType } from 'n8n-workflow';

import type { EngineOptions } from './engineTypes.mts';

const ROOT = new URL('../../', import.meta.url);
const requireModule = createRequire(import.meta.url);

type PackageTypes = Required<Pick<EngineOptions, 'nodeTypes' | 'credentialTypes'>>;

/**
 * The nodes and credentials that package.json lists, as `runWorkflow` wants them.
 *
 * @param from `source` reads the TypeScript that each listed file is built from, `dist` the build
 * itself. Throws if a file is missing or does not export a class of its own name.
 */
export function loadPackageTypes(from: 'source' | 'dist'): PackageTypes {
	const { name: packageName, n8n } = JSON.parse(
		readFileSync(new URL('package.json', ROOT), 'utf8'),
	) as { name: string; n8n: { nodes: string[]; credentials: string[] } };

	const nodes = n8n.nodes.map((file) => instantiate<INodeType>(file, from));
	const credentials = n8n.credentials.map((file) => instantiate<ICredentialType>(file, from));
	return {
		nodeTypes: Object.fromEntries(
			nodes.map((node) => [`${packageName}.${node.description.name}`, node]),
		),
		credentialTypes: Object.fromEntries(credentials.map((type) => [type.name, type])),
	};
}

function instantiate<Type>(distFile: string, from: 'source' | 'dist'): Type {
	const file = from === 'dist' ? distFile : distFile.replace(/^dist\//, '').replace(/\.js$/, '.ts');
	const className = basename(distFile).replace(/\..*$/, '');
	const exported = requireModule(fileURLToPath(new URL(file, ROOT))) as Record<
		string,
		(new () => Type) | undefined
	>;
	const Class = exported[className];
	if (Class === undefined) throw new Error(`${file} does not export a class "${className}"`);
	return new Class();
}
