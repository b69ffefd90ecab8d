import type { IDataObject, IRun } from 'n8n-workflow';

import type { N8nClient, SavedExecution, WorkflowDraft } from '../../../tools/n8n/n8nClient.mts';

/** Saves a workflow, runs it once from the trigger, and gives the execution when it has ended. */
export async function runOnce(
	client: N8nClient,
	draft: WorkflowDraft,
	triggerName = 'Trigger',
): Promise<SavedExecution> {
	return await runSaved(client, await client.addWorkflow(draft), triggerName);
}

/** Runs a saved workflow from the trigger, and gives the execution when it has ended. */
export async function runSaved(
	client: N8nClient,
	workflowId: string,
	triggerName = 'Trigger',
): Promise<SavedExecution> {
	return await client.ended(await client.execute(workflowId, triggerName));
}

/** The JSON of the items that a node gave on an output of its last run; empty when it did not run. */
export function jsonOf(
	{ data }: Pick<IRun, 'data'>,
	nodeName: string,
	outputIndex = 0,
): IDataObject[] {
	const [task] = (data.resultData.runData[nodeName] ?? []).slice(-1);
	return (task?.data?.main[outputIndex] ?? []).map(({ json }) => json);
}

/** The run that `n8n execute --rawOutput` printed, after whatever it logged before. */
export function readPrintedRun(output: string): IRun {
	return JSON.parse(output.slice(output.search(/^\{/m))) as IRun;
}
