import type { IConnections, IDataObject, INode } from 'n8n-workflow';

import type { SavedCredential, WorkflowDraft } from '../../../tools/n8n/n8nClient.mts';
import { jsonItems, workflowNode } from '../../support/engine.mts';

/** A node of this package, for example `ListUpsert`, with the credential. */
export function cxoneNode(
	type: 'InteractionsSearch' | 'RfScore' | 'ListUpsert' | 'PredictiveCampaign',
	name: string,
	credential: SavedCredential,
	parameters: INode['parameters'] = {},
	settings: Partial<INode> = {},
): INode {
	return {
		...workflowNode(name, `n8n-nodes-cxone.cxone${type}`, parameters),
		...(type === 'RfScore' ? {} : { credentials: { cxoneOAuth2Api: { ...credential } } }),
		...settings,
	};
}

/** A workflow that hands these items from a trigger, `Trigger`, to the nodes, one behind the other. */
export function chain(name: string, items: IDataObject[], nodes: INode[]): WorkflowDraft {
	const trigger = workflowNode('Trigger', 'n8n-nodes-base.manualTrigger');
	const all = [trigger, ...nodes];
	const connections: IConnections = Object.fromEntries(
		nodes.map((node, n) => [
			all[n].name,
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]),
	);
	return { name, nodes: all, connections, pinData: { Trigger: jsonItems(...items) } };
}
