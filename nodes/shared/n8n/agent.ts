import type { IExecuteFunctions } from 'n8n-workflow';

/** Whether an AI agent uses the node as a tool. n8n makes the tool under the node's type with `Tool` at its end; not every way to run it says so otherwise. */
export function isUsedByAgent(context: IExecuteFunctions): boolean {
	const isToolType = context.getNode().type.endsWith('Tool');
	return isToolType || (typeof context.isToolExecution === 'function' && context.isToolExecution());
}
