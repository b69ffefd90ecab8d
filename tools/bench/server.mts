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

/** What it is told: to forget lists, campaigns and requests, or only to tell how it fares, which it always does. */
export type ServerWord = 'reset' | 'tell';

/**
 * How it fares: processor time so far in milliseconds, and requests since it was told to forget them, without those for
 * a token, which runs in one process share for a minute.
 */
export interface ServerState {
	cpuMs: number;
	requests: number;
}

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
	const { token: _token, ...counts } = sandbox.requestCounts();
	const requests = Object.values(counts).reduce((sum, count) => sum + count, 0);
	process.send?.({ cpuMs: (user + system) / 1_000, requests } satisfies ServerState);
});
process.on('disconnect', () => process.exit(0));
process.send?.(sandbox.credential);
