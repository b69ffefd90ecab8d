import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

import axios from 'axios';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/server.mts';
import { runWorkflow } from '../engine/engine.mts';
import { nodeDouble } from '../engine/nodeDouble.mts';
import { loadPackageTypes } from '../engine/packageTypes.mts';
import { chainWorkflow, CREDENTIAL_NAME } from './chain.mts';

const SCRIPT = 'n8n-nodes-base.benchScript';

/** Makes the requests of a script; each gives the body of the answer. */
export interface ScriptClient {
	post: <Answer>(path: string, body: object) => Promise<Answer>;
	get: (path: string, query: IDataObject) => Promise<void>;
}

async function fetchToken(credential: Sandbox['credential']): Promise<IDataObject> {
	const { tenantUrl, clientId, clientSecret, scope } = credential;
	const body = new URLSearchParams({
		grant_type: 'client_credentials',
		client_id: clientId,
		client_secret: clientSecret,
		scope,
	});
	return (await axios.post<IDataObject>(`${tenantUrl}/oauth/token`, body)).data;
}

/** Runs a script over kept-alive connections. */
export async function runKeptAlive(
	credential: Sandbox['credential'],
	script: (client: ScriptClient) => Promise<void>,
): Promise<void> {
	const { access_token: token } = await fetchToken(credential);
	const client = axios.create({
		baseURL: credential.tenantUrl,
		httpAgent: new HttpAgent({ keepAlive: true }),
		httpsAgent: new HttpsAgent({ keepAlive: true }),
		headers: { Authorization: `Bearer ${String(token)}` },
	});
	await script({
		post: async (path, body) => (await client.post(path, body)).data,
		get: async (path, params) => {
			await client.get(path, { params });
		},
	});
}

/** Sends a request by n8n's HTTP helper; gives the body of the answer. */
export type SendInN8n = (options: IHttpRequestOptions) => Promise<unknown>;

function clientOf(sendInN8n: SendInN8n, tenantUrl: string): ScriptClient {
	const send = async (options: IHttpRequestOptions) =>
		(await sendInN8n({ ...options, url: tenantUrl + options.url })) as never;
	return {
		post: async (url, body) => await send({ method: 'POST', url, body: body as IDataObject }),
		get: async (url, qs) => {
			await send({ method: 'GET', url, qs });
		},
	};
}

/** Runs a script as a node in n8n's engine, by n8n's HTTP helper: what any node has to pay. */
export async function runInN8n(
	credential: Sandbox['credential'],
	script: (client: ScriptClient) => Promise<void>,
): Promise<void> {
	await runBare('cxoneOAuth2Api', { ...credential }, async (send) => {
		await script(clientOf(send, credential.tenantUrl));
	});
}

/** Runs work as a node in n8n's engine that has a credential of that type and does nothing else. */
export async function runBare(
	credentialType: 'cxoneOAuth2Api' | 'cxoneAccessKeyApi',
	values: Record<string, string>,
	work: (send: SendInN8n) => Promise<void>,
): Promise<void> {
	const node = nodeDouble(
		{
			name: 'benchScript',
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: credentialType, required: true }],
		},
		async function () {
			await work(
				async (options) =>
					await this.helpers.httpRequestWithAuthentication.call(this, credentialType, {
						...options,
						json: true,
					}),
			);
			return [this.getInputData()];
		},
	);
	const run = await runWorkflow(chainWorkflow([[SCRIPT, {}]]), {
		nodeTypes: { [SCRIPT]: node },
		credentialTypes: loadPackageTypes('dist').credentialTypes,
		credentials: { [CREDENTIAL_NAME]: values },
	});
	if (run.error !== undefined) throw new Error(`The script failed: ${run.error.message}`);
}
