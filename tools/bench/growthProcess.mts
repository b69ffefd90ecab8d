/** Sums up a history in a process of its own and sends how long it took and how much memory it needed. */
import { contactIds } from './contactIds.mts';
import { runChain } from './engineJob.mts';
import { startServer } from './serverProcess.mts';

const MIB = 1_048_576;
const LOOK_EVERY_MS = 10;

/** What the process is asked, as JSON in its first argument. */
export interface GrowthTask {
	contacts: number;
	interactions: number;
}

/** What it answers. `peakMib` and `idleMib` are memory of the process (RSS) while it worked, and before. */
export interface GrowthAnswer {
	tookMs: number;
	idleMib: number;
	peakMib: number;
}

const { contacts, interactions } = JSON.parse(process.argv[2]) as GrowthTask;
const server = await startServer({ contacts, interactions, latencyMs: 0, isTls: false });
const search = async (ids: string[]) =>
	await runChain(
		[['cxoneInteractionsSearch', { output: 'contactSummary' }]],
		server.credential,
		ids,
	);

await search(contactIds(1));
const idleBytes = process.memoryUsage.rss();
let peakBytes = idleBytes;
const look = setInterval(() => {
	peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
}, LOOK_EVERY_MS);
const startMs = performance.now();
const rows = await search(contactIds(contacts));
const tookMs = performance.now() - startMs;
clearInterval(look);
server.stop();
const counted = rows.reduce((sum, { frequency }) => sum + Number(frequency), 0);
if (counted !== interactions) throw new Error(`${counted} of ${interactions} were counted`);
const answer: GrowthAnswer = { tookMs, idleMib: idleBytes / MIB, peakMib: peakBytes / MIB };
process.send?.(answer);
