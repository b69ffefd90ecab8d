import { waiting } from '../../nodes/shared/transport/wait.ts';
import type { CallName } from '../../sandbox/server.mts';
import { errorItemsOf, falseSuccessesOf, unansweredItems } from './answers.mts';
import { startElsewhere, type Elsewhere } from './elsewhere.mts';
import { expectationOf, ONE_BY_ONE, type Expectation } from './expectation.mts';
import { mostTries, openJobTenant, ruleOf, shortestWaitMs } from './faultyJob.mts';
import type { Fault } from './fault.mts';
import { FAULTS } from './matrix.mts';
import { ECHO, ECHO_OF_NAMES, privateTextsIn, recordLogs, shownTexts } from './privacy.mts';
import {
	doublesIn,
	misplacedContactsIn,
	shortCampaignsIn,
	stateOf,
	type TenantState,
} from './tenantState.mts';

const SCALE = 0.005;
const TRIES = 4;
/** A timer may fire a little early by the clock of the sandbox. */
const TIMER_SLACK_MS = 2;
const ADVICE = /\b(Add|Check|Look|Lower|Raise|Run|Set|run) /;
const TELLS_MUCH: CallName[] = ['token', 'searchInteractions', 'addContacts'];

/** One row of the table: a fault of one call, passing or persisting. */
interface Row extends Expectation {
	name: string;
	fault: Fault;
	call: CallName;
	isPersisting: boolean;
}

/** Whether the fault persists, in each row. A refusal that ends the job at once is the same either way. */
function spansOf({ behaviour, isOnceOnly = false }: Fault, call: CallName): boolean[] {
	if (isOnceOnly) return [false];
	return behaviour === 'refused' && ONE_BY_ONE.includes(call) ? [true] : [false, true];
}

/** The rows of the table for those calls. */
function rowsOf(calls: readonly CallName[]): Row[] {
	return FAULTS.flatMap((fault) =>
		fault.calls
			.filter((call) => calls.includes(call))
			.flatMap((call) =>
				spansOf(fault, call).map((isPersisting) => {
					const when = fault.when === 'after' ? ', the work done' : '';
					const { outcome, requests } = expectationOf(fault, call, isPersisting);
					const name = `${call}: ${fault.name}${when}, ${isPersisting ? 'persisting' : 'once'}`;
					return { name, fault, call, isPersisting, outcome, requests };
				}),
			),
	);
}

let elsewhere: Elsewhere;
let logs: string[];
let undisturbed: Record<'byName' | 'byId', TenantState>;

async function undisturbedState(byId: boolean): Promise<TenantState> {
	const { sandbox, run } = await openJobTenant({}, byId);
	await run();
	await sandbox.close();
	return stateOf(sandbox);
}

async function withTenant(
	{ call, fault, isPersisting }: { call: CallName; fault: Fault; isPersisting: boolean },
	judge: (tenant: {
		tenant: Awaited<ReturnType<typeof openJobTenant>>;
		spoil: () => void;
		goal: TenantState;
	}) => Promise<void>,
): Promise<void> {
	const byId = call === 'getList';
	const tenant = await openJobTenant({}, byId);
	const echo = TELLS_MUCH.includes(call) ? ECHO : ECHO_OF_NAMES;
	try {
		await judge({
			tenant,
			spoil: () => {
				const elsewhereUrl = `${elsewhere.url}/api`;
				tenant.sandbox.faults.clear();
				tenant.sandbox.faults.add(ruleOf(fault, call, { isPersisting, elsewhereUrl, echo }));
			},
			goal: byId ? undisturbed.byId : undisturbed.byName,
		});
	} finally {
		await tenant.sandbox.close();
	}
}

/** Makes a test of each row of the table for those calls; to be called once in a test file. */
export function testFaultsOf(calls: readonly CallName[]): void {
	const rows = rowsOf(calls);
	beforeAll(async () => {
		waiting.scale = SCALE;
		elsewhere = await startElsewhere();
		undisturbed = { byName: await undisturbedState(false), byId: await undisturbedState(true) };
		logs = await recordLogs();
	});

	afterAll(async () => {
		waiting.scale = 1;
		await elsewhere.close();
	});

	afterEach(() => {
		expect(elsewhere.received).toEqual([]);
		expect(privateTextsIn(logs.splice(0))).toEqual([]);
	});

	test('the undisturbed job fills three lists and launches three campaigns', () => {
		for (const state of Object.values(undisturbed)) {
			expect(state.lists).toHaveLength(3);
			expect(state.campaigns).toHaveLength(3);
			expect(misplacedContactsIn(state)).toEqual([]);
		}
	});

	describe('the job recovers', () => {
		test.each(rows.filter(({ outcome }) => outcome === 'recovers'))('$name', async (row) => {
			await withTenant(row, async ({ tenant, spoil, goal }) => {
				spoil();
				const { run, requests } = await tenant.run();
				const faulted = requests.filter(({ call }) => call === row.call);
				expect(run.error).toBeUndefined();
				expect(stateOf(tenant.sandbox)).toEqual(goal);
				expect(unansweredItems(run)).toEqual([]);
				expect(faulted).toHaveLength(row.requests ?? NaN);
				expect(shortestWaitMs(faulted)).toBeGreaterThanOrEqual(
					(row.fault.serverWaitMs ?? 0) * SCALE - TIMER_SLACK_MS,
				);
				expect(privateTextsIn(shownTexts(run, run.tasks))).toEqual([]);
			});
		});
	});

	describe('the job stops, and runs again to the same end', () => {
		test.each(rows.filter(({ outcome }) => outcome === 'stops'))('$name', async (row) => {
			await withTenant(row, async ({ tenant, spoil, goal }) => {
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
				expect(shortCampaignsIn(stateOf(sandbox), goal)).toEqual([]);

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
				expect(again.error).toBeUndefined();
				expect(stateOf(sandbox)).toEqual(goal);
			});
		});
	});
}
