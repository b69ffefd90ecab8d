import { readFileSync } from 'node:fs';

import type { INodeParameters, INodeType } from 'n8n-workflow';

import { runWorkflow, type EngineOptions, type EngineRun } from '../engine/engine.mts';
import type { WorkflowJson } from '../engine/engineTypes.mts';
import type { loadPackageTypes } from '../engine/packageTypes.mts';
import type { CampaignOutcome, ContactScore, ContactSummary, ListOutcome } from './jobItems.mts';
import type { Palette } from './palette.mts';
import { Progress, type Screen } from './progress.mts';
import { RequestCounter } from './requestCounter.mts';
import type { TenantCredential } from './settings.mts';

/** The example workflow that `npm start` runs, from the project's root. */
export const WORKFLOW_FILE = 'workflows/nightly-segmentation-to-campaigns.json';

const SEARCH = 'n8n-nodes-cxone.cxoneInteractionsSearch';
const SCORE = 'n8n-nodes-cxone.cxoneRfScore';
const LISTS = 'n8n-nodes-cxone.cxoneListUpsert';
const CAMPAIGNS = 'n8n-nodes-cxone.cxonePredictiveCampaign';

/** How the workflow is to be run otherwise than it stands in its file. */
export interface JobChanges {
	isDryRun?: boolean;
	/** These contacts instead of all with calls. */
	contactIds?: string[];
}

/** What a run of the workflow did. */
export interface JobRun {
	engine: EngineRun;
	summaries: ContactSummary[];
	scores: ContactScore[];
	lists: ListOutcome[];
	campaigns: CampaignOutcome[];
	/** Notes that the nodes gave, in the order of the nodes. */
	hints: Array<{ nodeName: string; message: string }>;
	/** Requests by kind. */
	requests: Map<string, number>;
	requestCount: number;
	/** Just before and after the run, milliseconds since 1970. */
	startedMs: number;
	endedMs: number;
}

/** Where and how a run is made. */
export interface JobOptions {
	types: ReturnType<typeof loadPackageTypes>;
	credential: TenantCredential;
	/** IANA name of the zone that the workflow's days and hours are in. */
	timezone: string;
	screen: Screen;
	palette: Palette;
	/** Gets the function that presses Stop. */
	signalCancel?: EngineOptions['signalCancel'];
}

/** The example workflow with these changes. */
export function readWorkflow({ isDryRun = false, contactIds }: JobChanges = {}): WorkflowJson {
	const file = new URL(`../../${WORKFLOW_FILE}`, import.meta.url);
	const workflow = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	const change = (type: string, parameters: INodeParameters) => {
		for (const node of workflow.nodes) {
			if (node.type === type) Object.assign(node.parameters, parameters);
		}
	};
	if (contactIds !== undefined) change(SEARCH, { contactSource: 'ids', contactIds });
	if (isDryRun) {
		change(LISTS, { dryRun: true });
		change(CAMPAIGNS, { dryRun: true });
	}
	return workflow;
}

/** Node types that tell when one of their nodes begins. */
function announcing(
	nodeTypes: Record<string, INodeType>,
	onStart: (nodeName: string) => void,
): Record<string, INodeType> {
	return Object.fromEntries(
		Object.entries(nodeTypes).map(([name, type]) => {
			const announced = Object.create(type) as INodeType;
			announced.execute = async function (...args) {
				onStart(this.getNode().name);
				return (await type.execute?.apply(this, args)) ?? null;
			};
			return [name, announced];
		}),
	);
}

/** Runs the workflow in n8n's engine and shows its progress. Throws as `runWorkflow` does. */
export async function runJob(workflow: WorkflowJson, options: JobOptions): Promise<JobRun> {
	const { types, screen, palette, timezone, signalCancel } = options;
	const nodeNames = workflow.nodes.map(({ name }) => name);
	const counter = new RequestCounter();
	const progress = new Progress(
		screen,
		palette,
		() => counter.total,
		Math.max(...nodeNames.map((name) => name.length)),
	);
	const credentialNames = workflow.nodes.flatMap(({ credentials = {} }) =>
		Object.values(credentials).map(({ name }) => name),
	);
	const startedMs = Date.now();
	try {
		const engine = await runWorkflow(workflow, {
			nodeTypes: announcing(types.nodeTypes, (nodeName) => progress.started(nodeName)),
			credentialTypes: types.credentialTypes,
			credentials: Object.fromEntries(
				credentialNames.map((name) => [name, { ...options.credential }]),
			),
			timezone,
			signalCancel,
			onNodeFinished: (nodeName, { data, executionStatus }) => {
				const items = (data?.main ?? []).flatMap((output) => output ?? []);
				progress.finished(nodeName, items.length, executionStatus === 'error');
			},
		});
		const itemsOf = <Item,>(type: string): Item[] => {
			const node = workflow.nodes.find((one) => one.type === type);
			const [items = []] = engine.nodes[node?.name ?? '']?.outputs ?? [];
			return items.map(({ json }) => json as Item);
		};
		return {
			engine,
			summaries: itemsOf<ContactSummary>(SEARCH),
			scores: itemsOf<ContactScore>(SCORE),
			lists: itemsOf<ListOutcome>(LISTS),
			campaigns: itemsOf<CampaignOutcome>(CAMPAIGNS),
			hints: Object.entries(engine.nodes).flatMap(([nodeName, { hints }]) =>
				hints.map(({ message }) => ({ nodeName, message })),
			),
			requests: counter.counts,
			requestCount: counter.total,
			startedMs,
			endedMs: Date.now(),
		};
	} finally {
		counter.stop();
		progress.close();
	}
}
