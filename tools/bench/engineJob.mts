import type { INodeParameters } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/server.mts';
import { runWorkflow } from '../engine/engine.mts';
import { loadPackageTypes } from '../engine/packageTypes.mts';

const types = loadPackageTypes('dist');

/** The whole job in n8n's engine. */
export interface EngineJob {
	/** Parameters of the search beyond the defaults. */
	search?: INodeParameters;
	lists?: INodeParameters;
}

/** Runs the whole job with the four nodes in n8n's engine; throws when it does not end in three campaigns. */
export async function runEngineJob(
	credential: Sandbox['credential'],
	contactIds: string[],
	{ search = {}, lists = {} }: EngineJob,
): Promise<void> {
	const chain: Array<[name: string, parameters: INodeParameters]> = [
		['cxoneInteractionsSearch', search],
		['cxoneRfScore', {}],
		['cxoneListUpsert', lists],
		['cxonePredictiveCampaign', {}],
	];
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
			credentials: { Bench: { ...credential } },
			startItems: contactIds.map((contactId) => ({ json: { contactId } })),
		},
	);
	const campaigns = run.nodes.cxonePredictiveCampaign?.outputs[0] ?? [];
	if (campaigns.length === 0)
		throw new Error(`The job failed: ${run.error?.message ?? run.status}`);
}
