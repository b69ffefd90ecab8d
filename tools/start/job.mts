import type { INodeType } from 'n8n-workflow';

import { runWorkflow, type EngineOptions, type EngineRun } from '../engine/engine.mts';
import type { WorkflowJson } from '../engine/engineTypes.mts';
import type { loadPackageTypes } from '../engine/packageTypes.mts';
import { Progress, RequestCounter, type Screen } from './progress.mts';
import type { TenantTarget } from './settings.mts';
import type { Palette } from './text.mts';
import {
	NODE_TYPES,
	type CampaignOutcome,
	type ContactScore,
	type ContactSummary,
	type ListOutcome,
} from './workflow.mts';

/** What a run of the workflow did. */
export interface JobRun {
	engine: EngineRun;
	/** The items that the node of a type gave out. */
	itemsOf<Item>(type: string): Item[];
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
	/** The stored values of the one credential that the workflow's nodes use. */
	credential: TenantTarget['credential'];
	/** IANA name of the zone that the workflow's days and hours are in. */
	timezone: string;
	screen: Screen;
	palette: Palette;
	/** Gets the function that presses Stop. */
	signalCancel?: EngineOptions['signalCancel'];
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
			itemsOf,
			summaries: itemsOf<ContactSummary>(NODE_TYPES.search),
			scores: itemsOf<ContactScore>(NODE_TYPES.score),
			lists: itemsOf<ListOutcome>(NODE_TYPES.lists),
			campaigns: itemsOf<CampaignOutcome>(NODE_TYPES.campaigns),
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
