import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import axios from 'axios';

import { type AcdOptions, type Sandbox, startSandbox } from '../../../sandbox/server.mts';
import type { SandboxOptions } from '../../../sandbox/server.mts';
import { runCheck } from '../../../tools/tenant/runCheck.mts';
import { acdClient, makeCallingList, upload } from '../../sandbox/acdTenant.mts';
import type { Report } from '../../../tools/tenant/report.mts';
import type { AxiosInstance } from 'axios';

/** A check that has run. */
export interface Checked {
	report: Report;
	sandbox: Sandbox;
	/** The answer of a finding by its id, with what it was found by; fails where there is none. */
	answer: (id: string) => string;
	/** All that a user would see or send. */
	text: string;
	/** What was waited, in milliseconds. */
	waitsMs: number[];
}

/** How a check is set up. */
export interface Setting extends SandboxOptions {
	acd?: AcdOptions;
	/** Makes lists and the like before the check. */
	prepare?: (api: AxiosInstance, sandbox: Sandbox) => Promise<void>;
	mostRequests?: number;
	country?: string;
	/** Waits for 429s are made this much shorter. */
	waitScale?: number;
}

/** The credential of a sandbox as the environment would say it. */
export function credentialsOf({ acd, url }: Sandbox, changes: Record<string, string> = {}) {
	const { accessKeyId, accessKeySecret } = acd.credential;
	return { accessKeyId, accessKeySecret, environment: 'custom', loginUrl: url, ...changes };
}

/** Checks a sandbox, which is closed then; its log holds the requests of the check alone. */
export async function checkSandbox(setting: Setting = {}): Promise<Checked> {
	const { prepare, mostRequests, country = 'US', waitScale = 0.02, ...options } = setting;
	const sandbox = await startSandbox({ contacts: 40, ...options });
	const waitsMs: number[] = [];
	try {
		if (prepare !== undefined) await prepare(await acdClient(sandbox), sandbox);
		sandbox.requests.length = 0;
		const report = await runCheck({
			settings: { credentials: credentialsOf(sandbox), country },
			nowMs: (options.now ?? Date.now)(),
			say: () => {},
			wait: async (ms) => {
				waitsMs.push(ms);
				await new Promise((resolve) => setTimeout(resolve, ms * waitScale));
			},
			mostRequests,
		});
		const stopped = report.findings.filter(({ id }) => id.endsWith('.stopped'));
		if (stopped.length > 0) throw new Error(JSON.stringify(stopped));
		const answer = (id: string) => {
			const finding = report.findings.find((one) => one.id === id);
			if (finding === undefined) throw new Error(`No finding ${id}`);
			return `${finding.answer} (${finding.found})`;
		};
		const text = [...report.lines(), JSON.stringify(report.findings)].join('\n');
		return { report, sandbox, answer, text, waitsMs };
	} finally {
		await sandbox.close();
	}
}

/** Makes a list of so many records under a skill. */
export async function fillList(api: AxiosInstance, name: string, count: number): Promise<number> {
	const id = await makeCallingList(api, name);
	const rows = Array.from({ length: count }, (_, n) => `id-${n},212555${2_000 + n},${n}`);
	await upload(api, id, ['id,phone,score', ...rows].join('\r\n'));
	return id;
}

/** What a proxy does with a request: changes its query, or answers in its place. */
export interface Odd {
	query?: (query: URLSearchParams, path: string) => void;
	answer?: (path: string, body: Record<string, unknown>) => unknown;
	headers?: Record<string, string>;
}

async function passOn(request: IncomingMessage, target: string, odd: Odd) {
	const { pathname, searchParams } = new URL(request.url ?? '', target);
	odd.query?.(searchParams, pathname);
	return await axios.get(`${target}${pathname}?${searchParams}`, {
		headers: { Accept: 'application/json', Authorization: request.headers.authorization },
		validateStatus: () => true,
		proxy: false,
	});
}

/** Checks a sandbox whose API stands behind a proxy that makes it odd where the sandbox has no switch for it. */
export async function checkOdd(odd: Odd, setting: Setting = {}): Promise<Checked> {
	let target = '';
	const server: Server = createServer((request, response) => {
		const answered = passOn(request, target, odd).then(({ status, data, headers }) => {
			const path = new URL(request.url ?? '', target).pathname;
			const body: unknown = status === 200 && odd.answer ? odd.answer(path, data) : data;
			const description = headers.icstatusdescription as string | undefined;
			response.writeHead(status, {
				'content-type': 'application/json',
				...(description !== undefined && { icStatusDescription: description }),
				...odd.headers,
			});
			response.end(status === 204 ? undefined : JSON.stringify(body));
		});
		answered.catch((error: unknown) => response.destroy(error as Error));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	try {
		return await checkSandbox({
			...setting,
			acd: { ...setting.acd, apiEndpoint: `http://127.0.0.1:${port}` },
			prepare: async (api, sandbox) => {
				target = sandbox.acd.apiUrl;
				await setting.prepare?.(api, sandbox);
			},
		});
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	}
}
