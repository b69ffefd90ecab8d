import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Session } from '../../nodes/shared/transport/session.ts';
import { AccessKeyOffice } from '../../sandbox/acd/accessKeys.mts';
import { ACD_ROUTES, type AcdCall } from '../../sandbox/acd/calls.mts';
import { DialingDesk } from '../../sandbox/acd/dialingDesk.mts';
import { type AcdOptions, acdOptions } from '../../sandbox/acd/options.mts';
import { acdWorks } from '../../sandbox/acd/routes.mts';
import type { AcdTenant } from '../../sandbox/acd/tenant.mts';
import { tenantSkills } from '../../sandbox/acd/tenantSkills.mts';
import { MovableClock } from '../../sandbox/clock.mts';
import { OutboundStore } from '../../sandbox/outboundStore.mts';
import { type HandMadeAnswer, handMadeSession, networkError } from './handMadeSession.mts';

const ROOT = '/inContactAPI/services/v30.0';
const SEED = 1;

/** From which request on a run is cut off, and whether that one is carried out. */
export interface Cut {
	request: number;
	when: 'before' | 'after';
}

interface Match {
	call: AcdCall;
	id: string;
}

const ROUTES = Object.entries(ACD_ROUTES).map(([call, { method, path }]) => ({
	call: call as AcdCall,
	method,
	pattern: new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`),
	// `jobs` is no id of a list.
	rank: path.includes(':') ? 1 : 0,
}));
ROUTES.sort((a, b) => a.rank - b.rank);

function matchOf(method: string, path: string): Match {
	for (const route of ROUTES) {
		const found = route.method === method ? route.pattern.exec(path) : null;
		if (found) return { call: route.call, id: decodeURIComponent(found[1] ?? '') };
	}
	throw new Error(`No call of the sandbox: ${method} ${path}`);
}

/** The sandbox's ACD tenant without a network, so that a thousand stories are told in seconds; each request takes `tickMs` of its time. */
export class AcdInMemory {
	readonly store: OutboundStore;
	readonly clock: MovableClock;
	readonly desk: DialingDesk;
	readonly calls: AcdCall[] = [];
	private readonly works: ReturnType<typeof acdWorks>;

	constructor(
		acd: AcdOptions,
		nowMs: number,
		private readonly tickMs: number,
	) {
		const rules = acdOptions.parse(acd);
		this.store = new OutboundStore(() => tenantSkills(rules));
		this.clock = new MovableClock(
			() => nowMs,
			() => this.desk.settle(),
		);
		this.desk = new DialingDesk(this.store, rules, SEED, this.clock);
		const tenant: AcdTenant = {
			store: this.store,
			tokens: new AccessKeyOffice(3_600),
			rules,
			now: this.clock.now,
			elapsedMs: this.clock.elapsedMs,
			settle: this.desk.settle,
			dialed: [],
			contacts: () => [],
			loginOrigin: () => '',
			apiOrigin: () => '',
		};
		this.works = acdWorks(tenant);
	}

	/** A run's way to the tenant. */
	open(cut?: Cut): Session {
		let requests = 0;
		return handMadeSession(
			(options) => {
				requests += 1;
				this.clock.advance({ minutes: this.tickMs / 60_000 });
				if (cut === undefined || requests < cut.request) return this.answer(options);
				if (requests === cut.request && cut.when === 'after') this.answer(options);
				throw networkError('ECONNRESET');
			},
			{ now: this.clock.now, maxConcurrency: 4 },
		);
	}

	private answer({ method = 'GET', url, qs, body }: IHttpRequestOptions): HandMadeAnswer {
		const path = new URL(url).pathname.slice(ROOT.length);
		const { call, id } = matchOf(method, path);
		this.calls.push(call);
		const query = Object.fromEntries(
			Object.entries((qs ?? {}) as Record<string, unknown>).map(([name, value]) => [
				name,
				String(value),
			]),
		);
		const answer = this.works[call]({ version: 30, id, skillId: '', path, query, body });
		return {
			statusCode: answer.status,
			body: answer.body === undefined ? '' : JSON.parse(JSON.stringify(answer.body)),
		};
	}
}
