/** `tsx tools/check.mts`: the checks of a minute, to be run often; `.ci/run` has all. */
import { fileURLToPath } from 'node:url';

import { runSideBySide, type Step } from './system/sideBySide.mts';

/** A program of an installed package, run by this Node. */
function program(file: string, ...given: string[]): Step['command'] {
	return [
		process.execPath,
		fileURLToPath(new URL(`../node_modules/${file}`, import.meta.url)),
		...given,
	];
}

const startedMs = Date.now();
console.log('Lint, layout, types, unit and structure tests …');
const isFine = await runSideBySide([
	{ name: 'Lint', command: program('@n8n/node-cli/bin/n8n-node.mjs', 'lint') },
	{ name: 'Layout', command: program('prettier/bin/prettier.cjs', '--check', '.') },
	{ name: 'Types of the nodes', command: program('typescript/bin/tsc', '-p', 'tsconfig.json') },
	{
		name: 'Types of tools and tests',
		command: program('typescript/bin/tsc', '-p', 'tsconfig.tools.json'),
	},
	{
		name: 'Unit and structure tests',
		command: program('jest/bin/jest.js', 'test/unit', 'test/structure'),
	},
]);
console.log(
	`${isFine ? 'All fine' : 'Something failed'} after ${Math.round((Date.now() - startedMs) / 1_000)} s.`,
);
process.exitCode = isFine ? 0 : 1;
