import type { Sandbox } from '../../sandbox/server.mts';
import { countCalls, scoreAt } from '../../tools/start/expectedJob.mts';
import { skillOf } from '../engine/skillRuns.mts';
import { jsonItems } from '../support/engine.mts';
import { dialOn, moveOn } from '../support/tenantClock.mts';
import { CRM, FILL, listsOf, openDay, setUpDay, SKILL_ID, START } from './dialingDayRuns.mts';
import { type ExampleRun, runAsItStands } from './exampleRuns.mts';

setUpDay();

const NINETY_DAYS_MS = 90 * 86_400_000;
const FIELDS = {
	firstName: 'Ada',
	lastName: 'Byron',
	reason: 'Asked for an offer; likes mornings',
	contractValue: 1250.5,
};

/** Posts a contact as the CRM does. */
async function post(sandbox: Sandbox, body: Record<string, unknown>): Promise<ExampleRun> {
	const request = { headers: {}, params: {}, query: {}, body: { ...body } };
	return await runAsItStands(CRM, sandbox, jsonItems(request));
}

/** A phone with calls, as the CRM writes it, and its history. */
function customerOf({ clock, state, phoneOf }: Sandbox) {
	const toMs = clock.now();
	const [[id, history]] = countCalls(state.history, { fromMs: toMs - NINETY_DAYS_MS, toMs });
	const digits = phoneOf(id).slice(2);
	return {
		digits,
		phone: `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}`,
		history,
	};
}

const answersOf = (run: ExampleRun) => run.jsonOf('Answer the CRM');
const uploadsOf = (sandbox: Sandbox) => sandbox.requestCounts().uploadCallingList ?? 0;

test('a contact is in the list of the day with its own fields, and the CRM gets its answer', async () => {
	const sandbox = await openDay({ hasNoise: false });
	const { digits, phone, history } = customerOf(sandbox);
	const run = await post(sandbox, { phone, ...FIELDS });

	const [list, ...others] = listsOf(sandbox);
	expect(others).toEqual([]);
	expect(list.listName).toBe('dynamic_outbound_2026-05-20');
	const score = scoreAt(history, run.toMs);
	expect(list.records).toMatchObject([
		{
			externalId: `+1${digits}`,
			phone: digits,
			skillId: SKILL_ID,
			fields: {
				firstName: 'Ada',
				lastName: 'Byron',
				notes: 'Asked for an offer; likes mornings',
				customer1: '1250.5',
				score: expect.any(String),
			},
		},
	]);
	expect(Number(list.records[0].fields.score)).toBeCloseTo(score, 1);
	expect(answersOf(run)).toEqual([
		{
			status: 200,
			outcome: 'accepted',
			reason: '',
			phone,
			score: expect.closeTo(score, 1),
			listId: String(list.listId),
			listName: 'dynamic_outbound_2026-05-20',
		},
	]);
	dialOn(sandbox, { days: 1 });
	expect(sandbox.rings).toEqual([]);
});

test('fields that the CRM does not send are left empty', async () => {
	const sandbox = await openDay();
	const run = await post(sandbox, { phone: customerOf(sandbox).phone });

	expect(answersOf(run)).toMatchObject([{ status: 200, outcome: 'accepted' }]);
	const [{ records }] = listsOf(sandbox);
	expect(records[0].fields.firstName ?? '').toBe('');
});

test('posted again, or there since the night, it is answered as existing and is there once', async () => {
	const sandbox = await openDay();
	await runAsItStands(FILL, sandbox);
	const before = listsOf(sandbox).map(({ records }) => records.length);
	for (let time = 0; time < 2; time++) {
		const run = await post(sandbox, { phone: customerOf(sandbox).phone });
		const { listId } = listsOf(sandbox)[0];
		expect(answersOf(run)).toMatchObject([
			{ status: 200, outcome: 'existing', listId: String(listId) },
		]);
	}
	expect(listsOf(sandbox).map(({ records }) => records.length)).toEqual(before);
	expect(uploadsOf(sandbox)).toBe(1);
});

test('while the skill dials, the contact is called at once', async () => {
	const sandbox = await openDay();
	const { digits, phone } = customerOf(sandbox);
	skillOf(sandbox, SKILL_ID).isStarted = true;
	moveOn(sandbox, { hours: 12 });
	const run = await post(sandbox, { phone });

	expect(answersOf(run)).toMatchObject([{ status: 200, outcome: 'accepted' }]);
	expect(skillOf(sandbox, SKILL_ID).isStarted).toBe(true);
	expect(dialOn(sandbox, { minutes: 2 }).map((ring) => ring.phone)).toEqual([`+1${digits}`]);
	expect(sandbox.requestCounts()).not.toHaveProperty('startSkill');
});

describe('what cannot be done is answered 400 with a reason, and nobody is put anywhere', () => {
	test.each([
		['+1 202 555 01', 'not a phone number'],
		['C-000012', 'no phone number at all'],
		['', 'empty'],
	])('a phone that is %p (%s)', async (phone) => {
		const sandbox = await openDay();
		const run = await post(sandbox, { phone, ...FIELDS });

		expect(answersOf(run)).toEqual([
			{ status: 400, outcome: 'notAPhone', reason: expect.stringContaining('body.phone'), phone },
		]);
		expect(listsOf(sandbox)).toEqual([]);
	});

	test('a number without any call: it may be mistyped', async () => {
		const sandbox = await openDay();
		const run = await post(sandbox, { phone: '+12125550199', ...FIELDS });

		expect(answersOf(run)).toEqual([
			{
				status: 400,
				outcome: 'noHistory',
				reason: expect.stringContaining('mistyped'),
				phone: '+12125550199',
			},
		]);
		expect(listsOf(sandbox)).toEqual([]);
	});

	test('somebody who was called within a day', async () => {
		const sandbox = await openDay({ answerShare: 0 });
		await runAsItStands(FILL, sandbox);
		moveOn(sandbox, { hours: 6, minutes: 30 });
		await runAsItStands(START, sandbox);
		const [{ phone }] = dialOn(sandbox, { minutes: 40 });
		moveOn(sandbox, { hours: 16 });
		await runAsItStands(FILL, sandbox);
		const run = await post(sandbox, { phone });

		expect(answersOf(run)).toMatchObject([
			{ status: 400, outcome: 'rejected', reason: 'calledLately' },
		]);
	});

	test('a contract value that is no number', async () => {
		const sandbox = await openDay();
		const run = await post(sandbox, { phone: customerOf(sandbox).phone, contractValue: 'a lot' });

		expect(answersOf(run)).toMatchObject([
			{ status: 400, outcome: 'failed', reason: expect.stringContaining("'customer1'") },
		]);
		expect(uploadsOf(sandbox)).toBe(0);
	});

	test.each(['completedContacts', 'findSkills', 'uploadCallingList'] as const)(
		'a CXone that refuses %s',
		async (call) => {
			const sandbox = await openDay({ forbiddenCalls: [call] });
			const run = await post(sandbox, { phone: customerOf(sandbox).phone, ...FIELDS });

			expect(answersOf(run)).toMatchObject([
				{ status: 400, outcome: 'failed', reason: expect.stringMatching(/\w/) },
			]);
			expect(listsOf(sandbox).flatMap(({ records }) => records)).toEqual([]);
		},
	);
});
