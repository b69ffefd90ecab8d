import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOutput } from './nodeOutput';

/**
 * Runs a node. Whatever `run` throws reaches n8n as a node error, or under *Continue* as an error item for each input
 * item that has no answer yet: n8n itself would pass the input on as if nothing had happened.
 */
export async function runNode(
	context: IExecuteFunctions,
	run: (output: NodeOutput) => Promise<void> | void,
	outputCount = 1,
): Promise<INodeExecutionData[][]> {
	const output = new NodeOutput(context, outputCount);
	try {
		await run(output);
	} catch (error) {
		output.failRest(error);
	}
	return output.toOutputs();
}
