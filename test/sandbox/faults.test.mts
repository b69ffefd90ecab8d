import axios, { type AxiosError } from 'axios';

import type { FaultEffect } from '../../sandbox/server.mts';
import { type Tenant, campaignBody, makeList, openTenant } from './tenant.mts';

const LISTS = '/api/v1/lists';
const LIST = { name: 'a', type: 'outbound' };

let tenant: Tenant;
beforeAll(async () => {
	tenant = await openTenant();
});
beforeEach(() => tenant.sandbox.reset());
afterAll(() => tenant.sandbox.close());

function statuses(): number[] {
	return tenant.sandbox.requests.map(({ status }) => status);
}

async function failureOf(request: Promise<unknown>): Promise<AxiosError> {
	const outcome = await request.then(
		() => undefined,
		(error: unknown) => error,
	);
	if (!axios.isAxiosError(outcome)) throw new Error('the request did not fail');
	return outcome;
}

describe('status', () => {
	test.each([2, '7', 'Wed, 21 Oct 2099 07:28:00 GMT', 'soon', 0, -1, ''])(
		'carries Retry-After %p as it is',
		async (retryAfter) => {
			const effect: FaultEffect = { type: 'status', status: 429, retryAfter };
			tenant.sandbox.faults.add({ call: 'createList', effect });
			const { status, headers, data } = await tenant.api.post(LISTS, LIST);
			expect(status).toBe(429);
			expect(headers['retry-after']).toBe(String(retryAfter));
			expect(data).toEqual({ error: expect.any(String), message: expect.any(String) });
			expect(tenant.sandbox.state.lists).toEqual([]);
		},
	);

	test('carries no Retry-After unless asked, and any body', async () => {
		const add = (changes: object) =>
			tenant.sandbox.faults.add({
				call: 'findLists',
				effect: { type: 'status', status: 502, ...changes },
			});
		add({ body: 'Bad gateway' });
		add({ body: '' });
		add({ body: { error: 'e', error_description: 'd' } });
		add({ body: '<h1>Bad</h1>', contentType: 'text/html' });
		const answers = [];
		for (let n = 0; n < 4; n += 1) answers.push(await tenant.api.get(LISTS));
		expect(answers.map(({ data }) => data)).toEqual([
			'Bad gateway',
			'',
			{ error: 'e', error_description: 'd' },
			'<h1>Bad</h1>',
		]);
		expect(answers.map(({ headers }) => headers['content-type'])).toEqual([
			'text/plain; charset=utf-8',
			'text/plain; charset=utf-8',
			'application/json; charset=utf-8',
			expect.stringContaining('text/html'),
		]);
		expect(answers.every(({ headers }) => headers['retry-after'] === undefined)).toBe(true);
	});
});

describe('before and after the work', () => {
	const lost: FaultEffect[] = [
		{ type: 'drop' },
		{ type: 'status', status: 504 },
		{
			type: 'raw',
			status: 201,
			contentType: 'application/json',
			body: '{"id": "li',
			cutAfterBytes: 5,
		},
	];
	test.each(lost)('a list is made only when the fault comes after: $type', async (effect) => {
		for (const when of ['before', 'after'] as const) {
			tenant.sandbox.reset();
			tenant.sandbox.faults.add({ call: 'createList', when, effect });
			await tenant.api.post(LISTS, LIST).catch((error: unknown) => {
				expect(axios.isAxiosError(error)).toBe(true);
			});
			expect(tenant.sandbox.state.lists).toHaveLength(when === 'after' ? 1 : 0);
			expect(tenant.sandbox.requests).toHaveLength(1);
		}
	});

	test('contacts and campaigns likewise', async () => {
		const listId = await makeList(tenant.api, 'a', 1);
		const effect: FaultEffect = { type: 'drop' };
		tenant.sandbox.faults.add({ call: 'addContacts', when: 'after', effect });
		const batch = [{ contactId: 'late', data: {} }];
		await failureOf(tenant.api.post(`${LISTS}/${listId}/contacts`, batch));
		expect(tenant.sandbox.state.lists[0].contacts.has('late')).toBe(true);
		tenant.sandbox.faults.add({ call: 'createCampaign', when: 'after', effect });
		await failureOf(tenant.api.post('/api/v1/campaigns', campaignBody(listId)));
		expect(tenant.sandbox.state.campaigns).toHaveLength(1);
	});
});

test('drop ends the connection without an answer', async () => {
	tenant.sandbox.faults.add({ call: 'findLists', effect: { type: 'drop' } });
	const { code, response } = await failureOf(tenant.api.get(LISTS));
	expect(code).toBe('ECONNRESET');
	expect(response).toBeUndefined();
	expect(statuses()).toEqual([0]);
});

describe('slow', () => {
	test.each(['before', 'after'] as const)('%s: the right answer, later', async (when) => {
		tenant.sandbox.faults.add({ call: 'createList', when, effect: { type: 'slow', delayMs: 200 } });
		const startMs = performance.now();
		const request = tenant.api.post(LISTS, LIST);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(tenant.sandbox.state.lists).toHaveLength(when === 'after' ? 1 : 0);
		expect((await request).status).toBe(201);
		expect(performance.now() - startMs).toBeGreaterThanOrEqual(195);
		expect(tenant.sandbox.state.lists).toHaveLength(1);
		const [{ startedAt, endedAt }] = tenant.sandbox.requests;
		expect(endedAt - startedAt).toBeGreaterThanOrEqual(195);
	});
});

describe('raw', () => {
	async function rawAnswer(changes: object) {
		tenant.sandbox.faults.add({ call: 'findLists', effect: { type: 'raw', ...changes } });
		return await tenant.api.get(LISTS, { responseType: 'text', transformResponse: [] });
	}

	test('an HTML page with status 200', async () => {
		const { status, headers, data } = await rawAnswer({});
		expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
		expect(data).toMatch(/^<!DOCTYPE html>/);
	});

	test('any body, content type, status and header', async () => {
		const { status, headers, data } = await rawAnswer({
			status: 203,
			contentType: 'application/json',
			body: '{"data": [',
			headers: { 'x-odd': 'yes' },
		});
		expect([status, data, headers['x-odd']]).toEqual([203, '{"data": [', 'yes']);
		expect(headers['content-type']).toMatch(/^application\/json\b/);
	});

	test('deeply nested JSON', async () => {
		const { data } = await rawAnswer({ nestedDepth: 3 });
		expect(data).toBe('[[[]]]');
	});

	test('a huge body of an exact size', async () => {
		const { data } = await rawAnswer({ sizeBytes: 5_000_000 });
		expect(data).toHaveLength(5_000_000);
		expect(typeof JSON.parse(data).text).toBe('string');
	});

	test.each([0, 4])('a body cut after %d bytes of the announced length', async (cutAfterBytes) => {
		const { message, response } = await failureOf(
			rawAnswer({ body: '{"data": []}', cutAfterBytes }),
		);
		expect(message).toMatch(/aborted/);
		expect(response === undefined || response.status === 200).toBe(true);
		expect(statuses()).toEqual([0]);
	});
});

test.each([302, 307] as const)('redirect with status %d', async (status) => {
	const location = 'https://elsewhere.example/';
	tenant.sandbox.faults.add({ call: 'findLists', effect: { type: 'redirect', location, status } });
	const answer = await tenant.api.get(LISTS);
	expect([answer.status, answer.headers.location]).toEqual([status, location]);
});
