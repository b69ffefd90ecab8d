/**
 * `npm start`: runs the nightly workflow in n8n's engine with the built nodes, against an embedded
 * sandbox or the tenant that the environment names, and says what happened. `npm start -- acd` tells a
 * night and a day by an access key, against an embedded sandbox.
 */
import { reasonOf } from '../sandbox/reason.mts';
import { loadPackageTypes } from './engine/packageTypes.mts';
import type { Stage } from './start/report.mts';
import { runAcdDemo } from './start/acd/acdRun.mts';
import { runAgainstSandbox } from './start/sandboxRun.mts';
import {
	readStory,
	readTarget,
	SettingsError,
	type Story,
	type Target,
} from './start/settings.mts';
import { runAgainstTenant } from './start/tenantRun.mts';
import { paletteFor } from './start/text.mts';

const STOPPED_EXIT_CODE = 130;

/** Ctrl-C presses Stop, so that the nodes end as they do in n8n; a second one ends the process. */
function stopOnInterrupt(): Stage['signalCancel'] {
	let pressStop: (() => void) | undefined;
	process.on('SIGINT', () => {
		if (pressStop === undefined) process.exit(STOPPED_EXIT_CODE);
		process.exitCode = STOPPED_EXIT_CODE;
		pressStop();
		pressStop = undefined;
	});
	return (cancel) => {
		pressStop = cancel;
	};
}

async function run(story: Story, target: Target, stage: Stage): Promise<boolean> {
	if (story === 'acd') return await runAcdDemo(stage);
	return target.kind === 'sandbox'
		? await runAgainstSandbox(stage)
		: await runAgainstTenant(target, stage);
}

async function start(): Promise<void> {
	const screen = process.stdout;
	const palette = paletteFor(screen.isTTY, process.env);
	const say = (lines: string[]) => screen.write(`${lines.join('\n')}\n`);
	const target = await readTarget(process.env);
	const story = readStory(process.argv.slice(2), target);
	const stage: Stage = {
		types: loadPackageTypes('dist'),
		timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
		screen,
		palette,
		say,
		signalCancel: stopOnInterrupt(),
	};
	say([palette.heading("Call history to outbound dialing, in n8n's own engine"), '']);
	if (!(await run(story, target, stage))) process.exitCode ??= 1;
}

start().catch((error: unknown) => {
	const advice = error instanceof SettingsError ? '' : 'npm start could not run: ';
	process.stderr.write(`✘ ${advice}${reasonOf(error)}\n`);
	process.exitCode = 1;
});
