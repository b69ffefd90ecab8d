import nock from 'nock';

import { waiting } from '../../nodes/shared/transport/wait.ts';

/** Address of the tenant in transport tests; nothing answers there but nock. */
export const TENANT_URL = 'https://tenant.example';
/** Client of the tenant. */
export const CLIENT = { id: 'the-client-id', secret: 'the-client-secret' };

/** One request as it came over the wire. */
export interface WireRequest {
	/** Path and query, encoded as sent. */
	path: string;
	headers: Record<string, string>;
	/** Parsed where it is JSON. */
	body: unknown;
	atMs: number;
}

/** An answer, or a broken connection by its code. */
export type WireAnswer =
	| { status: number; body?: string | object; headers?: Record<string, string> }
	| { code: string };

function record(requests: WireRequest[], headers: object, path: string, body: unknown): void {
	requests.push({
		path,
		headers: { ...headers } as Record<string, string>,
		body,
		atMs: Date.now(),
	});
}

/** A tenant on the wire that gives tokens and answers calls in turn; the last answer stays. */
export class NockTenant {
	readonly requests: WireRequest[] = [];
	readonly tokenRequests: WireRequest[] = [];

	/** Starts to answer calls of that method. All other addresses are closed. */
	constructor(method: 'GET' | 'POST', answers: WireAnswer[]) {
		nock.disableNetConnect();
		const { requests, tokenRequests } = this;
		answers.forEach((answer, index) => {
			const scope = nock(TENANT_URL).persist(index === answers.length - 1);
			const isCall = (path: string) => path.includes('/api/v1/');
			const call = scope.intercept(isCall, method);
			call.reply(function (path, body) {
				record(requests, this.req.headers, path, body);
				if ('code' in answer) {
					const error = Object.assign(new Error(answer.code), { code: answer.code });
					this.req.destroy(error);
					return [500];
				}
				return [answer.status, answer.body ?? '', answer.headers ?? {}];
			});
		});
		nock(TENANT_URL)
			.persist()
			.post(/\/oauth\/token$/)
			.reply(function (path, body) {
				record(tokenRequests, this.req.headers, path, body);
				return [200, { access_token: `token-${tokenRequests.length}`, expires_in: 3_600 }];
			});
	}
}

/** For a test file whose tenants are `NockTenant`s: forgets their answers after each test, and makes waits short. */
export function useNockTenants(): void {
	beforeAll(() => {
		waiting.scale = 0.001;
	});

	afterEach(() => nock.cleanAll());

	// For the test files that run after this one in the same process.
	afterAll(() => {
		waiting.scale = 1;
		nock.restore();
		nock.enableNetConnect();
	});
}
