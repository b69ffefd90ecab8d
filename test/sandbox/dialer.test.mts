import type { AcdOptions, Sandbox } from '../../sandbox/server.mts';
import { upload } from './acdTenant.mts';
import {
	DAY_MS,
	HOUR_MS,
	MINUTE_MS,
	NOW,
	closeAll,
	csvOf,
	fillList,
	idsOf,
	makeList,
	many,
	openAt,
	putGeneral,
} from './dialTenant.mts';

afterEach(closeAll);

describe('who rings', () => {
	test('the records of a skill that was started, and nobody before', async () => {
		const { sandbox, api } = await openAt();
		const listId = await fillList(api, { a: { phone: '(201) 555-0100' } });
		await fillList(api, { other: {} }, { skillId: 4002 }, 'other');
		expect(sandbox.dial({ minutes: 5 })).toEqual([]);
		await api.post('/skills/4001/start');
		expect(sandbox.rings).toEqual([]);
		const rings = sandbox.dial({ minutes: 5 });
		expect(rings).toEqual([
			{
				phone: '+12015550100',
				externalId: 'a',
				listId,
				listName: 'list',
				skillId: 4001,
				recordId: 1,
				contactId: expect.any(Number),
				atMs: NOW + 5 * MINUTE_MS,
				outcome: expect.stringMatching(/^(answered|abandoned|noAnswer)$/),
			},
		]);
		expect(sandbox.rings).toEqual(rings);
		expect(sandbox.clock.now()).toBe(NOW + 10 * MINUTE_MS);
		await api.post('/skills/4001/stop');
		await api.post('/skills/4002/start');
		expect(idsOf(sandbox.dial({ minutes: 1 }))).toEqual(['other']);
	});

	test('the time that passes without a word to dial rings nobody', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, many(50));
		await api.post('/skills/4001/start');
		sandbox.clock.advance({ hours: 1 });
		await api.get('/skills/4001');
		expect(sandbox.rings).toEqual([]);
		expect(sandbox.dial({ minutes: 1 })).toHaveLength(3);
	});

	test('with the clock it dials as time goes by, in every minute that passed', async () => {
		const { sandbox, api } = await openAt({ dials: 'withClock' });
		await fillList(api, many(10));
		await api.post('/skills/4001/start');
		sandbox.clock.advance({ minutes: 2.5 });
		expect(sandbox.rings.map(({ atMs }) => (atMs - NOW) / 1_000)).toEqual([0, 20, 40, 60, 80, 100]);
		await api.post('/skills/4001/stop');
		sandbox.clock.advance({ hours: 1 });
		expect(sandbox.rings).toHaveLength(6);
	});

	test('with the clock, nobody before the skill was started', async () => {
		const { sandbox, api } = await openAt({ dials: 'withClock' });
		await fillList(api, many(10));
		sandbox.clock.advance({ minutes: 0.5 });
		await api.post('/skills/4001/start');
		sandbox.clock.advance({ minutes: 3 });
		expect(sandbox.rings).toHaveLength(6);
		expect(sandbox.rings[0].atMs).toBe(NOW + MINUTE_MS);
	});

	test('records that come to a running skill', async () => {
		const { sandbox, api } = await openAt();
		await api.post('/skills/4001/start');
		const listId = await fillList(api, { a: {} });
		expect(idsOf(sandbox.dial({ minutes: 1 }))).toEqual(['a']);
		await upload(api, listId, csvOf({ b: {} }));
		expect(idsOf(sandbox.dial({ minutes: 1 }))).toEqual(['b']);
	});

	test('a number of another country, with its code', async () => {
		const { sandbox, api } = await openAt({ haveSkillsTimeZones: false });
		const rows = { de: { phone: '+49 30 901820' }, uk: { phone: '+44 20 7946 0018' } };
		await fillList(api, rows, { defaultTimeZone: 'Eastern Standard Time' });
		await api.post('/skills/4001/start');
		const phones = sandbox.dial({ minutes: 1 }).map(({ phone }) => phone);
		expect(phones).toEqual(['+4930901820', '+442079460018']);
	});

	type Change = (sandbox: Sandbox) => void;
	const silent: Array<[string, Change]> = [
		['the list is inactive', ({ state }) => (state.callingLists[0].status = 'Inactive')],
		['the list is deleted', ({ state }) => (state.callingLists[0].isDeleted = true)],
		['it is removed', ({ state }) => (state.callingLists[0].records[0].isRemoved = true)],
		['it is final', ({ state }) => (state.callingLists[0].records[0].finalStatus = 'Completed')],
		['it is expired', ({ state }) => (state.callingLists[0].records[0].expiresAtMs = NOW)],
		['the skill is not active', ({ state }) => (state.skills[0].isActive = false)],
		['no agent is assigned', ({ state }) => (state.skills[0].agents = 0)],
		['no agent is logged in', ({ state }) => (state.skills[0].agentsLoggedIn = 0)],
		[
			'it is fresh and fresh ones are off',
			({ state }) => (state.skills[0].parameters.general.loadFresh = false),
		],
		[
			'a DNC group holds it',
			({ state }) => state.dncGroups[0].phoneNumbers.push('+1 201 555 0100'),
		],
	];

	test.each(silent)('not a record when %s', async (_, change) => {
		const { sandbox, api } = await openAt();
		await fillList(api, { a: { phone: '2015550100' } });
		await api.post('/skills/4001/start');
		change(sandbox);
		expect(sandbox.dial({ minutes: 3 })).toEqual([]);
	});

	test('an agentless skill needs no agent', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, many(20));
		await api.post('/skills/4001/start');
		Object.assign(sandbox.state.skills[0], { agents: 0, agentless: true, agentlessPorts: 4 });
		expect(sandbox.dial({ minutes: 2 })).toHaveLength(8);
	});
});

describe('pace and order', () => {
	test('agents logged in × maximum ratio in each minute', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, many(40));
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ minutes: 2 })).toHaveLength(6);
		await putGeneral(api, { maximumRatio: 4 });
		sandbox.state.skills[0].agentsLoggedIn = 2;
		expect(sandbox.dial({ minutes: 1 })).toHaveLength(8);
	});

	const rows = {
		b: { score: 9.5, customer1: 1 },
		a: { score: 71.5, customer1: 2 },
		c: { score: 10, customer1: 2 },
		hot: { score: 1, customer1: 9, priority: true },
		none: {},
	};

	test.each([
		[[], ['hot', 'b', 'a', 'c', 'none']],
		[[['Score', 'Descending']], ['hot', 'a', 'c', 'b', 'none']],
		[[['score', 'asc']], ['hot', 'none', 'b', 'c', 'a']],
		[
			[
				['Customer 1', 'desc'],
				['Score', 'asc'],
			],
			['hot', 'c', 'a', 'b', 'none'],
		],
		[[['What nobody knows', 'asc']], ['hot', 'b', 'a', 'c', 'none']],
	])('hot records first, then the list ordering %j', async (orders, ids) => {
		const { sandbox, api } = await openAt({
			skills: [{ skillId: 4001, skillName: 's', agents: 1 }],
		});
		await fillList(api, rows);
		await api.put('/skills/4001/parameters/list-management', {
			listOrderingOptions: orders.map(([orderType, direction]) => ({ orderType, direction })),
		});
		await api.post('/skills/4001/start');
		expect(idsOf(sandbox.dial({ minutes: 5 }))).toEqual(ids);
	});

	test('rings of several skills stand in order of time', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, many(6, 'a'));
		await fillList(api, many(6, 'b'), { skillId: 4002 }, 'b');
		for (const id of [4001, 4002]) await api.post(`/skills/${id}/start`);
		const times = sandbox.dial({ minutes: 2 }).map(({ atMs }) => atMs);
		expect(times).toHaveLength(12);
		expect(times).toEqual([...times].sort((a, b) => a - b));
	});
});

describe('when a record rings', () => {
	const nobody: AcdOptions = { answerShare: 0 };

	test('in the calling hours of its zone, at the places where its zone says so', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, {
			east: { phone: '2015550100' },
			west: { phone: '2135550100' },
			moved: { phone: '2015550101', zone: 'Pacific Standard Time' },
		});
		await api.post('/skills/4001/start');
		expect(idsOf(sandbox.dial({ minutes: 59 }))).toEqual(['east']);
		expect(idsOf(sandbox.dial({ minutes: 1 }))).toEqual([]);
		// 9:00 in Los Angeles.
		expect(idsOf(sandbox.dial({ minutes: 1 }))).toEqual(['west', 'moved']);
	});

	test('not at and after the end of its zone’s hours, until the next morning', async () => {
		const nineInTheEvening = NOW + 10 * HOUR_MS;
		const { sandbox, api } = await openAt(
			{ answerShare: 1, abandonShare: 0 },
			nineInTheEvening - MINUTE_MS,
		);
		await fillList(api, many(4));
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ hours: 12 })).toHaveLength(3);
		expect(sandbox.dial({ minutes: 2 }).map(({ atMs }) => atMs)).toEqual([
			nineInTheEvening + 12 * HOUR_MS,
		]);
	});

	test('not in a zone that is switched off; at any hour where the skill has no zones', async () => {
		const night = NOW + 14 * HOUR_MS;
		for (const [haveSkillsTimeZones, count] of [
			[true, 0],
			[false, 1],
		] as const) {
			const { sandbox, api } = await openAt({ haveSkillsTimeZones }, night);
			await fillList(api, many(1));
			const path = '/skills/4001/parameters/time-zones';
			const { data } = await api.get(path);
			expect(data.timeZoneSettings).toHaveLength(haveSkillsTimeZones ? 5 : 0);
			await api.post('/skills/4001/start');
			expect(sandbox.dial({ minutes: 1 })).toHaveLength(count);
		}
		const { sandbox, api } = await openAt();
		await fillList(api, many(1));
		const [eastern] = (await api.get('/skills/4001/parameters/time-zones')).data.timeZoneSettings;
		await api.put('/skills/4001/parameters/time-zones', {
			timeZoneSettings: [{ ...eastern, timeZoneActiveToCall: false }],
		});
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ days: 1 })).toEqual([]);
	});

	test('again after the minimum retry minutes, up to the maximum of attempts; then it is final', async () => {
		const { sandbox, api } = await openAt(nobody);
		await fillList(api, many(1));
		await putGeneral(api, { minimumRetryMinutes: 30, maximumAttempts: 3 });
		await api.post('/skills/4001/start');
		const minutes = sandbox.dial({ hours: 4 }).map(({ atMs }) => (atMs - NOW) / MINUTE_MS);
		expect(minutes).toEqual([0, 30, 60]);
		expect(sandbox.state.callingLists[0].records[0].finalStatus).toBe('Exhausted');
	});

	test('up to the maximum of attempts, also where that ends no record', async () => {
		const { sandbox, api } = await openAt(nobody);
		await fillList(api, many(1));
		await putGeneral(api, { minimumRetryMinutes: 30, maximumAttempts: 3 });
		await api.put('/skills/4001/parameters/retry-settings', {
			retrySettings: { finalizeWhenExhausted: false },
		});
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ hours: 4 })).toHaveLength(3);
		expect(sandbox.state.callingLists[0].records[0].finalStatus).toBeUndefined();
	});

	test('once, when it may not be called again', async () => {
		const { sandbox, api } = await openAt(nobody);
		await fillList(api, many(1));
		await putGeneral(api, { minimumRetryMinutes: 30, loadNonFresh: false });
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ hours: 4 })).toHaveLength(1);
	});

	test('at the callback that an agent promised, and not before', async () => {
		const { sandbox, api } = await openAt({ answerShare: 1, abandonShare: 0, callbackShare: 1 });
		await fillList(api, many(1));
		await putGeneral(api, { minimumRetryMinutes: 30 });
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ hours: 24 })).toHaveLength(1);
		const [{ attempts }] = sandbox.state.callingLists[0].records;
		expect(attempts[0]).toMatchObject({
			agentDisposition: 'Call me back',
			callbackAtMs: NOW + DAY_MS,
		});
		expect(sandbox.dial({ minutes: 1 })).toMatchObject([{ atMs: NOW + DAY_MS }]);
	});

	test.each([
		[true, [13, 14]],
		[false, []],
	])('by a schedule, in its hours in the tenant’s zone: %s', async (doesScheduleStart, hours) => {
		const beforeNine = NOW - 2 * HOUR_MS;
		const { sandbox, api } = await openAt(
			{ doesScheduleStart, haveSkillsTimeZones: false },
			beforeNine - HOUR_MS,
		);
		await fillList(api, many(1_000));
		const path = '/skills/4001/parameters/schedule-settings';
		const { data } = await api.get(path);
		const scheduleSettings = {
			...data,
			isScheduled: true,
			wednesdayStartTime: '09:00',
			wednesdayEndTime: '11:00',
		};
		expect((await api.put(path, { scheduleSettings })).status).toBe(200);
		sandbox.dial({ hours: 6 });
		const rungIn = new Set(sandbox.rings.map(({ atMs }) => new Date(atMs).getUTCHours()));
		expect([...rungIn]).toEqual(hours);
	});

	test('who stops a scheduled skill by hand has stopped it for the day', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, many(1_000));
		sandbox.state.skills[0].parameters.schedule.isScheduled = true;
		expect(sandbox.dial({ minutes: 1 })).toHaveLength(3);
		expect((await api.get('/skills/4001')).data.isRunning).toBe(true);
		await api.post('/skills/4001/stop');
		expect((await api.get('/skills/4001')).data.isRunning).toBeUndefined();
		expect(sandbox.dial({ hours: 12 })).toEqual([]);
		expect(sandbox.dial({ hours: 12 }).length).toBeGreaterThan(0);
	});
});

describe('outcomes', () => {
	test('depend on the seed alone', async () => {
		const outcomesOf = async (seed: number) => {
			const { sandbox, api } = await openAt({ abandonShare: 0.3 });
			await fillList(api, many(seed));
			await api.post('/skills/4001/start');
			return sandbox.dial({ hours: 1 }).map(({ outcome }) => outcome);
		};
		const first = await outcomesOf(150);
		expect(new Set(first)).toEqual(new Set(['answered', 'abandoned', 'noAnswer']));
		expect(await outcomesOf(150)).toEqual(first);
	});

	test('fall as the shares say', async () => {
		const { sandbox, api } = await openAt({ answerShare: 0.5, abandonShare: 0.2 });
		await fillList(api, many(1_500));
		Object.assign(sandbox.state.skills[0], { agents: 100 });
		await api.post('/skills/4001/start');
		sandbox.dial({ minutes: 20 });
		const share = (outcome: string) =>
			sandbox.rings.filter((ring) => ring.outcome === outcome).length / 1_500;
		expect(share('noAnswer')).toBeCloseTo(0.5, 1);
		expect(share('abandoned')).toBeCloseTo(0.1, 1);
		expect(share('answered')).toBeCloseTo(0.4, 1);
	});

	test('abandonment rises with the hours that a skill dials, only where it was said', async () => {
		const { sandbox, api } = await openAt({
			answerShare: 1,
			abandonShare: 0,
			abandonShareRisePerHour: { 4001: 0.25 },
		});
		await fillList(api, many(2_000));
		await fillList(api, many(300), { skillId: 4002 }, 'b');
		for (const skill of sandbox.state.skills) skill.agents = 8;
		for (const id of [4001, 4002]) await api.post(`/skills/${id}/start`);
		const rateOf = (skillId: number, rings: typeof sandbox.rings) => {
			const own = rings.filter((ring) => ring.skillId === skillId);
			return own.filter(({ outcome }) => outcome === 'abandoned').length / own.length;
		};
		const first = sandbox.dial({ hours: 1 });
		const second = sandbox.dial({ hours: 1 });
		expect(rateOf(4001, first)).toBeCloseTo(0.125, 1);
		expect(rateOf(4001, second)).toBeCloseTo(0.375, 1);
		expect(rateOf(4002, [...first, ...second])).toBe(0);
		await api.post('/skills/4001/stop');
		await api.post('/skills/4001/start');
		expect(rateOf(4001, sandbox.dial({ minutes: 10 }))).toBeLessThan(0.1);
		sandbox.dial({ hours: 1 });
		// A schedule's window ends without a word of anybody.
		sandbox.state.skills[0].isStarted = false;
		sandbox.dial({ minutes: 1 });
		sandbox.state.skills[0].isStarted = true;
		expect(rateOf(4001, sandbox.dial({ minutes: 10 }))).toBeLessThan(0.1);
	});

	test('who asks never to be called goes into the groups to which the skill contributes', async () => {
		const { sandbox, api } = await openAt({ answerShare: 1, abandonShare: 0, doNotCallShare: 1 });
		const { data } = await api.post('/dnc-groups', { dncGroupName: 'Asked' });
		const [{ dncGroupId }] = data.dncGroups;
		await api.post(`/dnc-groups/${dncGroupId}/contributing-skills/4001`);
		await api.post(`/dnc-groups/${dncGroupId}/scrubbed-skills/4002`);
		await fillList(api, { a: { phone: '2015550100' } });
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ minutes: 1 })).toHaveLength(1);
		const held = sandbox.state.dncGroups.map(({ phoneNumbers }) => phoneNumbers);
		expect(held).toEqual([[], ['2015550100']]);
		await fillList(api, { b: { phone: '2015550100' } }, { skillId: 4002 }, 'b');
		await api.post('/skills/4002/start');
		expect(sandbox.dial({ minutes: 1 })).toEqual([]);
	});
});

describe('starting every skill by hand', () => {
	test('rings everybody once who may ring, and ends when nobody is left', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, many(10));
		await fillList(
			api,
			{ night: { phone: '8085550100', zone: 'Pacific Standard Time' } },
			{ skillId: 4003 },
			'c',
		);
		await fillList(api, { gone: { expires: '2026-05-20' } }, {}, 'd');
		const rings = sandbox.pressStartEverywhere();
		expect(idsOf(rings).sort()).toEqual([...Object.keys(many(10)), 'night'].sort());
		expect(
			sandbox.state.skills.filter(({ isStarted }) => isStarted).map(({ skillId }) => skillId),
		).toEqual([4001, 4002, 4003]);
		expect(sandbox.clock.now() - NOW).toBeLessThan(2 * HOUR_MS);
		expect(sandbox.pressStartEverywhere({ minutes: 1 })).toEqual([]);
	});

	test('shows one phone in two lists, even of two skills, as two rings', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, { a: { phone: '2015550100' } });
		await fillList(api, { b: { phone: '(201) 555-0100' } }, { skillId: 4002 }, 'b');
		const phones = sandbox.pressStartEverywhere().map(({ phone }) => phone);
		expect(phones).toEqual(['+12015550100', '+12015550100']);
	});

	test('waits for the night to pass and for uploads on their way', async () => {
		const { sandbox, api } = await openAt({ uploadMs: 5 * MINUTE_MS }, NOW + 14 * HOUR_MS);
		const listId = await makeList(api, 'list');
		const file = Buffer.from(csvOf(many(2))).toString('base64');
		await api.post(`/lists/call-lists/${listId}/upload`, {
			listFile: file,
			forceOverwrite: false,
			expirationDate: '2099-12-31',
			startSkill: false,
			sendEmail: false,
			skillId: 4001,
		});
		const rings = sandbox.pressStartEverywhere();
		expect(rings.map(({ atMs }) => new Date(atMs).toISOString().slice(0, 13))).toEqual([
			'2026-05-21T13',
			'2026-05-21T13',
		]);
	});

	test('calls again only when asked to', async () => {
		const { sandbox, api } = await openAt({ answerShare: 0 });
		await fillList(api, many(1));
		await putGeneral(api, { minimumRetryMinutes: 30, maximumAttempts: 4 });
		expect(sandbox.pressStartEverywhere()).toHaveLength(1);
		sandbox.clock.advance({ minutes: 30 });
		expect(sandbox.pressStartEverywhere({ areRetriesDialed: true, minutes: 31 })).toHaveLength(2);
		expect(sandbox.pressStartEverywhere({ areRetriesDialed: true })).toHaveLength(1);
	});

	test('does not wait for a zone that never opens', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, many(1));
		const path = '/skills/4001/parameters/time-zones';
		const [eastern] = (await api.get(path)).data.timeZoneSettings;
		await api.put(path, { timeZoneSettings: [{ ...eastern, timeZoneActiveToCall: false }] });
		expect(sandbox.pressStartEverywhere()).toEqual([]);
		expect(sandbox.clock.now()).toBe(NOW);
	});

	test('rings nobody without agents, and says so at once', async () => {
		const { sandbox, api } = await openAt();
		for (const skill of sandbox.state.skills) skill.agents = 0;
		await fillList(api, many(3));
		expect(sandbox.pressStartEverywhere()).toEqual([]);
		expect(sandbox.clock.now()).toBe(NOW);
	});
});

test('a reset forgets rings and calls, and the clock does not go back', async () => {
	const { sandbox, api } = await openAt();
	await fillList(api, many(3));
	sandbox.pressStartEverywhere();
	const { rings } = sandbox;
	sandbox.reset();
	expect(rings).toEqual([]);
	expect(sandbox.clock.now()).toBeGreaterThan(NOW);
	sandbox.clock.advance({ days: 1 });
	const params = { startDate: '2026-05-01T00:00:00Z', endDate: '2026-05-30T00:00:00Z' };
	expect((await api.get('/contacts/completed', { params })).status).toBe(204);
	expect(sandbox.dial({ hours: 10 })).toEqual([]);
});
