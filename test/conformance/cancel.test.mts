import { setTimeout as wait } from 'node:timers/promises';

import type { Sandbox } from '../../sandbox/server.mts';
import { IN_YEAR, yearOfCalls, YEAR } from '../engine/searchRuns.mts';
import { openSandbox } from '../support/withSandbox.mts';
import { families, searchBy } from './families.mts';

const HISTORY = yearOfCalls(12, 200).filter(({ type }) => type === 'voice');
const NOW_MS = Date.parse(YEAR.endTime) + 1_800_000;
const STOP_MS = 1_000;
/** A request that had left before the Stop may arrive so much later. */
const ON_ITS_WAY_MS = 250;

describe.each(families)('$authentication', (family) => {
	test.concurrent.each([
		['between pages', 3, undefined],
		['in a page that does not come', 3, { type: 'slow', delayMs: 20_000 }],
		['in a wait that the service named', 3, { type: 'status', status: 429, retryAfter: 30 }],
	] as const)(
		'Stop %s: the node ends within a second and sends nothing more',
		async (_, nth, effect) => {
			let press = () => {};
			let seen = 0;
			let stoppedAt = Infinity;
			const stop = () => {
				stoppedAt = Date.now();
				press();
			};
			const sandbox: Sandbox = await openSandbox({
				history: HISTORY,
				now: () => NOW_MS,
				latencyMs: 30,
				onAnswered: ({ call }) => {
					if (call !== family.searchCall) return;
					seen += 1;
					if (effect === undefined && seen === nth) stop();
				},
			});
			if (effect !== undefined)
				sandbox.faults.add({ call: family.searchCall, skip: nth, times: Infinity, effect });
			const running = searchBy(
				family,
				sandbox,
				{
					...IN_YEAR,
					contactSource: 'all',
					options: { ...family.inPagesOf(5), maxConcurrency: 4 },
				},
				{ signalCancel: (cancel) => (press = cancel) },
			);
			if (effect !== undefined) {
				while (seen < nth) await wait(10);
				await wait(400);
				stop();
			}
			const run = await running;
			const endedAt = Date.now();
			await wait(STOP_MS);
			await sandbox.close();

			expect(run.status).toBe('canceled');
			expect(endedAt - stoppedAt).toBeLessThan(STOP_MS);
			const late = sandbox.requests.filter(
				({ startedAt }) => startedAt > stoppedAt + ON_ITS_WAY_MS,
			);
			expect(late).toEqual([]);
		},
	);
});
