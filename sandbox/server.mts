import type { AddressInfo } from 'node:net';

import { addCalls, createApp } from './app.mts';
import { ALL_SCOPES } from './calls.mts';
import { FaultBoard } from './faults.mts';
import { generateHistory } from './history.mts';
import { InteractionIndex } from './interactionIndex.mts';
import { Pager } from './paging.mts';
import { RateLimit } from './rateLimit.mts';
import { RequestLog } from './requestLog.mts';
import { createCampaign, findCampaigns, getCampaign } from './routes/campaigns.mts';
import { addControlRoutes } from './routes/control.mts';
import { searchInteractions } from './routes/interactions.mts';
import { addContacts, createList, findLists, getList } from './routes/lists.mts';
import type { Sandbox, SandboxOptions } from './sandbox.mts';
import { Store } from './store.mts';
import { SANDBOX_CLIENT, TokenOffice } from './tokens.mts';

export type { CallName } from './calls.mts';
export type { FaultBoard } from './faults.mts';
export type { FaultEffect, FaultRule } from './faultRule.mts';
export type { Interaction } from './interaction.mts';
export type { RequestLogEntry } from './requestLog.mts';
export type { Sandbox, SandboxOptions } from './sandbox.mts';
export type { SandboxCampaign, SandboxList } from './store.mts';

const DEFAULT_SEED = 20_050_101;

/** Starts a CXone tenant on loopback. Rejects when the port is taken or the history has a wrong time. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { now = Date.now, seed = DEFAULT_SEED, contacts = 1_000, days = 365 } = options;
	const history =
		options.history ??
		generateHistory({
			contacts,
			days,
			seed,
			nowMs: now(),
			minInteractions: options.minInteractions,
		});
	const index = new InteractionIndex(history);
	const store = new Store(now);
	const faults = new FaultBoard();
	const tokens = new TokenOffice(options.tokenLifeSeconds ?? 3_600, options.scopes);
	const log = new RequestLog(options.requestLogSize, options.onAnswered);
	const { requestsPerSecond: rate } = options;
	const closing = new AbortController();
	const pager = new Pager(String(seed));
	const lookUpRules = {
		pager,
		ignoresNameFilter: options.ignoresNameFilter ?? false,
		lookupPageSize: options.lookupPageSize ?? 100,
	};

	const app = createApp(log, options.tls);
	addCalls(
		app,
		{
			faults,
			tokens,
			latencyMs: options.latencyMs ?? 0,
			absentCalls: new Set(options.absentCalls),
			absentStatus: options.absentStatus ?? 404,
			closing: closing.signal,
			rateLimit: rate === undefined ? undefined : new RateLimit(rate, Date.now),
		},
		{
			searchInteractions: (request) => searchInteractions(request, index, pager),
			createList: (request) => createList(request, store),
			findLists: (request) => findLists(request, store, lookUpRules),
			getList: (request) => getList(request, store),
			addContacts: (request) => addContacts(request, store),
			createCampaign: (request) => createCampaign(request, store),
			findCampaigns: (request) => findCampaigns(request, store, lookUpRules),
			getCampaign: (request) => getCampaign(request, store),
		},
	);
	const sandbox: Sandbox = {
		url: '',
		port: 0,
		credential: {
			tenantUrl: '',
			clientId: SANDBOX_CLIENT.id,
			clientSecret: SANDBOX_CLIENT.secret,
			scope: ALL_SCOPES.join(' '),
		},
		state: { history: index.rows, lists: store.lists, campaigns: store.campaigns },
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
	addControlRoutes(app, sandbox, index.contactCount);

	await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
	sandbox.port = (app.server.address() as AddressInfo).port;
	sandbox.url = `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${sandbox.port}`;
	sandbox.credential.tenantUrl = sandbox.url;
	return sandbox;
}
