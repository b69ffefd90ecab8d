import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/** What a double does with the items of a run. */
export type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** A node type made of the few description fields that the engine reads, and `execute`. */
export function nodeDouble(
	description: Pick<INodeTypeDescription, 'name' | 'inputs' | 'outputs'> &
		Partial<INodeTypeDescription>,
	execute: Execute,
): INodeType {
	const { name } = description;
	return {
		description: {
			displayName: name,
			description: `Stands in for n8n-nodes-base.${name}`,
			group: ['transform'],
			version: 1,
			defaults: { name },
			properties: [],
			...description,
		},
		execute,
	};
}
