import type { IDataObject } from 'n8n-workflow';

import { runChain } from './engineJob.mts';
import type { ServerOptions } from './server.mts';
import type { BenchServer } from './serverProcess.mts';

const DAY_MS = 86_400_000;
/** Reports of CXone show a call 15 minutes after it ended. */
const ENDED_AGO_MS = 3_600_000;
/** The earliest call begins a little after the range does. */
const SHARE_OF_RANGE = 0.999;

/** How a server is to be whose history is searched by an access key. @param days length of the range that holds it */
export function serverForAccessKey(
	days: number,
): Pick<ServerOptions, 'days' | 'endedAgoMs' | 'requestLogSize'> {
	return { days: days * SHARE_OF_RANGE, endedAgoMs: ENDED_AGO_MS, requestLogSize: 2_000 };
}

/** Sums up everybody's calls of the last days of a server's history; gives the summaries. */
export async function searchByAccessKey(
	{ accessKey, endMs }: Pick<BenchServer, 'accessKey' | 'endMs'>,
	days: number,
): Promise<IDataObject[]> {
	const iso = (timeMs: number) => new Date(timeMs).toISOString();
	const parameters = {
		authentication: 'accessKey',
		contactSource: 'all',
		timeRange: 'between',
		startTime: iso(endMs - days * DAY_MS),
		endTime: iso(endMs),
		output: 'contactSummary',
	};
	const chain: Parameters<typeof runChain>[0] = [
		['n8n-nodes-cxone.cxoneInteractionsSearch', parameters],
	];
	return await runChain(chain, accessKey, ['']);
}

/** The interactions that summaries count. */
export function countedIn(summaries: readonly IDataObject[]): number {
	return summaries.reduce((sum, { frequency }) => sum + Number(frequency), 0);
}
