import type { FastifyInstance } from 'fastify';

import type { MovableClock } from '../clock.mts';
import type { Interaction } from '../interaction.mts';
import type { OutboundStore } from '../outboundStore.mts';
import type { CustomerPhones } from '../phones.mts';
import type { Pipeline } from '../pipeline.mts';
import { AccessKeyOffice } from './accessKeys.mts';
import { type AcdContact, ContactMaker } from './contacts.mts';
import { DialingDesk } from './dialingDesk.mts';
import type { AcdRules } from './options.mts';
import { addAcdCalls, addLoginCalls } from './routes.mts';
import type { AcdTenant } from './tenant.mts';

/** What the ACD family needs of the sandbox that it is a part of. */
export interface AcdGround {
	/** Takes login and discovery. */
	loginApp: FastifyInstance;
	/** Takes the calls of the API; may be the same. */
	apiApp: FastifyInstance;
	pipeline: Pipeline;
	store: OutboundStore;
	rules: AcdRules;
	/** In the service's order. */
	history: readonly Interaction[];
	isHistoryGenerated: boolean;
	phones: CustomerPhones;
	seed: number;
	clock: MovableClock;
	tokenLifeSeconds: number;
	loginOrigin: () => string;
	apiOrigin: () => string;
}

/** Opens the ACD family of a tenant; its contacts are made when they are asked for first. */
export function openAcd(ground: AcdGround): { tenant: AcdTenant; desk: DialingDesk } {
	const { rules, history, phones, seed, clock } = ground;
	const desk = new DialingDesk(ground.store, rules, seed, clock);
	let contacts: readonly AcdContact[] | undefined;
	const tenant: AcdTenant = {
		store: ground.store,
		tokens: new AccessKeyOffice(ground.tokenLifeSeconds),
		rules,
		now: clock.now,
		elapsedMs: clock.elapsedMs,
		settle: desk.settle,
		dialed: desk.dialer.contacts,
		contacts: () => {
			const hasNoise = rules.hasNoise ?? ground.isHistoryGenerated;
			contacts ??= new ContactMaker(phones, { ...rules, hasNoise }, seed).make(history);
			return contacts;
		},
		loginOrigin: ground.loginOrigin,
		apiOrigin: ground.apiOrigin,
	};
	addLoginCalls(ground.loginApp, ground.pipeline, tenant);
	addAcdCalls(ground.apiApp, ground.pipeline, tenant);
	return { tenant, desk };
}
