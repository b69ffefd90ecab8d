import { setMaxListeners } from 'node:events';
import type { AddressInfo } from 'node:net';

import type { FastifyInstance } from 'fastify';

import { SANDBOX_ACCESS_KEY } from './acd/accessKeys.mts';
import { openAcd } from './acd/open.mts';
import { acdOptions } from './acd/options.mts';
import { tenantSkills } from './acd/tenantSkills.mts';
import { createApp } from './app.mts';
import { MovableClock } from './clock.mts';
import { addControlRoutes } from './control.mts';
import { addDialingRoutes } from './dialingControl.mts';
import { FaultBoard } from './faults.mts';
import { generateHistory } from './history.mts';
import { type Interaction, inServiceOrder } from './interaction.mts';
import { OutboundStore } from './outboundStore.mts';
import { CustomerPhones } from './phones.mts';
import { RateLimit } from './rateLimit.mts';
import { RequestLog } from './requestLog.mts';
import { ALL_SCOPES } from './rest/calls.mts';
import { addRestCalls } from './rest/routes.mts';
import { SANDBOX_CLIENT, TokenOffice } from './rest/tokens.mts';
import type { Sandbox, SandboxOptions } from './sandbox.mts';
import { Store } from './store.mts';

export type { AcdContact } from './acd/contacts.mts';
export type { AcdOptions } from './acd/options.mts';
export type { CallName } from './calls.mts';
export type { RestCallName } from './rest/calls.mts';
export type {
	Dialing,
	PressStartOptions,
	Ring,
	RingOutcome,
	TenantClock,
	TimeSpan,
} from './dialing.mts';
export type { FaultBoard } from './faults.mts';
export type { FaultEffect, FaultRule } from './faultRule.mts';
export type { Interaction } from './interaction.mts';
export type { CallAttempt, CallingList, CallingRecord, Skill, UploadJob } from './outbound.mts';
export type { RequestLogEntry } from './requestLog.mts';
export type { Sandbox, SandboxOptions } from './sandbox.mts';
export type { SandboxCampaign, SandboxList } from './store.mts';

const DEFAULT_SEED = 20_050_101;

function countContacts(history: readonly Interaction[]): number {
	return new Set(history.map(({ contactId }) => contactId)).size;
}

/** Listens on loopback; gives the port. */
async function listen(app: FastifyInstance, port: number): Promise<number> {
	await app.listen({ port, host: '127.0.0.1' });
	return (app.server.address() as AddressInfo).port;
}

/** Starts a CXone tenant on loopback. Rejects when the port is taken or the history has a wrong time. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { seed = DEFAULT_SEED, contacts = 1_000, days = 365 } = options;
	const clock = new MovableClock(options.now ?? Date.now, () => desk.settle());
	const { now } = clock;
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
	const rules = acdOptions.parse(options.acd ?? {});
	const store = new Store(now);
	const faults = new FaultBoard();
	const tokens = new TokenOffice(options.tokenLifeSeconds ?? 3_600, options.scopes);
	const log = new RequestLog(options.requestLogSize, options.onAnswered);
	const { requestsPerSecond: rate } = options;
	const closing = new AbortController();
	// Every answer on its way waits for it, and there may be many.
	setMaxListeners(0, closing.signal);
	const pipeline = {
		faults,
		latencyMs: options.latencyMs ?? 0,
		absentCalls: new Set(options.absentCalls),
		absentStatus: options.absentStatus ?? 404,
		closing: closing.signal,
		rateLimit: rate === undefined ? undefined : new RateLimit(rate, Date.now),
	};

	const app = createApp(log, now, options.tls);
	addRestCalls(app, pipeline, {
		history,
		store,
		tokens,
		pageSecret: String(seed),
		ignoresNameFilter: options.ignoresNameFilter ?? false,
		lookupPageSize: options.lookupPageSize ?? 100,
	});
	const apiApp = rules.isApiOnOtherPort ? createApp(log, now, options.tls) : app;
	const outbound = new OutboundStore(() => tenantSkills(rules));
	const phones = new CustomerPhones();
	const { tenant: acd, desk } = openAcd({
		loginApp: app,
		apiApp,
		pipeline,
		store: outbound,
		rules,
		history,
		isHistoryGenerated: options.history === undefined,
		phones,
		seed,
		clock,
		tokenLifeSeconds: tokens.lifeSeconds,
		loginOrigin: () => sandbox.url,
		apiOrigin: () => sandbox.acd.apiUrl,
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
		acd: {
			credential: {
				accessKeyId: SANDBOX_ACCESS_KEY.id,
				accessKeySecret: SANDBOX_ACCESS_KEY.secret,
				environment: 'custom',
				loginUrl: '',
				apiBaseUrl: '',
			},
			apiUrl: '',
			contacts: acd.contacts,
			settle: desk.settle,
		},
		clock,
		rings: desk.dialer.rings,
		dial: desk.dial,
		pressStartEverywhere: desk.pressStartEverywhere,
		phoneOf: (contactId) => phones.phoneOf(contactId),
		state: {
			history,
			lists: store.lists,
			campaigns: store.campaigns,
			skills: outbound.skills,
			callingLists: outbound.callingLists,
			uploadJobs: outbound.uploadJobs,
			dncGroups: outbound.dncGroups,
		},
		requests: log.entries,
		requestCounts: () => log.counts(),
		faults,
		expireTokens: () => {
			tokens.expireAll();
			acd.tokens.expireAll();
		},
		reset: () => {
			store.clear();
			outbound.clear();
			desk.dialer.clear();
			faults.clear();
			log.clear();
		},
		close: async () => {
			closing.abort();
			await Promise.all([...new Set([app, apiApp])].map((each) => each.close()));
		},
	};
	addControlRoutes(app, sandbox, countContacts(history), now);
	addDialingRoutes(app, sandbox);

	sandbox.port = await listen(app, options.port ?? 0);
	const urlOf = (port: number) =>
		`${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
	sandbox.url = urlOf(sandbox.port);
	sandbox.acd.apiUrl = apiApp === app ? sandbox.url : urlOf(await listen(apiApp, 0));
	sandbox.credential.tenantUrl = sandbox.url;
	sandbox.acd.credential.loginUrl = sandbox.url;
	return sandbox;
}
