/** Sums up a history in a process of its own and sends how long it took and how much memory it needed. */
import { contactIds } from './contactIds.mts';
import { runChain } from './engineJob.mts';
import { watchMemory, type WatchedWork } from './memory.mts';
import { startServer } from './serverProcess.mts';
import { countedIn, searchByAccessKey, serverForAccessKey } from './yearByAccessKey.mts';

const WARM_UP_SHARE = 10;

/** What the process is asked, as JSON in its first argument. */
export interface GrowthTask {
	contacts: number;
	interactions: number;
	/** A search of a year by an access key, for everybody, instead of one of 90 days for each contact. */
	isByAccessKey?: boolean;
}

/** What it answers: the most memory that the process held while it worked above what it held before (RSS), and heap. */
export type GrowthAnswer = Omit<WatchedWork<unknown>, 'result'>;

const { contacts, interactions, isByAccessKey } = JSON.parse(process.argv[2]) as GrowthTask;
const server = await startServer({
	contacts,
	interactions,
	latencyMs: 0,
	isTls: false,
	...(isByAccessKey ? serverForAccessKey(365) : {}),
});
const search = async (share: number) =>
	isByAccessKey
		? await searchByAccessKey(server, 365 * share)
		: await runChain(
				[['n8n-nodes-cxone.cxoneInteractionsSearch', { output: 'contactSummary' }]],
				server.credential,
				contactIds(contacts * share),
			);

// Warms the code up, so that the time grows with the interactions alone.
await search(1 / WARM_UP_SHARE);
const { result, ...answer } = await watchMemory(async () => await search(1));
server.stop();
const counted = countedIn(result);
if (counted !== interactions) throw new Error(`${counted} of ${interactions} were counted`);
process.send?.(answer satisfies GrowthAnswer);
