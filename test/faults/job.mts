import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	INodeType,
	ITaskData,
} from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { forgetLogins } from '../../credentials/login/singleLogin.ts';
import type { Interaction, Sandbox } from '../../sandbox/server.mts';
import type { EngineOptions, EngineRun, WorkflowJson } from '../../tools/engine/engine.mts';
import { loadPackageTypes } from '../../tools/engine/packageTypes.mts';
import { jsonItems, runExample, workflowNode } from '../support/engine.mts';

/** So that the history of the job takes two pages. */
const PAGE_SIZE = 80;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const AS_OF_MS = Date.UTC(2026, 4, 4);
/** Ten for each segment. */
const CONTACT_COUNT = 30;

/** An attribute value that no error, hint or log may show. */
export const PRIVATE_NOTE = 'owes-us-money';

/** The contacts of the job: telephone numbers, which no error, hint or log may show either. */
export const CONTACT_IDS = Array.from(
	{ length: CONTACT_COUNT },
	(_, n) => `+1555010${String(n + 1).padStart(4, '0')}`,
);

/** Calls and days since the last one, so that a third of the contacts comes into each segment. */
const HABITS = [
	{ calls: 9, daysAgo: 1 },
	{ calls: 3, daysAgo: 20 },
	{ calls: 1, daysAgo: 60 },
];

/** The call history of the contacts; every contact has a score of its own. */
export const HISTORY: Interaction[] = CONTACT_IDS.flatMap((contactId, contact) => {
	const { calls, daysAgo } = HABITS[contact % HABITS.length];
	return Array.from({ length: calls }, (_, call) => ({
		id: `int-${contact}-${call}`,
		contactId,
		type: 'voice',
		startTime: new Date(AS_OF_MS - (daysAgo + call) * DAY_MS - contact * MINUTE_MS).toISOString(),
	}));
});

/** All nodes of the job behind the trigger, in their order. */
export const JOB_NODES = ['Search', 'RF Score', 'Note', 'List Upsert', 'Campaign'] as const;

/** A node of the job. */
export type JobNode = (typeof JOB_NODES)[number];

/** How a job is to run; what is absent is as a user gets it. */
export interface JobPlan {
	onError?: INode['onError'];
	/** Limits of all calling nodes. */
	timeoutMs?: number;
	searchConcurrency?: number;
	listConcurrency?: number;
	pageSize?: number;
	contactsPerRequest?: number;
	batchSize?: number;
	delayBetweenCampaignsMs?: number;
	/** Ids of lists that are there, by segment: contacts go into them by id, not by name. */
	listIds?: Record<string, string>;
	/** Runs with the same store share their token. */
	credentials?: EngineOptions['credentials'];
	signalCancel?: EngineOptions['signalCancel'];
	/** Called when the `execute` of a node ended, which after a cancel the engine does not wait for. */
	onExecuted?: () => void;
	/** The first node to run, and what it is given; the whole job starts with its contacts. */
	from?: { node: JobNode; items: INodeExecutionData[] };
	/** The last node to run. */
	until?: JobNode;
}

/** A job that was run; `tasks` hold n8n's own record of each node, errors as they were thrown. */
export interface JobRun extends EngineRun {
	tasks: Map<string, ITaskData>;
}

function options(values: Record<string, number | undefined>): Record<string, number> {
	const given = Object.entries(values).filter(([, value]) => value !== undefined);
	return Object.fromEntries(given) as Record<string, number>;
}

function jobNodes(plan: JobPlan): INode[] {
	const { listIds, timeoutMs: timeout } = plan;
	const cxone = (name: string) => `n8n-nodes-cxone.cxone${name}`;
	const at = (days: number) => new Date(AS_OF_MS + days * DAY_MS).toISOString();
	return [
		workflowNode('Search', cxone('InteractionsSearch'), {
			timeRange: 'between',
			startTime: at(-90),
			endTime: at(0),
			options: options({
				timeout,
				pageSize: plan.pageSize ?? PAGE_SIZE,
				contactsPerRequest: plan.contactsPerRequest,
				maxConcurrency: plan.searchConcurrency,
			}),
		}),
		workflowNode('RF Score', cxone('RfScore'), { referenceTime: at(0) }),
		{
			...workflowNode('Note', 'n8n-nodes-base.set', {
				assignments: { assignments: [{ name: 'note', value: PRIVATE_NOTE, type: 'string' }] },
				includeOtherFields: true,
			}),
			typeVersion: 3.4,
		},
		workflowNode('List Upsert', cxone('ListUpsert'), {
			attributeFields: 'priority,score,note',
			...(listIds === undefined
				? {}
				: { listBy: 'id', listId: `={{ (${JSON.stringify(listIds)})[$json.priority] }}` }),
			options: options({
				timeout,
				batchSize: plan.batchSize,
				maxConcurrency: plan.listConcurrency,
			}),
		}),
		workflowNode('Campaign', cxone('PredictiveCampaign'), {
			campaignName: "={{ 'campaign_' + ($json.segment ?? $json.listId) }}",
			...(listIds === undefined ? {} : { thresholdBy: 'fixed' }),
			schedule: 'between',
			startTime: '2999-01-01T08:00:00Z',
			endTime: '2999-01-01T16:00:00Z',
			options: options({ timeout, delayBetweenCampaigns: plan.delayBetweenCampaignsMs }),
		}),
	];
}

function jobWorkflow(plan: JobPlan): WorkflowJson {
	const nodes = jobNodes(plan);
	const first = JOB_NODES.indexOf(plan.from?.node ?? 'Search');
	const last = JOB_NODES.indexOf(plan.until ?? 'Campaign');
	const used = nodes.slice(first, last + 1);
	const names = ['Trigger', ...used.map(({ name }) => name)];
	return {
		nodes: [
			workflowNode('Trigger', 'n8n-nodes-base.manualTrigger'),
			...used.map((node) => ({
				...node,
				onError: plan.onError,
				credentials: { cxoneOAuth2Api: { id: 'credential', name: 'Credential' } },
			})),
		],
		connections: Object.fromEntries(
			names
				.slice(1)
				.map((name, n) => [names[n], { main: [[{ node: name, type: 'main', index: 0 }]] }]),
		),
	};
}

function withOnExecuted(type: INodeType, onExecuted: () => void): INodeType {
	const { execute } = type;
	if (execute === undefined) return type;
	const watched = Object.create(type) as INodeType;
	watched.execute = async function (this: IExecuteFunctions, ...rest) {
		try {
			return await execute.apply(this, rest);
		} finally {
			onExecuted();
		}
	};
	return watched;
}

function jobNodeTypes({ onExecuted }: JobPlan): Record<string, INodeType> {
	const { nodeTypes } = loadPackageTypes('source');
	if (onExecuted === undefined) return nodeTypes;
	const entries = Object.entries(nodeTypes);
	return Object.fromEntries(
		entries.map(([name, type]) => [name, withOnExecuted(type, onExecuted)]),
	);
}

/** Runs the job (contract 1.6) in n8n's engine, whole if not planned otherwise: search, score, lists, campaigns. */
export async function runJob(sandbox: Sandbox, plan: JobPlan = {}): Promise<JobRun> {
	const credentials = plan.credentials ?? {};
	// The tenant of the run before may have refused what this one accepts.
	forgetLogins({ refusedOnly: true });
	credentials.Credential ??= { ...sandbox.credential } as ICredentialDataDecryptedObject;
	const tasks = new Map<string, ITaskData>();
	const run = await runExample(jobWorkflow(plan), {
		nodeTypes: jobNodeTypes(plan),
		credentialTypes: { cxoneOAuth2Api: new CxoneOAuth2Api() },
		credentials,
		startItems: plan.from?.items ?? jsonItems(...CONTACT_IDS.map((contactId) => ({ contactId }))),
		signalCancel: plan.signalCancel,
		onNodeFinished: (nodeName, task) => tasks.set(nodeName, task),
	});
	return { ...run, tasks };
}

/** The items that a node of the job got: those of the first output of the node that ran before it. */
export function inputOf(run: EngineRun, node: JobNode): INodeExecutionData[] {
	const earlier = JOB_NODES.slice(0, JOB_NODES.indexOf(node)).reverse();
	const before = earlier.find((name) => name in run.nodes) ?? 'Trigger';
	return run.nodes[before]?.outputs[0] ?? [];
}
