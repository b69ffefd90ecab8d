import { setTimeout as wait } from 'node:timers/promises';

import { runPool } from '../../nodes/shared/core/pool.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import type { RequestLogEntry, Sandbox } from '../../sandbox/server.mts';
import { openSandbox, withSandbox } from '../support/withSandbox.mts';
import { HISTORY, runJob, type JobPlan } from './job.mts';
import { doublesIn, stateOf } from './tenantState.mts';
import { runUndisturbed, type Undisturbed } from './undisturbed.mts';

/** Small pages and batches, so that there are many places to cut. */
const PLAN: JobPlan = { pageSize: 13, batchSize: 2, listConcurrency: 4 };
const AT_A_TIME = 6;
/** After a Stop the requests that were on their way may still arrive, one for each worker. */
const IN_FLIGHT = 4;
const STOP_MS = 1_000;
const LATE_MS = 300;

interface Cut {
	/** Requests that pass before the cut. */
	after: number;
	/** What is left of the cut run, and whether running again mends it. */
	doubles: string[];
	isMended: boolean;
}

let undisturbed: Undisturbed;

async function runAgain(sandbox: Sandbox, after: number): Promise<Cut> {
	const doubles = doublesIn(stateOf(sandbox));
	sandbox.faults.clear();
	const run = await runJob(sandbox, PLAN);
	const isMended =
		run.status === 'success' &&
		JSON.stringify(stateOf(sandbox)) === JSON.stringify(undisturbed.state) &&
		doublesIn(stateOf(sandbox)).length === 0;
	return { after, doubles, isMended };
}

/** Each number of requests from 1 on after which the job can be cut. */
function places(): number[] {
	return Array.from({ length: undisturbed.requestCount }, (_, n) => n + 1);
}

function allMended(cuts: Cut[]): void {
	expect(cuts).toEqual(
		cuts.map((_, n) => expect.objectContaining({ after: n + 1, doubles: [], isMended: true })),
	);
}

beforeAll(async () => {
	waiting.scale = 0.005;
	undisturbed = await runUndisturbed(PLAN);
});

jest.setTimeout(120_000);

afterAll(() => {
	waiting.scale = 1;
});

test('the undisturbed job makes about 40 requests', () => {
	expect(undisturbed.requestCount).toBe(44);
	expect(undisturbed.state.lists).toHaveLength(3);
	expect(undisturbed.state.campaigns).toHaveLength(3);
});

/** Runs a job that is stopped after so many answers; its sandbox stays open. */
async function runStopped(after: number) {
	let press = () => {};
	let answered = 0;
	let stoppedAt = Infinity;
	const onAnswered = (entry: RequestLogEntry) => {
		answered += 1;
		if (answered !== after) return;
		stoppedAt = entry.endedAt;
		press();
	};
	const sandbox = await openSandbox({ history: HISTORY, onAnswered });
	const signalCancel = (cancel: () => void) => (press = cancel);
	const { status } = await runJob(sandbox, { ...PLAN, signalCancel });
	return { after, sandbox, status, stoppedAt };
}

test('a Stop after each request: nothing is sent later, and the next run ends as if nothing had been', async () => {
	const stops = await runPool(places(), AT_A_TIME, runStopped);
	// All of them wait at once for what might still come.
	await wait(STOP_MS + LATE_MS);
	const cuts = await runPool(stops, AT_A_TIME, async ({ after, sandbox, status, stoppedAt }) => {
		const late = sandbox.requests.filter(({ startedAt }) => startedAt > stoppedAt);
		const cut = await runAgain(sandbox, after);
		await sandbox.close();
		return {
			...cut,
			status,
			late: late.filter(({ startedAt }) => startedAt > stoppedAt + LATE_MS).length,
			isFew: late.length <= IN_FLIGHT,
		};
	});
	allMended(cuts);
	// The last answer ends the job before the Stop is seen.
	const stopped = cuts.slice(0, -1);
	expect(stopped.map(({ status, late, isFew }) => ({ status, late, isFew }))).toEqual(
		stopped.map(() => ({ status: 'canceled', late: 0, isFew: true })),
	);
});

test.each(['before', 'after'] as const)(
	'the connection is gone from each request on, %s the work is done, and the next run ends as if nothing had been',
	async (when) => {
		const cuts = await runPool(
			places(),
			AT_A_TIME,
			async (after) =>
				await withSandbox({ history: HISTORY }, async (sandbox) => {
					const effect = { type: 'drop' } as const;
					// The first request to be lost is the one after the cut.
					sandbox.faults.add({ call: 'any', skip: after - 1, times: Infinity, when, effect });
					const { status } = await runJob(sandbox, PLAN);
					return { status, ...(await runAgain(sandbox, after)) };
				}),
		);
		allMended(cuts);
		// The last three only look whether another run launched the same campaigns: by then the job is done.
		expect(cuts.map(({ status }) => status)).toEqual([
			...cuts.slice(0, -3).map(() => 'error'),
			...cuts.slice(-3).map(() => 'success'),
		]);
	},
);
