/** The eight calls of the REST contract that need a bearer token. */
export type ApiCall =
	| 'searchInteractions'
	| 'createList'
	| 'findLists'
	| 'getList'
	| 'addContacts'
	| 'createCampaign'
	| 'findCampaigns'
	| 'getCampaign';
/** Every call of the REST contract. */
export type RestCallName = 'token' | ApiCall;

/** How a call is reached, and the scope that it needs. */
export interface CallRoute {
	method: 'GET' | 'POST';
	path: string;
	scope: string;
}

/** Method, path and scope of every call but the token request. */
export const CALL_ROUTES: Readonly<Record<ApiCall, CallRoute>> = {
	searchInteractions: {
		method: 'POST',
		path: '/api/v1/interactions/search',
		scope: 'interactions:read',
	},
	createList: { method: 'POST', path: '/api/v1/lists', scope: 'lists:write' },
	findLists: { method: 'GET', path: '/api/v1/lists', scope: 'lists:read' },
	getList: { method: 'GET', path: '/api/v1/lists/:id', scope: 'lists:read' },
	addContacts: { method: 'POST', path: '/api/v1/lists/:id/contacts', scope: 'lists:write' },
	createCampaign: { method: 'POST', path: '/api/v1/campaigns', scope: 'campaigns:write' },
	findCampaigns: { method: 'GET', path: '/api/v1/campaigns', scope: 'campaigns:read' },
	getCampaign: { method: 'GET', path: '/api/v1/campaigns/:id', scope: 'campaigns:read' },
};

/** Path of the token request. */
export const TOKEN_PATH = '/oauth/token';

/** Every call of the REST contract, the token request first. */
export const REST_CALL_NAMES = ['token', ...Object.keys(CALL_ROUTES)] as RestCallName[];

/** The calls that answer in pages with a page token. */
export const LISTING_CALLS: ReadonlySet<string> = new Set<RestCallName>([
	'searchInteractions',
	'findLists',
	'findCampaigns',
]);

/** The scopes that a tenant knows. */
export const ALL_SCOPES: readonly string[] = [
	'interactions:read',
	'lists:read',
	'lists:write',
	'campaigns:read',
	'campaigns:write',
];
