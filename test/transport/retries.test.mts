import { createList, searchInteractions } from '../../nodes/shared/cxone/rest/calls.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { runCall } from '../support/callNode.mts';
import { NockTenant, type WireAnswer, useNockTenants } from '../support/nockTenant.mts';

const good: WireAnswer = { status: 200, body: { data: [] } };
const body = { pageSize: 1 };
const list = { name: 'vip', type: 'outbound' };

useNockTenants();

const PASSING: Array<[string, WireAnswer]> = [
	...[408, 429, 500, 502, 503, 504, 524].map((status): [string, WireAnswer] => [
		String(status),
		{ status, body: 'busy' },
	]),
	...['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'ENOTFOUND', 'EPIPE'].map(
		(code): [string, WireAnswer] => [code, { code }],
	),
];

test.each(PASSING)('after %s a search is sent again', async (_name, answer) => {
	const tenant = new NockTenant('POST', [answer, answer, answer, good]);
	const { reply, waitedMs } = await runCall(searchInteractions, { body });

	expect(reply).toMatchObject({ kind: 'done', tries: 4 });
	expect(tenant.requests).toHaveLength(4);
	expect(waitedMs).toBeLessThanOrEqual(500 + 1_000 + 2_000 + 500);
});

test.each(PASSING)('after the fourth %s it stops', async (_name, answer) => {
	const tenant = new NockTenant('POST', [answer]);
	const { failure, run } = await runCall(searchInteractions, { body });

	expect(tenant.requests).toHaveLength(4);
	expect(failure).toMatchObject({ facts: { call: 'Search Interactions', tries: 4 } });
	expect(run.error?.message).toContain('after 4 tries');
});

test.each([400, 403, 404, 405, 409, 410, 413, 415, 422, 501])('%d is final', async (status) => {
	const tenant = new NockTenant('POST', [{ status, body: { error: 'no' } }]);
	const { failure } = await runCall(searchInteractions, { body });

	expect(tenant.requests).toHaveLength(1);
	expect(failure).toMatchObject({ facts: { kind: 'status', status, tries: 1 } });
});

test.each([
	[{ status: 500 }],
	[{ status: 502 }],
	[{ status: 503 }],
	[{ status: 504 }],
	[{ code: 'ECONNRESET' }],
	[{ code: 'ETIMEDOUT' }],
	[{ status: 201, body: '<html>' }],
	[{ status: 201, body: { error: 'failed', id: 'a' } }],
] as WireAnswer[][])(
	'after %j it is not known whether a create was carried out',
	async (answer) => {
		const tenant = new NockTenant('POST', [answer]);
		const { reply } = await runCall(createList, { body: list });

		expect(reply).toMatchObject({ kind: 'unknown', tries: 1, isRefused: false });
		expect(tenant.requests).toHaveLength(1);
	},
);

test('after no connection a create was not carried out, and is sent again', async () => {
	const unreached: WireAnswer = { code: 'ECONNREFUSED' };
	const tenant = new NockTenant('POST', [unreached, { status: 201, body: { id: 5 } }]);
	const { reply } = await runCall(createList, { body: list });

	expect(reply).toMatchObject({ kind: 'done', answer: { id: '5' }, tries: 2 });
	expect(tenant.requests).toHaveLength(2);
});

test("after 429 a create is the caller's to look for, as one that was refused", async () => {
	const tenant = new NockTenant('POST', [{ status: 429, headers: { 'Retry-After': '1' } }]);
	const { reply, waitedMs } = await runCall(createList, { body: list });

	expect(reply).toMatchObject({ kind: 'unknown', tries: 1, isRefused: true });
	expect(waitedMs).toBe(1_000);
	expect(tenant.requests).toHaveLength(1);
});

describe('Retry-After', () => {
	const limited = (retryAfter: string, status = 429): WireAnswer => ({
		status,
		headers: { 'Retry-After': retryAfter },
	});
	/** Real milliseconds between the first request and the second. */
	const gapMs = ({ requests: [first, second] }: NockTenant) => second.atMs - first.atMs;

	beforeAll(() => {
		waiting.scale = 0.01;
	});

	test.each([429, 503, 500])('in seconds is obeyed exactly after %d', async (status) => {
		const tenant = new NockTenant('POST', [limited('30', status), good]);
		const { reply, waitedMs } = await runCall(searchInteractions, { body });

		expect(reply).toMatchObject({ kind: 'done', tries: 2 });
		expect(waitedMs).toBe(30_000);
		expect(gapMs(tenant)).toBeGreaterThanOrEqual(295);
	});

	test.each([
		['as of today', (date: Date) => date.toUTCString()],
		[
			'as of RFC 850',
			(date: Date) => {
				const [, day, month, year, time] = date.toUTCString().split(/,? /);
				const weekday = date.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
				return `${weekday}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
			},
		],
	])('as a date is obeyed: %s', async (_name, write) => {
		const tenant = new NockTenant('POST', [limited(write(new Date(Date.now() + 40_000))), good]);
		const { reply, waitedMs } = await runCall(searchInteractions, { body });

		expect(reply).toMatchObject({ kind: 'done', tries: 2 });
		// A date has whole seconds, and some time passes until it is sent.
		expect(waitedMs).toBeGreaterThan(30_000);
		expect(waitedMs).toBeLessThanOrEqual(40_000);
		expect(gapMs(tenant)).toBeGreaterThanOrEqual(295);
	});

	test.each(['0', '0.001', new Date(0).toUTCString()])(
		'%s is no leave to send at once: our own backoff is the least wait',
		async (retryAfter) => {
			const chance = jest.spyOn(Math, 'random').mockReturnValue(0.999);
			new NockTenant('POST', [limited(retryAfter)]);
			const { failure, waitedMs } = await runCall(searchInteractions, { body });
			chance.mockRestore();

			expect(failure).toMatchObject({ facts: { status: 429, tries: 4 } });
			expect(waitedMs).toBeGreaterThan(3_400);
		},
	);

	test.each([-7_200_000, 7_200_000])(
		'as a date counts from the time of the service, whose clock is %d ms off',
		async (offMs) => {
			const serverNowMs = Math.floor(Date.now() / 1_000) * 1_000 + offMs;
			const headers = {
				Date: new Date(serverNowMs).toUTCString(),
				'Retry-After': new Date(serverNowMs + 30_000).toUTCString(),
			};
			new NockTenant('POST', [{ status: 429, headers }, good]);
			const { reply, waitedMs } = await runCall(searchInteractions, { body });

			expect(reply).toMatchObject({ kind: 'done', tries: 2 });
			expect(waitedMs).toBe(30_000);
		},
	);

	test.each(['soon', '-5', '1e9', ''])('%j is none: our own backoff counts', async (retryAfter) => {
		new NockTenant('POST', [limited(retryAfter), good]);
		const { reply, waitedMs } = await runCall(searchInteractions, { body });
		expect(reply).toMatchObject({ kind: 'done', tries: 2 });
		expect(waitedMs).toBeLessThanOrEqual(500);
	});

	test.each(['61', '86400', '99999999999', new Date(Date.now() + 7_200_000).toUTCString()])(
		'of more than 60 s (%s) stops at once, and shows the wait',
		async (retryAfter) => {
			const tenant = new NockTenant('POST', [limited(retryAfter), good]);
			const { failure, run, waitedMs } = await runCall(searchInteractions, { body });

			expect([tenant.requests.length, waitedMs]).toEqual([1, 0]);
			expect(failure).toMatchObject({ facts: { kind: 'serverWaitTooLong', status: 429 } });
			expect(run.error?.message).toMatch(/asks to wait \d+ s before 'Search Interactions'/);
		},
	);

	test('of exactly 60 s is waited', async () => {
		waiting.scale = 0.001;
		new NockTenant('POST', [limited('60'), good]);
		expect(await runCall(searchInteractions, { body })).toMatchObject({ waitedMs: 60_000 });
	});
});
