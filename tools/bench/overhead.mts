import { Session, type Profiler } from 'node:inspector';

import { contactIds } from './contactIds.mts';
import { runChain, wholeJob } from './engineJob.mts';
import { startServer } from './serverProcess.mts';

const SAMPLE_EVERY_US = 200;

/** Where the time of the engine's process went, by share. */
export const COST_CENTRES = [
	'the four nodes',
	"n8n's engine and HTTP helper",
	"Node's own network code",
	'garbage collection',
	'waiting',
] as const;
export type CostCentre = (typeof COST_CENTRES)[number];

/** Milliseconds in each part of the engine's process during one whole job, and of processor time in the server. */
export interface Overhead {
	centres: Record<CostCentre, number>;
	serverCpuMs: number;
	jobMs: number;
}

interface Profile {
	nodes: Profiler.ProfileNode[];
	samples: number[];
	timeDeltas: number[];
}

/** The centre of a frame; undefined for native code, which is its caller's cost. */
function centreOfFrame({ functionName, url }: Profiler.ProfileNode['callFrame']) {
	if (functionName === '(idle)') return 'waiting';
	if (functionName === '(garbage collector)') return 'garbage collection';
	if (/\/dist\/(nodes|credentials)\//.test(url)) return 'the four nodes';
	if (url.startsWith('node:')) return "Node's own network code";
	return url === '' ? undefined : "n8n's engine and HTTP helper";
}

function toCentres({ nodes, samples, timeDeltas }: Profile): Overhead['centres'] {
	const centreOf = new Map<number, CostCentre>();
	const visit = (node: Profiler.ProfileNode, callers: CostCentre) => {
		const centre = centreOfFrame(node.callFrame) ?? callers;
		centreOf.set(node.id, centre);
		for (const child of node.children ?? []) visit(byId.get(child) ?? node, centre);
	};
	const byId = new Map(nodes.map((node) => [node.id, node]));
	visit(nodes[0], "Node's own network code");
	const centres = Object.fromEntries(COST_CENTRES.map((centre) => [centre, 0])) as Record<
		CostCentre,
		number
	>;
	for (const [index, id] of samples.entries())
		centres[centreOf.get(id) ?? 'waiting'] += timeDeltas[index] / 1_000;
	return centres;
}

async function profiled(work: () => Promise<unknown>): Promise<Profile> {
	const session = new Session();
	session.connect();
	const post = async (method: string, parameters: object = {}) =>
		await new Promise<{ profile: Profile }>((resolve, reject) => {
			session.post(method, parameters, (error, answer) =>
				error === null ? resolve(answer as { profile: Profile }) : reject(error),
			);
		});
	await post('Profiler.enable');
	await post('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
	await post('Profiler.start');
	await work();
	const { profile } = await post('Profiler.stop');
	session.disconnect();
	return profile;
}

/** Profiles one whole job of `contacts` with `interactions` at no latency, after one to warm up. */
export async function measureOverhead(contacts: number, interactions: number): Promise<Overhead> {
	const server = await startServer({ contacts, interactions, latencyMs: 0, isTls: false });
	try {
		const chain = wholeJob('contactSummary');
		const job = async () => {
			await server.reset();
			await runChain(chain, server.credential, contactIds(contacts));
		};
		await job();
		const before = await server.state();
		const startMs = performance.now();
		const profile = await profiled(job);
		const jobMs = performance.now() - startMs;
		return {
			centres: toCentres(profile),
			serverCpuMs: (await server.state()).cpuMs - before.cpuMs,
			jobMs,
		};
	} finally {
		server.stop();
	}
}
