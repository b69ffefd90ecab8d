import axios, { type AxiosInstance, type AxiosResponse } from 'axios';

import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/server.mts';

/** A sandbox with a client that carries a good token and answers every status instead of throwing. */
export interface Tenant {
	sandbox: Sandbox;
	api: AxiosInstance;
}

/** A client without a token; redirects are shown, not followed. */
export function plainClient({ url }: Sandbox): AxiosInstance {
	return axios.create({
		baseURL: url,
		validateStatus: () => true,
		maxRedirects: 0,
		proxy: false,
		// Cut answers must be seen as such, not as text.
		transitional: { silentJSONParsing: true, forcedJSONParsing: true, clarifyTimeoutError: false },
	});
}

/** The form of a token request, with fields changed or, by undefined, left out. */
export function tokenForm(
	{ credential }: Sandbox,
	changes: Record<string, string | undefined> = {},
): URLSearchParams {
	const fields = {
		grant_type: 'client_credentials',
		client_id: credential.clientId,
		client_secret: credential.clientSecret,
		scope: credential.scope,
		...changes,
	};
	const form = new URLSearchParams();
	for (const [name, value] of Object.entries(fields)) {
		if (value !== undefined) form.set(name, value);
	}
	return form;
}

/** Asks for a token and gives the whole answer. */
export async function askToken(
	sandbox: Sandbox,
	changes: Record<string, string | undefined> = {},
): Promise<AxiosResponse> {
	return await plainClient(sandbox).post('/oauth/token', tokenForm(sandbox, changes));
}

/** A client that carries a new token. */
export async function authorisedClient(sandbox: Sandbox): Promise<AxiosInstance> {
	const { data } = await askToken(sandbox);
	const client = plainClient(sandbox);
	client.defaults.headers.common.authorization = `Bearer ${data.access_token}`;
	return client;
}

/** Starts a sandbox and gets a token; the request log then starts empty. */
export async function openTenant(options: SandboxOptions = {}): Promise<Tenant> {
	const sandbox = await startSandbox({ contacts: 50, ...options });
	const api = await authorisedClient(sandbox);
	sandbox.reset();
	return { sandbox, api };
}

/** A list with so many contacts, made through the API. */
export async function makeList(
	api: AxiosInstance,
	name: string,
	contacts: number,
): Promise<string> {
	const { data } = await api.post('/api/v1/lists', { name, type: 'outbound' });
	if (contacts > 0) {
		const batch = Array.from({ length: contacts }, (_, n) => ({ contactId: `c${n}`, data: { n } }));
		await api.post(`/api/v1/lists/${data.id}/contacts`, batch);
	}
	return data.id;
}

/** The body of a campaign create that is accepted, with fields changed. */
export function campaignBody(listId: string, changes: object = {}): Record<string, unknown> {
	return {
		name: 'camp',
		dialType: 'predictive',
		listId,
		abandonThreshold: 3,
		startTime: '2026-05-04T10:00:00Z',
		endTime: '2026-05-04T18:00:00Z',
		wrapUpCode: 'Campaign Complete',
		status: 'active',
		predictiveDialingSettings: { targetAnswerRate: 0.85, maxCallsInProgress: 50 },
		...changes,
	};
}
