import { USAGE, UsageError, parseCommandLine } from './cliOptions.mts';
import { readHistoryFile } from './historyFile.mts';
import { reasonOf } from './reason.mts';
import { type Sandbox, startSandbox } from './server.mts';
import { requestLine, startScreen } from './startScreen.mts';

/** Enough to look back, little enough to run for days. */
const KEPT_REQUESTS = 1_000;

function fail(error: unknown): void {
	const isPortTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
	const advice = isPortTaken ? '. Choose another port with --port.' : '';
	const hint = error instanceof UsageError ? '\nSee npm run sandbox -- --help' : '';
	process.stderr.write(`Sandbox: ${reasonOf(error)}${advice}${hint}\n`);
	process.exitCode = 1;
}

function closeOnSignal(sandbox: Sandbox): void {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			sandbox.close().catch(fail);
		});
	}
}

async function run(args: string[]): Promise<void> {
	const options = parseCommandLine(args);
	if (options.isHelpAsked) {
		process.stdout.write(USAGE);
		return;
	}
	const history =
		options.historyFile === undefined ? undefined : await readHistoryFile(options.historyFile);
	const sandbox = await startSandbox({
		...options.sandbox,
		history,
		requestLogSize: KEPT_REQUESTS,
		onAnswered: (entry) => process.stdout.write(`${requestLine(entry)}\n`),
	});
	for (const fault of options.faults) sandbox.faults.add(fault);
	process.stdout.write(startScreen(sandbox));
	closeOnSignal(sandbox);
}

run(process.argv.slice(2)).catch(fail);
