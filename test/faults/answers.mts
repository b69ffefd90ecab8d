import type { INodeExecutionData } from 'n8n-workflow';

import type { EngineRun } from '../../tools/engine/engine.mts';
import { inputOf, JOB_NODES } from './job.mts';

function sourcesOf({ pairedItem }: INodeExecutionData): number[] {
	return [pairedItem].flat().flatMap((pair) => (typeof pair === 'object' ? [pair.item] : []));
}

/** Input items of the job's nodes that no output item names, as `node: index`. */
export function unansweredItems(run: EngineRun): string[] {
	return JOB_NODES.filter((node) => node in run.nodes).flatMap((node) => {
		const answered = new Set(run.nodes[node].outputs.flat().flatMap(sourcesOf));
		return inputOf(run, node).flatMap((_, item) =>
			answered.has(item) ? [] : [`${node}: ${item}`],
		);
	});
}

/** The items on the error outputs of the job's nodes. */
export function errorItemsOf(run: EngineRun): INodeExecutionData[] {
	return JOB_NODES.flatMap((node) => run.nodes[node]?.outputs[1] ?? []);
}

/** Items on the first outputs of the job's nodes that are errors in truth. */
export function falseSuccessesOf(run: EngineRun): INodeExecutionData[] {
	const first = JOB_NODES.flatMap((node) => run.nodes[node]?.outputs[0] ?? []);
	return first.filter(({ json, error }) => 'error' in json || error !== undefined);
}
