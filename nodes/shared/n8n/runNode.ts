import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { NodeOutput } from './nodeOutput';
import { Parameters } from './parameters';

/** What one run of a node has of n8n: where it runs, its parameters, and what it gives out. */
export interface NodeRun {
	context: IExecuteFunctions;
	parameters: Parameters;
	output: NodeOutput;
}

/**
 * Runs a node. Whatever `run` throws reaches n8n as a node error, or under *Continue* as an error item for each input
 * item that has no answer yet: n8n itself would pass the input on as if nothing had happened.
 */
export async function runNode(
	context: IExecuteFunctions,
	properties: INodeProperties[],
	run: (nodeRun: NodeRun) => Promise<void> | void,
	outputCount = 1,
): Promise<INodeExecutionData[][]> {
	const output = new NodeOutput(context, outputCount);
	try {
		await run({ context, parameters: new Parameters(context, properties), output });
	} catch (error) {
		output.failRest(error);
	}
	return output.toOutputs();
}
