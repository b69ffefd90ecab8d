import type { AxiosInstance } from 'axios';

import type { AcdOptions, Ring } from '../../sandbox/server.mts';
import { acdClient, statusText } from './acdTenant.mts';
import {
	DAY_MS,
	HOUR_MS,
	MINUTE_MS,
	NOW,
	closeAll,
	fillList,
	many,
	openAt,
	putGeneral,
} from './dialTenant.mts';

afterEach(closeAll);

const iso = (timeMs: number) => new Date(timeMs).toISOString();
const wholeMonth = { startDate: iso(NOW - 15 * DAY_MS), endDate: iso(NOW + 15 * DAY_MS) };
const ALL_REACHED: AcdOptions = { answerShare: 1, abandonShare: 0 };
const NONE_ANSWERED: AcdOptions = { answerShare: 0 };
const ALL_ABANDONED: AcdOptions = { answerShare: 1, abandonShare: 1 };

async function recordsOf(api: AxiosInstance, listId: number) {
	const params = { includeRecords: true };
	const { data } = await api.get(`/lists/call-lists/${listId}`, { params });
	return data.resultSet.contactRecords;
}

describe('a call shows', () => {
	test.each([
		[ALL_REACHED, 'Completed', 'Live Voice', 'Reached'],
		[NONE_ANSWERED, null, 'No Answer', null],
		[ALL_ABANDONED, null, 'Abandoned', null],
	] as const)('on its record and among the attempts: %j', async (acd, end, system, agent) => {
		const { sandbox, api } = await openAt(acd);
		const listId = await fillList(api, many(1));
		await api.post('/skills/4001/start');
		const [ring] = sandbox.dial({ minutes: 1 });
		expect(await recordsOf(api, listId)).toMatchObject([
			{
				icAttempts: 1,
				icFinalStatus: end,
				icDateOfLastCall: iso(ring.atMs),
				icSystemClassificationName: system,
				icAgentDispositionDesc: agent,
			},
		]);
		const { data } = await api.get(`/lists/call-lists/${listId}/attempts`);
		expect(data.resultSet.contactAttempts).toMatchObject([
			{ contactId: ring.contactId, externalId: 'r1', dateOfCall: iso(ring.atMs) },
		]);
	});

	test('in the counters of its list', async () => {
		const { sandbox, api } = await openAt({ abandonShare: 0 });
		await fillList(api, many(40));
		await putGeneral(api, { minimumRetryMinutes: 10 });
		await api.post('/skills/4001/start');
		sandbox.dial({ minutes: 12 });
		const reached = sandbox.rings.filter(({ outcome }) => outcome === 'answered').length;
		const called = new Map<number, number>();
		for (const { recordId } of sandbox.rings) called.set(recordId, (called.get(recordId) ?? 0) + 1);
		const again = [...called.values()].filter((count) => count > 1).length;
		expect(reached).toBeGreaterThan(0);
		const { data } = await api.get('/lists/call-lists');
		expect(data.callingLists).toMatchObject([
			{
				validRecords: 40,
				finalizedRecords: reached,
				prospectiveContactCount: 40 - reached,
				skills: [
					{
						skillId: 4001,
						totalRecords: '40',
						freshRecords: String(40 - called.size),
						finalizedRecords: String(reached),
						retriedRecords: String(again),
					},
				],
			},
		]);
	});

	test('among completed contacts, after a while, with seconds of an agent only when one spoke', async () => {
		const { sandbox, api } = await openAt({ abandonShare: 0.4 });
		await fillList(api, many(60));
		await api.post('/skills/4001/start');
		sandbox.dial({ minutes: 20 });
		const read = async () => await api.get('/contacts/completed', { params: wholeMonth });
		expect((await read()).data.totalRecords).toBeLessThan(60);
		sandbox.clock.advance({ minutes: 20 });
		const rows: Array<Record<string, unknown>> = (await read()).data.completedContacts;
		expect(rows).toHaveLength(60);
		const shown = (ring: Ring) => rows.find(({ contactId }) => contactId === ring.contactId);
		for (const ring of sandbox.rings) {
			expect(shown(ring)).toMatchObject({
				isOutbound: true,
				mediaTypeId: 4,
				skillId: 4001,
				toAddress: ring.phone.slice(2),
				fromAddress: '3125550100',
				contactStartDate: iso(ring.atMs),
				abandoned: ring.outcome === 'abandoned',
				masterContactId: ring.contactId,
			});
			expect(Number(shown(ring)?.agentSeconds) > 0).toBe(ring.outcome === 'answered');
		}
		const one = { ...wholeMonth, toAddress: sandbox.rings[0].phone.slice(2) };
		const byAddress = await api.get('/contacts/completed', { params: one });
		expect(byAddress.data.completedContacts).toHaveLength(1);
		const early = { ...wholeMonth, endDate: iso(NOW + MINUTE_MS - 1) };
		const first = await api.get('/contacts/completed', { params: early });
		expect(first.data.totalRecords).toBe(3);
	});

	test('in the activity of its skill while it is up, or a while later', async () => {
		for (const [activityLagMinutes, during, after] of [
			[0, 3, 0],
			[10, 0, 3],
		]) {
			const { sandbox, api } = await openAt({
				...ALL_REACHED,
				activityLagMinutes,
				isRunningShown: 'calling',
			});
			await fillList(api, many(3));
			await api.post('/skills/4001/start');
			expect((await api.get('/skills/4001')).data.isRunning).toBeUndefined();
			sandbox.dial({ minutes: 1 });
			const [skill] = sandbox.state.skills;
			for (const call of skill.calls) call.endsAtMs = NOW + 8 * MINUTE_MS;
			const activeOf = async () => {
				const { data } = await api.get('/skills/4001/activity');
				return data.skillActivity[0].contactsActive;
			};
			expect(await activeOf()).toBe(during);
			expect((await api.get('/skills/4001')).data.isRunning).toBe(true);
			sandbox.clock.advance({ minutes: 10 });
			expect(await activeOf()).toBe(after);
			expect((await api.get('/skills/4001')).data.isRunning).toBeUndefined();
		}
	});

	test('no more, once a forced stop has ended it', async () => {
		const { sandbox, api } = await openAt(ALL_REACHED);
		await fillList(api, many(3));
		await api.post('/skills/4001/start');
		sandbox.dial({ minutes: 1 });
		for (const call of sandbox.state.skills[0].calls) call.endsAtMs = NOW + HOUR_MS;
		const read = async () => (await api.get('/skills/4001/activity')).data.skillActivity[0];
		await api.post('/skills/4001/stop');
		expect(await read()).toMatchObject({ contactsActive: 3, agentsWorking: 3, agentsAvailable: 0 });
		await api.post('/skills/4001/stop?force=true');
		expect(await read()).toMatchObject({
			contactsActive: 0,
			agentsWorking: 0,
			agentsLoggedIn: 3,
			agentsAvailable: 3,
		});
	});
});

describe('figures of a skill (2.4)', () => {
	const countsOf = (rings: readonly Ring[]) => {
		const count = (outcome: string) => rings.filter((ring) => ring.outcome === outcome).length;
		return {
			dials: rings.length,
			connects: count('answered') + count('abandoned'),
			rightPartyConnects: count('answered'),
			abandons: count('abandoned'),
		};
	};

	test.each([15, 60])('come %d minutes late, in summary and dialer contacts', async (delay) => {
		const { sandbox, api } = await openAt({ warehouseDelayMinutes: delay, abandonShare: 0.3 });
		await fillList(api, many(200));
		await api.post('/skills/4001/start');
		sandbox.dial({ minutes: 10 });
		const summary = async () =>
			(await api.get('/skills/4001/summary', { params: wholeMonth })).data.skillSummaries[0];
		const intervals = async () =>
			await api.get('/wfm-data/skills/dialer-contacts', {
				params: { ...wholeMonth, mediaTypeId: 4 },
			});
		expect((await summary()).dials).toBe(0);
		expect((await intervals()).status).toBe(204);
		sandbox.clock.advance({ minutes: delay });
		const { abandons, ...counts } = countsOf(sandbox.rings);
		expect(counts.dials).toBe(30);
		expect(await summary()).toMatchObject({
			...counts,
			abandonCount: abandons,
			contactsHandled: counts.rightPartyConnects,
		});
		expect((await intervals()).data).toEqual({
			wfM_OB_StatsV9: [
				expect.objectContaining({
					...counts,
					abandons,
					skillId: 4001,
					skillName: 'dynamic_outbound_high',
					mediaTypeId: 4,
					intervalStartDate: iso(NOW),
				}),
			],
		});
	});

	test('of all skills come in one summary, or of those of a kind', async () => {
		const { sandbox, api } = await openAt({ warehouseDelayMinutes: 0 });
		await fillList(api, many(5), { skillId: 4002 });
		await api.post('/skills/4002/start');
		sandbox.dial({ minutes: 1 });
		const read = async (params: object) => {
			const answer = await api.get('/skills/summary', { params: { ...wholeMonth, ...params } });
			const rows: Array<{ skillId: number; dials: number }> = answer.data.skillSummaries;
			return rows.map(({ skillId, dials }) => [skillId, dials]);
		};
		expect(await read({ mediaTypeId: 4, isOutbound: true })).toEqual([
			[4001, 0],
			[4002, 3],
			[4003, 0],
			[5003, 0],
		]);
		expect(await read({})).toHaveLength(9);
		expect((await api.get('/skills/summary')).status).toBe(400);
	});

	test('dialer contacts lie in quarters of an hour, and may be called otherwise', async () => {
		const { sandbox, api } = await openAt({ dialerContactsName: 'outboundStats' });
		await fillList(api, many(200));
		await fillList(api, many(200), { skillId: 4002 }, 'b');
		await api.post('/skills/4001/start');
		await api.post('/skills/4002/start');
		sandbox.dial({ minutes: 31 });
		sandbox.clock.advance({ minutes: 20 });
		const params = { ...wholeMonth, mediaTypeId: 4 };
		const { data } = await api.get('/wfm-data/skills/dialer-contacts', { params });
		const rows: Array<Record<string, unknown>> = data.outboundStats;
		expect(rows.map(({ skillId, dials }) => [skillId, dials])).toEqual([
			[4001, 45],
			[4001, 45],
			[4001, 3],
			[4002, 45],
			[4002, 45],
			[4002, 3],
		]);
		const chats = { ...wholeMonth, mediaTypeId: 3 };
		expect((await api.get('/wfm-data/skills/dialer-contacts', { params: chats })).status).toBe(204);
	});

	test.each([
		[{}, 'Invalid startDate'],
		[{ startDate: wholeMonth.startDate }, 'Invalid endDate'],
		[{ startDate: wholeMonth.endDate, endDate: wholeMonth.startDate }, 'Invalid date range.'],
		[{ startDate: iso(NOW - 31 * DAY_MS), endDate: iso(NOW) }, 'Invalid date range. Max 30 days.'],
		[wholeMonth, 'Invalid mediaTypeId'],
		[{ ...wholeMonth, mediaTypeId: 'phone' }, 'Invalid mediaTypeId'],
	])('dialer contacts refuse %j in the header alone', async (params, reason) => {
		const { api } = await openAt();
		const answer = await api.get('/wfm-data/skills/dialer-contacts', { params });
		expect([answer.status, answer.data, statusText(answer)]).toEqual([400, '', reason]);
	});

	test('the media type may be left out where the tenant does not need it', async () => {
		const { sandbox, api } = await openAt({ isMediaTypeNeeded: false, warehouseDelayMinutes: 0 });
		await fillList(api, many(1));
		await api.post('/skills/4001/start');
		sandbox.dial({ minutes: 1 });
		const answer = await api.get('/wfm-data/skills/dialer-contacts', { params: wholeMonth });
		expect(answer.data.wfM_OB_StatsV9).toHaveLength(1);
	});

	test('the versions that write a summary otherwise are a switch', async () => {
		const acd = { summaryPascalCaseUntil: 30, summaryTextUntil: 30 };
		const { sandbox } = await openAt(acd);
		const summaryAt = async (version: number) => {
			const api = await acdClient(sandbox, version);
			const { data } = await api.get('/skills/4001/summary', { params: wholeMonth });
			return data.skillSummaries[0];
		};
		expect(await summaryAt(30)).toMatchObject({ SkillId: 4001, Dials: '0', AbandonRate: '0' });
		expect(await summaryAt(31)).toMatchObject({ skillId: 4001, dials: 0, abandonRate: 0 });
	});

	test('a watcher sees the rate pass the ceiling, and that a stop ends the calls', async () => {
		const { sandbox, api } = await openAt({
			answerShare: 1,
			abandonShare: 0,
			abandonShareRisePerHour: { 4001: 0.1 },
		});
		await fillList(api, many(1_500));
		sandbox.state.skills[0].agents = 10;
		await api.post('/skills/4001/start');
		const rateOf = async () => {
			const params = wholeMonth;
			const { data } = await api.get('/skills/4001/summary', { params });
			return data.skillSummaries[0].abandonRate;
		};
		const rates: number[] = [];
		while ((rates.at(-1) ?? 0) <= 3 && rates.length < 40) {
			sandbox.dial({ minutes: 15 });
			rates.push(await rateOf());
		}
		expect(rates[0]).toBeLessThan(1);
		expect(rates.length).toBeGreaterThan(2);
		expect(rates.length).toBeLessThan(12);
		await api.post('/skills/4001/stop');
		expect(sandbox.dial({ hours: 2 })).toEqual([]);
	});
});
