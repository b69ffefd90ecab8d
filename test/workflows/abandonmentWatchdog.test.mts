import type { AcdOptions, Sandbox } from '../../sandbox/server.mts';
import { skillOf } from '../engine/skillRuns.mts';
import { readExample } from '../support/engine.mts';
import { dialOn, moveOn } from '../support/tenantClock.mts';
import { FILL, openDay, setUpDay, SKILL_ID, START, WATCH } from './dialingDayRuns.mts';
import { type ExampleRun, runAsItStands, runToItsEnd } from './exampleRuns.mts';

setUpDay();

const MINUTE_MS = 60_000;

/** A tenant that dials since half past eight; everybody answers, so that counts rise fast. */
async function openDialing(acd: AcdOptions = {}): Promise<Sandbox> {
	const sandbox = await openDay({ answerShare: 1, abandonShare: 0, ...acd }, 2_000);
	await runAsItStands(FILL, sandbox);
	moveOn(sandbox, { hours: 6, minutes: 30 });
	await runAsItStands(START, sandbox);
	return sandbox;
}

/** What an independent count knows of today: calls older than a quarter of an hour. */
function countedToday(sandbox: Sandbox) {
	const untilMs = sandbox.clock.now() - 15 * MINUTE_MS;
	const answered = sandbox.rings.filter(
		({ outcome, atMs }) => outcome !== 'noAnswer' && atMs <= untilMs,
	);
	const abandoned = answered.filter(({ outcome }) => outcome === 'abandoned').length;
	return { abandoned, answered: answered.length, percent: (100 * abandoned) / answered.length };
}

const isStarted = (sandbox: Sandbox) => skillOf(sandbox, SKILL_ID).isStarted;
const verdictOf = (run: ExampleRun) => run.jsonOf('Judge the Rate')[0].verdict;

test('as abandonment rises it stops the skill at the first look above 2.5 %, and says by which counts', async () => {
	const sandbox = await openDialing({ abandonShareRisePerHour: { [SKILL_ID]: 0.02 } });
	const verdicts: unknown[] = [];
	let run: ExampleRun | undefined;
	while (isStarted(sandbox) && verdicts.length < 30) {
		dialOn(sandbox, { minutes: 10 });
		run = await runAsItStands(WATCH, sandbox);
		verdicts.push(verdictOf(run));
		const { answered, percent } = countedToday(sandbox);
		const expected = answered < 100 ? 'tooFew' : percent > 2.5 ? 'stop' : 'fine';
		expect([answered, percent, verdictOf(run)]).toEqual([answered, percent, expected]);
		expect(isStarted(sandbox)).toBe(expected !== 'stop');
	}
	expect(new Set(verdicts)).toEqual(new Set(['tooFew', 'fine', 'stop']));
	const { abandoned, answered } = countedToday(sandbox);
	expect(run?.jsonOf('Say Why It Stopped')).toEqual([
		{
			message: expect.stringMatching(
				new RegExp(
					`^Skill dynamic_outbound: ${abandoned} of ${answered} answered calls abandoned \\(\\d\\.\\d+ %\\), from 2026-05-20T04:00:00\\.000Z to 2026-05-20T1\\d:\\d\\d:\\d\\d\\.\\d{3}Z, .*The skill was told to stop\\.$`,
				),
			),
			wasRunning: true,
		},
	]);
	expect(sandbox.requestCounts().stopSkill).toBe(2);
	const rang = sandbox.rings.length;
	dialOn(sandbox, { hours: 8 });
	expect(sandbox.rings).toHaveLength(rang);
});

test('under 100 answered calls it has no verdict, however many are abandoned', async () => {
	const sandbox = await openDialing({ abandonShare: 1 });
	dialOn(sandbox, { minutes: 39 });
	moveOn(sandbox, { minutes: 20 });
	const { answered, percent } = countedToday(sandbox);
	const run = await runAsItStands(WATCH, sandbox);

	expect(answered).toBeGreaterThan(50);
	expect(answered).toBeLessThan(100);
	expect(percent).toBe(100);
	expect(verdictOf(run)).toBe('tooFew');
	expect(run.nodes).not.toHaveProperty(['Stop the Skill']);
	expect(isStarted(sandbox)).toBe(true);
});

/** Gives the skill these counts of today. */
function count(sandbox: Sandbox, answered: number, abandons: number): void {
	skillOf(sandbox, SKILL_ID).outcomes.push({
		atMs: sandbox.clock.now() - 20 * MINUTE_MS,
		...{ dials: 1_000, rightPartyConnects: 0, connects: answered, abandons },
		handled: answered - abandons,
	});
}

test.each([
	[99, 99, 'tooFew'],
	[100, 2, 'fine'],
	[100, 3, 'stop'],
	[200, 5, 'fine'],
	[400, 10, 'fine'],
	[399, 10, 'stop'],
])('%d answered and %d abandoned calls: %s', async (answered, abandons, verdict) => {
	const sandbox = await openDay();
	skillOf(sandbox, SKILL_ID).isStarted = true;
	moveOn(sandbox, { hours: 8 });
	count(sandbox, answered, abandons);
	const run = await runAsItStands(WATCH, sandbox);

	expect(verdictOf(run)).toBe(verdict);
	expect(isStarted(sandbox)).toBe(verdict !== 'stop');
});

test('the counts of yesterday are not of today', async () => {
	const sandbox = await openDay();
	skillOf(sandbox, SKILL_ID).isStarted = true;
	moveOn(sandbox, { hours: 8 });
	count(sandbox, 200, 100);
	moveOn(sandbox, { days: 1 });
	expect(verdictOf(await runAsItStands(WATCH, sandbox))).toBe('tooFew');
	expect(isStarted(sandbox)).toBe(true);
});

test('where CXone shows no counts the run fails, so that somebody hears of it, and stops nothing', async () => {
	const sandbox = await openDay({
		forbiddenCalls: ['skillSummary', 'skillsSummary', 'dialerContacts'],
	});
	skillOf(sandbox, SKILL_ID).isStarted = true;
	const run = await runToItsEnd(readExample(WATCH), sandbox);

	expect(run.status).toBe('error');
	expect(run.error?.message).toContain('CXone shows no counts for the skill 4004');
	expect(isStarted(sandbox)).toBe(true);
});
