import { waiting } from '../../nodes/shared/transport/wait.ts';
import type { RestCallName as CallName } from '../../sandbox/server.mts';
import { errorItemsOf, falseSuccessesOf, unansweredItems } from './answers.mts';
import { startElsewhere, type Elsewhere } from './elsewhere.mts';
import { ONE_BY_ONE } from './expectation.mts';
import {
	mostTries,
	openJobTenant,
	openNodeTenant,
	ruleOf,
	shortestWaitMs,
	type JobTenant,
} from './faultyJob.mts';
import {
	ECHO,
	ECHO_OF_NAMES,
	privateTextsIn,
	recordLogs,
	shownTexts,
	type LogRecord,
} from './privacy.mts';
import { rowsOf, type Row } from './row.mts';
import { doublesIn, misplacedContactsIn, shortCampaignsIn, stateOf } from './tenantState.mts';
import { expectGoal, runUndisturbed, type Undisturbed } from './undisturbed.mts';

const SCALE = 0.005;
const TRIES = 4;
/** A timer may fire a little early by the clock of the sandbox. */
const TIMER_SLACK_MS = 2;
const ADVICE = /\b(Add|Check|Look|Lower|Raise|Run|Set|run) /;
const TELLS_MUCH: CallName[] = ['token', 'searchInteractions', 'addContacts'];

let elsewhere: Elsewhere;
let logs: LogRecord;
let undisturbed: Record<'byName' | 'byId', Undisturbed>;

/** Does the work on a tenant of the row's own; then nothing may have gone elsewhere, and nothing private into the logs. */
async function withTenant(
	row: Row,
	judge: (tenant: JobTenant, spoil: () => void, goal: Undisturbed) => Promise<void>,
): Promise<void> {
	const { call, fault, isPersisting, node, isWholeJob } = row;
	const byId = call === 'getList';
	const goal = byId ? undisturbed.byId : undisturbed.byName;
	const tenant = isWholeJob ? await openJobTenant({}, byId) : await openNodeTenant(node, goal);
	const { sandbox } = tenant;
	const elsewhereUrl = `${elsewhere.url}/${row.id}/api`;
	const echo = TELLS_MUCH.includes(call) ? ECHO : ECHO_OF_NAMES;
	const spoil = () => {
		sandbox.faults.clear();
		sandbox.faults.add(ruleOf(fault, call, { isPersisting, elsewhereUrl, echo }));
	};
	const lines: string[] = [];
	try {
		await logs.during(lines, async () => await judge(tenant, spoil, goal));
	} finally {
		await sandbox.close();
	}
	expect(elsewhere.received.filter(({ path }) => path.includes(`/${row.id}/`))).toEqual([]);
	expect(privateTextsIn(lines)).toEqual([]);
}

async function judgeRecovery(row: Row): Promise<void> {
	await withTenant(row, async (tenant, spoil, goal) => {
		spoil();
		const { run, requests } = await tenant.run();
		const faulted = requests.filter(({ call }) => call === row.call);
		expectGoal(run, tenant.sandbox, goal, { ...row, isAgain: false });
		expect(unansweredItems(run)).toEqual([]);
		expect(faulted).toHaveLength(row.requests ?? NaN);
		expect(shortestWaitMs(faulted)).toBeGreaterThanOrEqual(
			(row.fault.serverWaitMs ?? 0) * SCALE - TIMER_SLACK_MS,
		);
		expect(privateTextsIn(shownTexts(run, run.tasks))).toEqual([]);
	});
}

async function judgeStop(row: Row): Promise<void> {
	await withTenant(row, async (tenant, spoil, goal) => {
		const { sandbox } = tenant;
		spoil();
		const stopped = await tenant.run();
		const faulted = stopped.requests.filter(({ call }) => call === row.call);
		expect(stopped.run.status).toBe('error');
		expect(stopped.run.error?.message).toMatch(row.fault.says ?? /./);
		expect(stopped.run.error?.description).toMatch(ADVICE);
		if (row.requests !== undefined) expect(faulted).toHaveLength(row.requests);
		expect(mostTries(faulted)).toBeLessThanOrEqual(TRIES);
		expect(shortestWaitMs(faulted)).toBeGreaterThanOrEqual(
			(row.fault.serverWaitMs ?? 0) * SCALE - TIMER_SLACK_MS,
		);
		expect(privateTextsIn(shownTexts(stopped.run, stopped.run.tasks))).toEqual([]);
		expect(doublesIn(stateOf(sandbox))).toEqual([]);
		expect(shortCampaignsIn(stateOf(sandbox), goal.state)).toEqual([]);
		// So that no campaign dials what the stopped node did not finish.
		expect(stopped.run.nodes[row.node].outputs.flat()).toEqual([]);

		if (row.isPersisting || !ONE_BY_ONE.includes(row.call)) {
			spoil();
			const { run: continued } = await tenant.run({ onError: 'continueErrorOutput' });
			expect(continued.status).toBe('success');
			expect(unansweredItems(continued)).toEqual([]);
			expect(errorItemsOf(continued).length).toBeGreaterThan(0);
			expect(falseSuccessesOf(continued)).toEqual([]);
			expect(doublesIn(stateOf(sandbox))).toEqual([]);
			expect(privateTextsIn(shownTexts(continued, continued.tasks))).toEqual([]);
		}

		sandbox.faults.clear();
		const { run: again } = await tenant.run();
		expectGoal(again, sandbox, goal, { ...row, isAgain: true });
	});
}

function isLarge({ fault: { effect } }: Row): boolean {
	return typeof effect === 'object' && effect.type === 'raw' && effect.sizeBytes !== undefined;
}

/** Makes a test of each row of the table for those calls; to be called once in a test file. */
export function testFaultsOf(calls: readonly CallName[]): void {
	const rows = rowsOf(calls);
	beforeAll(async () => {
		waiting.scale = SCALE;
		elsewhere = await startElsewhere();
		undisturbed = { byName: await runUndisturbed(), byId: await runUndisturbed({}, true) };
		logs = await recordLogs();
	});

	afterAll(async () => {
		waiting.scale = 1;
		await elsewhere.close();
	});

	test('the undisturbed job fills three lists and launches three campaigns', () => {
		for (const { state } of Object.values(undisturbed)) {
			expect(state.lists).toHaveLength(3);
			expect(state.campaigns).toHaveLength(3);
			expect(misplacedContactsIn(state)).toEqual([]);
		}
	});

	const judgements = [
		{ title: 'the job recovers', outcome: 'recovers', judge: judgeRecovery },
		{ title: 'the job stops, and runs again to the same end', outcome: 'stops', judge: judgeStop },
	];
	for (const { title, outcome, judge } of judgements) {
		const rowsOfOutcome = rows.filter((row) => row.outcome === outcome);
		describe(title, () => {
			test.concurrent.each(rowsOfOutcome.filter((row) => !isLarge(row)))('$name', judge);
			// Side by side they would take gigabytes.
			const large = rowsOfOutcome.filter(isLarge);
			if (large.length > 0) test.each(large)('$name', judge);
		});
	}

	// At the end of the file, so after all rows: what comes of a row and cannot be told for it counts too.
	test('nothing private is logged, and nothing goes elsewhere, besides what the rows are judged by', () => {
		expect(elsewhere.received).toEqual([]);
		expect(privateTextsIn(logs.lines)).toEqual([]);
	});
}
