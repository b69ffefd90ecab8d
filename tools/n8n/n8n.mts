/**
 * `npm run n8n [-- <version line>]`: the whole n8n with this package, a CXone sandbox, a credential for it and the
 * example workflows, until Ctrl-C. Leaves nothing behind but the installed n8n in the cache.
 */
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';

import { reasonOf } from '../../sandbox/reason.mts';
import { requestLine } from '../../sandbox/startScreen.mts';
import { paletteFor } from '../start/text.mts';
import { exampleWorkflow } from './exampleWorkflow.mts';
import { isN8nLine, N8N_LINE_NAMES, NEWEST_N8N, type N8nLine } from './installN8n.mts';
import { OWNER } from './n8nClient.mts';
import { freePort } from './n8nProcess.mts';
import { CREDENTIAL_NAME, startWholeN8n, type WholeN8n } from './wholeN8n.mts';

const USUAL_PORT = 5678;
const EXAMPLES = new URL('../../workflows', import.meta.url);
const palette = paletteFor(process.stdout.isTTY, process.env);

function readLine(): N8nLine {
	const line = process.argv[2] ?? NEWEST_N8N;
	if (isN8nLine(line)) return line;
	throw new Error(`No such version: ${line}. There are ${N8N_LINE_NAMES.join(' and ')}.`);
}

async function importExamples({ client, credential }: WholeN8n): Promise<string[]> {
	const files = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.json')).sort();
	const names: string[] = [];
	for (const file of files) {
		const draft = await exampleWorkflow(file, credential);
		await client.addWorkflow(draft);
		names.push(draft.name);
	}
	return names;
}

function readyScreen({ n8n, install, sandbox }: WholeN8n, workflows: string[]): string {
	return `
${palette.heading(`n8n ${install.version} is ready at ${n8n.url}`)}

  Log in with   ${OWNER.email}
  Password      ${OWNER.password}

  Workflows     ${workflows.join('\n                ')}
  Credential    ${CREDENTIAL_NAME}, for the CXone sandbox at ${sandbox.url}

Open a workflow and click Execute workflow. Nothing here rings a phone. Stop with Ctrl-C; all of it is thrown away then.

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

async function run(): Promise<void> {
	const line = readLine();
	const stopped = stopSignal();
	const say = (text: string) => void process.stdout.write(`${text}\n`);
	const whole = await startWholeN8n({
		line,
		port: await freePort(USUAL_PORT),
		sandbox: { onAnswered: (entry) => say(palette.faint(requestLine(entry))) },
		say,
	});
	try {
		say(readyScreen(whole, await importExamples(whole)));
		const ended = once(whole.n8n.process, 'close').then(() => whole.n8n.output().slice(-2_000));
		const failure = await Promise.race([stopped, ended]);
		if (failure !== undefined) process.stderr.write(`n8n ended by itself:\n${failure}\n`);
	} finally {
		say('\nStopping …');
		await whole.close();
	}
}

// Exits by itself: signals are still listened to, and would keep it alive.
run().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${palette.bad('✘')} ${reasonOf(error)}\n`);
		process.exit(1);
	},
);
