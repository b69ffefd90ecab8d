import { addContacts, findLists, searchInteractions } from '../../nodes/shared/cxone/rest/calls.ts';
import { runCall, runCalls } from '../support/callNode.mts';
import { CLIENT, NockTenant, useNockTenants } from '../support/nockTenant.mts';

const page = { status: 200, body: { data: [], pagination: { nextPageToken: null } } };

useNockTenants();

test('the token is asked for with the client in the body, and sent with the call', async () => {
	const tenant = new NockTenant('POST', [page]);
	const { reply, run } = await runCall(searchInteractions, { body: { pageSize: 1 } });

	expect(run.error).toBeUndefined();
	expect(reply).toMatchObject({ kind: 'done', tries: 1, answer: page.body });
	expect(tenant.tokenRequests).toHaveLength(1);
	const [{ headers, body }] = tenant.tokenRequests;
	expect(headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
	expect(headers.authorization).toBeUndefined();
	expect(Object.fromEntries(new URLSearchParams(body as string))).toEqual({
		grant_type: 'client_credentials',
		client_id: CLIENT.id,
		client_secret: CLIENT.secret,
		scope: 'interactions:read lists:read lists:write campaigns:read campaigns:write',
	});
	expect(tenant.requests[0].headers.authorization).toBe('Bearer token-1');
});

test('calls side by side share one token, and the first goes alone', async () => {
	const tenant = new NockTenant('POST', [page]);
	const calls = Array.from({ length: 6 }, () => ({ body: {} }));
	const { replies } = await runCalls(searchInteractions, calls);

	expect(replies).toHaveLength(6);
	expect(tenant.tokenRequests).toHaveLength(1);
	expect(new Set(tenant.requests.map(({ headers }) => headers.authorization))).toEqual(
		new Set(['Bearer token-1']),
	);
});

test.each([
	['an object', { filters: { contactIds: ['a"\\\n'] }, pageSize: 500, pageToken: null }],
	['an array, without an object around it', [{ contactId: 'a', data: { score: 0, note: '' } }]],
	['text of all scripts', { name: 'Ünïcödé 名 😀 \u2028' }],
	['a field named as the prototype', [{ contactId: 'a', data: JSON.parse('{"__proto__": 1}') }]],
])('the body is JSON: %s', async (_name, body) => {
	const tenant = new NockTenant('POST', [{ status: 200, body: {} }]);
	await runCall(addContacts, { path: { listId: 'l' }, body });

	expect(tenant.requests[0].headers['content-type']).toMatch(/^application\/json/);
	expect(JSON.stringify(tenant.requests[0].body)).toBe(JSON.stringify(body));
});

test('a GET has no body, and its query is encoded', async () => {
	const tenant = new NockTenant('GET', [page]);
	const qs = { name: 'vip & co=50% +1/2 ü😀', pageSize: 100, pageToken: 'a/b+c=' };
	await runCall(findLists, { qs });

	const [{ path, body }] = tenant.requests;
	expect(body).toBe('');
	expect(path).not.toMatch(/[ ü😀]/u);
	const url = new URL(path, 'https://tenant.example');
	expect(url.pathname).toBe('/api/v1/lists');
	expect(Object.fromEntries(url.searchParams)).toEqual({ ...qs, pageSize: '100' });
});

test('a Tenant URL with a path keeps it for token and calls; a slash at its end is no second one', async () => {
	const tenant = new NockTenant('GET', [page]);
	const tenantUrl = 'https://tenant.example/gateway/';
	const { reply } = await runCall(findLists, {}, { tenantUrl });

	expect(reply).toMatchObject({ kind: 'done' });
	expect(tenant.tokenRequests[0].path).toBe('/gateway/oauth/token');
	expect(tenant.requests[0].path).toBe('/gateway/api/v1/lists');
});
