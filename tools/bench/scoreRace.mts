import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { runWorkflow } from '../engine/engine.mts';
import { loadPackageTypes } from '../engine/packageTypes.mts';
import { chainWorkflow } from './chain.mts';
import { evenHistory } from './history.mts';
import { collectGarbage, raceTimed, type Timing } from './measure.mts';

const CONTACTS = 10_000;
const INTERACTIONS = 1_000_000;
const SCORE = 'n8n-nodes-cxone.cxoneRfScore';

/** How long scoring took beside a bare loop over the same items. */
export interface ScoreRace {
	interactions: number;
	contacts: number;
	node: Timing;
	bare: Timing;
}

/** What the scoring cannot do without: each time parsed, each contact's calls counted and its last one kept. */
function bareLoop(items: INodeExecutionData[]): number {
	const histories = new Map<string, { frequency: number; lastMs: number }>();
	for (const { json } of items) {
		const contactId = json.contactId as string;
		const startMs = Date.parse(json.startTime as string);
		const known = histories.get(contactId);
		if (known === undefined) histories.set(contactId, { frequency: 1, lastMs: startMs });
		else {
			known.frequency += 1;
			if (startMs > known.lastMs) known.lastMs = startMs;
		}
	}
	return histories.size;
}

/** Runs the score node in n8n's engine on the items, and gives the time that the node itself took, in milliseconds. */
async function timeScoreNode(items: INodeExecutionData[]): Promise<number> {
	const { nodeTypes } = loadPackageTypes('dist');
	const score = nodeTypes[SCORE];
	let tookMs = Number.NaN;
	const timed = Object.create(score) as INodeType;
	timed.execute = async function (this: IExecuteFunctions) {
		const startMs = performance.now();
		const outputs = await score.execute?.call(this);
		tookMs = performance.now() - startMs;
		return outputs ?? [];
	};
	const run = await runWorkflow(chainWorkflow([[SCORE, {}]]), {
		nodeTypes: { [SCORE]: timed },
		startItems: items,
	});
	if (run.nodes[SCORE]?.outputs[0]?.length !== CONTACTS)
		throw new Error(`The scoring failed: ${run.error?.message ?? run.status}`);
	return tookMs;
}

/** Scores a million interactions in the engine, in turn with the bare loop over the same items. */
export async function raceScore(rounds: number): Promise<ScoreRace> {
	const nowMs = Date.now();
	const items = evenHistory(CONTACTS, INTERACTIONS, nowMs).map(
		(interaction): INodeExecutionData => ({ json: { ...interaction } as IDataObject }),
	);
	const times = await raceTimed(
		{
			node: async () => {
				collectGarbage();
				return await timeScoreNode(items);
			},
			bare: () => {
				collectGarbage();
				const startMs = performance.now();
				bareLoop(items);
				return performance.now() - startMs;
			},
		},
		rounds,
	);
	return { interactions: INTERACTIONS, contacts: CONTACTS, ...times };
}
