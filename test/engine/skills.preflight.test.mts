import type { AcdOptions, Sandbox } from '../../sandbox/server.mts';
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
// A schedule that starts its skill would ring phones that this node had no part in.
/** Past by every clock: that of the sandbox may have been moved on, and the one that is behind counts. */
function expiredMs(sandbox: Sandbox): number {
	return Math.min(sandbox.clock.now(), Date.now()) - 5 * 86_400_000;
}

const shared = shareSandbox({ acd: { doesScheduleStart: false } });

beforeEach(() => setUpSkills(shared.sandbox));

const start = { startDialing: true };
const DAY_MS = 86_400_000;

it('passes what a careful administrator set up, but for what is too early to tell', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {}, b: {} });
	const run = await skills(sandbox, { items: [listItem(listId)] });

	const results = Object.values(checksOf(run)).map(({ check, result }) => [check, result]);
	expect(Object.fromEntries(results)).toEqual({
		settingsAsAsked: 'pass',
		abandonmentMessage: 'pass',
		abandonmentTimeout: 'pass',
		timeZonesActive: 'pass',
		callingHours: 'pass',
		scheduleHours: 'pass',
		listActive: 'pass',
		recordsLeft: 'pass',
		recordsNotExpired: 'pass',
		onlyTheseLists: 'pass',
		onePhoneOnce: 'pass',
		agentsAssigned: 'pass',
		notAgentless: 'pass',
		callerId: 'pass',
		dncGroup: 'pass',
		orderedByScore: 'pass',
		abandonmentRate: 'unknown',
	});
	for (const check of Object.values(checksOf(run)))
		expect(Object.keys(check)).toEqual(['check', 'result', 'found', 'wanted']);
});

type Case = [
	check: string,
	how: string,
	spoil: (sandbox: Sandbox) => Promise<unknown> | void,
	found: string,
];

const cpa = (changes: object) => (sandbox: Sandbox) =>
	void Object.assign(skillOf(sandbox).parameters.cpa, changes);
const zones = (changes: object) => (sandbox: Sandbox) =>
	skillOf(sandbox).parameters.timeZones.forEach((zone) => Object.assign(zone, changes));
const ordering =
	(...options: object[]) =>
	(sandbox: Sandbox) =>
		void (skillOf(sandbox).parameters.listManagement.listOrderingOptions = options);
const calls =
	(counts: { connects: number; abandons: number; handled: number }) => (sandbox: Sandbox) =>
		void skillOf(sandbox).outcomes.push({
			atMs: Date.now() - 2 * DAY_MS,
			dials: 1_000,
			rightPartyConnects: 0,
			...counts,
		});

const FAILING: Case[] = [
	['abandonmentTimeout', 'later than 2 s', cpa({ abandonTimeout: 2.5 }), '2.5 s'],
	['timeZonesActive', 'no zone is active', zones({ timeZoneActiveToCall: false }), 'no time zone'],
	['callingHours', 'until 21:00', zones({ endTime: '21:00' }), '09:00-21:00'],
	['callingHours', 'from 07:59', zones({ startTime: '07:59' }), '07:59-20:00'],
	['callingHours', 'through midnight', zones({ endTime: '00:00' }), '09:00-00:00'],
	[
		'callingHours',
		'no hours at all',
		(sandbox) => void skillOf(sandbox).parameters.timeZones.splice(0),
		'nothing bounds them',
	],
	[
		'scheduleHours',
		'a schedule until 21:00',
		(sandbox) => void (skillOf(sandbox).parameters.schedule.isScheduled = true),
		'7 days go beyond',
	],
	[
		'listActive',
		'the list is inactive',
		({ state }) => void (state.callingLists[0].status = 'Inactive'),
		"not active: 'list'",
	],
	[
		'onlyTheseLists',
		'an old list has records left',
		async (sandbox) => await putList(sandbox, { old: {}, older: {} }, { listName: 'yesterday' }),
		"1 other active lists with records left: 'yesterday' (2)",
	],
	[
		'onePhoneOnce',
		'a phone lies in the list of another skill of the run',
		({ state }) => {
			const [first, second] = state.callingLists;
			second.records[0].phone = first.records[0].phone;
		},
		'1 phones have more than one record',
	],
	[
		'agentsAssigned',
		'no agent',
		(sandbox) => void (skillOf(sandbox).agents = 0),
		'no active agent',
	],
	[
		'notAgentless',
		'agentless',
		(sandbox) => void (skillOf(sandbox).agentless = true),
		'without agents',
	],
	[
		'dncGroup',
		'no group scrubs it',
		({ state }) => void state.dncGroups.forEach((group) => group.scrubbedSkillIds.splice(0)),
		'no DNC group',
	],
	[
		'dncGroup',
		'the group is not active',
		({ state }) => void state.dncGroups.forEach((group) => (group.isActive = false)),
		'no DNC group',
	],
	['orderedByScore', 'no order', ordering(), 'oldest record'],
	[
		'orderedByScore',
		'by attempts',
		ordering({ orderType: 'Attempts', direction: 'Descending' }),
		"'Attempts'",
	],
	[
		'orderedByScore',
		'the lowest first',
		ordering({ orderType: 'Score', direction: 'Ascending' }),
		'lowest',
	],
	[
		'abandonmentRate',
		'3.2 % of 125',
		calls({ connects: 125, abandons: 4, handled: 121 }),
		'30 days: 4 of 125 answered calls abandoned (3.2 %)',
	],
];

describe.each(FAILING)('%s fails: %s', (check, _, spoil, found) => {
	/** Two skills in one run, of which the first is at fault. */
	async function twoItems(sandbox: Sandbox) {
		const high = await putList(sandbox, { a: {} });
		const low = await putList(sandbox, { b: {} }, { listName: 'low', skillId: 4003 });
		await spoil(sandbox);
		sandbox.requests.length = 0;
		return [listItem(high), listItem(low, { skillId: 4003 })];
	}

	it('stops every start of the run', async () => {
		const { sandbox } = shared;
		const items = await twoItems(sandbox);
		const run = await skills(sandbox, { items, parameters: start });

		expect(run.error?.message).toMatch(/^Preflight failed for .*'dynamic_outbound_high'/);
		expect(run.error?.description).toContain(`${check}: `);
		expect(run.error?.description).toContain(found);
		expectSilence(sandbox);
	});

	it('stops every start under Continue too', async () => {
		const { sandbox } = shared;
		const items = await twoItems(sandbox);
		const run = await skills(sandbox, {
			items,
			parameters: start,
			onError: 'continueErrorOutput',
		});

		expect(run.errorItems).toHaveLength(2);
		expect(run.items).toEqual([]);
		expectSilence(sandbox);
	});

	it('is told where nothing is started', async () => {
		const { sandbox } = shared;
		const items = await twoItems(sandbox);
		const run = await skills(sandbox, { items });

		expect(run.error).toBeUndefined();
		expect(checksOf(run)[check]).toMatchObject({
			result: 'fail',
			found: expect.stringContaining(found),
		});
		expect(hintsOf(run)).toContainEqual(
			expect.stringContaining(`Skill 'dynamic_outbound_high', ${check} failed: `),
		);
		expectSilence(sandbox);
	});
});

it('fails where all records have expired', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {}, b: {} });
	const [list] = sandbox.state.callingLists;
	list.records[0].expiresAtMs = expiredMs(sandbox);
	const some = await skills(sandbox, { items: [listItem(listId)] });
	expect(checksOf(some).recordsNotExpired).toMatchObject({ result: 'pass' });

	list.records[1].expiresAtMs = expiredMs(sandbox);
	const all = await skills(sandbox, { items: [listItem(listId)], parameters: start });
	expect(jsonsOf(all)).toMatchObject([{ outcome: 'skippedEmptyList' }]);
	expectSilence(sandbox);
});

it('knows no caller id where neither skill nor tenant has one that can be read', async () => {
	await withSandbox({ acd: { forbiddenCalls: ['businessUnit'] } }, async (sandbox) => {
		setUpSkills(sandbox);
		const listId = await putList(sandbox, { a: {} });
		skillOf(sandbox).callerIdOverride = '';
		const run = await skills(sandbox, { items: [listItem(listId)] });
		expect(checksOf(run).callerId).toMatchObject({ result: 'unknown' });
	});
});

it.each<[string, string, (sandbox: Sandbox) => void]>([
	['abandonmentMessage', 'a script may speak', cpa({ abandonMessagePath: '' })],
	['abandonmentTimeout', 'CXone gives no time', cpa({ abandonTimeout: undefined })],
	['orderedByScore', 'has no name', ordering({ orderType: '', direction: '' })],
	['orderedByScore', 'not known', ordering({ orderType: 'Score', direction: '2' })],
	['callingHours', 'cannot be read', zones({ endTime: 'at dusk' })],
	['timeZonesActive', 'do not say', zones({ timeZoneActiveToCall: undefined })],
	[
		'scheduleHours',
		'does not say',
		(sandbox) => void delete skillOf(sandbox).parameters.schedule.isScheduled,
	],
	['abandonmentRate', 'too few', calls({ connects: 99, abandons: 50, handled: 49 })],
])('%s is unknown, which is told and stops nothing: %s', async (check, found, spoil) => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	spoil(sandbox);
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(run.error).toBeUndefined();
	expect(checksOf(run)[check]).toMatchObject({
		result: 'unknown',
		found: expect.stringContaining(found),
	});
	expect(hintsOf(run)).toContainEqual(expect.stringMatching(new RegExp(`not known: .*${check}`)));
	expect(jsonsOf(run)).toMatchObject([{ outcome: 'started' }]);
});

describe('calls that the role may not make', () => {
	const forbidden: Array<[NonNullable<AcdOptions['forbiddenCalls']>[number], string[]]> = [
		['getCpaManagement', ['abandonmentMessage', 'abandonmentTimeout']],
		['getSkillTimeZones', ['timeZonesActive', 'callingHours']],
		['getScheduleSettings', ['scheduleHours']],
		['skillAgents', ['agentsAssigned']],
		['findDncGroups', ['dncGroup']],
		['dncScrubbedSkills', ['dncGroup']],
		['getSkillParameters', ['orderedByScore']],
		['skillSummary', ['abandonmentRate']],
		['findCallingLists', ['onlyTheseLists', 'onePhoneOnce']],
		['getCallingList', ['recordsNotExpired', 'onePhoneOnce']],
	];

	it.each(forbidden)('%s leaves its checks unknown', async (call, names) => {
		await withSandbox({ acd: { forbiddenCalls: [call] } }, async (sandbox) => {
			setUpSkills(sandbox);
			const listId = await putList(sandbox, { a: {} });
			const run = await skills(sandbox, { items: [listItem(listId)] });

			expect(run.error).toBeUndefined();
			for (const name of names) expect(checksOf(run)[name]).toMatchObject({ result: 'unknown' });
			expect(Object.values(checksOf(run)).filter(({ result }) => result === 'fail')).toEqual([]);
			expectSilence(sandbox);
		});
	});
});

it.each([
	'getCpaManagement',
	'getSkillTimeZones',
	'skillAgents',
	'findDncGroups',
	'getCallingList',
] as const)('starts nothing while trouble of CXone hides what %s would show', async (call) => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	sandbox.faults.add({ call, times: Infinity, effect: { type: 'status', status: 503 } });
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(run.error?.message).toContain('Preflight failed');
	expect(run.error?.description).toContain('CXone was in trouble');
	expectSilence(sandbox);
});

it('tells equal phones in different spellings, and names none', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: { phone: '2125550101' }, b: {} });
	sandbox.state.callingLists[0].records[1].phone = '+1 (212) 555-0101';
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(run.error?.description).toContain('1 phones have more than one record');
	expect(JSON.stringify(run.error)).not.toContain('5550101');
	expectSilence(sandbox);
});

it('counts a final, removed, expired or inactive record for none', async () => {
	const { sandbox } = shared;
	const phone = '2125550101';
	const listId = await putList(sandbox, {
		a: { phone },
		final: { phone },
		removed: { phone },
		expired: { phone },
	});
	await putList(sandbox, { old: { phone } }, { listName: 'old' });
	const [list, old] = sandbox.state.callingLists;
	const byId = Object.fromEntries(list.records.map((record) => [record.externalId, record]));
	byId.final.finalStatus = 'done';
	byId.removed.isRemoved = true;
	byId.expired.expiresAtMs = expiredMs(sandbox);
	old.status = 'Inactive';
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });

	expect(run.error).toBeUndefined();
	expect(checksOf(run)).toMatchObject({
		onePhoneOnce: { result: 'pass' },
		onlyTheseLists: { result: 'pass' },
	});
	expect(whoRings(sandbox)).toEqual(['a']);
});

describe('the rule', () => {
	it('Warn starts in spite of what fails, and says it', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		cpa({ abandonTimeout: 9 })(sandbox);
		const run = await skills(sandbox, {
			items: [listItem(listId)],
			parameters: { ...start, preflight: 'warn' },
		});

		expect(jsonsOf(run)).toMatchObject([{ outcome: 'started' }]);
		expect(hintsOf(run).join()).toContain('abandonmentTimeout failed: 9 s');
	});

	it('Block stops a run that only sets too', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		cpa({ abandonTimeout: 9 })(sandbox);
		const run = await skills(sandbox, {
			items: [listItem(listId)],
			parameters: { preflight: 'block' },
		});

		expect(run.error?.description).toContain('Settings were written for');
		expectSilence(sandbox);
	});

	it('Off checks nothing, and says so', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		const run = await skills(sandbox, {
			items: [listItem(listId)],
			parameters: { preflight: 'off' },
		});

		expect(jsonsOf(run)).toMatchObject([{ checks: [], notChecked: [] }]);
		expect(hintsOf(run)).toContain("'Preflight' is off: nothing was checked before dialing.");
		expect(acdCallsOf(sandbox)).not.toContain('getCpaManagement');
	});

	it('blocks where an expression says that dialing starts', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		cpa({ abandonTimeout: 9 })(sandbox);
		for (const startDialing of ['={{ true }}', ' True ']) {
			const run = await skills(sandbox, {
				items: [listItem(listId)],
				parameters: { startDialing },
			});
			expect(run.error?.message).toContain('Preflight failed');
		}
		expectSilence(sandbox);
	});

	it('Off for one skill does not let it start past the failure of another', async () => {
		const { sandbox } = shared;
		const high = await putList(sandbox, { a: {} });
		const low = await putList(sandbox, { b: {} }, { listName: 'low', skillId: 4003 });
		cpa({ abandonTimeout: 9 })(sandbox);
		const items = [listItem(high), listItem(low, { skillId: 4003, rule: 'off' })];
		const run = await skills(sandbox, {
			items,
			parameters: { ...start, preflight: "={{ $json.rule ?? 'block' }}" },
			onError: 'continueErrorOutput',
		});

		expect(run.errorItems).toHaveLength(2);
		expectSilence(sandbox);
	});
});

it.each([
	[{ earliestLocalTime: 'dawn' }, "'Earliest Local Time' is not a time of day"],
	[{ latestLocalTime: '25:00' }, "'Latest Local Time' is not a time of day"],
	[
		{ earliestLocalTime: '20:00', latestLocalTime: '08:00' },
		"'Latest Local Time' is not after 'Earliest Local Time'",
	],
	[{ preflight: 'perhaps' }, "'Preflight' is none of its choices"],
	[{ startDialing: 'perhaps' }, "'Start Dialing' is neither true nor false"],
])('refuses %j before any request', async (parameters, message) => {
	const { sandbox } = shared;
	const run = await skills(sandbox, { items: [listItem('1')], parameters });
	expect(run.error?.message).toBe(message);
	expect(acdCallsOf(sandbox)).toEqual([]);
});

it('keeps to wider hours where a person sets them', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	zones({ endTime: '21:00' })(sandbox);
	const run = await skills(sandbox, {
		items: [listItem(listId)],
		parameters: { ...start, latestLocalTime: '21:00' },
	});
	expect(jsonsOf(run)).toMatchObject([{ outcome: 'started' }]);
	expect(writesOf(sandbox)).toContain('startSkill');
});
