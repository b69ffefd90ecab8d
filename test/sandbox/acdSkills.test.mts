import type { AcdOptions } from '../../sandbox/server.mts';
import { type AcdTestTenant, acdClient, openAcdTenant, statusText } from './acdTenant.mts';

const NOW = Date.UTC(2026, 4, 20, 12);
const DAY_MS = 86_400_000;
const iso = (timeMs: number) => new Date(timeMs).toISOString();

const open: AcdTestTenant[] = [];
async function openAt(acd: AcdOptions = {}): Promise<AcdTestTenant> {
	const tenant = await openAcdTenant({ now: () => NOW, contacts: 0, acd });
	open.push(tenant);
	return tenant;
}
afterEach(async () => {
	await Promise.all(open.splice(0).map(({ sandbox }) => sandbox.close()));
});

const names = (skills: Array<{ skillName: string }>) => skills.map(({ skillName }) => skillName);

describe('reading skills (4.2)', () => {
	test('the list is unwrapped; filters go by strategy, media type, activity and a part of the name', async () => {
		const { api } = await openAt();
		const namesOf = async (params: object) =>
			names((await api.get('/skills', { params })).data.skills);
		const dialers = ['dynamic_outbound_high', 'dynamic_outbound_medium', 'dynamic_outbound_low'];
		expect(await namesOf({ outboundStrategy: 'Personal Connection' })).toEqual(dialers);
		expect(await namesOf({ searchString: 'OUTBOUND_' })).toEqual(dialers);
		expect(await namesOf({ mediaTypeId: 3 })).toEqual(['Chat']);
		expect(await namesOf({ isActive: true })).toHaveLength(9);
		const none = await api.get('/skills', { params: { isActive: false } });
		expect([none.status, none.data]).toEqual([204, '']);
	});

	test('pages hold 50 by default and 100 at most', async () => {
		const skills = Array.from({ length: 120 }, (_, n) => ({
			skillId: n + 1,
			skillName: `s${n + 1}`,
		}));
		const { api } = await openAt({ skills });
		const page = async (params: object) => (await api.get('/skills', { params })).data;
		expect((await page({})).skills).toHaveLength(50);
		const first = await page({ top: 1_000 });
		expect([first.skills.length, first.totalRecords]).toEqual([100, 120]);
		expect(new URL(first._links.next).searchParams.get('skip')).toBe('100');
		expect(names((await page({ skip: 118 })).skills)).toEqual(['s119', 's120']);
		expect((await api.get('/skills', { params: { skip: -1 } })).status).toBe(400);
	});

	test('one skill is unwrapped; isRunning is there only while it runs', async () => {
		const { sandbox, api } = await openAt();
		const { data } = await api.get('/skills/4001');
		expect(data).toMatchObject({
			skillId: 4001,
			isOutbound: true,
			outboundStrategy: 'Personal Connection',
			isActive: true,
			agentless: false,
		});
		expect(data).not.toHaveProperty('isRunning');
		sandbox.state.skills[0].isStarted = true;
		expect((await api.get('/skills/4001')).data.isRunning).toBe(true);
		expect((await api.get('/skills/9')).status).toBe(404);
	});

	test('one skill may lie in an array', async () => {
		const { api } = await openAt({ isSkillInArray: true });
		expect((await api.get('/skills/4002')).data.skills).toMatchObject([{ skillId: 4002 }]);
	});

	test('isRunning may show only while calls are up', async () => {
		const { sandbox, api } = await openAt({ isRunningShown: 'calling' });
		const [skill] = sandbox.state.skills;
		skill.isStarted = true;
		expect((await api.get('/skills/4001')).data).not.toHaveProperty('isRunning');
		skill.contactsActive = 1;
		expect((await api.get('/skills/4001')).data.isRunning).toBe(true);
		const activity = await api.get('/skills/4001/activity');
		expect(activity.data.skillActivity).toMatchObject([
			{
				contactsActive: 1,
				agentsWorking: 1,
				queueCount: 0,
				isActive: true,
				isNaturalCalling: true,
			},
		]);
	});

	test('agents of a skill', async () => {
		const { sandbox, api } = await openAt();
		expect((await api.get('/skills/4001/agents')).data.agentSkillAssignments).toHaveLength(3);
		sandbox.state.skills[0].agents = 0;
		expect((await api.get('/skills/4001/agents')).status).toBe(204);
	});
});

describe('start and stop (4.6)', () => {
	test('start is 202 without a body, stop 200; calls go on unless they are forced to end', async () => {
		const { sandbox, api } = await openAt();
		const [skill] = sandbox.state.skills;
		const started = await api.post('/skills/4001/start');
		expect([started.status, started.data, skill.isStarted]).toEqual([202, '', true]);
		expect((await api.post('/skills/4001/start')).status).toBe(202);
		skill.contactsActive = 2;
		const stopped = await api.post('/skills/4001/stop?force=false');
		expect([stopped.status, skill.isStarted, skill.contactsActive]).toEqual([200, false, 2]);
		await api.post('/skills/4001/stop?force=true');
		expect(skill.contactsActive).toBe(0);
		await api.post('/skills/4001/start');
		sandbox.reset();
		expect(sandbox.state.skills[0].isStarted).toBe(false);
	});

	test('only an active Personal Connection skill starts', async () => {
		const { sandbox, api } = await openAt();
		for (const path of ['/skills/5001/start', '/skills/5003/start', '/skills/5003/stop']) {
			const answer = await api.post(path);
			expect([answer.status, answer.data.error_description]).toEqual([400, 'InvalidSkillId']);
		}
		sandbox.state.skills[0].isActive = false;
		expect((await api.post('/skills/4001/start')).status).toBe(400);
		expect(sandbox.state.skills.some(({ isStarted }) => isStarted)).toBe(false);
	});

	test('a start whose answer is lost has happened', async () => {
		const { sandbox, api } = await openAt();
		sandbox.faults.add({ call: 'startSkill', when: 'after', effect: { type: 'drop' } });
		await expect(api.post('/skills/4001/start')).rejects.toThrow();
		expect(sandbox.state.skills[0].isStarted).toBe(true);
	});
});

describe('general settings (4.3)', () => {
	const path = '/skills/4001/parameters/general-settings';

	test('are read flat and written wrapped', async () => {
		const { api } = await openAt();
		const { data } = await api.get(path);
		expect(data).toMatchObject({
			abandonRateThreshold: 3,
			overrideBusinessUnitAbandonRate: false,
			maximumRatio: 1,
			aggressiveness: 'conservative',
		});
		const generalSettings = {
			...data,
			overrideBusinessUnitAbandonRate: true,
			abandonRateThreshold: 5,
			maximumRatio: 3,
		};
		expect((await api.put(path, { generalSettings })).status).toBe(200);
		expect((await api.get(path)).data).toEqual(generalSettings);
		const flat = await api.put(path, generalSettings);
		expect([flat.status, statusText(flat)]).toEqual([400, 'Invalid generalSettings']);
		const wrong = await api.put(path, { generalSettings: { maximumRatio: '2' } });
		expect(statusText(wrong)).toBe('Invalid maximumRatio');
		expect((await api.get('/skills/5001/parameters/general-settings')).status).toBe(400);
	});

	test.each([
		['resets', 10],
		['keeps', 7],
	] as const)('what a PUT leaves out: it %s', async (partialPut, attempts) => {
		const { sandbox, api } = await openAt({ partialPut });
		sandbox.state.skills[0].parameters.general.maximumAttempts = 7;
		await api.put(path, { generalSettings: { maximumRatio: 2 } });
		expect((await api.get(path)).data).toMatchObject({
			maximumAttempts: attempts,
			maximumRatio: 2,
		});
	});

	test('a rate outside the range is moved without a word', async () => {
		const { api } = await openAt({ abandonRateRange: [1, 5] });
		const { data } = await api.get(path);
		const put = async (abandonRateThreshold: number) => {
			await api.put(path, { generalSettings: { ...data, abandonRateThreshold } });
			return (await api.get(path)).data.abandonRateThreshold;
		};
		expect([await put(8), await put(0.5), await put(2.5)]).toEqual([5, 1, 2.5]);
	});

	test('a tenant may forbid rates of their own, and more than one call for an agent', async () => {
		const acd = { enableSkillAbandonRate: false, allowPredictiveDialing: false };
		const { api } = await openAt(acd);
		const { data } = await api.get('/business-unit');
		expect(data.businessUnits[0]).toMatchObject({ ...acd, outboundPortLimit: 100 });
		const generalSettings = {
			...(await api.get(path)).data,
			overrideBusinessUnitAbandonRate: true,
			abandonRateThreshold: 1,
			maximumRatio: 4,
		};
		expect((await api.put(path, { generalSettings })).status).toBe(200);
		expect((await api.get(path)).data).toMatchObject({
			overrideBusinessUnitAbandonRate: false,
			abandonRateThreshold: 3,
			maximumRatio: 1,
		});
	});

	test('minimum retry minutes, maximum attempts and non-fresh are one value on both pages (4.5)', async () => {
		const { api } = await openAt();
		const retry = '/skills/4001/parameters/retry-settings';
		// A part of the retry settings is taken.
		const part = { maximumAttempts: 4, generalStaleMinutes: 45, loadNonFresh: false };
		await api.put(retry, { retrySettings: part });
		expect((await api.get(path)).data).toMatchObject({ maximumAttempts: 4, loadNonFresh: false });
		const read = (await api.get(retry)).data;
		expect(read).toMatchObject({ ...part, callbackRestMinutes: 1_440, minimumRetryMinutes: 240 });
		const generalSettings = { ...(await api.get(path)).data, minimumRetryMinutes: 60 };
		await api.put(path, { generalSettings });
		expect((await api.get(retry)).data.minimumRetryMinutes).toBe(60);
	});
});

describe('other blocks', () => {
	test('call progress analysis is read in other capitals than it is written (4.4)', async () => {
		const { api } = await openAt();
		const path = '/skills/4001/parameters/cpa-management';
		expect((await api.get(path)).data).toMatchObject({
			AbandonTimeout: 2,
			AbandonMsgMode: 1,
			AbandonMessagePath: expect.stringMatching(/\.wav$/),
			AnsMachineOverrideSeconds: 0,
		});
		await api.put(path, { cpaSettings: { abandonTimeout: 5 } });
		expect((await api.get(path)).data).toMatchObject({ AbandonTimeout: 5, AbandonMsgMode: 1 });
		expect((await api.put(path, { abandonTimeout: 5 })).status).toBe(400);
	});

	test('a schedule with a day off is refused as InvalidParameter (4.5)', async () => {
		const { api } = await openAt();
		const path = '/skills/4001/parameters/schedule-settings';
		const { data } = await api.get(path);
		expect(data).toMatchObject({ isScheduled: false, mondayStartTime: '08:00' });
		const put = async (changes: object) =>
			statusText(await api.put(path, { scheduleSettings: { ...data, ...changes } }));
		expect(await put({ sundayIsActive: false })).toBe('InvalidParameter');
		expect(await put({ sundayEndTime: '08:00' })).toBe('InvalidParameter');
		expect(await put({ isScheduled: true, sundayStartTime: '09:00' })).toBe('OK');
		expect((await api.get(path)).data).toMatchObject({
			isScheduled: true,
			sundayStartTime: '09:00',
		});
	});

	test('calling hours of the zones begin as 9:00 to 21:00 (4.5)', async () => {
		const { api } = await openAt();
		const path = '/skills/4001/parameters/time-zones';
		const zonesOf = async () => (await api.get(path)).data.timeZoneSettings;
		const [eastern, central] = await zonesOf();
		expect(eastern).toEqual({
			standardName: 'Eastern Standard Time',
			startTime: '09:00',
			endTime: '21:00',
			timeZoneActiveToCall: true,
			overrideTime: false,
		});
		await api.put(path, { timeZoneSettings: [{ ...eastern, endTime: '20:00' }] });
		expect((await zonesOf()).slice(0, 2)).toEqual([{ ...eastern, endTime: '20:00' }, central]);
		const unknown = await api.put(path, {
			timeZoneSettings: [{ ...eastern, standardName: 'Nowhere' }],
		});
		expect(unknown.status).toBe(400);
		const { data } = await api.get('/timezones');
		expect(data.timeZones.map((zone: { standardName: string }) => zone.standardName)).toContain(
			'Eastern Standard Time',
		);
	});

	test('a skill may have no calling hours, until they are written', async () => {
		const { api } = await openAt({ haveSkillsTimeZones: false });
		const path = '/skills/4001/parameters/time-zones';
		const zonesOf = async () => (await api.get(path)).data.timeZoneSettings;
		expect(await zonesOf()).toEqual([]);
		const eastern = {
			standardName: 'Eastern Standard Time',
			startTime: '09:00',
			endTime: '20:00',
			timeZoneActiveToCall: true,
		};
		expect((await api.put(path, { timeZoneSettings: [eastern] })).status).toBe(200);
		expect(await zonesOf()).toEqual([eastern]);
	});

	test('the order of records is written unwrapped and read among all blocks, one name misspelled (3.6)', async () => {
		const { api } = await openAt();
		const listOrderingOptions = [{ orderType: 'Score', direction: 'Descending' }];
		const body = { displayField1Name: 'a', displayField2Name: 'b', listOrderingOptions };
		expect((await api.put('/skills/4001/parameters/list-management', body)).status).toBe(200);
		expect((await api.get('/skills/4001/parameters/list-management')).status).toBe(404);
		const { data } = await api.get('/skills/4001/parameters');
		expect(data.listManagementSettings).toEqual({
			displayField1Name: 'a',
			displayField2NAme: 'b',
			listOrderingOptions,
		});
		// The pace is a number here, and the schedule an array (4.3).
		expect(data.generalSettings.aggressiveness).toBe(1);
		expect(data.scheduleSettings.schedules).toHaveLength(7);
	});
});

describe('summary of a skill (2.4)', () => {
	const outcome = (minutesAgo: number) => ({
		atMs: NOW - minutesAgo * 60_000,
		dials: 100,
		connects: 50,
		rightPartyConnects: 20,
		abandons: 1,
		handled: 47,
	});
	const params = { startDate: iso(NOW - 30 * DAY_MS), endDate: iso(NOW) };

	test('sums up what is in the warehouse; the range is 30 days at most', async () => {
		const { sandbox, api } = await openAt();
		sandbox.state.skills[0].outcomes.push(outcome(10), outcome(20), outcome(60 * 24 * 40));
		const { data } = await api.get('/skills/4001/summary', { params });
		expect(data.skillSummaries).toEqual([
			{
				skillId: 4001,
				skillName: 'dynamic_outbound_high',
				abandonCount: 1,
				abandonRate: 100 / 48,
				contactsHandled: 47,
				contactsOffered: 48,
				dials: 100,
				connects: 50,
				rightPartyConnects: 20,
			},
		]);
		const startDate = iso(NOW - 31 * DAY_MS);
		const wide = await api.get('/skills/4001/summary', { params: { ...params, startDate } });
		expect([wide.status, wide.data]).toEqual([400, '']);
		expect(statusText(wide)).toBe('Invalid date range. Max 30 days.');
	});

	test('the oldest versions write names with a capital', async () => {
		const { sandbox } = await openAt();
		const { data } = await (await acdClient(sandbox, 12)).get('/skills/4001/summary', { params });
		expect(data.skillSummaries).toMatchObject([{ SkillId: 4001, AbandonCount: '0' }]);
	});

	test('at v21 every figure is text, the rate a whole number', async () => {
		const { sandbox } = await openAt();
		sandbox.state.skills[0].outcomes.push(outcome(20));
		const { data } = await (await acdClient(sandbox, 21)).get('/skills/4001/summary', { params });
		expect(data.skillSummaries).toMatchObject([
			{ abandonCount: '1', abandonRate: '2', dials: '100' },
		]);
	});
});
