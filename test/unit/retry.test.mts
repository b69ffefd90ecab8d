import {
	backoffMs,
	decideRetry,
	RETRY_POLICY,
	type Repeat,
	type Trouble,
} from '../../nodes/shared/core/retry.ts';
import { NO_WAITING } from '../../nodes/shared/core/waitBudget.ts';

const NOW = 1_000_000;

function decide(trouble: Trouble, repeat: Repeat, tries: number, waitedMs = 0) {
	const waiting = { ...NO_WAITING, waitedMs };
	return decideRetry(trouble, { repeat, tries, waiting, nowMs: NOW }, RETRY_POLICY, () => 0.5);
}

/** What the contract asks for: what may be repeated freely, and what a create does. */
const TABLE: Array<[name: string, trouble: Trouble, freely: string, afterCheck: string]> = [
	['no connection', { kind: 'unreached' }, 'retry', 'retry'],
	['lost', { kind: 'lost' }, 'retry', 'check'],
	['unusable', { kind: 'unusable' }, 'retry', 'check'],
	['429', { kind: 'status', status: 429 }, 'retry', 'check'],
	...[500, 502, 503, 504, 408, 520, 521, 522, 523, 524].map((status): (typeof TABLE)[number] => [
		String(status),
		{ kind: 'status', status },
		'retry',
		'check',
	]),
	...[
		...[400, 401, 402, 403, 404, 405, 406, 409, 410, 413, 415, 418, 422, 423, 425, 428, 431],
		...[451, 501, 304, 100, 0],
	].map((status): (typeof TABLE)[number] => [
		String(status),
		{ kind: 'status', status },
		'final',
		'final',
	]),
	...[505, 507, 508, 509, 510, 511, 519, 525, 529, 530, 598, 599, 999].map(
		(status): (typeof TABLE)[number] => [
			String(status),
			{ kind: 'status', status },
			'final',
			'check',
		],
	),
];

describe.each(TABLE)('after %s', (_name, trouble, freely, afterCheck) => {
	describe.each([
		['freely', freely],
		['afterCheck', afterCheck],
	] as const)('a call that is repeated %s', (repeat, answer) => {
		test.each([1, 2, 3])('try %d', (tries) => {
			const waitMs = 250 * 2 ** (tries - 1);
			const isRefused = trouble.kind === 'status' && trouble.status === 429;
			expect(decide(trouble, repeat, tries)).toEqual(
				answer === 'final'
					? { action: 'giveUp', because: 'final', waitMs: 0 }
					: { action: answer, waitMs, ...(answer === 'check' ? { isRefused } : {}) },
			);
		});

		test.each([4, 5, 100])('try %d', (tries) => {
			const decision = decide(trouble, repeat, tries);
			if (answer === 'check') expect(decision.action).toBe('check');
			else
				expect(decision).toMatchObject({
					action: 'giveUp',
					because: answer === 'final' ? 'final' : 'triesSpent',
				});
		});
	});
});

describe('a wait that the server names', () => {
	const after = (status: number, serverWaitMs: number): Trouble => ({
		kind: 'status',
		status,
		serverWaitMs,
	});

	test.each([
		[0, 250],
		[1, 250],
	])('of %d ms is no shorter than our own', (named, waitMs) => {
		expect(decide(after(429, named), 'freely', 1)).toEqual({ action: 'retry', waitMs });
	});

	test.each([1_000, 7_000, 60_000])('of %d ms is kept exactly', (waitMs) => {
		expect(decide(after(429, waitMs), 'freely', 1)).toEqual({ action: 'retry', waitMs });
		expect(decide(after(429, waitMs), 'afterCheck', 3)).toEqual({
			action: 'check',
			waitMs,
			isRefused: true,
		});
	});

	test('of more than 60 s is not waited but shown', () => {
		expect(decide(after(429, 60_001), 'freely', 1)).toEqual({
			action: 'giveUp',
			because: 'serverWaitTooLong',
			waitMs: 60_001,
		});
	});

	test('of more than 60 s after a create of unknown outcome is told to the one who looks', () => {
		expect(decide(after(500, 60_001), 'afterCheck', 1)).toEqual({
			action: 'check',
			waitMs: 0,
			isRefused: false,
			stop: { because: 'serverWaitTooLong', waitMs: 60_001 },
		});
		expect(decide(after(500, 60_000), 'afterCheck', 1)).toEqual({
			action: 'check',
			waitMs: 60_000,
			isRefused: false,
		});
	});

	test('counts for nothing where the status is final', () => {
		expect(decide(after(400, 1_000), 'freely', 1)).toEqual({
			action: 'giveUp',
			because: 'final',
			waitMs: 0,
		});
	});
});

describe('the waiting time of a run', () => {
	test('is used up to the last millisecond, and not beyond', () => {
		const trouble: Trouble = { kind: 'status', status: 429, serverWaitMs: 10_000 };
		expect(decide(trouble, 'freely', 1, 290_000).action).toBe('retry');
		expect(decide(trouble, 'freely', 1, 290_001)).toEqual({
			action: 'giveUp',
			because: 'waitingSpent',
			waitMs: 10_000,
		});
	});

	test('is not exceeded for a create that was refused: it is looked for at once, and not sent again', () => {
		const trouble: Trouble = { kind: 'status', status: 429, serverWaitMs: 10_000 };
		expect(decide(trouble, 'afterCheck', 1, 290_001)).toEqual({
			action: 'check',
			waitMs: 0,
			isRefused: true,
			stop: { because: 'waitingSpent', waitMs: 10_000 },
		});
	});

	test('a wait beside one that runs already takes none of it', () => {
		const waiting = { waitedMs: 299_999, endsAtMs: NOW + 10_000 };
		const trouble: Trouble = { kind: 'status', status: 429, serverWaitMs: 10_000 };
		expect(
			decideRetry(
				trouble,
				{ repeat: 'freely', tries: 1, waiting, nowMs: NOW },
				RETRY_POLICY,
				() => 0,
			),
		).toEqual({ action: 'retry', waitMs: 10_000 });
	});
});

test('the policy is that of the contract', () => {
	expect(RETRY_POLICY).toMatchObject({
		tries: 4,
		baseMs: 500,
		capMs: 20_000,
		maxServerWaitMs: 60_000,
	});
});

test.each([
	[1, 500],
	[2, 1_000],
	[3, 2_000],
	[6, 16_000],
	[7, 20_000],
	[2_000, 20_000],
])('after try %d the backoff is below %d ms', (tries, mostMs) => {
	expect(backoffMs(tries, RETRY_POLICY, () => 1)).toBe(mostMs);
	expect(backoffMs(tries, RETRY_POLICY, () => 0.25)).toBe(mostMs / 4);
	expect(backoffMs(tries, RETRY_POLICY, () => 0)).toBe(0);
});
