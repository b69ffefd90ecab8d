import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../../engine/engineTypes.mts';
import { ACCESS_KEY, NODE_TYPES, readWorkflow } from '../workflow.mts';
import { SKILL } from './demoTenant.mts';

const BY_ACCESS_KEY = { authentication: 'accessKey' } as const;
const THE_SKILL = { skill: { __rl: true, mode: 'name', value: SKILL.skillName } } as const;

/** Changes the nodes of a type; gives them. */
function change({ nodes }: WorkflowJson, type: string, parameters: INodeParameters) {
	const changed = nodes.filter((node) => node.type === type);
	for (const node of changed) node.parameters = { ...BY_ACCESS_KEY, ...parameters };
	return changed;
}

/**
 * The nightly example workflow by an access key: all contacts into one dated list of one skill, which is set and checked and
 * not started.
 */
export function nightWorkflow(): WorkflowJson {
	const workflow = readWorkflow();
	change(workflow, NODE_TYPES.search, {
		contactSource: 'all',
		daysBack: 90,
		output: 'contactSummary',
	});
	change(workflow, NODE_TYPES.lists, {
		...THE_SKILL,
		listBy: 'name',
		listName: "={{ 'dynamic_outbound_' + $today.toISODate() }}",
		olderLists: 'deactivate',
		ifSkillIsRunning: 'stopFirst',
		output: 'contacts',
	});
	const campaigns = change(workflow, NODE_TYPES.campaigns, { thresholdBy: 'fixed' });
	// All contacts are in one list, so that the first one names it.
	for (const node of campaigns) node.executeOnce = true;
	for (const node of workflow.nodes) if (node.credentials) node.credentials = ACCESS_KEY;
	return workflow;
}

/** A workflow of CXone Predictive Campaign alone, for the one skill. */
export function skillWorkflow(
	name: string,
	operation: 'start' | 'stop' | 'get',
	parameters: INodeParameters = {},
): WorkflowJson {
	const trigger = 'n8n-nodes-base.manualTrigger';
	return {
		nodes: [
			{
				id: 'trigger',
				name: 'By Hand',
				type: trigger,
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'skill',
				name,
				type: NODE_TYPES.campaigns,
				typeVersion: 1,
				position: [200, 0],
				parameters: { ...BY_ACCESS_KEY, operation, ...THE_SKILL, ...parameters },
				credentials: ACCESS_KEY,
			},
		],
		connections: { 'By Hand': { main: [[{ node: name, type: 'main', index: 0 }]] } },
	};
}
