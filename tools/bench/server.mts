import { startSandbox } from '../../sandbox/server.mts';
import { loopbackCertificate } from '../../test/sandbox/loopbackCertificate.mts';
import { evenHistory } from './history.mts';

/** What the benchmark asks of its server, as JSON in the first argument. */
export interface ServerOptions {
	contacts: number;
	interactions: number;
	latencyMs: number;
	isTls: boolean;
}

/** What it is told: to forget lists and campaigns, or only to answer its processor time so far, which it always does. */
export type ServerWord = 'reset' | 'cpuMs';

const options = JSON.parse(process.argv[2]) as ServerOptions;
const sandbox = await startSandbox({
	history: evenHistory(options.contacts, options.interactions, Date.now()),
	latencyMs: options.latencyMs,
	tls: options.isTls ? loopbackCertificate() : undefined,
	requestLogSize: 10,
});
process.on('message', (word: ServerWord) => {
	if (word === 'reset') sandbox.reset();
	const { user, system } = process.cpuUsage();
	process.send?.((user + system) / 1_000);
});
process.on('disconnect', () => process.exit(0));
process.send?.(sandbox.credential);
