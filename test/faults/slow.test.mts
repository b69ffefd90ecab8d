import { setTimeout as wait } from 'node:timers/promises';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import type { FaultRule, RestCallName as CallName } from '../../sandbox/server.mts';
import { errorItemsOf, unansweredItems } from './answers.mts';
import { mostTries, openNodeTenant } from './faultyJob.mts';
import type { JobPlan } from './job.mts';
import { NODE_OF } from './row.mts';
import { doublesIn, shortCampaignsIn, stateOf } from './tenantState.mts';
import { expectGoal, runUndisturbed, type Undisturbed } from './undisturbed.mts';

const TIMEOUT_MS = 400;
/** Done a little before the nodes stop looking for a record whose create timed out. */
const DONE_AFTER_TIMEOUT_MS = 650;
/** The looks go on for 10 s after a timeout, half of it because it was one: for a second here. */
const SCALE = 0.1;
/** Rows start together, so other calls may take as long as so many jobs that do. */
const JOBS_AT_A_TIME = 10;
/** All times are stretched where the machine is slow or busy; more than this would take minutes. */
const MOST_STRETCH = 4;
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

/** What the machine makes of the times above at the moment. */
let timeoutMs: number;
let delayMs: number;
let goals: { byName: Undisturbed; byId: Undisturbed };

/** A tenant whose call is slow; only the node that makes it is run, so that nothing else is short of time. */
async function openSlowTenant({ call, when }: Row, times: number) {
	const node = NODE_OF[call];
	const goal = call === 'getList' ? goals.byId : goals.byName;
	const { sandbox, run } = await openNodeTenant(node, goal);
	const effect = { type: 'slow', delayMs } as const;
	const rule: FaultRule = { call, when, times, effect };
	sandbox.faults.add(rule);
	return {
		sandbox,
		goal,
		node,
		run: async (changes: JobPlan = {}) => await run({ timeoutMs, ...changes }),
	};
}

beforeAll(async () => {
	goals = { byName: await runUndisturbed(), byId: await runUndisturbed({}, true) };
	const startedMs = performance.now();
	await Promise.all(Array.from({ length: JOBS_AT_A_TIME }, async () => await runUndisturbed()));
	const busyMs = performance.now() - startedMs;
	const stretch = Math.min(MOST_STRETCH, Math.max(1, busyMs / TIMEOUT_MS));
	timeoutMs = Math.ceil(TIMEOUT_MS * stretch);
	delayMs = timeoutMs + DONE_AFTER_TIMEOUT_MS * stretch;
	waiting.scale = SCALE * stretch;
});

afterAll(() => {
	waiting.scale = 1;
});

/** Patience on a busy machine. */
jest.setTimeout(90_000);

test.concurrent.each(recovering)(
	'$call, slower than the timeout $when the work is done, $times times: the job recovers',
	async (row) => {
		const { sandbox, run: runOnce, goal, node } = await openSlowTenant(row, row.times);
		const { run } = await runOnce();
		// By then everything that was asked for has been done, a second create too.
		await wait(delayMs);
		await sandbox.close();
		expectGoal(run, sandbox, goal, { node, isWholeJob: false, isAgain: false });
		expect(unansweredItems(run)).toEqual([]);
	},
);

test.concurrent.each(stopping)(
	'$call, slower than the timeout $when the work is done, always: the job stops, and runs again to the same end',
	async (row) => {
		const { sandbox, run: runOnce, goal, node } = await openSlowTenant(row, Infinity);
		const { run, requests } = await runOnce();
		expect(run.error?.message).toMatch(/did not answer .* in time after 4 tries/);
		expect(run.error?.description).toContain("Raise 'Timeout'");
		expect(mostTries(requests.filter(({ call }) => call === row.call))).toBe(TRIES);
		expect(doublesIn(stateOf(sandbox))).toEqual([]);
		expect(shortCampaignsIn(stateOf(sandbox), goal.state)).toEqual([]);
		expect(run.nodes[node].outputs.flat()).toEqual([]);

		const { run: continued } = await runOnce({ onError: 'continueErrorOutput' });
		expect(unansweredItems(continued)).toEqual([]);
		expect(errorItemsOf(continued).length).toBeGreaterThan(0);

		sandbox.faults.clear();
		const { run: again } = await runOnce();
		await sandbox.close();
		expectGoal(again, sandbox, goal, { node, isWholeJob: false, isAgain: true });
	},
);
