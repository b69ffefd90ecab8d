import type { Sandbox } from '../../sandbox/server.mts';
import { skillOf } from '../engine/skillRuns.mts';
import { readExample } from '../support/engine.mts';
import { dialOn, moveOn } from '../support/tenantClock.mts';
import {
	expectNothingStarted,
	FILL,
	openDay,
	phoneOfRecord,
	liveRecords,
	setUpDay,
	SKILL_ID,
	START,
} from './dialingDayRuns.mts';
import { runAsItStands, runToItsEnd } from './exampleRuns.mts';

setUpDay();

const morning = { hours: 6, minutes: 30 };

/** A tenant at 08:30 after the night's workflow has run. */
async function openMorning(): Promise<Sandbox> {
	const sandbox = await openDay();
	await runAsItStands(FILL, sandbox);
	moveOn(sandbox, morning);
	return sandbox;
}

/** Runs the example, which is to fail. Gives what the person reads. */
async function runBlocked(sandbox: Sandbox): Promise<string> {
	const run = await runToItsEnd(readExample(START), sandbox);
	expect(run.status).toBe('error');
	expect(run.nodes).not.toHaveProperty(['Say What Started']);
	return `${run.error?.message} ${run.error?.description}`;
}

test('it starts the skill, which dials the list of the day, and says what nobody could check', async () => {
	const sandbox = await openMorning();
	const waiting = liveRecords(sandbox).map(phoneOfRecord);
	const run = await runAsItStands(START, sandbox);

	expect(run.jsonOf('Check and Start the Skill')).toMatchObject([
		{ outcome: 'started', status: 'running', campaignId: String(SKILL_ID) },
	]);
	expect(run.jsonOf('Say What Started')).toEqual([
		{
			message: expect.stringMatching(
				/^Skill dynamic_outbound, list \d+: started\. Not known: abandonmentRate \(.*\)\. For you to see to: .*consent.*\.$/,
			),
			outcome: 'started',
		},
	]);
	const rings = dialOn(sandbox, { hours: 1 });
	expect(rings.length).toBeGreaterThan(50);
	for (const { phone, skillId } of rings) {
		expect(waiting).toContain(phone);
		expect(skillId).toBe(SKILL_ID);
	}
});

test('run twice it starts once', async () => {
	const sandbox = await openMorning();
	await runAsItStands(START, sandbox);
	dialOn(sandbox, { minutes: 2 });
	const run = await runAsItStands(START, sandbox);

	expect(run.jsonOf('Say What Started')).toMatchObject([{ outcome: 'alreadyRunning' }]);
	expect(sandbox.requestCounts().startSkill).toBe(1);
});

test('without an abandonment message it starts and says so, because a script may speak', async () => {
	const sandbox = await openMorning();
	skillOf(sandbox, SKILL_ID).parameters.cpa.abandonMessagePath = '';
	const run = await runAsItStands(START, sandbox);

	const [{ message, outcome }] = run.jsonOf('Say What Started');
	expect(outcome).toBe('started');
	expect(message).toContain('Not known: abandonmentMessage (');
});

test.each<[string, (sandbox: Sandbox) => void, string]>([
	[
		'an abandonment message that comes late',
		(sandbox) => void (skillOf(sandbox, SKILL_ID).parameters.cpa.abandonTimeout = 3),
		'abandonmentTimeout',
	],
	[
		'hours until nine in the evening',
		(sandbox) =>
			skillOf(sandbox, SKILL_ID).parameters.timeZones.forEach((zone) => (zone.endTime = '21:00')),
		'callingHours',
	],
	['no agents', (sandbox) => void (skillOf(sandbox, SKILL_ID).agents = 0), 'agentsAssigned'],
	[
		'an abandonment threshold of its own above 3 %',
		(sandbox) => void (skillOf(sandbox, SKILL_ID).parameters.general.abandonRateThreshold = 5),
		'above',
	],
	[
		'too many abandoned calls in the last 30 days',
		(sandbox) =>
			void skillOf(sandbox, SKILL_ID).outcomes.push({
				atMs: sandbox.clock.now() - 3 * 86_400_000,
				...{ dials: 1_000, connects: 200, rightPartyConnects: 0, handled: 190, abandons: 10 },
			}),
		'abandonmentRate',
	],
])('with %s nothing starts, and the run says why', async (_how, spoil, why) => {
	const sandbox = await openMorning();
	spoil(sandbox);

	expect(await runBlocked(sandbox)).toContain(why);
	dialOn(sandbox, { days: 1 });
	expectNothingStarted(sandbox);
});

test('without a list of the day nothing starts, although one of the day before waits', async () => {
	const sandbox = await openMorning();
	moveOn(sandbox, { days: 1 });

	expect(await runBlocked(sandbox)).toContain(
		"CXone has no calling list named 'dynamic_outbound_2026-05-21'",
	);
	dialOn(sandbox, { days: 1 });
	expectNothingStarted(sandbox);
});
