/** Sums up a history in a process of its own and sends how long it took and how much memory it needed. */
import { contactIds } from './contactIds.mts';
import { runChain } from './engineJob.mts';
import { collectGarbage } from './measure.mts';
import { startServer } from './serverProcess.mts';

const MIB = 1_048_576;
const LOOK_EVERY_MS = 10;
const WARM_UP_SHARE = 10;

/** What the process is asked, as JSON in its first argument. */
export interface GrowthTask {
	contacts: number;
	interactions: number;
}

/** What it answers: the most memory that the process held while it worked above what it held before (RSS), and heap. */
export interface GrowthAnswer {
	tookMs: number;
	processMib: number;
	heapMib: number;
}

const { contacts, interactions } = JSON.parse(process.argv[2]) as GrowthTask;
const server = await startServer({ contacts, interactions, latencyMs: 0, isTls: false });
const search = async (ids: string[]) =>
	await runChain(
		[['n8n-nodes-cxone.cxoneInteractionsSearch', { output: 'contactSummary' }]],
		server.credential,
		ids,
	);

// Warms the code up, so that the time grows with the interactions alone.
await search(contactIds(contacts / WARM_UP_SHARE));
collectGarbage();
const idle = process.memoryUsage();
const peak = { ...idle };
const look = setInterval(() => {
	const { rss, heapUsed } = process.memoryUsage();
	peak.rss = Math.max(peak.rss, rss);
	peak.heapUsed = Math.max(peak.heapUsed, heapUsed);
}, LOOK_EVERY_MS);
const startMs = performance.now();
const rows = await search(contactIds(contacts));
const tookMs = performance.now() - startMs;
clearInterval(look);
server.stop();
const counted = rows.reduce((sum, { frequency }) => sum + Number(frequency), 0);
if (counted !== interactions) throw new Error(`${counted} of ${interactions} were counted`);
const answer: GrowthAnswer = {
	tookMs,
	processMib: (peak.rss - idle.rss) / MIB,
	heapMib: (peak.heapUsed - idle.heapUsed) / MIB,
};
process.send?.(answer);
