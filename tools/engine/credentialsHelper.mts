import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialsExpressionResolveValues,
	ICredentialsHelper,
	ICredentialType,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowDataProxyAdditionalKeys,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { addAuthentication, resolveOutsideRun } from './credentialExpressions.mts';
import { CredentialTypes } from './credentialTypes.mts';
import { engineVersion, n8nCore, n8nWorkflow } from './engineModules.mts';

/** The stored values of every credential, by the credential's name: n8n's credential table. */
export type CredentialStore = Record<string, ICredentialDataDecryptedObject>;

/** Before 2.3x n8n stores all values of a credential after a login, with their expressions resolved. */
const STORES_RESOLVED_VALUES = /^1\.|^2\.[12]?\d\./.test(engineVersion);

/** Before 2.3x a login gets all helpers of the node; then only this one. */
function givenTo({ helpers }: IHttpRequestHelper): IHttpRequestHelper {
	if (STORES_RESOLVED_VALUES) return { helpers };
	return { helpers: { httpRequest: async (options) => await helpers.httpRequest(options) } };
}

/**
 * n8n's handling of credentials, over a store in memory instead of a database.
 *
 * Values get the credential type's defaults (inherited and hidden fields included), and expressions
 * in them are resolved by n8n's own expression engine. Tokens are written back to the store. Not
 * here: external secrets, shared and per-user credentials, restriction to allowed domains.
 */
export class MemoryCredentialsHelper implements ICredentialsHelper {
	private readonly types: CredentialTypes;

	/**
	 * @param store read and written in place, so that runs which share it share their tokens
	 */
	constructor(
		types: Record<string, ICredentialType>,
		private readonly store: CredentialStore,
	) {
		this.types = new CredentialTypes(types);
	}

	getParentTypes(typeName: string): string[] {
		return this.types.getParents(typeName);
	}

	getCredentialsProperties(typeName: string): INodeProperties[] {
		return this.types.getProperties(typeName);
	}

	/** No credential type here is restricted to certain nodes. */
	isCredentialUsableByNode(): boolean {
		return true;
	}

	async getCredentials(
		nodeCredentials: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentials> {
		const credentials = new n8nCore.Credentials(nodeCredentials, type);
		await credentials.setData(this.stored(nodeCredentials));
		return credentials;
	}

	/**
	 * The values that a node gets: stored ones, defaults, expressions resolved. With `raw` the
	 * stored ones alone. Throws as n8n does if the credential has no id or is not in the store.
	 */
	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveIn?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.stored(nodeCredentials);
		if (raw === true) return stored;

		const values = this.types.withDefaults(type, stored) as INodeParameters;
		const keys = n8nCore.getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		if (resolveIn === undefined) return resolveOutsideRun(values, mode, keys);
		return resolveIn.workflow.expression.getParameterValue(
			values,
			resolveIn.runExecutionData,
			resolveIn.runIndex,
			resolveIn.itemIndex,
			resolveIn.node.name,
			resolveIn.connectionInputData,
			mode,
			keys,
			executeData,
			false,
			values,
		) as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const { authenticate } = this.types.get(typeName);
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (workflow === undefined || node === undefined) {
			throw new Error('A declarative "authenticate" needs the workflow and the node');
		}
		return addAuthentication(authenticate, options, (text) =>
			workflow.expression.getSimpleParameterValue(node, text, 'internal', {
				$credentials: credentials,
			} as IWorkflowDataProxyAdditionalKeys),
		);
	}

	/**
	 * Logs in for types with an `expirable` field that is empty or expired, and at every test of a credential, and stores
	 * what the login gave.
	 */
	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication, properties } = this.types.get(typeName);
		const expirable = properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		);
		if (preAuthentication === undefined || expirable === undefined) return undefined;
		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable.name] !== '' && !credentialsExpired && !isTest) return undefined;

		const output = (await preAuthentication.call(
			givenTo(helpers),
			credentials,
		)) as ICredentialDataDecryptedObject;
		const nodeCredentials = node.credentials?.[typeName];
		if (output[expirable.name] === undefined || nodeCredentials === undefined) return undefined;
		await this.updateCredentials(
			nodeCredentials,
			typeName,
			STORES_RESOLVED_VALUES
				? Object.assign(credentials, output)
				: { ...this.stored(nodeCredentials), ...output },
		);
		return Object.assign(credentials, output);
	}

	/** Runs the type's `preAuthentication`; its result counts for one request and is not stored. */
	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.types.get(typeName);
		if (preAuthentication === undefined) return undefined;
		return (await preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		nodeCredentials: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.store[nodeCredentials.name] = structuredClone(data);
	}

	async updateCredentialsOauthTokenData(
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		{ oauthTokenData }: ICredentialDataDecryptedObject,
	): Promise<void> {
		await this.updateCredentials(nodeCredentials, type, {
			...this.stored(nodeCredentials),
			oauthTokenData,
		} as ICredentialDataDecryptedObject);
	}

	private stored({ id, name }: INodeCredentialsDetails): ICredentialDataDecryptedObject {
		if (!id) throw new n8nWorkflow.UserError('Found credential with no ID.');
		if (!Object.hasOwn(this.store, name)) {
			throw new n8nWorkflow.UserError(`Credential with name "${name}" does not exist.`);
		}
		return structuredClone(this.store[name]);
	}
}
