const { createRequire } = require('node:module');
const { relative } = require('node:path');

// They come with jest, whose own packages are not ours to name as dependencies.
const core = createRequire(require.resolve('jest')).resolve('@jest/core');
const { DefaultReporter, VerboseReporter } = createRequire(core)('@jest/reporters');

const SLOWEST = 10;
const STILL_RUNNING_EVERY_MS = 20_000;

function clock(ms) {
	const seconds = Math.round(ms / 1_000);
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Jest's own reporter that also tells how many files of all are done, what runs, and which took longest. */
class ProgressReporter extends DefaultReporter {
	constructor(globalConfig) {
		super(globalConfig);
		this.rootDir = globalConfig.rootDir;
		this.workers = globalConfig.maxWorkers;
		this.startedMs = Date.now();
		this.running = new Set();
		this.durations = new Map();
		this.total = 0;
	}

	onRunStart(results, options) {
		super.onRunStart(results, options);
		this.total = results.numTotalTestSuites;
		const { N8N_ENGINE } = process.env;
		const engine = N8N_ENGINE ? ` on n8n's engine ${N8N_ENGINE}` : '';
		this.log(`Running ${this.total} test files${engine}, ${this.workers} at a time …`);
		// On a terminal jest shows what runs; elsewhere nothing is seen until a file ends.
		if (!process.stderr.isTTY)
			this.note = setInterval(() => this.tellRunning(), STILL_RUNNING_EVERY_MS);
	}

	onTestFileStart(test) {
		super.onTestStart(test);
		this.running.add(this.nameOf(test.path));
	}

	onTestFileResult(test, result, results) {
		const name = this.nameOf(test.path);
		this.running.delete(name);
		this.durations.set(name, result.perfStats.end - result.perfStats.start);
		const done = String(this.durations.size).padStart(String(this.total).length);
		if (!result.skipped)
			process.stderr.write(`${done}/${this.total} ${clock(Date.now() - this.startedMs)} `);
		super.onTestResult(test, result, results);
	}

	onRunComplete(...results) {
		clearInterval(this.note);
		super.onRunComplete(...results);
		if (this.durations.size <= SLOWEST) return;
		const slowest = [...this.durations].sort(([, a], [, b]) => b - a).slice(0, SLOWEST);
		this.log(`\nSlowest files:`);
		for (const [name, ms] of slowest) this.log(`${(ms / 1_000).toFixed(1).padStart(7)} s  ${name}`);
	}

	tellRunning() {
		const names = [...this.running].join(', ');
		this.log(`  … ${clock(Date.now() - this.startedMs)}, still running: ${names}`);
	}

	nameOf(path) {
		return relative(this.rootDir, path);
	}
}

/** What reports a run: where jest would name each test (`--verbose`, or a single file), its reporter that does. */
module.exports = function reporter(globalConfig) {
	return globalConfig.verbose
		? new VerboseReporter(globalConfig)
		: new ProgressReporter(globalConfig);
};
