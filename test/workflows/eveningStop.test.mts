import { skillOf } from '../engine/skillRuns.mts';
import { readExample } from '../support/engine.mts';
import { dialOn, moveOn } from '../support/tenantClock.mts';
import { FILL, liveRecords, openDay, setUpDay, SKILL_ID, START, STOP } from './dialingDayRuns.mts';
import { runAsItStands, runToItsEnd } from './exampleRuns.mts';

setUpDay();

test('it stops the skill although people wait in its list, and nobody rings any more', async () => {
	const sandbox = await openDay();
	await runAsItStands(FILL, sandbox);
	moveOn(sandbox, { hours: 6, minutes: 30 });
	await runAsItStands(START, sandbox);
	dialOn(sandbox, { minutes: 35 });
	expect(sandbox.rings).not.toEqual([]);
	expect(liveRecords(sandbox)).not.toEqual([]);
	const run = await runAsItStands(STOP, sandbox);

	expect(run.jsonOf('Say That It Stopped')).toEqual([
		{ message: 'Skill dynamic_outbound was told to stop.', status: 'stopped' },
	]);
	const rang = sandbox.rings.length;
	dialOn(sandbox, { days: 1 });
	expect(sandbox.rings).toHaveLength(rang);
});

test('it sends the stop to a skill that shows as stopped too', async () => {
	const sandbox = await openDay({ isRunningShown: 'calling' });
	skillOf(sandbox, SKILL_ID).isStarted = true;
	await runAsItStands(STOP, sandbox);

	expect(sandbox.requestCounts().stopSkill).toBe(1);
	expect(skillOf(sandbox, SKILL_ID).isStarted).toBe(false);
});

test('a stop that CXone does not take fails the run', async () => {
	const sandbox = await openDay({ forbiddenCalls: ['stopSkill'] });
	const run = await runToItsEnd(readExample(STOP), sandbox);

	expect(run.status).toBe('error');
});
