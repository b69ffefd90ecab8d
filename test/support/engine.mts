import { readFileSync } from 'node:fs';

import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';

import { forgetLogins } from '../../credentials/login/singleLogin.ts';
import {
	runWorkflow,
	type EngineOptions,
	type EngineRun,
	type NodeRun,
	type WorkflowJson,
} from '../../tools/engine/engine.mts';
import { loadPackageTypes } from '../../tools/engine/packageTypes.mts';

/** The name of the tested node in the workflow that `runNode` builds, for expressions. */
export const NODE_NAME = 'Tested Node';

type RunOptions = Omit<EngineOptions, 'nodeTypes' | 'credentialTypes' | 'startItems'>;

type NodeSettings = Pick<
	INode,
	'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries' | 'executeOnce' | 'alwaysOutputData'
>;

export interface NodeRunOptions extends RunOptions, NodeSettings {
	/** Those not given have the node's defaults. */
	parameters?: INodeParameters;
	/** The node's input; one empty item if not given. */
	items?: INodeExecutionData[];
	typeVersion?: number;
	/**
	 * The credential's type and first values. They go into the store (`credentials`) as `Credential`,
	 * unless an earlier run with the same store has put them there.
	 */
	credential?: { type: ICredentialType; values: ICredentialDataDecryptedObject };
}

export interface TestedNodeRun extends EngineRun {
	/** Undefined if the node was not reached. */
	node: NodeRun | undefined;
	/** The items of the node's first output. */
	items: INodeExecutionData[];
	/** The items of the error output; empty unless `onError` is `continueErrorOutput`. */
	errorItems: INodeExecutionData[];
}

/** The JSON of items, or of those that a node gave. */
export function jsonsOf(given: INodeExecutionData[] | Pick<TestedNodeRun, 'items'>): IDataObject[] {
	const items = 'items' in given ? given.items : given;
	return items.map(({ json }) => json);
}

/** Items with that JSON. */
export function jsonItems(...jsons: IDataObject[]): INodeExecutionData[] {
	return jsons.map((json) => ({ json }));
}

/** Runs Trigger → node → sinks in n8n's engine; see `runWorkflow` for what it throws. */
export async function runNode(
	node: INodeType | (new () => INodeType),
	options: NodeRunOptions = {},
): Promise<TestedNodeRun> {
	const nodeType = typeof node === 'function' ? new node() : node;
	const typeName = `n8n-nodes-cxone.${nodeType.description.name}`;
	const { parameters = {}, items, typeVersion = 1, credential, credentials, ...rest } = options;
	const { onError, retryOnFail, maxTries, waitBetweenTries, executeOnce, alwaysOutputData } = rest;

	const store = credentials ?? {};
	// A credential that is new to this store is new to its n8n.
	if (store.Credential === undefined) forgetLogins();
	if (credential) store.Credential ??= credential.values;
	const { outputs: outputTypes } = nodeType.description;
	// Where the outputs depend on parameters, the place of the error output is not known here.
	const sinks = Array.isArray(outputTypes)
		? [...outputTypes.map(() => 'Success'), 'Error']
		: ['Success'];
	const toSink = (sink: string) => [{ node: sink, type: 'main' as const, index: 0 }];

	const run = await runWorkflow(
		{
			nodes: [
				workflowNode('Trigger', 'n8n-nodes-base.manualTrigger'),
				{
					...workflowNode(NODE_NAME, typeName),
					typeVersion,
					parameters,
					...{ onError, retryOnFail, maxTries, waitBetweenTries, executeOnce, alwaysOutputData },
					...(credential && {
						credentials: { [credential.type.name]: { id: 'credential', name: 'Credential' } },
					}),
				},
				workflowNode('Success', 'n8n-nodes-base.noOp'),
				workflowNode('Error', 'n8n-nodes-base.noOp'),
			],
			connections: {
				Trigger: { main: [toSink(NODE_NAME)] },
				[NODE_NAME]: { main: sinks.map(toSink) },
			},
		},
		{
			...rest,
			nodeTypes: { [typeName]: nodeType },
			credentialTypes: credential && { [credential.type.name]: credential.type },
			credentials: store,
			startItems: items,
		},
	);

	const outputs = run.nodes[NODE_NAME]?.outputs ?? [];
	return {
		...run,
		node: run.nodes[NODE_NAME],
		items: outputs[0] ?? [],
		errorItems: onError === 'continueErrorOutput' ? (outputs[outputs.length - 1] ?? []) : [],
	};
}

/**
 * Runs a whole workflow with the nodes and credentials of this package.
 *
 * @param workflow the workflow, or its file name in `workflows/`
 */
export async function runExample(
	workflow: WorkflowJson | string,
	options: Omit<EngineOptions, 'nodeTypes'> & Partial<Pick<EngineOptions, 'nodeTypes'>> = {},
): Promise<EngineRun> {
	return await runWorkflow(typeof workflow === 'string' ? readExample(workflow) : workflow, {
		...loadPackageTypes('source'),
		...options,
	});
}

/** The example workflow of that file name. */
export function readExample(fileName: string): WorkflowJson {
	const file = new URL(`../../workflows/${fileName}`, import.meta.url);
	return JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
}

/** A node for a workflow, with no parameters, at version 1. */
export function workflowNode(name: string, type: string, parameters: INodeParameters = {}): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters };
}
