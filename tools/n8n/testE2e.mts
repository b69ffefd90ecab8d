/** `tsx tools/n8n/testE2e.mts [arguments of jest]`: prepares what the end-to-end tests asked for need, and runs them. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { filesAskedFor, prepareFor } from './e2eNeeds.mts';

const jestArguments = process.argv.slice(2);
await prepareFor(filesAskedFor(jestArguments));
const jest = fileURLToPath(new URL('../../node_modules/jest/bin/jest.js', import.meta.url));
const { status } = spawnSync(
	process.execPath,
	[jest, '--config', 'jest.e2e.config.js', ...jestArguments],
	{ stdio: 'inherit' },
);
process.exitCode = status ?? 1;
