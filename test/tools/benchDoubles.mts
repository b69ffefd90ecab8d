import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import {
	NodeConnectionTypes,
	NodeOperationError,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

type Behaviour = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

/** A node that does, with the engine's own context, what a test tells it to do. */
export class ProbeNode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Probe',
		name: 'probe',
		group: ['transform'],
		version: 1,
		description: 'Does what the test says',
		defaults: { name: 'Probe' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'benchOAuth2Api' }],
		properties: [{ displayName: 'Value', name: 'value', type: 'string', default: 'default' }],
	};

	constructor(public execute: Behaviour) {}
}

/** A node error about one input item. */
export function itemError(context: IExecuteFunctions, itemIndex: number): NodeOperationError {
	return new NodeOperationError(context.getNode(), `Item ${itemIndex} is bad`, {
		description: 'Mend it',
		itemIndex,
	});
}

/** Asks the token server's `/echo` once an item, with the bench credential. */
export const callEcho: Behaviour = async function () {
	const items: INodeExecutionData[] = [];
	for (const [item] of this.getInputData().entries()) {
		const { tenantUrl } = await this.getCredentials('benchOAuth2Api', item);
		const json = (await this.helpers.httpRequestWithAuthentication.call(this, 'benchOAuth2Api', {
			method: 'GET',
			url: `${String(tenantUrl)}/echo`,
			json: true,
		})) as IDataObject;
		items.push({ json, pairedItem: { item } });
	}
	return [items];
};

function hidden(name: string, value: string): INodeProperties {
	return { displayName: name, name, type: 'hidden', default: value };
}

/** A client-credentials credential that finds its token URL by an expression. */
export class BenchOAuth2Api implements ICredentialType {
	name = 'benchOAuth2Api';
	displayName = 'Bench OAuth2 API';
	extends = ['oAuth2Api'];
	properties: INodeProperties[] = [
		hidden('grantType', 'clientCredentials'),
		{ displayName: 'Tenant URL', name: 'tenantUrl', type: 'string', default: '' },
		hidden('accessTokenUrl', '={{ $self["tenantUrl"].replace(/\\/+$/, "") }}/oauth/token'),
		hidden('authentication', 'body'),
		{ displayName: 'Scope', name: 'scope', type: 'string', default: 'lists:read lists:write' },
	];

	/** What the credential held at each call of `preAuthentication`. */
	readonly preAuthenticationCalls: ICredentialDataDecryptedObject[] = [];

	preAuthentication = async (credentials: ICredentialDataDecryptedObject) => {
		this.preAuthenticationCalls.push(structuredClone(credentials));
		return {};
	};
}

/** A service that gives out tokens by client credentials and answers `/echo` to the newest one. */
export class TokenServer {
	/** The form fields of each token request. */
	readonly tokenRequests: Array<Record<string, string>> = [];
	/** The token of each `/echo` request, right or not. */
	readonly tokensUsed: string[] = [];

	private currentToken = '';
	private readonly server: Server = createServer((request, response) => {
		void this.answer(request).then(({ status, body }) => {
			response.writeHead(status, { 'Content-Type': 'application/json' });
			response.end(JSON.stringify(body));
		});
	});

	/** Starts it on a free port of this machine and returns its URL. */
	async start(): Promise<string> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	/** From now on the token given out last is refused. */
	expireToken(): void {
		this.currentToken = '';
	}

	private async answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
		if (request.url === '/oauth/token') {
			this.tokenRequests.push(Object.fromEntries(new URLSearchParams(await text(request))));
			this.currentToken = `token-${this.tokenRequests.length}`;
			return { status: 200, body: { access_token: this.currentToken, expires_in: 3600 } };
		}
		const token = String(request.headers.authorization).replace('Bearer ', '');
		this.tokensUsed.push(token);
		if (token !== this.currentToken) return { status: 401, body: { error: 'expired' } };
		return { status: 200, body: { token } };
	}
}
