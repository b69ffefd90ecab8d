import { setTimeout as wait } from 'node:timers/promises';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import type { CallName, FaultRule } from '../../sandbox/server.mts';
import { errorItemsOf, unansweredItems } from './answers.mts';
import { mostTries, openJobTenant } from './faultyJob.mts';
import { doublesIn, shortCampaignsIn, stateOf, type TenantState } from './tenantState.mts';

const TIMEOUT_MS = 400;
/** Done a little before the nodes stop looking for a record whose create timed out. */
const DELAY_MS = 1_050;
/** The looks go on for 10 s after a timeout, half of it because it was one: for a second here. */
const SCALE = 0.1;
const TRIES = 4;

interface Row {
	call: CallName;
	when: 'before' | 'after';
	/** What comes of an answer that is slow every time; one that is slow once is recovered from. */
	persisting: 'recovers' | 'stops';
}

/** The token request is left out: its timeout is n8n's own, of five minutes. */
const TABLE: Row[] = [
	{ call: 'searchInteractions', when: 'before', persisting: 'stops' },
	{ call: 'findLists', when: 'before', persisting: 'stops' },
	{ call: 'getList', when: 'before', persisting: 'stops' },
	{ call: 'addContacts', when: 'before', persisting: 'stops' },
	{ call: 'addContacts', when: 'after', persisting: 'stops' },
	{ call: 'findCampaigns', when: 'before', persisting: 'stops' },
	{ call: 'createList', when: 'before', persisting: 'recovers' },
	{ call: 'createList', when: 'after', persisting: 'recovers' },
	{ call: 'createCampaign', when: 'before', persisting: 'recovers' },
	{ call: 'createCampaign', when: 'after', persisting: 'recovers' },
];
const recovering = TABLE.flatMap((row) =>
	row.persisting === 'recovers'
		? [
				{ ...row, times: 1 },
				{ ...row, times: Infinity },
			]
		: [{ ...row, times: 1 }],
);
const stopping = TABLE.filter(({ persisting }) => persisting === 'stops');

let goals: { byName: TenantState; byId: TenantState };

async function undisturbedState(byId: boolean): Promise<TenantState> {
	const { sandbox, run } = await openJobTenant({}, byId);
	await run();
	await sandbox.close();
	return stateOf(sandbox);
}

async function openSlowTenant({ call, when }: Row, times: number) {
	const byId = call === 'getList';
	const tenant = await openJobTenant({ timeoutMs: TIMEOUT_MS }, byId);
	const effect = { type: 'slow', delayMs: DELAY_MS } as const;
	const rule: FaultRule = { call, when, times, effect };
	tenant.sandbox.faults.add(rule);
	return { ...tenant, goal: byId ? goals.byId : goals.byName };
}

beforeAll(async () => {
	waiting.scale = SCALE;
	goals = { byName: await undisturbedState(false), byId: await undisturbedState(true) };
});

afterAll(() => {
	waiting.scale = 1;
});

test.concurrent.each(recovering)(
	'$call, slower than the timeout $when the work is done, $times times: the job recovers',
	async (row) => {
		const { sandbox, run: runOnce, goal } = await openSlowTenant(row, row.times);
		const { run } = await runOnce();
		// By then everything that was asked for has been done, a second create too.
		await wait(DELAY_MS);
		await sandbox.close();
		expect(run.error).toBeUndefined();
		expect(stateOf(sandbox)).toEqual(goal);
		expect(unansweredItems(run)).toEqual([]);
	},
);

test.concurrent.each(stopping)(
	'$call, slower than the timeout $when the work is done, always: the job stops, and runs again to the same end',
	async (row) => {
		const { sandbox, run: runOnce, goal } = await openSlowTenant(row, Infinity);
		const { run, requests } = await runOnce();
		expect(run.error?.message).toMatch(/did not answer .* in time after 4 tries/);
		expect(run.error?.description).toContain("Raise 'Timeout'");
		expect(mostTries(requests.filter(({ call }) => call === row.call))).toBe(TRIES);
		expect(doublesIn(stateOf(sandbox))).toEqual([]);
		expect(shortCampaignsIn(stateOf(sandbox), goal)).toEqual([]);

		const { run: continued } = await runOnce({ onError: 'continueErrorOutput' });
		expect(unansweredItems(continued)).toEqual([]);
		expect(errorItemsOf(continued).length).toBeGreaterThan(0);

		sandbox.faults.clear();
		const { run: again } = await runOnce();
		await sandbox.close();
		expect(again.error).toBeUndefined();
		expect(stateOf(sandbox)).toEqual(goal);
	},
	60_000,
);
