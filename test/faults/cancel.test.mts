import { setTimeout as wait } from 'node:timers/promises';

import type { FaultRule, RequestLogEntry } from '../../sandbox/server.mts';
import { HISTORY, runJob, type JobPlan } from './job.mts';
import { openSandbox } from '../support/withSandbox.mts';

const STOP_MS = 1_000;
/** A request that had left before the Stop may arrive so much later. */
const ON_ITS_WAY_MS = 250;

interface Case {
	name: string;
	/** Stop is pressed so long after the answer of this call, or after its arrival when it is never answered. */
	call: RequestLogEntry['call'];
	/** The answer that counts, from 1. */
	nth?: number;
	afterMs: number;
	isUnanswered?: boolean;
	fault?: FaultRule;
	plan?: JobPlan;
}

const CASES: Case[] = [
	{
		name: 'in a request',
		call: 'searchInteractions',
		isUnanswered: true,
		afterMs: 200,
		fault: { call: 'searchInteractions', effect: { type: 'slow', delayMs: 20_000 } },
	},
	{
		name: 'in a token request',
		call: 'token',
		isUnanswered: true,
		afterMs: 200,
		fault: { call: 'token', effect: { type: 'slow', delayMs: 3_000 } },
	},
	{
		name: 'in a wait that the service named',
		call: 'findLists',
		afterMs: 300,
		fault: {
			call: 'findLists',
			times: Infinity,
			effect: { type: 'status', status: 429, retryAfter: 30 },
		},
	},
	{
		name: 'in the wait before a query starts again',
		call: 'searchInteractions',
		nth: 3,
		afterMs: 300,
		fault: { call: 'searchInteractions', times: Infinity, effect: { type: 'noData' } },
	},
	{
		name: 'in a wait before a look after a lost answer',
		call: 'createCampaign',
		afterMs: 100,
		fault: { call: 'createCampaign', times: Infinity, effect: { type: 'drop' } },
	},
	{ name: 'between pages', call: 'searchInteractions', nth: 2, afterMs: 0, plan: { pageSize: 10 } },
	{
		name: 'between batches',
		call: 'addContacts',
		nth: 2,
		afterMs: 0,
		plan: { batchSize: 1, listConcurrency: 1 },
	},
	{
		name: 'between campaigns',
		call: 'createCampaign',
		afterMs: 300,
		plan: { delayBetweenCampaignsMs: 30_000 },
	},
];

beforeAll(() => {
	// The longest jitter: then our own waits last 0.5, 1 and 2 s.
	jest.spyOn(Math, 'random').mockReturnValue(0.999);
});

test.concurrent.each(CASES)(
	'Stop $name: the node ends within a second and sends nothing more',
	async (stop) => {
		let press = () => {};
		let stoppedAt = 0;
		let seen = 0;
		const pressLater = async () => {
			await wait(stop.afterMs);
			stoppedAt = Date.now();
			press();
		};
		let pressing: Promise<void> | undefined;
		const sandbox = await openSandbox({
			history: HISTORY,
			onAnswered: ({ call }) => {
				if (call !== stop.call || stop.isUnanswered) return;
				seen += 1;
				if (seen === (stop.nth ?? 1)) pressing = pressLater();
			},
		});
		if (stop.fault !== undefined) sandbox.faults.add(stop.fault);
		const ends: number[] = [];
		const running = runJob(sandbox, {
			...stop.plan,
			signalCancel: (cancel) => (press = cancel),
			onExecuted: () => ends.push(Date.now()),
		});
		while (stop.isUnanswered && !sandbox.requests.some(({ call }) => call === stop.call))
			await wait(10);
		if (stop.isUnanswered) pressing = pressLater();
		const run = await running;
		const endedAt = Date.now();
		await pressing;
		await wait(2 * STOP_MS);
		await sandbox.close();

		expect(run.status).toBe('canceled');
		expect(endedAt - stoppedAt).toBeLessThan(STOP_MS);
		expect(Math.max(...ends) - stoppedAt).toBeLessThan(STOP_MS);
		const late = sandbox.requests.filter(({ startedAt }) => startedAt > stoppedAt + ON_ITS_WAY_MS);
		expect(late.map(({ call }) => call)).toEqual([]);
	},
);
