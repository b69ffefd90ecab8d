import { evenBatchSize } from '../../nodes/shared/core/batches.ts';
import { contactIds } from './contactIds.mts';
import { runChain, wholeJob, type JobSettings } from './engineJob.mts';
import { raceInTurn, type Timing } from './measure.mts';
import { runInN8n, runKeptAlive } from './scriptClients.mts';
import { runScript, TODAY, type ScriptPlan } from './scripts.mts';
import { startServer } from './serverProcess.mts';

export const JOB_CONTACTS = 10_000;
export const JOB_INTERACTIONS = 75_000;

/**
 * Who runs the whole job: today's way, the nodes (default and 20 at once), and for each of both the ceiling and the bare
 * requests in n8n.
 */
export type Contestant =
	| 'today'
	| 'nodes'
	| 'nodesWithRows'
	| 'ceiling'
	| 'bare'
	| 'nodes20'
	| 'ceiling20'
	| 'bare20';

/** Times of the whole job with one latency of the server. */
export interface JobRace {
	latencyMs: number;
	isTls: boolean;
	times: Record<Contestant, Timing>;
	/** Requests of one job. */
	requests: Record<Contestant, number>;
}

/** The requests of the nodes at their concurrency. */
function asNodes(searchConcurrency: number, listConcurrency: number): ScriptPlan {
	const contactsPerRequest = evenBatchSize(JOB_CONTACTS, {
		largest: 500,
		smallest: 50,
		workers: searchConcurrency,
	});
	return { searchConcurrency, listConcurrency, contactsPerRequest, looksUpNames: true };
}

/** A contestant that makes other requests than the nodes would say nothing about them. */
function checkRequests(requests: JobRace['requests']): void {
	const { nodes, nodesWithRows, ceiling, bare, nodes20, ceiling20, bare20 } = requests;
	const kinds = [
		[nodes, nodesWithRows, ceiling, bare],
		[nodes20, ceiling20, bare20],
	];
	if (kinds.some((counts) => new Set(counts).size > 1))
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
	const nodes = (settings: JobSettings) => async () => {
		await runChain(wholeJob(settings), credential, ids);
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
	const wide = { maxConcurrency: 20 };
	try {
		const contestants: Record<Contestant, () => Promise<void>> = {
			today: script(runKeptAlive, TODAY),
			nodes: nodes({ passesOn: 'contactSummary' }),
			nodesWithRows: nodes({ passesOn: 'interactions' }),
			ceiling: script(runKeptAlive, asNodes(8, 4)),
			bare: script(runInN8n, asNodes(8, 4)),
			nodes20: nodes({ passesOn: 'contactSummary', options: wide }),
			ceiling20: script(runKeptAlive, asNodes(20, 20)),
			bare20: script(runInN8n, asNodes(20, 20)),
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
