import { readFileSync } from 'node:fs';

import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../engine/engineTypes.mts';
import type { TenantTarget } from './settings.mts';

/** The example workflow that `npm start` runs, from the project's root. */
export const WORKFLOW_FILE = 'workflows/nightly-segmentation-to-campaigns.json';

/** The types of its nodes. */
export const NODE_TYPES = {
	search: 'n8n-nodes-cxone.cxoneInteractionsSearch',
	score: 'n8n-nodes-cxone.cxoneRfScore',
	lists: 'n8n-nodes-cxone.cxoneListUpsert',
	campaigns: 'n8n-nodes-cxone.cxonePredictiveCampaign',
} as const;

/** How the workflow is to be run otherwise than it stands in its file. */
export interface JobChanges {
	isDryRun?: boolean;
	/** These contacts instead of all with calls. */
	contactIds?: string[];
	/** `accessKey`: the search by an access key, and the scores; nothing behind them. `oAuth2` by default. */
	authentication?: TenantTarget['authentication'];
}

/** How nodes name the credential of an access key. */
export const ACCESS_KEY = {
	cxoneAccessKeyApi: { id: 'cxone-access-key', name: 'CXone access key' },
};

/** Takes out all nodes of these types, and what leads to them or from them. */
function removeNodes(workflow: WorkflowJson, types: string[]): void {
	const removed = new Set(
		workflow.nodes.filter(({ type }) => types.includes(type)).map(({ name }) => name),
	);
	workflow.nodes = workflow.nodes.filter(({ name }) => !removed.has(name));
	workflow.connections = Object.fromEntries(
		Object.entries(workflow.connections)
			.filter(([from]) => !removed.has(from))
			.map(([from, { main }]) => [
				from,
				{ main: main.map((output) => output?.filter(({ node }) => !removed.has(node)) ?? []) },
			]),
	);
}

/** The example workflow with these changes. */
export function readWorkflow({
	isDryRun = false,
	contactIds,
	authentication = 'oAuth2',
}: JobChanges = {}): WorkflowJson {
	const file = new URL(`../../${WORKFLOW_FILE}`, import.meta.url);
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	const change = (type: string, parameters: INodeParameters) => {
		for (const node of workflow.nodes) {
			if (node.type === type) Object.assign(node.parameters, parameters);
		}
	};
	if (contactIds !== undefined) change(NODE_TYPES.search, { contactSource: 'ids', contactIds });
	if (authentication === 'accessKey') {
		removeNodes(workflow, [NODE_TYPES.lists, NODE_TYPES.campaigns]);
		change(NODE_TYPES.search, { authentication });
		for (const node of workflow.nodes) if (node.credentials) node.credentials = ACCESS_KEY;
	}
	if (isDryRun) {
		change(NODE_TYPES.lists, { dryRun: true });
		change(NODE_TYPES.campaigns, { dryRun: true });
	}
	return workflow;
}

/** A segment of the score. */
export type Segment = 'high' | 'medium' | 'low';

/** The segments, most urgent first. */
export const SEGMENTS: readonly Segment[] = ['high', 'medium', 'low'];

/** An item of CXone Interactions Search with the output Contact Summary. Times are ISO 8601 UTC. */
export interface ContactSummary {
	contactId: string;
	frequency: number;
	lastInteraction: string | null;
}

/** An item of CXone RF Score, as far as it is shown. */
export interface ContactScore {
	contactId: string;
	score: number;
	priority: Segment;
}

/** An item of CXone List Upsert. */
export interface ListOutcome {
	/** Null in a dry run for a list that would be made. */
	listId: string | null;
	listName: string;
	segment: Segment;
	created: boolean;
	accepted: number;
	rejected: number;
}

/** An item of CXone Predictive Campaign. Times are ISO 8601 UTC; null where CXone did not give them. */
export interface CampaignOutcome {
	campaignName: string;
	listId: string | null;
	segment: Segment;
	/** Percent. */
	abandonThreshold: number | null;
	startTime: string | null;
	endTime: string | null;
	outcome: 'created' | 'existing' | 'skippedEmptyList' | 'dryRun';
}
