import type { Sandbox } from '../../sandbox/server.mts';
import { hintsOf, jsonsOf, shareSandbox, shortenWaits, withSandbox } from './outboundRuns.mts';
import { jsonItems } from '../support/engine.mts';
import {
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

/** Gives an answer of a tenant that speaks otherwise than the sandbox, in place of its own. */
function answer(
	sandbox: Sandbox,
	call: Parameters<Sandbox['faults']['add']>[0]['call'],
	body: unknown,
	{ times = Infinity, skip = 0 } = {},
): void {
	sandbox.faults.add({
		call,
		times,
		skip,
		effect: {
			type: 'raw',
			contentType: 'application/json',
			body: body === undefined ? '' : JSON.stringify(body),
		},
	});
}

it.each([true, 'True', 1])('knows a skill that runs by isRunning: %j', async (isRunning) => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	answer(sandbox, 'getSkill', {
		skillId: 4001,
		skillName: 'dynamic_outbound_high',
		isActive: true,
		isOutbound: true,
		outboundStrategy: 'PersonalConnection',
		isRunning,
	});
	const run = await skills(sandbox, {
		items: [listItem(listId)],
		parameters: { ...start, preflight: 'warn' },
	});

	expect(jsonsOf(run)).toMatchObject([{ outcome: 'alreadyRunning' }]);
	expect(writesOf(sandbox)).toEqual([]);
	expectSilence(sandbox);
});

it('writes wrapped and capital settings back under their names', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const block = {
		AbandonRateThreshold: '8',
		OverrideBusinessUnitAbandonRate: 'False',
		MaximumAttempts: '4',
		Word: 'x',
	};
	answer(sandbox, 'getGeneralSettings', { generalSettings: block }, { times: 2 });
	await skills(sandbox, { items: [listItem(listId)] });

	const put = sandbox.requests.find(({ call }) => call === 'putGeneralSettings');
	expect(put?.body).toEqual({
		generalSettings: {
			AbandonRateThreshold: 3,
			OverrideBusinessUnitAbandonRate: true,
			MaximumAttempts: 4,
			Word: 'x',
		},
	});
});

it('tells of settings that CXone changed along', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const { general } = skillOf(sandbox).parameters;
	// The settings are read twice before they are written.
	const changed = { ...general, overrideBusinessUnitAbandonRate: true, maximumAttempts: 99 };
	answer(sandbox, 'getGeneralSettings', changed, { skip: 2 });
	const run = await skills(sandbox, { items: [listItem(listId)] });

	expect(hintsOf(run)).toContainEqual(
		expect.stringContaining(
			'changed other settings along with those that were asked for: maximumAttempts',
		),
	);
});

it('writes nothing where the settings cannot be read', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	for (const status of [403, 404, 500]) {
		sandbox.faults.add({
			call: 'getGeneralSettings',
			times: Infinity,
			effect: { type: 'status', status },
		});
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });
		expect(run.error?.message).toContain("'Get General Settings'");
		sandbox.faults.clear();
	}
	expect(writesOf(sandbox)).toEqual([]);
	expectSilence(sandbox);
});

it.each([
	['before it was done', 'before', { type: 'status', status: 503 }],
	['after it was done', 'after', { type: 'drop' }],
] as const)('sends settings again whose answer was lost %s', async (_, when, effect) => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	sandbox.faults.add({ call: 'putGeneralSettings', when, effect });
	const run = await skills(sandbox, {
		items: [listItem(listId)],
		parameters: { highThreshold: 2 },
	});

	expect(jsonsOf(run)).toMatchObject([{ outcome: 'configured', abandonThreshold: 2 }]);
	expect(skillOf(sandbox).parameters.general).toMatchObject({
		abandonRateThreshold: 2,
		overrideBusinessUnitAbandonRate: true,
	});
	expect(writesOf(sandbox)).toEqual(['putGeneralSettings', 'putGeneralSettings']);
	expectSilence(sandbox);
});

it('names the permission that the write needs', async () => {
	await withSandbox({ acd: { forbiddenCalls: ['putGeneralSettings'] } }, async (sandbox) => {
		setUpSkills(sandbox);
		const listId = await putList(sandbox, { a: {} });
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });
		expect(run.error?.message).toContain("the permission 'Skills Edit' is missing");
		expectSilence(sandbox);
	});
});

it('waits for settings that are late to show', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const { general } = skillOf(sandbox).parameters;
	answer(sandbox, 'getGeneralSettings', { ...general }, { times: 4 });
	const run = await skills(sandbox, {
		items: [listItem(listId)],
		parameters: { highThreshold: 2 },
	});

	expect(run.error).toBeUndefined();
	expect(jsonsOf(run)).toMatchObject([{ abandonThreshold: 2, previousAbandonThreshold: 3 }]);
	expect(writesOf(sandbox)).toEqual(['putGeneralSettings']);
});

describe('lists that do not say which skill they feed', () => {
	it('may feed this one: that is not known', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		answer(sandbox, 'findCallingLists', {
			totalRecords: 2,
			callingLists: [
				{ listId: Number(listId), listName: 'list', status: 'Active' },
				{ listId: 7, listName: 'other', status: 'Active', prospectiveContactCount: '5' },
			],
		});
		const run = await skills(sandbox, { items: [listItem(listId)] });
		expect(checksOf(run).onlyTheseLists).toMatchObject({
			result: 'unknown',
			found: '1 active lists do not say which skill they feed',
		});
		expect(checksOf(run).onePhoneOnce).toMatchObject({ result: 'unknown' });
	});

	it('feed it where the settings of the skill name them', async () => {
		const { sandbox } = shared;
		const listId = await putList(sandbox, { a: {} });
		const other = await putList(sandbox, { old: {} }, { listName: 'other' });
		answer(sandbox, 'findCallingLists', {
			totalRecords: 2,
			callingLists: [
				{ listId, listName: 'list', status: 'Active' },
				{ listId: other, listName: 'other', status: 'Active' },
			],
		});
		const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });
		expect(run.error?.description).toContain("'other' (1)");
		expectSilence(sandbox);
	});
});

it('reads the one list where the tenant does not show its lists', async () => {
	await withSandbox({ absentCalls: ['findCallingLists'] }, async (sandbox) => {
		setUpSkills(sandbox);
		const listId = await putList(sandbox, { a: {} });
		const run = await skills(sandbox, { items: [listItem(listId)] });
		expect(checksOf(run)).toMatchObject({ recordsLeft: { result: 'pass' } });
		expect(checksOf(run).onlyTheseLists.result).not.toBe('fail');
	});
});

it.each([
	[{ globalCallerId: '' }, { callerIdOverride: '' }, 'fail'],
	[{ globalCallerId: '' }, { callerIdOverride: '2125550100' }, 'pass'],
	[{ globalCallerId: '2125550100' }, { callerIdOverride: '' }, 'pass'],
	[{}, { callerIdOverride: '' }, 'unknown'],
	[{ globalCallerId: '' }, {}, 'unknown'],
])('finds a caller id in %j and %j: %s', async (unit, skill, result) => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	answer(sandbox, 'businessUnit', { businessUnits: [{ businessUnitId: 1, ...unit }] });
	const row = { skillId: 4001, skillName: 'x', isOutbound: true, isActive: true };
	answer(sandbox, 'getSkill', { ...row, outboundStrategy: 'Personal Connection', ...skill });
	const run = await skills(sandbox, { items: [listItem(listId)] });
	expect(checksOf(run).callerId).toMatchObject({ result });
});

it('finds the DNC group that scrubs a skill although another one cannot be read', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {} });
	const group = { dncGroupName: 'other', phoneNumbers: [], scrubbedSkillIds: [] };
	sandbox.state.dncGroups.unshift({ ...group, dncGroupId: 7 });
	sandbox.faults.add({ call: 'dncScrubbedSkills', effect: { type: 'status', status: 403 } });
	const scrubbed = await skills(sandbox, { items: [listItem(listId)] });
	expect(checksOf(scrubbed).dncGroup).toMatchObject({ result: 'pass' });

	sandbox.state.dncGroups[1].scrubbedSkillIds.length = 0;
	sandbox.faults.add({ call: 'dncScrubbedSkills', effect: { type: 'status', status: 403 } });
	const not = await skills(sandbox, { items: [listItem(listId)] });
	expect(checksOf(not).dncGroup).toMatchObject({ result: 'unknown' });
});

it('takes mail addresses in lists for no phones', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { a: {}, b: {} });
	const [first, second] = sandbox.state.callingLists[0].records;
	first.phone = 'a@example.org';
	second.phone = 'b@example.org';
	const run = await skills(sandbox, { items: [listItem(listId)] });
	expect(checksOf(run).onePhoneOnce).toMatchObject({ result: 'pass' });
});

it('takes no answer to a summary for no calls', async () => {
	const { sandbox } = shared;
	sandbox.faults.add({
		call: 'skillSummary',
		times: Infinity,
		effect: { type: 'raw', status: 204, body: '' },
	});
	const run = await skills(sandbox, {
		items: jsonItems({ skillId: 4001 }),
		parameters: { operation: 'get' },
	});
	expect(jsonsOf(run)).toMatchObject([
		{ abandonment: { window: { abandoned: 0, answered: 0, ratePercent: null } } },
	]);
});

it('reads no rate out of the rows of several skills', async () => {
	const { sandbox } = shared;
	const row = { abandonCount: 0, connects: 1_000, contactsHandled: 1_000 };
	answer(sandbox, 'skillSummary', { skillSummaries: [row, row] });
	const run = await skills(sandbox, {
		items: jsonItems({ skillId: 4001 }),
		parameters: { operation: 'get' },
	});
	expect(jsonsOf(run)).toMatchObject([{ abandonment: { window: { answered: null } } }]);
});

it('shows no phone number, contact or file of the tenant', async () => {
	const { sandbox } = shared;
	const listId = await putList(sandbox, { 'contact-77': { phone: '2125550177' } });
	skillOf(sandbox).agents = 0;
	const run = await skills(sandbox, { items: [listItem(listId)], parameters: start });
	const shown = JSON.stringify([run.error, run.node?.hints]);
	expect(shown).toContain('agentsAssigned');
	for (const secret of [
		'2125550177',
		'contact-77',
		skillOf(sandbox).callerIdOverride,
		'abandon.wav',
	])
		expect(shown).not.toContain(secret);
	expect(whoRings(sandbox)).toEqual([]);
});
