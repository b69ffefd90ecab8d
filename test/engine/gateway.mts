import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import type { Sandbox } from '../../sandbox/server.mts';

/** A request on its way to the sandbox. */
export interface PassingRequest {
	method: string;
	/** Path with query string. */
	path: string;
	/** Parsed JSON; text where it is none; undefined where there is none. */
	body: unknown;
}

/** An answer given in the sandbox's stead. */
export interface GatewayAnswer {
	status: number;
	body?: object;
}

/** A gateway before a sandbox. */
export interface Gateway {
	credential: Sandbox['credential'];
	/** The statuses that it gave itself. */
	refusals: number[];
	close(): Promise<void>;
}

function parse(content: string): unknown {
	try {
		return content === '' ? undefined : JSON.parse(content);
	} catch {
		return content;
	}
}

/**
 * Puts a gateway before a sandbox, for faults that depend on what a request holds: `decide` gives the answer,
 * or undefined to pass the request on.
 */
export async function startGateway(
	sandbox: Sandbox,
	decide: (request: PassingRequest) => GatewayAnswer | undefined,
): Promise<Gateway> {
	const refusals: number[] = [];
	const server = createServer(async (request, response) => {
		const content = await text(request);
		const { method = 'GET', url: path = '/' } = request;
		const refusal = decide({ method, path, body: parse(content) });
		if (refusal !== undefined) {
			refusals.push(refusal.status);
			response.writeHead(refusal.status, { 'content-type': 'application/json' });
			response.end(JSON.stringify(refusal.body ?? {}));
			return;
		}
		const { authorization = '', 'content-type': contentType = 'application/json' } =
			request.headers;
		const answer = await fetch(sandbox.url + path, {
			method,
			headers: { authorization, 'content-type': contentType },
			...(method === 'POST' ? { body: content } : {}),
		});
		response.writeHead(answer.status, {
			'content-type': answer.headers.get('content-type') ?? 'application/json',
		});
		response.end(await answer.text());
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		credential: { ...sandbox.credential, tenantUrl: `http://127.0.0.1:${port}` },
		refusals,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** Runs `work` with a gateway before the sandbox. */
export async function withGateway(
	sandbox: Sandbox,
	decide: (request: PassingRequest) => GatewayAnswer | undefined,
	work: (gateway: Gateway) => Promise<void>,
): Promise<void> {
	const gateway = await startGateway(sandbox, decide);
	try {
		await work(gateway);
	} finally {
		await gateway.close();
	}
}

/** Answers by the size of a batch of contacts; requests of other kinds pass. */
export function byBatch(
	decide: (contactIds: string[], path: string) => GatewayAnswer | undefined,
): (request: PassingRequest) => GatewayAnswer | undefined {
	return ({ path, body }) =>
		path.endsWith('/contacts')
			? decide(
					(body as Array<{ contactId: string }>).map(({ contactId }) => contactId),
					path,
				)
			: undefined;
}
