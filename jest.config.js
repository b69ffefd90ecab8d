const { execFileSync } = require('node:child_process');
const { availableParallelism } = require('node:os');

/** Maps n8n's engine modules to an older line (`N8N_ENGINE=1.122`, `2.20`); installs it if need be. */
function engineModules(line) {
	const output = execFileSync(
		process.execPath,
		['--import', 'tsx', 'tools/engine/installEngines.mts', line],
		{ cwd: __dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const { corePath, workflowPath, luxonPath } = JSON.parse(output)[line];
	return { '^n8n-core$': corePath, '^n8n-workflow$': workflowPath, '^luxon$': luxonPath };
}

const { N8N_ENGINE } = process.env;

module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.mts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.cache/', '<rootDir>/test/engines/'],
	moduleNameMapper: N8N_ENGINE ? engineModules(N8N_ENGINE) : {},
	transform: {
		'\\.(m?ts|mjs)$': [
			'@swc/jest',
			{
				swcrc: false,
				jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
				module: { type: 'commonjs' },
				sourceMaps: 'inline',
			},
		],
	},
	globalSetup: '<rootDir>/test/support/jestGlobalSetup.js',
	globalTeardown: '<rootDir>/test/support/jestGlobalTeardown.js',
	setupFiles: ['<rootDir>/test/support/jestSetup.mts'],
	// More than there are cores, as many tests wait for time to pass; older engines take more of a core to load.
	maxWorkers: N8N_ENGINE ? availableParallelism() : Math.ceil(1.5 * availableParallelism()),
	// Tests that mostly wait run side by side (`test.concurrent`).
	maxConcurrency: 20,
	testTimeout: 30_000,
	reporters: ['<rootDir>/test/support/progressReporter.js', 'summary'],
};
