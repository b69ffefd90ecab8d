import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import type { Sandbox } from '../../sandbox/server.mts';

/** A tenant that answers byte by byte as a test says. */
export interface RawTenant {
	credential: Sandbox['credential'];
	/** The requests that came, as `POST /path?query`. */
	requests: string[];
	/** Requests whose connection the client ended before the answer was whole. */
	aborted: string[];
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Gives JSON. */
export function giveJson(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}

/** Gives a token of that type. */
export function giveToken(response: ServerResponse, tokenType = 'Bearer'): void {
	giveJson(response, 200, {
		access_token: 'secret-token',
		expires_in: 3_600,
		token_type: tokenType,
	});
}

/** Runs `work` with a tenant whose token service and calls answer as given. */
export async function withRawTenant(
	answers: { token?: Answer; call: Answer },
	work: (tenant: RawTenant) => Promise<void>,
): Promise<void> {
	const { token = (_, response) => giveToken(response), call } = answers;
	const requests: string[] = [];
	const aborted: string[] = [];
	const server = createServer(async (request, response) => {
		const name = `${request.method} ${request.url}`;
		requests.push(name);
		response.once('close', () => {
			if (!response.writableFinished) aborted.push(name);
		});
		await text(request);
		if (request.url?.startsWith('/oauth/token')) token(request, response);
		else call(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const credential = {
		tenantUrl: `http://127.0.0.1:${port}`,
		clientId: 'client',
		clientSecret: 'secret',
		scope: 'campaigns:read campaigns:write',
	};
	try {
		await work({ credential, requests, aborted });
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}
