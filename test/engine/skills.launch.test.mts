import type { AcdOptions } from '../../sandbox/server.mts';
import { jsonItems } from '../support/engine.mts';
import { hintsOf, jsonsOf, shareSandbox, shortenWaits, withSandbox } from './outboundRuns.mts';
import {
	acdCallsOf,
	checksOf,
	expectSilence,
	listItem,
	putList,
	setUpSkills,
	skillOf,
	skills,
	whoRings,
	writesOf,
} from './skillRuns.mts';

shortenWaits();
const shared = shareSandbox();

beforeEach(() => setUpSkills(shared.sandbox));

const start = { startDialing: true };

it('sets and checks a skill, and nothing rings', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {}, b: {} });
	const before = { ...skillOf(sandbox).parameters.general };
	const run = await skills(sandbox, { items: [listItem(listId)] });

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run)).toEqual([
		{
			campaignId: '4001',
			campaignName: 'dynamic_outbound_high',
			listId,
			segment: 'high',
			abandonThreshold: 3,
			previousAbandonThreshold: 3,
			status: 'stopped',
			startTime: null,
			endTime: null,
			created: false,
			outcome: 'configured',
			checks: expect.any(Array),
			notChecked: expect.arrayContaining(['consent of the persons called']),
		},
	]);
	expect(writesOf(sandbox)).toEqual(['putGeneralSettings']);
	expect(skillOf(sandbox).parameters.general).toEqual({
		...before,
		overrideBusinessUnitAbandonRate: true,
	});
	expect(hintsOf(run)).toContain(
		"Nothing was started: turn on 'Start Dialing', or use the operation Start.",
	);
	expectSilence(sandbox);
});

it('starts a skill when asked, and only the list that it was given rings', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {}, b: {} });
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run)).toMatchObject([{ outcome: 'started', status: 'running' }]);
	expect(writesOf(sandbox)).toEqual(['putGeneralSettings', 'startSkill']);
	const failed = Object.values(checksOf(run)).filter(({ result }) => result === 'fail');
	expect(failed).toEqual([]);
	expect(whoRings(sandbox)).toEqual(['a', 'b']);
});

it('changes nothing and starts nothing when it is run again', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	await skills(sandbox, { items: [listItem(listId)], parameters: start });
	sandbox.requests.length = 0;
	const again = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(again.error).toBeUndefined();
	expect(jsonsOf(again)).toMatchObject([{ outcome: 'alreadyRunning', status: 'running' }]);
	expect(writesOf(sandbox)).toEqual([]);
});

it('writes no skill that is set as asked', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	await skills(sandbox, { items: [listItem(listId)] });
	sandbox.requests.length = 0;
	const again = await skills(sandbox, { items: [listItem(listId)] });

	expect(jsonsOf(again)).toMatchObject([{ outcome: 'configured' }]);
	expect(writesOf(sandbox)).toEqual([]);
	expectSilence(sandbox);
});

it('sets all skills before it starts any', async () => {
	const { sandbox } = shared;
	const high = await putList(sandbox, { a: {} }, { listName: 'high' });
	const low = await putList(sandbox, { b: {} }, { listName: 'low', skillId: 4003 });
	const items = [listItem(high), listItem(low, { skillId: 4003, segment: 'low' })];
	const run = await skills(sandbox, { items, parameters: start });

	expect(run.error).toBeUndefined();
	expect(writesOf(sandbox)).toEqual([
		'putGeneralSettings',
		'putGeneralSettings',
		'startSkill',
		'startSkill',
	]);
	expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	expect(whoRings(sandbox)).toEqual(['a', 'b']);
});

it('takes a skill by its name or id, from a list or not', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	for (const [mode, value] of [
		['name', 'dynamic_outbound_high'],
		['id', 4001],
		['list', '4001'],
	]) {
		const skill = { __rl: true, mode, value };
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: { skill } });
		expect(jsonsOf(run)).toMatchObject([{ campaignId: '4001' }]);
	}
	expectSilence(sandbox);
});

it.each([
	[{ __rl: true, mode: 'name', value: 'dynamic_outbound_hihg' }, 'dynamic_outbound_high'],
	[{ __rl: true, mode: 'id', value: '99' }, "no skill with the ID '99'"],
	[{ __rl: true, mode: 'id', value: '5001' }, 'does not dial lists'],
])('refuses a skill that is none: %j', async (skill, said) => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const run = await skills(sandbox, {
		items: [listItem(listId)],
		parameters: { ...start, skill },
	});

	expect(`${run.error?.message} ${run.error?.description}`).toContain(said);
	expect(writesOf(sandbox)).toEqual([]);
	expectSilence(sandbox);
});

describe.each<[string, AcdOptions]>([
	['keeps what a PUT leaves out', { partialPut: 'keeps' }],
	['resets what a PUT leaves out', { partialPut: 'resets' }],
	['gives all numbers as text', { areNumbersText: true, isTotalText: true }],
	['wraps answers', { wrapsInResultSet: true, isSkillInArray: true }],
	['shows a skill as running only while it calls', { isRunningShown: 'calling' }],
])('on a tenant that %s', (_, acd) => {
	it('only what was asked for changes, on no page', async () => {
		await withSandbox({ acd }, async (sandbox) => {
			setUpSkills(sandbox);
			const listId = await putList(sandbox, { a: {} });
			const { parameters } = skillOf(sandbox);
			Object.assign(parameters.general, {
				minimumRetryMinutes: 77,
				maximumAttempts: 4,
				loadNonFresh: false,
				maxWaitTimeSeconds: 99,
				fieldOfTomorrow: 'kept',
			});
			const before = structuredClone(parameters);
			const run = await skills(sandbox, {
				items: [listItem(listId)],
				parameters: { highThreshold: 2, maximumRatio: 2 },
			});

			expect(run.error).toBeUndefined();
			expect(jsonsOf(run)).toMatchObject([
				{ abandonThreshold: 2, previousAbandonThreshold: 3, outcome: 'configured' },
			]);
			expect(skillOf(sandbox).parameters).toEqual({
				...before,
				general: {
					...before.general,
					overrideBusinessUnitAbandonRate: true,
					abandonRateThreshold: 2,
					maximumRatio: 2,
				},
			});
			expect(hintsOf(run).join()).not.toContain('changed other settings');
			expectSilence(sandbox);
		});
	});

	it('a start rings the list and no other', async () => {
		await withSandbox({ acd }, async (sandbox) => {
			setUpSkills(sandbox);
			const listId = await putList(sandbox, { a: {} });
			await putList(sandbox, { b: {} }, { skillId: 4002, listName: 'other' });
			const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

			expect(run.error).toBeUndefined();
			expect(jsonsOf(run)).toMatchObject([{ outcome: 'started', status: 'running' }]);
			expect(whoRings(sandbox)).toEqual(['a']);
		});
	});
});

it('takes a value that CXone bounds for an error that names it, and starts nothing', async () => {
	await withSandbox({ acd: { abandonRateRange: [5, 10] } }, async (sandbox) => {
		setUpSkills(sandbox);
		const listId = await putList(sandbox, { a: {} });
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

		expect(run.error?.message).toContain('the abandonment threshold is 5 % and not 3 %');
		expect(run.error?.description).toContain('Nothing was started.');
		expectSilence(sandbox);
	});
});

it('names the setting of a tenant that forbids own rates, and writes nothing', async () => {
	await withSandbox({ acd: { enableSkillAbandonRate: false } }, async (sandbox) => {
		setUpSkills(sandbox);
		const listId = await putList(sandbox, { a: {} });
		for (const dryRun of [false, true]) {
			const parameters = { ...start, dryRun };
			const run = await skills(sandbox, { items: [listItem(listId)], parameters });
			expect(run.error?.description).toContain("'enableSkillAbandonRate'");
		}
		expect(writesOf(sandbox)).toEqual([]);
		expectSilence(sandbox);
	});
});

it('finds it out by reading back where the business unit cannot be read', async () => {
	const acd: AcdOptions = { enableSkillAbandonRate: false, forbiddenCalls: ['businessUnit'] };
	await withSandbox({ acd }, async (sandbox) => {
		setUpSkills(sandbox);
		const listId = await putList(sandbox, { a: {} });
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

		expect(run.error?.message).toContain('the skill has no abandonment rates of its own');
		expectSilence(sandbox);
	});
});

describe('the ratio of calls to agents', () => {
	it('above 1 needs a tenant that allows predictive dialing', async () => {
		await withSandbox({ acd: { allowPredictiveDialing: false } }, async (sandbox) => {
			setUpSkills(sandbox);
			const listId = await putList(sandbox, { a: {} });
			const items = [listItem(listId)];
			const two = await skills(sandbox, { items, parameters: { ...start, maximumRatio: '2' } });
			expect(two.error?.description).toContain("'allowPredictiveDialing'");
			expect(writesOf(sandbox)).toEqual([]);

			const one = await skills(sandbox, { items, parameters: { maximumRatio: '1' } });
			expect(one.error).toBeUndefined();
			expectSilence(sandbox);
		});
	});

	it.each(['0', '1.5', 'two'])('may not be %s', async (maximumRatio) => {
		const run = await skills(shared.sandbox, {
			items: [listItem('1')],
			parameters: { maximumRatio },
		});
		expect(run.error?.message).toBe("'Maximum Ratio' is not a whole number of 1 or more");
		expect(acdCallsOf(shared.sandbox)).toEqual([]);
	});
});

describe('a skill that runs', () => {
	it('is compared and not written', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		Object.assign(skillOf(sandbox), { isStarted: true });
		Object.assign(skillOf(sandbox).parameters.general, {
			overrideBusinessUnitAbandonRate: true,
			abandonRateThreshold: 8,
		});
		const run = await skills(sandbox, { items: [listItem(listId)] });

		expect(writesOf(sandbox)).toEqual([]);
		expect(jsonsOf(run)).toMatchObject([
			{ outcome: 'alreadyRunning', status: 'running', abandonThreshold: 8 },
		]);
		expect(checksOf(run).settingsAsAsked).toMatchObject({
			result: 'fail',
			found: 'the abandonment threshold is 8 % and not 3 %',
		});
	});

	it('is seen by its active calls too', async () => {
		await withSandbox({ acd: { isRunningShown: 'calling' } }, async (sandbox) => {
			setUpSkills(sandbox);
			const listId = await putList(sandbox, { a: {} });
			Object.assign(skillOf(sandbox), { contactsActive: 1 });
			const run = await skills(sandbox, { items: [listItem(listId)] });

			expect(jsonsOf(run)).toMatchObject([{ outcome: 'alreadyRunning' }]);
			expect(writesOf(sandbox)).toEqual([]);
		});
	});
});

it('says that a threshold rises, and by which it was', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const run = await skills(sandbox, {
		items: [listItem(listId)],
		parameters: { highThreshold: 5 },
	});

	expect(jsonsOf(run)).toMatchObject([{ abandonThreshold: 5, previousAbandonThreshold: 3 }]);
	expect(hintsOf(run)).toEqual(
		expect.arrayContaining([
			expect.stringContaining('rose from 3 % to 5 %'),
			expect.stringContaining('above the ceiling of 3 %'),
		]),
	);
	expectSilence(sandbox);
});

it('stops above the ceiling before any request where the rule blocks', async () => {
	const run = await skills(shared.sandbox, {
		items: [listItem('1')],
		parameters: { ...start, highThreshold: 5, abandonmentRule: 'block' },
	});
	expect(run.error?.message).toContain('nothing was set or started');
	expect(acdCallsOf(shared.sandbox)).toEqual([]);
});

it.each(['high', 'medium', 'low'])('asks 3 %% for the segment %s', async (segment) => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const run = await skills(sandbox, { items: [listItem(listId, { segment })] });
	expect(jsonsOf(run)).toMatchObject([{ segment, abandonThreshold: 3 }]);
});

describe('a list that nobody is left in', () => {
	it('sets and starts nothing', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		await putList(sandbox, { b: {} }, { listName: 'other' });
		const [list] = sandbox.state.callingLists;
		list.records.splice(0);
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

		expect(jsonsOf(run)).toMatchObject([{ outcome: 'skippedEmptyList', listId, checks: [] }]);
		expect(writesOf(sandbox)).toEqual([]);
		expectSilence(sandbox);
	});

	it('is an error where that is asked, whatever the item says', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		sandbox.state.callingLists[0].records[0].finalStatus = 'done';
		const items = [listItem(listId, { submitted: 1, accepted: 1 })];
		const run = await skills(sandbox, {
			items,
			parameters: { ...start, ifListEmpty: 'error', preflight: 'off' },
		});

		expect(run.error?.message).toContain('Nobody is left to call');
		expectSilence(sandbox);
	});

	it('is not one to which all contacts were uploaded before', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		const items = [listItem(listId, { submitted: 1, accepted: 0 })];
		const run = await skills(sandbox, { items, parameters: start });

		expect(jsonsOf(run)).toMatchObject([{ outcome: 'started' }]);
	});
});

it('refuses a list that is not there, and one that is not named', async () => {
	const { sandbox } = shared;
	const none = await skills(sandbox, { items: [listItem('7')], parameters: start });
	expect(none.error?.message).toBe("CXone shows no calling list with the ID '7'");
	const blank = await skills(sandbox, {
		items: jsonItems({ skillId: 4001, segment: 'high', listId: ' ' }),
		parameters: start,
	});
	expect(blank.error?.message).toContain("'List' is empty");
	expectSilence(sandbox);
});

it('takes no two wishes for one skill', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const items = [listItem(listId), listItem(listId, { segment: 'low' })];
	const run = await skills(sandbox, { items, parameters: { ...start, lowThreshold: 2 } });

	expect(run.error?.message).toContain('An earlier item asks something else of the skill');
	expectSilence(sandbox);
});

it('starts a skill of two lists once', async () => {
	const { sandbox } = shared;
	const [first, second] = [
		await putList(sandbox, { a: {} }, { listName: 'first' }),
		await putList(sandbox, { b: {} }, { listName: 'second' }),
	];
	const items = [listItem(first), listItem(second)];
	const run = await skills(sandbox, { items, parameters: start });

	expect(jsonsOf(run)).toMatchObject([
		{ listId: first, outcome: 'started' },
		{ listId: second, outcome: 'started' },
	]);
	expect(writesOf(sandbox)).toEqual(['putGeneralSettings', 'startSkill']);
	expect(whoRings(sandbox)).toEqual(['a', 'b']);
});

it('gives rows in the order of the items', async () => {
	const { sandbox } = shared;
	const first = await putList(sandbox, { a: {} }, { listName: 'first' });
	const empty = await putList(sandbox, { e: {} }, { listName: 'empty', skillId: 4002 });
	const low = await putList(sandbox, { b: {} }, { listName: 'low', skillId: 4003 });
	const second = await putList(sandbox, { c: {} }, { listName: 'second' });
	sandbox.state.callingLists[1].records.splice(0);
	const items = [
		listItem(first),
		listItem(empty, { skillId: 4002 }),
		listItem(low, { skillId: 4003 }),
		listItem(second),
	];
	const run = await skills(sandbox, { items, parameters: start });

	expect(jsonsOf(run).map(({ listId, outcome }) => [listId, outcome])).toEqual([
		[first, 'started'],
		[empty, 'skippedEmptyList'],
		[low, 'started'],
		[second, 'started'],
	]);
	expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 2, 3].map((item) => ({ item })),
	);
	expect(whoRings(sandbox)).toEqual(['a', 'b', 'c']);
});

describe('a dry run', () => {
	it('reads only, and decides as the real run', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		const run = await skills(sandbox, {
			items: [listItem(listId)],
			parameters: { ...start, dryRun: true, highThreshold: 2 },
		});

		expect(jsonsOf(run)).toMatchObject([
			{ outcome: 'dryRun', status: 'stopped', abandonThreshold: 2, previousAbandonThreshold: 3 },
		]);
		expect(
			sandbox.requests.every(({ method, call }) => method === 'GET' || call === 'accessKeyLogin'),
		).toBe(true);
		expect(hintsOf(run)).toContain('Dry run: nothing was set or started.');
		expectSilence(sandbox);
	});

	it('stops at a check that would stop the real run', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		skillOf(sandbox).agents = 0;
		const parameters = { ...start, dryRun: true };
		const run = await skills(sandbox, { items: [listItem(listId)], parameters });

		expect(run.error?.description).toContain('agentsAssigned');
		expectSilence(sandbox);
	});

	it('follows a dry run of CXone List Upsert, whose lists are not there yet', async () => {
		const { sandbox } = shared;
		const items = jsonItems({ listId: null, skillId: 4001, segment: 'high', dryRun: true });
		const dry = await skills(sandbox, { items, parameters: { dryRun: true } });
		expect(jsonsOf(dry)).toMatchObject([{ listId: null, outcome: 'dryRun' }]);
		expect(checksOf(dry).recordsLeft).toMatchObject({ result: 'unknown' });

		const real = await skills(sandbox, {
			items: [listItem('1', { dryRun: true })],
			parameters: start,
		});
		expect(real.error?.message).toContain('comes from a Dry Run of CXone List Upsert');
		expectSilence(sandbox);
	});
});

it('goes on with the other skills under Continue, each failed item an error item', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const items = [listItem(listId, { skillId: 99 }), listItem(listId)];
	const run = await skills(sandbox, {
		items,
		parameters: start,
		onError: 'continueErrorOutput',
	});

	expect(run.errorItems).toHaveLength(1);
	expect(jsonsOf(run)).toMatchObject([{ outcome: 'started' }]);
});
