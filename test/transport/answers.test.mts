import nock from 'nock';

import {
	addContacts,
	createList,
	findLists,
	getList,
	searchInteractions,
} from '../../nodes/shared/cxone/rest/calls.ts';
import type { CallRule } from '../../nodes/shared/transport/call.ts';
import { runCall } from '../support/callNode.mts';
import { CLIENT, NockTenant, type WireAnswer, useNockTenants } from '../support/nockTenant.mts';

useNockTenants();

const json = { 'Content-Type': 'application/json' };

describe('a success that cannot be used is none', () => {
	const BODIES: Array<[string, WireAnswer]> = [
		['a web page', { status: 200, body: '<!doctype html><title>Sign in</title>' }],
		['JSON that breaks off', { status: 200, body: '{"data": [{"id": "1"', headers: json }],
		['nothing', { status: 200, body: '' }],
		['204', { status: 204 }],
		['text', { status: 200, body: 'ok' }],
		['null', { status: 200, body: 'null', headers: json }],
		['a number', { status: 200, body: '5', headers: json }],
		['an array', { status: 200, body: '[]', headers: json }],
		['no rows', { status: 200, body: {} }],
		['rows that are none', { status: 200, body: { data: { id: '1' } } }],
		['an error in it', { status: 200, body: { data: [], error: 'quota exceeded' } }],
		['a token that is none', { status: 200, body: { data: [], pagination: { nextPageToken: 5 } } }],
	];

	test.each(BODIES)('as a page: %s', async (_name, answer) => {
		const tenant = new NockTenant('POST', [answer]);
		const { failure } = await runCall(searchInteractions, { body: { pageSize: 1 } });

		expect(failure).toMatchObject({ facts: { kind: 'unusable' } });
		// The query starts again from its first page, so the page is not asked for again.
		expect(tenant.requests).toHaveLength(1);
	});

	test.each(BODIES.slice(0, 9))('as a record: %s', async (_name, answer) => {
		const tenant = new NockTenant('GET', [answer]);
		const { failure } = await runCall(getList, { path: { listId: 'a' } });

		expect(failure).toMatchObject({ facts: { kind: 'unusable', tries: 4 } });
		expect(tenant.requests).toHaveLength(4);
	});

	test.each([
		['a web page', { status: 200, body: '<html>' }],
		['an error in it', { status: 200, body: { error: { code: 5 } } }],
	] as Array<[string, WireAnswer]>)('as the answer to a batch: %s', async (_name, answer) => {
		new NockTenant('POST', [answer]);
		const { failure } = await runCall(addContacts, { path: { listId: 'a' }, body: [{}] });
		expect(failure).toMatchObject({ facts: { kind: 'unusable' } });
	});
});

test.each([
	['nothing', { status: 204 }],
	['an empty body', { status: 200, body: '' }],
	['an object', { status: 202, body: { accepted: 1, error: null } }],
	['text', { status: 200, body: 'OK' }],
] as Array<[string, WireAnswer]>)('a batch is accepted with %s', async (_name, answer) => {
	new NockTenant('POST', [answer]);
	const { reply } = await runCall(addContacts, { path: { listId: 'a' }, body: [{}] });
	expect(reply).toMatchObject({ kind: 'done' });
});

describe('JSON is read', () => {
	const name = 'Ünïcödé 名 😀';
	const text = JSON.stringify({ id: 'a', name });

	test.each([
		['without a charset', { body: text, headers: json }],
		['with one', { body: text, headers: { 'Content-Type': 'application/json; charset=UTF-8' } }],
		['with a byte order mark', { body: `\uFEFF${text}`, headers: json }],
		['named as text', { body: text, headers: { 'Content-Type': 'text/plain' } }],
		['named as nothing', { body: text }],
		['named as an error', { body: text, headers: { 'Content-Type': 'application/problem+json' } }],
	])('%s', async (_name, answer) => {
		new NockTenant('GET', [{ status: 200, ...answer }]);
		const { reply } = await runCall(getList, { path: { listId: 'a' } });
		expect(reply).toMatchObject({ kind: 'done', answer: { id: 'a', name } });
	});
});

describe('a redirect', () => {
	test.each([301, 302, 303, 307, 308])('%d is not followed', async (status) => {
		const elsewhere = nock('https://evil.example').persist().get(/.*/).reply(200, {});
		const headers = { Location: 'https://evil.example/api/v1/lists?secret=1' };
		const tenant = new NockTenant('GET', [{ status, headers }]);
		const { failure, run } = await runCall(findLists);

		expect(tenant.requests).toHaveLength(1);
		expect(elsewhere.isDone()).toBe(false);
		expect(failure).toMatchObject({ facts: { kind: 'redirect', status } });
		expect(run.error?.description).toContain('this one points to https://evil.example.');
	});

	test.each([undefined, '', '/login', 'http://['])('to %p is one too', async (location) => {
		const headers: Record<string, string> = location === undefined ? {} : { Location: location };
		new NockTenant('GET', [{ status: 302, headers }]);
		expect((await runCall(findLists)).failure).toMatchObject({ facts: { kind: 'redirect' } });
	});
});

describe('path parameters', () => {
	test.each([
		['a/b', 'a%2Fb'],
		['a?b#c', 'a%3Fb%23c'],
		['a b', 'a%20b'],
		['"quoted" \'too\'', "%22quoted%22%20'too'"],
		['😀', '%F0%9F%98%80'],
		['..%2f..', '..%252f..'],
		['../../oauth/token', '..%2F..%2Foauth%2Ftoken'],
		['a\uD83D', 'a%EF%BF%BD'],
		['\\..\\', '%5C..%5C'],
		['{listId}', '%7BlistId%7D'],
	])('%j is sent as %s', async (listId, encoded) => {
		const tenant = new NockTenant('GET', [{ status: 200, body: { id: 'a', name: 'a' } }]);
		await runCall(getList, { path: { listId } });
		expect(tenant.requests[0].path).toBe(`/api/v1/lists/${encoded}`);
	});

	test.each(['..', '.', ''])('%j is refused before anything is sent', async (listId) => {
		const tenant = new NockTenant('GET', [{ status: 200 }]);
		const { run } = await runCall(getList, { path: { listId } });
		expect(run.error?.message).toContain('is not an id');
		expect([tenant.requests.length, tenant.tokenRequests.length]).toEqual([0, 0]);
	});
});

describe('no error tells the token or the client', () => {
	test.each([
		['refused', createList, { status: 400, body: { message: 'Bad: Bearer token-1' } }],
		[
			'redirected',
			createList,
			{ status: 302, headers: { Location: 'https://a.example/?token-1' } },
		],
		['failed', searchInteractions, { status: 500, body: 'the-client-secret, Bearer token-1' }],
		['unusable', searchInteractions, { status: 200, body: '<p>Bearer token-1</p>' }],
		['broken', searchInteractions, { code: 'ECONNRESET' }],
	] as Array<[string, CallRule, WireAnswer]>)(
		'when the call is %s',
		async (_name, rule, answer) => {
			const tenant = new NockTenant('POST', [answer]);
			const { run } = await runCall(rule, { body: { pageSize: 1 } });

			expect(tenant.requests[0].headers.authorization).toBe('Bearer token-1');
			expect(run.error?.message).toContain(rule.title);
			const told = JSON.stringify([run.error, run.node]);
			for (const secret of [CLIENT.id, CLIENT.secret, 'token-1', 'Bearer'])
				expect(told).not.toContain(secret);
		},
	);
});
