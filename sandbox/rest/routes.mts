import type { FastifyInstance } from 'fastify';

import { entryOf } from '../app.mts';
import type { Interaction } from '../interaction.mts';
import type { Pipeline } from '../pipeline.mts';
import type { Store } from '../store.mts';
import { send } from '../wire.mts';
import { type ApiCall, CALL_ROUTES, TOKEN_PATH } from './calls.mts';
import { createCampaign, findCampaigns, getCampaign } from './campaigns.mts';
import { type Work, answerCall, answerToken } from './guard.mts';
import { searchInteractions } from './interactions.mts';
import { InteractionIndex } from './interactionIndex.mts';
import { addContacts, createList, findLists, getList } from './lists.mts';
import { Pager } from './paging.mts';
import type { TokenOffice } from './tokens.mts';

/** What the REST family of a tenant stands on. */
export interface RestTenant {
	history: Interaction[];
	store: Store;
	tokens: TokenOffice;
	/** Seals the page tokens. */
	pageSecret: string;
	ignoresNameFilter: boolean;
	lookupPageSize: number;
}

function worksOf(tenant: RestTenant): Record<ApiCall, Work> {
	const { store, ignoresNameFilter, lookupPageSize } = tenant;
	const index = new InteractionIndex(tenant.history);
	const pager = new Pager(tenant.pageSecret);
	const rules = { pager, ignoresNameFilter, lookupPageSize };
	return {
		searchInteractions: (request) => searchInteractions(request, index, pager),
		createList: (request) => createList(request, store),
		findLists: (request) => findLists(request, store, rules),
		getList: (request) => getList(request, store),
		addContacts: (request) => addContacts(request, store),
		createCampaign: (request) => createCampaign(request, store),
		findCampaigns: (request) => findCampaigns(request, store, rules),
		getCampaign: (request) => getCampaign(request, store),
	};
}

/** Adds the token request and the calls of the REST contract. Throws a RangeError for a start time that is none. */
export function addRestCalls(app: FastifyInstance, pipeline: Pipeline, tenant: RestTenant): void {
	const works = worksOf(tenant);
	const { tokens } = tenant;
	app.route({
		method: 'POST',
		url: TOKEN_PATH,
		config: { call: 'token' },
		handler: async (request, reply) =>
			send(reply, await answerToken(pipeline, tokens, entryOf(request), request)),
	});
	for (const call of Object.keys(works) as ApiCall[]) {
		const { method, path } = CALL_ROUTES[call];
		app.route<{ Params: { id?: string }; Querystring: Record<string, unknown> }>({
			method,
			url: path,
			config: { call },
			handler: async (request, reply) =>
				send(
					reply,
					await answerCall(pipeline, tokens, call, works[call], entryOf(request), request),
				),
		});
	}
}
