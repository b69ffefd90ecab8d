import type { Sandbox } from '../../sandbox/server.mts';
import { countCalls, scoreAt } from '../../tools/start/expectedJob.mts';
import { skillOf } from '../engine/skillRuns.mts';
import { dialOn, moveOn } from '../support/tenantClock.mts';
import {
	expectNothingStarted,
	FILL,
	listsOf,
	liveRecords,
	openDay,
	phoneOfRecord,
	setUpDay,
	SKILL_ID,
} from './dialingDayRuns.mts';
import { runAsItStands } from './exampleRuns.mts';

setUpDay();

const DAY_MS = 86_400_000;

/** From when on the run of this night asked for calls, in milliseconds: 90 days before it began, which is a moment ago. */
function askedFromMs({ clock, requests }: Sandbox): number {
	const startsMs = requests
		.filter(({ call }) => call === 'completedContacts')
		.map(({ path }) =>
			Date.parse(new URL(path, 'http://tenant').searchParams.get('startDate') ?? ''),
		);
	const earliestMs = clock.now() - 90.5 * DAY_MS;
	return Math.min(...startsMs.filter((startMs) => startMs > earliestMs));
}

/** The phones with calls since then and their histories, by a count of its own. */
function customersOf(sandbox: Sandbox) {
	const { clock, state, phoneOf } = sandbox;
	const fromMs = askedFromMs(sandbox);
	const histories = countCalls(state.history, { fromMs, toMs: clock.now() });
	return new Map([...histories].map(([id, history]) => [phoneOf(id), history]));
}

/** The skill is started by hand at nine in the morning, dials for some minutes, and is stopped. Gives the phones that rang. */
function dialByHand(sandbox: Sandbox, minutes: number): string[] {
	moveOn(sandbox, { hours: 9 });
	skillOf(sandbox, SKILL_ID).isStarted = true;
	const rings = dialOn(sandbox, { minutes });
	skillOf(sandbox, SKILL_ID).isStarted = false;
	moveOn(sandbox, { minutes: 15 * 60 - minutes });
	return rings.map(({ phone }) => phone).sort();
}

test('everybody with calls is in the one list of the day with the score, the skill is set, and nothing rings', async () => {
	// Without parts of calls, which the count here does not know.
	const sandbox = await openDay({ hasNoise: false });
	skillOf(sandbox, SKILL_ID).parameters.general.abandonRateThreshold = 5;
	const run = await runAsItStands(FILL, sandbox);

	const lists = listsOf(sandbox);
	expect(lists).toMatchObject([{ listName: 'dynamic_outbound_2026-05-20', status: 'Active' }]);
	const customers = customersOf(sandbox);
	expect(customers.size).toBeGreaterThan(100);
	const [{ records }] = lists;
	expect(records.map(phoneOfRecord).sort()).toEqual([...customers.keys()].sort());
	for (const record of records) {
		const history = customers.get(phoneOfRecord(record)) ?? { calls: 0, lastCallMs: 0 };
		expect(record.skillId).toBe(SKILL_ID);
		expect(Number(record.fields.score)).toBeCloseTo(scoreAt(history, run.toMs), 1);
	}
	expect(skillOf(sandbox, SKILL_ID).parameters.general).toMatchObject({
		abandonRateThreshold: 3,
		overrideBusinessUnitAbandonRate: true,
	});
	expect(run.jsonOf('Set and Check the Skill')).toMatchObject([
		{ outcome: 'configured', status: 'stopped', listId: String(lists[0].listId) },
	]);
	expect(run.jsonOf('Sum Up the Night')).toEqual([
		{
			message: expect.stringMatching(
				new RegExp(
					`^Skill dynamic_outbound, list dynamic_outbound_2026-05-20: ${customers.size} contacts put in, 0 were in, 0 held back. Outcome: configured. Failed checks: none. Not known: abandonmentRate \\(`,
				),
			),
			failedChecks: [],
			outcome: 'configured',
		},
	]);
	dialOn(sandbox, { days: 1 });
	expectNothingStarted(sandbox);
});

test('a check that fails is in the message, and nothing is started', async () => {
	const sandbox = await openDay();
	skillOf(sandbox, SKILL_ID).parameters.listManagement.listOrderingOptions = [];
	const run = await runAsItStands(FILL, sandbox);

	const [{ message, failedChecks }] = run.jsonOf('Sum Up the Night');
	expect(failedChecks).toEqual(['orderedByScore']);
	expect(message).toContain('Failed checks: orderedByScore (');
	expectNothingStarted(sandbox);
});

test('a skill that was left running is stopped before anything is put in', async () => {
	const sandbox = await openDay();
	skillOf(sandbox, SKILL_ID).isStarted = true;
	await runAsItStands(FILL, sandbox);

	const calls = sandbox.requests.map(({ call }) => call);
	expect(calls.indexOf('stopSkill')).toBeGreaterThan(-1);
	expect(calls.indexOf('stopSkill')).toBeLessThan(calls.indexOf('uploadCallingList'));
	dialOn(sandbox, { days: 1 });
	expectNothingStarted(sandbox);
});

test('run twice in a night, nobody and nothing is doubled', async () => {
	const sandbox = await openDay();
	await runAsItStands(FILL, sandbox);
	const before = listsOf(sandbox).map(({ listId, records }) => [listId, records.length]);
	moveOn(sandbox, { minutes: 20 });
	const run = await runAsItStands(FILL, sandbox);

	expect(listsOf(sandbox).map(({ listId, records }) => [listId, records.length])).toEqual(before);
	expect(sandbox.requestCounts()).toMatchObject({ createCallingList: 1, uploadCallingList: 1 });
	expect(run.jsonOf('Fill the List of the Day')).toMatchObject([
		{ created: false, accepted: 0, existing: before[0][1] },
	]);
	expectNothingStarted(sandbox);
});

describe('the second night', () => {
	test('has a list of its own, without whoever was called, and the old one rings no more', async () => {
		const sandbox = await openDay();
		await runAsItStands(FILL, sandbox);
		const called = dialByHand(sandbox, 5);
		expect(called.length).toBeGreaterThan(30);
		await runAsItStands(FILL, sandbox);

		expect(listsOf(sandbox).map(({ listName, status }) => [listName, status])).toEqual([
			['dynamic_outbound_2026-05-20', 'Inactive'],
			['dynamic_outbound_2026-05-21', 'Active'],
		]);
		const live = liveRecords(sandbox).map(phoneOfRecord).sort();
		const expected = [...customersOf(sandbox).keys()].filter((phone) => !called.includes(phone));
		expect(live).toEqual(expected.sort());
		expect(sandbox.requestCounts().startSkill ?? 0).toBe(0);
	});

	test('where everybody was called there is nobody to put in, and the message says so', async () => {
		const sandbox = await openDay();
		await runAsItStands(FILL, sandbox);
		dialByHand(sandbox, 600);
		const run = await runAsItStands(FILL, sandbox);

		expect(run.jsonOf('Say That Nobody Is Left')).toEqual([
			{
				message: expect.stringMatching(
					/^List dynamic_outbound_2026-05-21: nobody to call, \d{3} held back\. The skill dynamic_outbound is not to be started\.$/,
				),
				outcome: 'nobodyToCall',
			},
		]);
		expect(run.nodes).not.toHaveProperty(['Set and Check the Skill']);
		expect(liveRecords(sandbox)).toEqual([]);
	});
});
