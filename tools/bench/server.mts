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

const options = JSON.parse(process.argv[2]) as ServerOptions;
const sandbox = await startSandbox({
	history: evenHistory(options.contacts, options.interactions, Date.now()),
	latencyMs: options.latencyMs,
	tls: options.isTls ? loopbackCertificate() : undefined,
	requestLogSize: 10,
});
process.on('message', () => {
	sandbox.reset();
	process.send?.('reset');
});
process.on('disconnect', () => process.exit(0));
process.send?.(sandbox.credential);
