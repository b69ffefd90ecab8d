import { evenBatchSize } from '../../nodes/shared/core/batches.ts';
import { MAX_CONCURRENCY } from '../../nodes/shared/n8n/limits.ts';
import { contactIds } from './contactIds.mts';
import { runChain, wholeJob, type Passed } from './engineJob.mts';
import { raceInTurn, type Timing } from './measure.mts';
import { runInN8n, runKeptAlive } from './scriptClients.mts';
import { runScript, TODAY, type ScriptPlan } from './scripts.mts';
import { startServer } from './serverProcess.mts';

export const JOB_CONTACTS = 10_000;
export const JOB_INTERACTIONS = 75_000;

/** Who runs the whole job: today's way, the nodes, the ceiling and the bare requests in n8n. */
export type Contestant = 'today' | 'nodes' | 'nodesWithRows' | 'ceiling' | 'bare';

/** Times of the whole job with one latency of the server. */
export interface JobRace {
	latencyMs: number;
	isTls: boolean;
	times: Record<Contestant, Timing>;
	/** Requests of one job. */
	requests: Record<Contestant, number>;
}

/** The requests of the nodes, as many at once from the start as the nodes rise to. */
const AS_NODES: ScriptPlan = {
	searchConcurrency: MAX_CONCURRENCY,
	listConcurrency: MAX_CONCURRENCY,
	contactsPerRequest: evenBatchSize(JOB_CONTACTS, {
		largest: 500,
		smallest: 50,
		workers: MAX_CONCURRENCY,
	}),
	looksUpNames: true,
};

/** A contestant that makes other requests than the nodes would say nothing about them. */
function checkRequests(requests: JobRace['requests']): void {
	const { nodes, nodesWithRows, ceiling, bare } = requests;
	if (new Set([nodes, nodesWithRows, ceiling, bare]).size > 1)
		throw new Error(`Not the same requests: ${JSON.stringify(requests)}`);
}

/** Runs the whole job of all contestants in turn against one server. Throws when they do not make the same requests. */
export async function raceWholeJob(
	latencyMs: number,
	isTls: boolean,
	rounds: number,
): Promise<JobRace> {
	const server = await startServer({
		contacts: JOB_CONTACTS,
		interactions: JOB_INTERACTIONS,
		latencyMs,
		isTls,
	});
	const { credential } = server;
	const ids = contactIds(JOB_CONTACTS);
	const script = (run: typeof runKeptAlive, plan: ScriptPlan) => async () => {
		await run(credential, async (client) => await runScript(client, ids, plan));
	};
	const nodes = (passesOn: Passed) => async () => {
		await runChain(wholeJob(passesOn), credential, ids);
	};
	const requests = {} as JobRace['requests'];
	const afresh = ([name, run]: [string, () => Promise<void>]) => [
		name,
		async () => {
			await server.reset();
			await run();
			requests[name as Contestant] = (await server.state()).requests;
		},
	];
	try {
		const contestants: Record<Contestant, () => Promise<void>> = {
			today: script(runKeptAlive, TODAY),
			nodes: nodes('contactSummary'),
			nodesWithRows: nodes('interactions'),
			ceiling: script(runKeptAlive, AS_NODES),
			bare: script(runInN8n, AS_NODES),
		};
		const times = await raceInTurn<Contestant>(
			Object.fromEntries(Object.entries(contestants).map(afresh)) as typeof contestants,
			rounds,
		);
		checkRequests(requests);
		return { latencyMs, isTls, times, requests };
	} finally {
		server.stop();
	}
}
