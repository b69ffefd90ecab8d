import type { INode, INodeExecutionData, IPinData, IRunExecutionData } from 'n8n-workflow';

import { n8nWorkflow } from './engineModules.mts';

/** The state of an execution that is about to run its trigger. */
export function startRunData(
	trigger: INode,
	startItems: INodeExecutionData[],
	pinData: IPinData | undefined,
): IRunExecutionData {
	const start = {
		startData: {},
		resultData: { runData: {}, ...(pinData === undefined ? {} : { pinData }) },
		executionData: {
			contextData: {},
			metadata: {},
			nodeExecutionStack: [{ node: trigger, data: { main: [startItems] }, source: null }],
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	};
	// n8n-workflow 1.x has no factory: there the state is this plain object.
	const { createRunExecutionData } = n8nWorkflow as Partial<typeof n8nWorkflow>;
	if (createRunExecutionData === undefined) return start as unknown as IRunExecutionData;
	return createRunExecutionData(start);
}
