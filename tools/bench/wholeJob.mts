import { evenBatchSize } from '../../nodes/shared/core/batches.ts';
import { contactIds } from './contactIds.mts';
import { runChain, wholeJob } from './engineJob.mts';
import { raceInTurn, type Timing } from './measure.mts';
import { runScript, TODAY, type ScriptPlan } from './scripts.mts';
import { startServer } from './serverProcess.mts';

export const JOB_CONTACTS = 10_000;
export const JOB_INTERACTIONS = 75_000;

/** Who runs the whole job: today's way, the nodes (default and 20 at once), and the ceiling for each of both. */
export type Contestant = 'today' | 'nodes' | 'ceiling' | 'nodes20' | 'ceiling20';

/** Times of the whole job with one latency of the server. */
export interface JobRace {
	latencyMs: number;
	isTls: boolean;
	times: Record<Contestant, Timing>;
}

/** The requests of the nodes at their concurrency, over kept-alive connections. */
function ceilingPlan(searchConcurrency: number, listConcurrency: number): ScriptPlan {
	const contactsPerRequest = evenBatchSize(JOB_CONTACTS, {
		largest: 500,
		smallest: 50,
		workers: searchConcurrency,
	});
	return { searchConcurrency, listConcurrency, contactsPerRequest, looksUpNames: true };
}

/** Runs the whole job of all contestants in turn against one server. */
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
	const afresh = (run: () => Promise<unknown>) => async () => {
		await server.reset();
		await run();
	};
	const script = (plan: ScriptPlan) => afresh(async () => await runScript(credential, ids, plan));
	const nodes = (options: Parameters<typeof wholeJob>[0]) =>
		afresh(async () => await runChain(wholeJob(options), credential, ids));
	const wide = { options: { maxConcurrency: 20 } };
	try {
		const times = await raceInTurn<Contestant>(
			{
				today: script(TODAY),
				nodes: nodes({}),
				ceiling: script(ceilingPlan(8, 4)),
				nodes20: nodes({ search: wide, lists: wide }),
				ceiling20: script(ceilingPlan(20, 20)),
			},
			rounds,
		);
		return { latencyMs, isTls, times };
	} finally {
		server.stop();
	}
}
