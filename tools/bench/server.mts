import { startSandbox, type Sandbox } from '../../sandbox/server.mts';
import { loopbackCertificate } from '../../test/sandbox/loopbackCertificate.mts';
import { evenHistory } from './history.mts';

/** What the benchmark asks of its server, as JSON in the first argument. */
export interface ServerOptions {
	contacts: number;
	interactions: number;
	latencyMs: number;
	isTls: boolean;
	/** How many days the history spans; 89 by default. */
	days?: number;
	/** How long ago it ends; 0 by default. */
	endedAgoMs?: number;
	/** How many requests it remembers; 10 by default. */
	requestLogSize?: number;
}

/** What it says first: how it is reached, and when its history ends. */
export interface ServerStart {
	credential: Sandbox['credential'];
	accessKey: Sandbox['acd']['credential'];
	/** Milliseconds since 1970. */
	endMs: number;
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
	/** By call, those for a token too. */
	counts: Record<string, number>;
	/** Paths with query of the last requests that it remembers, in order of arrival. */
	paths: string[];
}

/** Calls by which a client logs in. */
const LOGIN_CALLS = ['token', 'accessKeyLogin', 'tenantDiscovery'];

const options = JSON.parse(process.argv[2]) as ServerOptions;
const endMs = Date.now() - (options.endedAgoMs ?? 0);
const sandbox = await startSandbox({
	history: evenHistory(options.contacts, options.interactions, endMs, options.days),
	latencyMs: options.latencyMs,
	tls: options.isTls ? loopbackCertificate() : undefined,
	requestLogSize: options.requestLogSize ?? 10,
});
process.on('message', (word: ServerWord) => {
	if (word === 'reset') sandbox.reset();
	const { user, system } = process.cpuUsage();
	const counts = sandbox.requestCounts();
	const requests = Object.entries(counts)
		.filter(([call]) => !LOGIN_CALLS.includes(call))
		.reduce((sum, [, count]) => sum + count, 0);
	const paths = sandbox.requests
		.filter(({ call }) => !LOGIN_CALLS.includes(call))
		.map(({ path }) => path);
	process.send?.({
		cpuMs: (user + system) / 1_000,
		requests,
		counts,
		paths,
	} satisfies ServerState);
});
process.on('disconnect', () => process.exit(0));
process.send?.({
	credential: sandbox.credential,
	accessKey: sandbox.acd.credential,
	endMs,
} satisfies ServerStart);
