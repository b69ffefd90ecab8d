import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../engine/engine.mts';

/** Name of the credential that all nodes of a chain use. */
export const CREDENTIAL_NAME = 'Bench';

/** A run uses one of them, by what its nodes are told. */
const CREDENTIAL_TYPES = ['cxoneOAuth2Api', 'cxoneAccessKeyApi'];

/** One node of a chain: its type, and its parameters beyond the defaults. */
export type ChainLink = [type: string, parameters: INodeParameters];

/** A workflow of a trigger and then the nodes, one after the other; each node has its type for a name. */
export function chainWorkflow(links: ChainLink[]): WorkflowJson {
	const chain: ChainLink[] = [['n8n-nodes-base.manualTrigger', {}], ...links];
	return {
		nodes: chain.map(([type, parameters], index) => ({
			id: type,
			name: type,
			type,
			typeVersion: 1,
			position: [200 * index, 0],
			parameters,
			credentials: Object.fromEntries(
				CREDENTIAL_TYPES.map((kind) => [kind, { id: '1', name: CREDENTIAL_NAME }]),
			),
		})),
		connections: Object.fromEntries(
			links.map(([next], index) => [
				chain[index][0],
				{ main: [[{ node: next, type: 'main' as const, index: 0 }]] },
			]),
		),
	};
}
