import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

import { CALL_ROUTES, TOKEN_PATH } from '../../sandbox/rest/calls.mts';

/** What a call is named in the summary, with its method and path. */
const CALLS = [
	{ label: 'token', method: 'POST', path: TOKEN_PATH },
	{ label: 'search', ...CALL_ROUTES.searchInteractions },
	{ label: 'list look-up', ...CALL_ROUTES.findLists },
	{ label: 'list by ID', ...CALL_ROUTES.getList },
	{ label: 'list create', ...CALL_ROUTES.createList },
	{ label: 'contact batch', ...CALL_ROUTES.addContacts },
	{ label: 'campaign look-up', ...CALL_ROUTES.findCampaigns },
	{ label: 'campaign by ID', ...CALL_ROUTES.getCampaign },
	{ label: 'campaign create', ...CALL_ROUTES.createCampaign },
].map(({ label, method, path }) => ({
	label,
	method,
	pattern: new RegExp(`${path.replace(':id', '[^/]+')}$`),
}));

/**
 * Counts the requests that this process sends to CXone, whichever client sends them: Node tells of
 * each one on a diagnostics channel. Calls that are not of the CXone contract are not counted.
 */
export class RequestCounter {
	/** Requests by kind, in the order of their first appearance. */
	readonly counts = new Map<string, number>();

	total = 0;

	private readonly onRequest = (message: unknown): void => {
		const { method, path } = (message as { request: ClientRequest }).request;
		const [pathname] = path.split('?');
		const call = CALLS.find((one) => one.method === method && one.pattern.test(pathname));
		if (call === undefined) return;
		this.total += 1;
		this.counts.set(call.label, (this.counts.get(call.label) ?? 0) + 1);
	};

	constructor() {
		subscribe('http.client.request.start', this.onRequest);
	}

	/** Counts no more. */
	stop(): void {
		unsubscribe('http.client.request.start', this.onRequest);
	}
}
