import type { FaultEffect } from '../../sandbox/server.mts';
import { openJobTenant } from './faultyJob.mts';

/** Our own waits at full jitter, after the first, second and third try (contract 3.2). */
const FULL_WAITS_MS = [500, 1_000, 2_000];
const SLACK_MS = 250;
const ALMOST_ONE = 0.999;

/** The times between the four tries of a search that always fails in that way, in milliseconds. */
async function waitsMs(effect: FaultEffect): Promise<number[]> {
	const { sandbox, run } = await openJobTenant({ until: 'Search' });
	sandbox.faults.add({ call: 'searchInteractions', times: Infinity, effect });
	const { requests } = await run();
	await sandbox.close();
	const tries = requests.filter(({ call }) => call === 'searchInteractions');
	return tries.slice(1).map(({ startedAt }, n) => startedAt - tries[n].endedAt);
}

const failing = (retryAfter?: string | number): FaultEffect => ({
	type: 'status',
	status: 429,
	retryAfter,
});

test('full jitter: with the least chance there is no wait', async () => {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	const waits = await waitsMs(failing());
	expect(waits).toHaveLength(3);
	expect(Math.max(...waits)).toBeLessThan(SLACK_MS);
});

test('full jitter: with the greatest chance the waits are 0.5, 1 and 2 seconds', async () => {
	jest.spyOn(Math, 'random').mockReturnValue(ALMOST_ONE);
	const waits = await waitsMs(failing());
	expect(waits).toHaveLength(3);
	waits.forEach((waitMs, n) => {
		expect(waitMs).toBeGreaterThan(FULL_WAITS_MS[n] - 5);
		expect(waitMs).toBeLessThan(FULL_WAITS_MS[n] + SLACK_MS + 250);
	});
});

test('a wait that the service names is obeyed as it is, whatever the chance', async () => {
	jest.spyOn(Math, 'random').mockReturnValue(0);
	const waits = await waitsMs(failing(1));
	expect(waits).toHaveLength(3);
	waits.forEach((waitMs) => expect(waitMs).toBeGreaterThanOrEqual(998));
});
