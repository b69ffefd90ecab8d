import type { AddressInfo } from 'node:net';

import { createApp } from './app.mts';
import { addControlRoutes } from './control.mts';
import { FaultBoard } from './faults.mts';
import { generateHistory } from './history.mts';
import { type Interaction, inServiceOrder } from './interaction.mts';
import { RateLimit } from './rateLimit.mts';
import { RequestLog } from './requestLog.mts';
import { ALL_SCOPES } from './rest/calls.mts';
import { addRestCalls } from './rest/routes.mts';
import { SANDBOX_CLIENT, TokenOffice } from './rest/tokens.mts';
import type { Sandbox, SandboxOptions } from './sandbox.mts';
import { Store } from './store.mts';

export type { CallName } from './calls.mts';
export type { FaultBoard } from './faults.mts';
export type { FaultEffect, FaultRule } from './faultRule.mts';
export type { Interaction } from './interaction.mts';
export type { RequestLogEntry } from './requestLog.mts';
export type { Sandbox, SandboxOptions } from './sandbox.mts';
export type { SandboxCampaign, SandboxList } from './store.mts';

const DEFAULT_SEED = 20_050_101;

function countContacts(history: readonly Interaction[]): number {
	return new Set(history.map(({ contactId }) => contactId)).size;
}

/** Starts a CXone tenant on loopback. Rejects when the port is taken or the history has a wrong time. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { now = Date.now, seed = DEFAULT_SEED, contacts = 1_000, days = 365 } = options;
	const made =
		options.history ??
		generateHistory({
			contacts,
			days,
			seed,
			nowMs: now(),
			minInteractions: options.minInteractions,
		});
	const { rows: history } = inServiceOrder(made);
	const store = new Store(now);
	const faults = new FaultBoard();
	const tokens = new TokenOffice(options.tokenLifeSeconds ?? 3_600, options.scopes);
	const log = new RequestLog(options.requestLogSize, options.onAnswered);
	const { requestsPerSecond: rate } = options;
	const closing = new AbortController();
	const pipeline = {
		faults,
		latencyMs: options.latencyMs ?? 0,
		absentCalls: new Set(options.absentCalls),
		absentStatus: options.absentStatus ?? 404,
		closing: closing.signal,
		rateLimit: rate === undefined ? undefined : new RateLimit(rate, Date.now),
	};

	const app = createApp(log, options.tls);
	addRestCalls(app, pipeline, {
		history,
		store,
		tokens,
		pageSecret: String(seed),
		ignoresNameFilter: options.ignoresNameFilter ?? false,
		lookupPageSize: options.lookupPageSize ?? 100,
	});
	const sandbox: Sandbox = {
		url: '',
		port: 0,
		credential: {
			tenantUrl: '',
			clientId: SANDBOX_CLIENT.id,
			clientSecret: SANDBOX_CLIENT.secret,
			scope: ALL_SCOPES.join(' '),
		},
		state: { history, lists: store.lists, campaigns: store.campaigns },
		requests: log.entries,
		requestCounts: () => log.counts(),
		faults,
		expireTokens: () => tokens.expireAll(),
		reset: () => {
			store.clear();
			faults.clear();
			log.clear();
		},
		close: async () => {
			closing.abort();
			await app.close();
		},
	};
	addControlRoutes(app, sandbox, countContacts(history));

	await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
	sandbox.port = (app.server.address() as AddressInfo).port;
	sandbox.url = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${sandbox.port}`;
	sandbox.credential.tenantUrl = sandbox.url;
	return sandbox;
}
