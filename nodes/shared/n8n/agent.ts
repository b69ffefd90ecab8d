import type { IExecuteFunctions } from 'n8n-workflow';
import type { NodeRun } from './runNode';

/** Whether an AI agent uses the node as a tool. n8n makes the tool under the node's type with `Tool` at its end; not every way to run it says so otherwise. */
export function isUsedByAgent(context: IExecuteFunctions): boolean {
	const isToolType = context.getNode().type.endsWith('Tool');
	return isToolType || (typeof context.isToolExecution === 'function' && context.isToolExecution());
}

/** Whether an AI agent asks for what dials people and may not: only what a person turned on in 'Options' lets it. */
export function isRefusedToAgent({ context, parameters }: NodeRun, itemIndex: number): boolean {
	return isUsedByAgent(context) && !parameters.boolean('options.allowAgentLaunch', itemIndex);
}
