import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/server.mts';
import { runWorkflow } from '../engine/engine.mts';
import { loadPackageTypes } from '../engine/packageTypes.mts';

const types = loadPackageTypes('dist');

/** As a nightly run finds it. */
const EXPIRED_TOKEN = { access_token: 'of last night', expires_in: 3_600, n8n_expires_at: 0 };

/** One node of a chain: its name in this package, and its parameters beyond the defaults. */
export type ChainLink = [name: string, parameters: INodeParameters];

/** How the whole job is run: what the search gives on, and the options of the search and the lists beyond the defaults. */
export interface JobSettings {
	passesOn: 'interactions' | 'contactSummary';
	options?: INodeParameters;
}

/** The whole job. */
export function wholeJob({ passesOn, options = {} }: JobSettings): ChainLink[] {
	return [
		['cxoneInteractionsSearch', { output: passesOn, options }],
		['cxoneRfScore', { inputData: passesOn }],
		['cxoneListUpsert', { options }],
		['cxonePredictiveCampaign', {}],
	];
}

/** Runs nodes one after the other in n8n's engine and gives what the last one gave; throws when the run fails. */
export async function runChain(
	chain: ChainLink[],
	credential: Sandbox['credential'],
	contactIds: string[],
): Promise<IDataObject[]> {
	const names = ['Trigger', ...chain.map(([name]) => name)];
	const run = await runWorkflow(
		{
			nodes: [
				{
					id: 'trigger',
					name: 'Trigger',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
				...chain.map(([name, parameters], index) => ({
					id: name,
					name,
					type: `n8n-nodes-cxone.${name}`,
					typeVersion: 1,
					position: [200 * (index + 1), 0] as [number, number],
					parameters,
					credentials: { cxoneOAuth2Api: { id: '1', name: 'Bench' } },
				})),
			],
			connections: Object.fromEntries(
				names
					.slice(0, -1)
					.map((name, index) => [
						name,
						{ main: [[{ node: names[index + 1], type: 'main' as const, index: 0 }]] },
					]),
			),
		},
		{
			...types,
			credentials: { Bench: { ...credential, oauthTokenData: EXPIRED_TOKEN } },
			startItems: contactIds.map((contactId) => ({ json: { contactId } })),
		},
	);
	const rows = run.nodes[names[names.length - 1]]?.outputs[0] ?? [];
	if (rows.length === 0) throw new Error(`The job failed: ${run.error?.message ?? run.status}`);
	return rows.map(({ json }) => json);
}
