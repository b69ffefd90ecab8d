import { AsyncLocalStorage } from 'node:async_hooks';

import type { FaultEffect } from '../../sandbox/server.mts';
import { openJobTenant } from './faultyJob.mts';

/** Our own waits at full jitter, after the first, second and third try (contract 3.2). */
const FULL_WAITS_MS = [500, 1_000, 2_000];
const SLACK_MS = 250;
const ALMOST_ONE = 0.999;

/** The chance of each test, as the tests run side by side. */
const chances = new AsyncLocalStorage<number>();

beforeAll(() => {
	const { random } = Math;
	jest.spyOn(Math, 'random').mockImplementation(() => chances.getStore() ?? random());
});

/** The times between the four tries of a search that always fails in that way, in milliseconds. */
async function waitsMs(effect: FaultEffect, chance: number): Promise<number[]> {
	const { sandbox, run } = await openJobTenant({ until: 'Search' });
	sandbox.faults.add({ call: 'searchInteractions', times: Infinity, effect });
	const { requests } = await chances.run(chance, run);
	await sandbox.close();
	const tries = requests.filter(({ call }) => call === 'searchInteractions');
	return tries.slice(1).map(({ startedAt }, n) => startedAt - tries[n].endedAt);
}

const failing = (retryAfter?: string | number): FaultEffect => ({
	type: 'status',
	status: 429,
	retryAfter,
});

test.concurrent('full jitter: with the least chance there is no wait', async () => {
	const waits = await waitsMs(failing(), 0);
	expect(waits).toHaveLength(3);
	expect(Math.max(...waits)).toBeLessThan(SLACK_MS);
});

test.concurrent(
	'full jitter: with the greatest chance the waits are 0.5, 1 and 2 seconds',
	async () => {
		const waits = await waitsMs(failing(), ALMOST_ONE);
		expect(waits).toHaveLength(3);
		waits.forEach((waitMs, n) => {
			expect(waitMs).toBeGreaterThan(FULL_WAITS_MS[n] - 5);
			expect(waitMs).toBeLessThan(FULL_WAITS_MS[n] + SLACK_MS + 250);
		});
	},
);

test.concurrent(
	'a wait that the service names is obeyed as it is, whatever the chance',
	async () => {
		const waits = await waitsMs(failing(1), 0);
		expect(waits).toHaveLength(3);
		waits.forEach((waitMs) => expect(waitMs).toBeGreaterThanOrEqual(998));
	},
);
