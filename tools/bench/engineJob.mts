import type { IDataObject } from 'n8n-workflow';

import { runWorkflow } from '../engine/engine.mts';
import { loadPackageTypes } from '../engine/packageTypes.mts';
import { chainWorkflow, CREDENTIAL_NAME, type ChainLink } from './chain.mts';

const types = loadPackageTypes('dist');

/** As a nightly run finds it. */
const EXPIRED_TOKEN = { accessToken: 'of last night', renewAt: '1' };

/** What the search of a whole job gives on. */
export type Passed = 'interactions' | 'contactSummary';

/** The whole job. */
export function wholeJob(passesOn: Passed): ChainLink[] {
	return [
		['n8n-nodes-cxone.cxoneInteractionsSearch', { output: passesOn }],
		['n8n-nodes-cxone.cxoneRfScore', { inputData: passesOn }],
		['n8n-nodes-cxone.cxoneListUpsert', {}],
		['n8n-nodes-cxone.cxonePredictiveCampaign', {}],
	];
}

/** Runs nodes one after the other in n8n's engine and gives what the last one gave; throws when the run fails. */
export async function runChain(
	chain: ChainLink[],
	credential: Record<string, string>,
	contactIds: string[],
): Promise<IDataObject[]> {
	const run = await runWorkflow(chainWorkflow(chain), {
		...types,
		credentials: { [CREDENTIAL_NAME]: { ...credential, ...EXPIRED_TOKEN } },
		startItems: contactIds.map((contactId) => ({ json: { contactId } })),
	});
	const rows = run.nodes[chain[chain.length - 1][0]]?.outputs[0] ?? [];
	if (rows.length === 0) throw new Error(`The job failed: ${run.error?.message ?? run.status}`);
	return rows.map(({ json }) => json);
}
