/**
 * `npm run n8n [-- <version line> <options>]`: the whole n8n with this package, a CXone sandbox, a credential for it and
 * the example workflows, until Ctrl-C. Leaves nothing behind but the installed n8n in the cache, and with `--keep` its
 * home there.
 */
import { once } from 'node:events';

import { DAY_SKILL, USUAL_SKILLS } from '../../sandbox/acd/tenantSkills.mts';
import { UsageError } from '../../sandbox/cliOptions.mts';
import { readHistoryFile } from '../../sandbox/historyFile.mts';
import { reasonOf } from '../../sandbox/reason.mts';
import { requestLine } from '../../sandbox/startScreen.mts';
import { paletteFor } from '../start/text.mts';
import { Undo } from '../system/undo.mts';
import { importExamples, type ImportedExample } from './examples.mts';
import { N8N_LINES } from './installN8n.mts';
import { takeKeptHome } from './keptHome.mts';
import { OWNER } from './n8nClient.mts';
import { packageFolderIn } from './n8nHome.mts';
import { freePort } from './n8nProcess.mts';
import { parseN8nOptions, USAGE, type N8nOptions } from './options.mts';
import { RELOADS, watchBuild } from './watchBuild.mts';
import { ACCESS_KEY_NAME, CREDENTIAL_NAME, startWholeN8n, type WholeN8n } from './wholeN8n.mts';

const USUAL_PORT = 5678;
const palette = paletteFor(process.stdout.isTTY, process.env);
const say = (text: string) => void process.stdout.write(`${text}\n`);

function exampleLines(examples: ImportedExample[]): string {
	return examples
		.map(({ name, url, howTo }, n) => `  ${n + 1}. ${name}\n     ${url}\n     ${howTo}`)
		.join('\n');
}

function readyScreen(whole: WholeN8n, examples: ImportedExample[], options: N8nOptions): string {
	const { n8n, install, sandbox, home } = whole;
	const end = options.isKept
		? `n8n's folder stays, for the next start with --keep: ${home.folder}`
		: 'all of it is thrown away then';
	return `
${palette.heading(`n8n ${install.version} is ready at ${n8n.url}`)}

  Log in with   ${OWNER.email}
  Password      ${OWNER.password}
  Credentials   ${CREDENTIAL_NAME}, for the CXone sandbox at ${sandbox.url}
                ${ACCESS_KEY_NAME}, for its ACD API

The workflows; open the first one first, it writes nothing:

${exampleLines(examples)}

Nothing here rings a phone. Stop with Ctrl-C; ${end}.${options.isWatched ? '\nWhat you change in nodes/, credentials/ and icons/ is built and loaded.' : ''}

Requests to CXone:
`;
}

/**
 * Resolves at the first Ctrl-C, or when nobody reads any more. Later ones are passed over, because npm sends on the one
 * that the terminal sent.
 */
async function stopSignal(): Promise<void> {
	await new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve());
		process.stdout.on('error', () => resolve());
	});
}

async function start(options: N8nOptions, undo: Undo): Promise<WholeN8n> {
	const { sandbox, historyFile, faults } = options.sandbox;
	const history = historyFile === undefined ? undefined : await readHistoryFile(historyFile);
	const kept = options.isKept ? await takeKeptHome(N8N_LINES[options.line].n8n) : undefined;
	if (kept !== undefined) undo.add(kept.release);
	const whole = await startWholeN8n({
		line: options.line,
		port: await freePort(USUAL_PORT),
		keptHome: kept?.folder,
		environment: options.isWatched ? RELOADS : {},
		sandbox: {
			...sandbox,
			history,
			acd: { ...sandbox.acd, skills: [...USUAL_SKILLS, DAY_SKILL] },
			onAnswered: (entry) => say(palette.faint(requestLine(entry))),
		},
		say,
	});
	undo.add(whole.close);
	for (const fault of faults) whole.sandbox.faults.add(fault);
	return whole;
}

async function run(): Promise<void> {
	const options = parseN8nOptions(process.argv.slice(2));
	if (options.isHelpAsked) return say(USAGE);
	const stopped = stopSignal();
	const undo = new Undo();
	await undo.orUndo(async () => {
		const whole = await start(options, undo);
		say(readyScreen(whole, await importExamples(whole), options));
		const stopWatch = options.isWatched ? watchBuild(packageFolderIn(whole.home), say) : () => {};
		const ended = once(whole.n8n.process, 'close').then(() => whole.n8n.output().slice(-2_000));
		const failure = await Promise.race([stopped, ended]);
		stopWatch();
		if (failure !== undefined) process.stderr.write(`n8n ended by itself:\n${failure}\n`);
	});
	say('\nStopping …');
	await undo.run();
}

// Exits by itself: signals are still listened to, and would keep it alive.
run().then(
	() => process.exit(0),
	(error: unknown) => {
		const hint = error instanceof UsageError ? '\nSee npm run n8n -- --help' : '';
		process.stderr.write(`${palette.bad('✘')} ${reasonOf(error)}${hint}\n`);
		process.exit(1);
	},
);
