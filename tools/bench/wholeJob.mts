import { runEngineJob } from './engineJob.mts';
import { raceInTurn, timingText } from './measure.mts';
import { runScript } from './scripts.mts';
import { startServer } from './serverProcess.mts';

const CONTACTS = 10_000;
const INTERACTIONS = 75_000;

/** One line of the table of whole jobs. */
export type JobLine = Record<string, string>;

/** Runs the whole job at one latency: today's way, the nodes with 8 and with 20 at once, and the ceilings of both. */
export async function raceWholeJob(
	latencyMs: number,
	isTls: boolean,
	rounds: number,
): Promise<JobLine> {
	const server = await startServer({
		contacts: CONTACTS,
		interactions: INTERACTIONS,
		latencyMs,
		isTls,
	});
	const contactIds = Array.from(
		{ length: CONTACTS },
		(_, index) => `C-${String(index).padStart(6, '0')}`,
	);
	const { credential } = server;
	const afresh = (run: () => Promise<unknown>) => async () => {
		await server.reset();
		await run();
	};
	const wide = { options: { maxConcurrency: 20 } };
	try {
		const times = await raceInTurn(
			{
				today: afresh(async () => await runScript(credential, contactIds, { search: 1, lists: 1 })),
				nodes: afresh(async () => await runEngineJob(credential, contactIds, {})),
				ceiling: afresh(
					async () => await runScript(credential, contactIds, { search: 8, lists: 4 }),
				),
				nodes20: afresh(
					async () => await runEngineJob(credential, contactIds, { search: wide, lists: wide }),
				),
				ceiling20: afresh(
					async () => await runScript(credential, contactIds, { search: 20, lists: 20 }),
				),
			},
			rounds,
		);
		const ratio = (a: keyof typeof times, b: keyof typeof times) =>
			(times[a].medianMs / times[b].medianMs).toFixed(2);
		return {
			Latency: `${latencyMs} ms, ${isTls ? 'https' : 'http'}`,
			"Today's way": timingText(times.today),
			'Nodes, default': timingText(times.nodes),
			'× today': ratio('today', 'nodes'),
			'of ceiling': ratio('ceiling', 'nodes'),
			'Nodes, 20 at once': timingText(times.nodes20),
			'× today (20)': ratio('today', 'nodes20'),
			'of ceiling (20)': ratio('ceiling20', 'nodes20'),
		};
	} finally {
		server.stop();
	}
}
