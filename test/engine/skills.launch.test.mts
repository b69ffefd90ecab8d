import { hintsOf, jsonsOf, shareSandbox, shortenWaits } from './outboundRuns.mts';
import {
	acdCallsOf,
	expectSilence,
	listItem,
	putList,
	whoRings,
	setUpSkills,
	skillOf,
	skills,
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
	expect(acdCallsOf(sandbox).indexOf('startSkill')).toBeGreaterThan(
		acdCallsOf(sandbox).indexOf('putGeneralSettings'),
	);
	expect(whoRings(sandbox)).toEqual(['a', 'b']);
});
