import type {
	IAuthenticateGeneric,
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INode,
	INodeParameters,
	INodeProperties,
	INodeType,
	IWorkflowDataProxyAdditionalKeys,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { n8nWorkflow } from './engineModules.mts';

const REQUEST_PARTS = ['headers', 'qs', 'body', 'auth'] as const;

/**
 * Adds what a declarative `authenticate` says to the request.
 *
 * @param resolve gives the value of a text that may be an expression over `$credentials`
 */
export function addAuthentication(
	{ properties }: IAuthenticateGeneric,
	options: IHttpRequestOptions,
	resolve: (text: string) => unknown,
): IHttpRequestOptions {
	const parts = options as unknown as Record<string, Record<string, unknown> | undefined>;
	for (const part of REQUEST_PARTS) {
		for (const [name, value] of Object.entries(properties[part] ?? {})) {
			parts[part] = { ...parts[part], [String(resolve(name))]: resolve(String(value)) ?? '' };
		}
	}
	return options;
}

const NO_NODE: INode = {
	id: 'credential',
	name: 'Credential',
	type: 'credential',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/** Resolves the expressions in a credential's values where no node is being run. */
export function resolveOutsideRun(
	values: INodeParameters,
	mode: WorkflowExecuteMode,
	keys: IWorkflowDataProxyAdditionalKeys,
): ICredentialDataDecryptedObject {
	const nodeType = { description: { properties: [] as INodeProperties[] } } as INodeType;
	const workflow = new n8nWorkflow.Workflow({
		nodes: [NO_NODE],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	return workflow.expression.getComplexParameterValue(
		NO_NODE,
		values,
		mode,
		keys,
		undefined,
		undefined,
		values,
	) as ICredentialDataDecryptedObject;
}
