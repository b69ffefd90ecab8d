import { z } from 'zod';

import { RETRY_POLICY } from '../../nodes/shared/core/retry.ts';
import type { Outcome } from '../../nodes/shared/transport/attempt.ts';
import type { CallRule } from '../../nodes/shared/transport/call.ts';
import { holdBackMs, howItWent, judge } from '../../nodes/shared/transport/judge.ts';
import type { ThrownFacts } from '../../nodes/shared/transport/thrown.ts';

const NOW = Date.UTC(2026, 0, 31, 9, 0, 0);
const CIRCUMSTANCES = { baseUrl: 'https://tenant.example/base', nowMs: NOW };
const rule: CallRule<{ id: string }> = {
	title: 'Create List',
	method: 'POST',
	path: '/api/v1/lists',
	right: 'lists:write',
	repeat: 'afterCheck',
	isPage: false,
	absentStatuses: [404],
	mayEchoPersonalData: false,
	answer: z.object({ id: z.string() }),
};

const answered = (
	status: number,
	body: unknown = '',
	headers: Record<string, unknown> = {},
): Outcome => ({ kind: 'answered', status, body, headers, token: 'token' });
const thrown = (facts: ThrownFacts): Outcome => ({ kind: 'thrown', facts });
const limited = (headers: Record<string, unknown>) => answered(429, '', headers);
const trouble = (kind: string, facts: object = {}) => ({
	kind: 'trouble',
	trouble: { kind },
	facts,
});
const status = (code: number, serverWaitMs?: number) => ({
	kind: 'trouble',
	trouble: {
		kind: 'status',
		status: code,
		...(serverWaitMs === undefined ? {} : { serverWaitMs }),
	},
});
const failure = (facts: object) => ({ kind: 'failure', facts });

type Went = ReturnType<typeof howItWent>;
const TABLE: Array<[name: string, outcome: Outcome, verdict: object, went: Went, heldMs: number]> =
	[
		['200', answered(200, { id: 'a' }), { kind: 'done', answer: { id: 'a' } }, 'well', 0],
		['299', answered(299, { id: 'a' }), { kind: 'done' }, 'well', 0],
		['200 without an id', answered(200, {}), trouble('unusable', { status: 200 }), 'badly', 0],
		['404', answered(404), { kind: 'absent', status: 404 }, 'well', 0],
		['401', answered(401), failure({ kind: 'tokenRefused' }), 'badly', 0],
		[
			'a redirect',
			answered(302, '', { location: '/login?secret=1' }),
			failure({ kind: 'redirect', detail: 'https://tenant.example' }),
			'badly',
			0,
		],
		['a redirect to nowhere', answered(302), failure({ kind: 'redirect' }), 'badly', 0],
		['400', answered(400, { error: 'bad' }), status(400), 'badly', 0],
		['400 with a wait', answered(400, '', { 'retry-after': '5' }), status(400, 5_000), 'badly', 0],
		[
			'500 with a wait',
			answered(500, '', { 'retry-after': '5' }),
			status(500, 5_000),
			'badly',
			5_000,
		],
		['429', limited({}), status(429), 'limited', 0],
		['429 for 60 s', limited({ 'retry-after': '60' }), status(429, 60_000), 'limited', 60_000],
		['429 for 61 s', limited({ 'retry-after': '61' }), status(429, 61_000), 'limited', 0],
		[
			'429 until a time of our clock',
			limited({ 'retry-after': 'Sat, 31 Jan 2026 09:00:30 GMT' }),
			status(429, 30_000),
			'limited',
			30_000,
		],
		[
			'429 until a time of the clock of the service',
			limited({
				'retry-after': 'Sat, 31 Jan 2026 11:00:30 GMT',
				date: 'Sat, 31 Jan 2026 11:00:00 GMT',
			}),
			status(429, 30_000),
			'limited',
			30_000,
		],
		['no connection', thrown({ kind: 'unreached' }), trouble('unreached'), 'badly', 0],
		[
			'a broken connection',
			thrown({ kind: 'lost' }),
			trouble('lost', { kind: 'lost' }),
			'badly',
			0,
		],
		['a timeout', thrown({ kind: 'timeout' }), trouble('lost', { kind: 'timeout' }), 'badly', 0],
		[
			'a timeout of the token',
			thrown({ kind: 'timeout', isTokenRequest: true }),
			trouble('unreached', { kind: 'timeout', call: 'Get Token' }),
			'badly',
			0,
		],
		['a thrown 404', thrown({ kind: 'status', status: 404 }), { kind: 'absent' }, 'well', 0],
		['a thrown 401', thrown({ kind: 'status', status: 401 }), failure({}), 'badly', 0],
		['a thrown 500', thrown({ kind: 'status', status: 500 }), status(500), 'badly', 0],
		[
			'404 to the token',
			thrown({ kind: 'status', status: 404, isTokenRequest: true }),
			trouble('unreached', { call: 'Get Token' }),
			'badly',
			0,
		],
		['a wrong client', thrown({ kind: 'token' }), failure({ kind: 'credential' }), 'badly', 0],
		['no token service', thrown({ kind: 'noToken' }), failure({ kind: 'noToken' }), 'badly', 0],
		[
			'a certificate',
			thrown({ kind: 'certificate' }),
			failure({ kind: 'certificate' }),
			'badly',
			0,
		],
	];

test.each(TABLE)('%s', (_name, outcome, expected, went, heldMs) => {
	const verdict = judge(rule, outcome, CIRCUMSTANCES);

	expect(verdict).toMatchObject(expected);
	expect(howItWent(verdict)).toBe(went);
	expect(holdBackMs(verdict, RETRY_POLICY)).toBe(heldMs);
});

describe('the reason that a service gives in a header', () => {
	const reasonHeader = 'icStatusDescription';
	const detailOf = (outcome: Outcome, changes: Partial<CallRule> = {}, header = reasonHeader) => {
		const circumstances = { ...CIRCUMSTANCES, reasonHeader: header };
		const verdict = judge({ ...rule, ...changes }, outcome, circumstances);
		return verdict.kind === 'trouble' ? verdict.facts.detail : verdict.kind;
	};
	const refused = (reason: unknown, body: unknown = '') =>
		answered(400, body, { icstatusdescription: reason });

	test.each<[string, Outcome, string | undefined]>([
		['is told where the body is empty', refused('Invalid top'), 'Invalid top'],
		['is told where the body is a page', refused('Invalid top', '<html>'), 'Invalid top'],
		['is told where the body is a record without words', refused('Invalid top', {}), 'Invalid top'],
		['goes behind the words of the body', refused('Invalid top', { message: 'no' }), 'no'],
		[
			'is made safe to show',
			refused("Invalid address 'x' of jane@example.test, 2015550100"),
			'Invalid address … of … …',
		],
		['is none where there is no text', refused(['a', 'b']), undefined],
		['is none where it is empty', refused(' '), undefined],
	])('%s', (_, outcome, detail) => {
		expect(detailOf(outcome)).toBe(detail);
	});

	test('is only a code where words may repeat what was sent', () => {
		const personal = { mayEchoPersonalData: true };
		expect(detailOf(refused('Jane is not valid'), personal)).toBeUndefined();
		expect(detailOf(refused('InvalidSkillId'), personal)).toBe('InvalidSkillId');
	});

	test('is not looked for where the family has no such header', () => {
		expect(detailOf(refused('Invalid top'), {}, '')).toBeUndefined();
	});
});
