import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** The key that the server knows. */
export const ACCESS_KEY = { accessKeyId: 'KEY-ID-7', accessKeySecret: 'a-secret-for-tests' };
const TENANT_ID = 'tenant-4711';

/** What the server got. */
export interface AccessKeyRequest {
	path: string;
	method: string;
	headers: IncomingMessage['headers'];
	body: string;
	status: number;
}

/** An answer that takes the place of the server's own; 'drop' breaks the connection. */
export type OddAnswer =
	| 'drop'
	| { status?: number; headers?: Record<string, string>; body?: unknown };

/** A CXone on loopback that access keys log in to: login, discovery, and calls that want the token of the last login. */
export interface AccessKeyServer {
	url: string;
	requests: AccessKeyRequest[];
	/** How often a path that begins so was asked for. */
	count: (path: string) => number;
	/** Answers in place of the server's own, by the beginning of a path. */
	odd: Map<string, OddAnswer | ((path: string) => OddAnswer | undefined)>;
	/** Fields in the answer to a login, over the usual ones. */
	login: Record<string, unknown>;
	/** Makes all tokens given out so far invalid. */
	expireTokens: () => void;
	key: { accessKeyId: string; accessKeySecret: string };
	/** The values of a credential for this server. */
	credential: Record<string, string>;
	close: () => Promise<void>;
}

export const LOGIN_PATH = '/authentication/v1/token/access-key';
export const DISCOVERY_PATH = '/.well-known/cxone-configuration';
export const API_PATH = '/inContactAPI/services/v30.0/';

/** A token as CXone gives it: a JWT that names the tenant. */
export function jwt(claims: object): string {
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return `${part({ alg: 'none' })}.${part(claims)}.${part({ n: Math.random() })}`;
}

/** Starts the server; each answer takes `latencyMs`. */
export async function startAccessKeyServer(latencyMs = 0): Promise<AccessKeyServer> {
	const requests: AccessKeyRequest[] = [];
	let tokens = new Set<string>();

	function ownAnswer(path: string, body: string, request: IncomingMessage): OddAnswer {
		if (path.startsWith(LOGIN_PATH)) {
			const { accessKeyId, accessKeySecret } = JSON.parse(body || '{}') as typeof ACCESS_KEY;
			const { key } = server;
			if (accessKeyId !== key.accessKeyId || accessKeySecret !== key.accessKeySecret)
				return { status: 401, body: { error: 'invalid_grant' } };
			const answer = {
				access_token: jwt({ tenantId: TENANT_ID }),
				token_type: 'Bearer',
				expires_in: 3_600,
				refresh_token: 'refresh',
				...server.login,
			};
			tokens.add(String(answer.access_token));
			return { body: answer };
		}
		if (path.startsWith(DISCOVERY_PATH))
			return path.endsWith(`?tenantId=${TENANT_ID}`)
				? { body: { api_endpoint: `${server.url}/`, area: 'na1' } }
				: { status: 404, body: { message: 'no such tenant' } };
		const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
		if (!tokens.has(token)) return { status: 401, body: { error: 'invalid_token' } };
		if (request.headers.accept !== 'application/json')
			return {
				headers: { 'content-type': 'application/html' },
				body: 'No known way to render data',
			};
		return { body: { businessUnits: [{ businessUnitId: 1 }] } };
	}

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const parts: Buffer[] = [];
		for await (const part of request) parts.push(part as Buffer);
		const body = Buffer.concat(parts).toString();
		const path = request.url ?? '';
		if (latencyMs > 0) await wait(latencyMs);
		const [, odd] = [...server.odd].find(([start]) => path.startsWith(start)) ?? [];
		const given = (typeof odd === 'function' ? odd(path) : odd) ?? ownAnswer(path, body, request);
		const status = given === 'drop' ? 0 : (given.status ?? 200);
		const { method = '', headers } = request;
		requests.push({ path, method, headers, body, status });
		if (given === 'drop') return void response.destroy();
		const isText = typeof given.body === 'string';
		response.writeHead(status, {
			'content-type': isText ? 'text/html' : 'application/json',
			...given.headers,
		});
		response.end(isText ? given.body : given.body === undefined ? '' : JSON.stringify(given.body));
	}

	const http = createServer((request, response) => void answer(request, response));
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
	const server: AccessKeyServer = {
		url,
		requests,
		count: (start) => requests.filter(({ path }) => path.startsWith(start)).length,
		odd: new Map(),
		login: {},
		expireTokens: () => {
			tokens = new Set();
		},
		key: { ...ACCESS_KEY },
		credential: { ...ACCESS_KEY, environment: 'custom', loginUrl: url },
		close: async () => {
			http.closeAllConnections();
			await new Promise((resolve) => http.close(resolve));
		},
	};
	return server;
}
