import assert from 'node:assert/strict';

import fc from 'fast-check';

import { isCancelled } from '../../nodes/shared/transport/failure.ts';
import { Gate } from '../../nodes/shared/transport/gate.ts';
import { runPool } from '../../nodes/shared/core/pool.ts';
import { assertAsyncProperty } from '../support/property.mts';
import { VirtualClock } from '../support/virtualClock.mts';

let clock = new VirtualClock();

jest.mock('n8n-workflow', () => ({ sleep: async (ms: number) => await clock.sleep(ms) }));

const ms = fc.nat({ max: 1_500 });
const callPlan = fc.record({
	arrivesMs: ms,
	lastsMs: ms,
	went: fc.constantFrom('well' as const, 'limited' as const, 'badly' as const),
	/** Wait that the service asks of all calls at the end of this one. */
	pauseMs: fc.option(ms, { nil: undefined, freq: 3 }),
});

test('never more run than may, none enters in a pause or after a cancel, and all end', async () => {
	await assertAsyncProperty(
		fc.asyncProperty(
			fc.array(callPlan, { maxLength: 15 }),
			fc.integer({ min: 1, max: 5 }),
			fc.integer({ min: 1, max: 5 }),
			fc.boolean(),
			fc.option(fc.nat({ max: 3_000 }), { nil: undefined }),
			async (plans, start, max, isOpen, cancelMs) => {
				clock = new VirtualClock();
				const cancel = new AbortController();
				const gate = new Gate({ start, max }, isOpen, cancel.signal, () => clock.nowMs);
				const pauses: Array<{ setMs: number; endMs: number }> = [];
				let limit = { atMs: 0, most: gate.limit };
				let isProven = isOpen;
				let running = 0;
				let ended = 0;

				// What happens at one instant has no order: then the highest limit of that instant holds.
				const noteLimit = () => {
					const most = limit.atMs === clock.nowMs ? Math.max(limit.most, gate.limit) : gate.limit;
					limit = { atMs: clock.nowMs, most };
				};
				const checkEntry = () => {
					noteLimit();
					assert.ok(running <= limit.most && running <= max);
					if (!isProven) assert.equal(running, 1);
					for (const { setMs, endMs } of pauses)
						assert.ok(clock.nowMs <= setMs || clock.nowMs >= endMs);
					assert.ok(cancelMs === undefined || clock.nowMs <= cancelMs);
				};
				const runs = plans.map(async ({ arrivesMs, lastsMs, went, pauseMs }) => {
					await clock.sleep(arrivesMs);
					const call = {};
					const [entry] = await Promise.allSettled([gate.enter(call)]);
					if (entry.status === 'rejected') {
						assert.ok(isCancelled(entry.reason) && cancel.signal.aborted);
						return 'cancelled';
					}
					running += 1;
					checkEntry();
					await clock.sleep(lastsMs);
					if (pauseMs !== undefined) {
						gate.holdBack(pauseMs);
						pauses.push({ setMs: clock.nowMs, endMs: clock.nowMs + pauseMs });
					}
					noteLimit();
					running -= 1;
					isProven ||= went === 'well';
					gate.leave(entry.value, went);
					gate.settle(call);
					noteLimit();
					return 'ran';
				});
				for (const run of runs) void run.finally(() => (ended += 1)).catch(() => {});
				if (cancelMs !== undefined) void clock.sleep(cancelMs).then(() => cancel.abort());
				await clock.runOut();

				assert.equal(ended, plans.length);
				const ends = await Promise.all(runs);
				if (cancelMs === undefined) assert.ok(ends.every((end) => end === 'ran'));
			},
		),
	);
});

test('a pool takes tasks in order, keeps within its workers, and after a throw takes no more', async () => {
	const task = fc.record({ lastsMs: fc.nat({ max: 20 }), fails: fc.boolean() });
	const tasks = fc.array(task, { maxLength: 15 });
	await assertAsyncProperty(
		fc.asyncProperty(
			tasks,
			fc.integer({ min: 1, max: 6 }),
			fc.boolean(),
			async (given, workers, mayFail) => {
				clock = new VirtualClock();
				const started: number[] = [];
				const failed: Array<{ index: number; atMs: number }> = [];
				let running = 0;
				const pool = runPool(given, workers, async ({ lastsMs, fails }, index) => {
					assert.equal(failed.filter(({ atMs }) => atMs < clock.nowMs).length, 0);
					started.push(index);
					running += 1;
					assert.ok(running <= workers);
					await clock.sleep(lastsMs);
					running -= 1;
					if (!fails || !mayFail) return index * 2;
					failed.push({ index, atMs: clock.nowMs });
					throw new Error(String(index));
				});
				const settled = Promise.allSettled([pool]);
				await clock.runOut();
				const [end] = await settled;

				assert.equal(running, 0);
				assert.deepEqual(
					started,
					started.map((_, position) => position),
				);
				if (end.status === 'fulfilled') {
					assert.equal(failed.length, 0);
					assert.deepEqual(
						end.value,
						given.map((_, index) => index * 2),
					);
				} else assert.equal((end.reason as Error).message, String(failed[0].index));
			},
		),
	);
});
