import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IExecuteFunctions,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { runNode, type TestedNodeRun } from '../support/engine.mts';

/** One call of the node that tries a credential. */
export interface TriedCall extends Partial<IHttpRequestOptions> {
	/** Wait before it, in milliseconds. */
	afterMs?: number;
}

/** What became of a call: its status, or the error that n8n made. */
export interface Tried {
	status?: number;
	error?: { message: string; description?: string | null; httpCode?: string | null };
	/** The options after the call, which n8n hands to the credential by reference. */
	options: IHttpRequestOptions;
}

/** A node that makes these calls side by side with its credential, and hands them over. */
function tryingNode(typeName: string, calls: TriedCall[], tried: Tried[]): INodeType {
	const description: Partial<INodeTypeDescription> = {
		name: 'tryCredential',
		displayName: 'Try Credential',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Try Credential' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: typeName, required: true }],
		properties: [],
	};
	return {
		description: description as INodeTypeDescription,
		async execute(this: IExecuteFunctions) {
			await Promise.all(
				calls.map(async ({ afterMs = 0, ...call }, index) => {
					await new Promise((resolve) => setTimeout(resolve, afterMs));
					const options: IHttpRequestOptions = {
						method: 'GET',
						url: '/inContactAPI/services/v30.0/business-unit',
						json: true,
						returnFullResponse: true,
						ignoreHttpStatusErrors: true,
						...call,
					};
					try {
						const answer = (await this.helpers.httpRequestWithAuthentication.call(
							this,
							typeName,
							options,
						)) as IN8nHttpFullResponse;
						tried[index] = { status: answer.statusCode, options };
					} catch (error) {
						const { message, description: more, httpCode } = error as NonNullable<Tried['error']>;
						tried[index] = { error: { message, description: more, httpCode }, options };
					}
				}),
			);
			return [[]];
		},
	};
}

/** Makes calls side by side with a credential in n8n's engine; `credentials` is the store that runs share. */
export async function tryCalls(
	type: ICredentialType,
	values: ICredentialDataDecryptedObject,
	calls: TriedCall[] = [{}],
	credentials: Record<string, ICredentialDataDecryptedObject> = {},
): Promise<Tried[] & { run: TestedNodeRun }> {
	const tried: Tried[] = [];
	const run = await runNode(tryingNode(type.name, calls, tried), {
		credential: { type, values },
		credentials,
	});
	return Object.assign(tried, { run });
}
