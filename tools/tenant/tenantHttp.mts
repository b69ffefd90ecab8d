import axios, { type AxiosInstance } from 'axios';
import type { IHttpRequestOptions } from 'n8n-workflow';

import { parseRetryAfterMs } from '../../nodes/shared/core/retryAfter.ts';
import { ReadOnlyGuard } from './readOnlyGuard.mts';
import { Traffic } from './traffic.mts';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];
const TIMEOUT_MS = 60_000;
const MOST_BYTES = 200 * 1024 * 1024;
/** Waits after a 429 that names none; the call is asked once more than there are waits. */
const WAITS_MS = [2_000, 6_000];
const LONGEST_WAIT_MS = 60_000;
/** After so many requests without an answer in a row nothing more is asked. */
const MOST_SILENT = 3;

/** What came back: the status is 0 and `code` says why where nothing did. */
export interface HttpAnswer {
	status: number;
	/** JSON where it is JSON, else the text. */
	body: unknown;
	headers: Readonly<Record<string, unknown>>;
	code?: string;
}

/** Why a request was not sent. */
export type NotAsked = { notAsked: 'the limit of requests was reached' | 'CXone does not answer' };

function parseBody(text: unknown): unknown {
	if (typeof text !== 'string') return text;
	try {
		return JSON.parse(text);
	} catch {
		// No JSON, which the reader of the answer judges.
		return text;
	}
}

function codeOf(error: unknown): string {
	const { code } = Object(error) as { code?: unknown };
	return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : 'no code';
}

/** The one way of the check to the network: a request at a time, at most `mostRequests`, and each past the guard. */
export class TenantHttp {
	readonly guard = new ReadOnlyGuard();
	readonly traffic = new Traffic();
	/** Behind the guard as well; for tests of it. */
	readonly client: AxiosInstance;
	private silent = 0;
	private queue: Promise<unknown> = Promise.resolve();

	constructor(
		private readonly mostRequests: number,
		private readonly wait: (ms: number) => Promise<void>,
	) {
		this.client = axios.create({
			maxRedirects: 0,
			timeout: TIMEOUT_MS,
			maxContentLength: MOST_BYTES,
			validateStatus: () => true,
			responseType: 'text',
			transformResponse: [(text: unknown) => text],
		});
		this.client.interceptors.request.use((config) => {
			const url = axios.getUri(config);
			this.guard.check(config.method, url);
			this.traffic.sent += 1;
			if (LOCAL_HOSTS.includes(new URL(url).hostname)) config.proxy = false;
			return config;
		});
	}

	/** n8n's helper for HTTP, as far as the login uses it; `onAnswer` sees each answer. */
	helper(onAnswer: (url: string, answer: HttpAnswer) => void) {
		const httpRequest = async ({ method = 'GET', url, qs, body, headers }: IHttpRequestOptions) => {
			const answer = await this.inTurn(
				async () =>
					await this.send(method, url, { ...headers } as Record<string, string>, qs, body),
			);
			onAnswer(url, answer);
			// n8n's helper throws where nothing came; the login tells what by the code.
			if (answer.status === 0) throw Object.assign(new Error('No answer'), { code: answer.code });
			return { statusCode: answer.status, headers: answer.headers, body: answer.body };
		};
		return { helpers: { httpRequest } };
	}

	/** Reads from the API; a 429 is waited for and asked again. */
	async get(url: string, qs: object, accessToken: string): Promise<HttpAnswer | NotAsked> {
		const headers = { Accept: 'application/json', Authorization: `Bearer ${accessToken}` };
		return await this.inTurn(async () => {
			for (let tries = 0; ; tries++) {
				if (this.silent >= MOST_SILENT) return { notAsked: 'CXone does not answer' };
				if (this.traffic.sent >= this.mostRequests)
					return { notAsked: 'the limit of requests was reached' };
				const answer = await this.send('GET', url, headers, qs);
				this.traffic.note(answer);
				if (answer.status !== 429 || tries >= WAITS_MS.length) return answer;
				const named = parseRetryAfterMs(answer.headers['retry-after'], Date.now());
				await this.wait(Math.min(named ?? WAITS_MS[tries], LONGEST_WAIT_MS));
			}
		});
	}

	private async inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
		const turn = this.queue.then(work);
		this.queue = turn.catch(() => undefined);
		return await turn;
	}

	private async send(
		method: string,
		url: string,
		headers: Record<string, string>,
		params?: object,
		data?: unknown,
	): Promise<HttpAnswer> {
		const startedMs = performance.now();
		try {
			const request = { method, url, headers, params, data };
			const { status, data: text, headers: given } = await this.client.request<unknown>(request);
			this.silent = 0;
			this.traffic.durationsMs.push(performance.now() - startedMs);
			return { status, body: parseBody(text), headers: { ...given } };
		} catch (error) {
			if (!axios.isAxiosError(error)) throw error;
			this.silent += 1;
			return { status: 0, body: undefined, headers: {}, code: codeOf(error) };
		}
	}
}
