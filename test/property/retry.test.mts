import assert from 'node:assert/strict';

import fc from 'fast-check';

import {
	startingConcurrency,
	lowerConcurrency,
	raiseConcurrency,
} from '../../nodes/shared/core/concurrency.ts';
import {
	backoffMs,
	decideRetry,
	RETRY_POLICY,
	type Trouble,
} from '../../nodes/shared/core/retry.ts';
import { addWait, NO_WAITING } from '../../nodes/shared/core/waitBudget.ts';
import { assertProperty } from '../support/property.mts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const waitMs = fc.nat({ max: 200_000 });
const status = fc.oneof(
	fc.constantFrom(400, 408, 413, 429, 500, 502, 503, 504, 520, 524),
	fc.integer({ min: 100, max: 599 }),
);
const trouble: fc.Arbitrary<Trouble> = fc.oneof(
	fc.constantFrom<Trouble>({ kind: 'unreached' }, { kind: 'lost' }, { kind: 'unusable' }),
	fc.record({
		kind: fc.constant('status' as const),
		status,
		serverWaitMs: fc.option(waitMs, { nil: undefined }),
	}),
);
const state = fc.record({
	repeat: fc.constantFrom('freely' as const, 'afterCheck' as const),
	tries: fc.integer({ min: 1, max: 8 }),
	waiting: fc.record({ waitedMs: fc.nat({ max: 400_000 }), endsAtMs: fc.nat({ max: 400_000 }) }),
	nowMs: fc.nat({ max: 400_000 }),
});

test('the backoff is within its bounds, whatever the dice say', () => {
	assertProperty(
		fc.property(fc.integer({ min: 1, max: 2_000 }), random, (tries, dice) => {
			const ms = backoffMs(tries, RETRY_POLICY, () => dice);
			assert.ok(ms >= 0);
			assert.ok(ms < Math.min(20_000, 500 * 2 ** (tries - 1)) + 1e-9);
		}),
	);
});

test('a create of which it is not known whether it was carried out is never sent again without a look', () => {
	const unknown = fc.oneof(
		fc.constantFrom<Trouble>({ kind: 'lost' }, { kind: 'unusable' }),
		fc.record({
			kind: fc.constant('status' as const),
			status: fc.oneof(
				fc.constantFrom(408, 429),
				fc.integer({ min: 500, max: 599 }).filter((code) => code !== 501),
			),
			serverWaitMs: fc.option(waitMs, { nil: undefined }),
		}),
	);
	assertProperty(
		fc.property(unknown, state, random, (after, now, dice) => {
			const asCreate = { ...now, repeat: 'afterCheck' as const };
			assert.equal(decideRetry(after, asCreate, RETRY_POLICY, () => dice).action, 'check');
		}),
	);
});

test('every decision keeps within the policy, and says why it gives up', () => {
	assertProperty(
		fc.property(trouble, state, random, (after, now, dice) => {
			const decision = decideRetry(after, now, RETRY_POLICY, () => dice);
			const named = after.kind === 'status' ? after.serverWaitMs : undefined;
			assert.ok(decision.waitMs >= 0);
			if (decision.action === 'giveUp') {
				assert.ok(
					['final', 'triesSpent', 'serverWaitTooLong', 'waitingSpent'].includes(decision.because),
				);
				return;
			}
			assert.ok(decision.waitMs <= RETRY_POLICY.maxServerWaitMs);
			if (decision.action === 'check') {
				assert.equal(now.repeat, 'afterCheck');
				return;
			}
			assert.ok(now.tries < RETRY_POLICY.tries);
			const ownMs = backoffMs(now.tries, RETRY_POLICY, () => dice);
			assert.equal(decision.waitMs, Math.max(named ?? 0, ownMs));
			const { waitedMs } = addWait(now.waiting, now.nowMs, decision.waitMs);
			assert.ok(waitedMs <= RETRY_POLICY.maxTotalWaitMs);
		}),
	);
});

test('the waiting of a run only grows, and is never more than its waits nor than the time they span', () => {
	const waits = fc.array(fc.tuple(fc.nat({ max: 50_000 }), waitMs));
	assertProperty(
		fc.property(waits, (given) => {
			let nowMs = 0;
			let budget = { ...NO_WAITING };
			let sumMs = 0;
			for (const [laterMs, ms] of given) {
				nowMs += laterMs;
				const before = budget;
				budget = addWait(budget, nowMs, ms);
				sumMs += ms;
				assert.ok(budget.waitedMs >= before.waitedMs);
				assert.ok(budget.endsAtMs >= nowMs + ms);
				assert.ok(budget.waitedMs <= sumMs);
				assert.ok(budget.waitedMs <= budget.endsAtMs);
			}
		}),
	);
});

test('the concurrency stays within 1 and its most, and one wave of 429 lowers it once', () => {
	const events = fc.array(
		fc.record({ isLimited: fc.boolean(), startedBefore: fc.nat({ max: 3 }) }),
		{ maxLength: 200 },
	);
	const most = fc.integer({ min: 1, max: 20 });
	assertProperty(
		fc.property(most, most, events, (start, max, given) => {
			let concurrency = startingConcurrency({ start, max });
			for (const { isLimited, startedBefore } of given) {
				const before = concurrency;
				const startedAt = Math.max(0, before.lowerings - startedBefore);
				concurrency = isLimited
					? lowerConcurrency(before, startedAt)
					: raiseConcurrency(before, max);
				assert.ok(concurrency.limit >= 1);
				assert.ok(concurrency.limit <= max);
				if (isLimited && startedBefore === 0)
					assert.equal(concurrency.limit, Math.max(1, Math.floor(before.limit / 2)));
				if (isLimited && startedAt < before.lowerings) assert.equal(concurrency, before);
				if (!isLimited) assert.ok([0, 1].includes(concurrency.limit - before.limit));
			}
		}),
	);
});
