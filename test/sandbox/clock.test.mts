import { startSandbox } from '../../sandbox/server.mts';
import { acdClient, clientOf, logIn, upload, uploadBody } from './acdTenant.mts';
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
} from './dialTenant.mts';

afterEach(closeAll);

const ISO_NOW = new Date(NOW).toISOString();

test('runs with the machine’s until it is moved, and goes on from there', async () => {
	const sandbox = await startSandbox({ contacts: 0 });
	try {
		expect(Math.abs(sandbox.clock.now() - Date.now())).toBeLessThan(1_000);
		sandbox.clock.advance({ days: 2, hours: 3, minutes: 4.5 });
		const movedMs = sandbox.clock.now() - Date.now();
		expect(Math.abs(movedMs - 2 * DAY_MS - 3 * HOUR_MS - 4.5 * MINUTE_MS)).toBeLessThan(1_000);
		const beforeMs = sandbox.clock.now();
		await new Promise((resolve) => setTimeout(resolve, 20));
		expect(sandbox.clock.now()).toBeGreaterThan(beforeMs);
	} finally {
		await sandbox.close();
	}
});

test.each([{ minutes: -1 }, { days: NaN }, { hours: Infinity }, { days: 1, minutes: -5 }])(
	'does not move by %j',
	async (span) => {
		const { sandbox } = await openAt();
		expect(() => sandbox.clock.advance(span)).toThrow(RangeError);
		expect(() => sandbox.dial(span)).toThrow(RangeError);
		expect(sandbox.clock.now()).toBe(NOW);
	},
);

test('uploads, new lists and new jobs come in when it moves, each at its own time', async () => {
	const { sandbox, api } = await openAt({
		uploadMs: 10 * MINUTE_MS,
		listShowsAfterMs: 5 * MINUTE_MS,
		jobShowsAfterMs: 2 * MINUTE_MS,
	});
	const listId = await makeList(api, 'list');
	const answer = await api.post(`/lists/call-lists/${listId}/upload`, uploadBody(csvOf(many(2))));
	const jobOf = async () =>
		(await api.get(`/lists/call-lists/jobs/${answer.data.jobId}`)).data.uploadJobs[0];
	expect((await api.get('/lists/call-lists')).status).toBe(204);
	expect((await api.get('/lists/call-lists/jobs')).status).toBe(204);
	sandbox.clock.advance({ minutes: 6 });
	expect((await api.get('/lists/call-lists')).status).toBe(200);
	expect((await api.get('/lists/call-lists/jobs')).status).toBe(200);
	expect((await jobOf()).isComplete).toBe(false);
	sandbox.clock.advance({ days: 1 });
	// Without a request: the state is as of now.
	expect(sandbox.state.callingLists[0].records).toHaveLength(2);
	expect(await jobOf()).toMatchObject({
		isComplete: true,
		completedDate: new Date(NOW + 10 * MINUTE_MS).toISOString(),
	});
});

test('rows of the history show in reports once it has passed the delay', async () => {
	const history = [{ id: 'a', startTime: ISO_NOW, contactId: '+12015550100', type: 'voice' }];
	const sandbox = await startSandbox({ now: () => NOW, history });
	try {
		const api = await acdClient(sandbox);
		const params = {
			startDate: new Date(NOW - DAY_MS).toISOString(),
			endDate: new Date(NOW + DAY_MS).toISOString(),
		};
		expect((await api.get('/contacts/completed', { params })).status).toBe(204);
		sandbox.clock.advance({ minutes: 17 });
		expect((await api.get('/contacts/completed', { params })).data.totalRecords).toBe(1);
	} finally {
		await sandbox.close();
	}
});

test('tokens and the times of requests stay with the machine’s clock', async () => {
	const { sandbox, api } = await openAt();
	sandbox.clock.advance({ days: 30 });
	expect((await api.get('/business-unit')).status).toBe(200);
	expect((await logIn(sandbox)).data.expires_in).toBe(3_600);
	const [{ at, startedAt }] = sandbox.requests;
	expect(Math.abs(Date.parse(at) - Date.now())).toBeLessThan(10_000);
	expect(Math.abs(startedAt - Date.now())).toBeLessThan(10_000);
});

describe('records expire', () => {
	const live = async (api: Awaited<ReturnType<typeof openAt>>['api']) =>
		(await api.get('/lists/call-lists')).data.callingLists[0].prospectiveContactCount;

	// The day 2026-05-21 begins at 0:00, 4:00 and 7:00 UTC, 9, 13 and 16 hours from now.
	test.each([
		['utc', 'atStartOfDay', [9, 9]],
		['tenant', 'atStartOfDay', [13, 13]],
		['record', 'atStartOfDay', [13, 16]],
		['utc', 'atEndOfDay', [33, 33]],
		['record', 'atEndOfDay', [37, 40]],
	] as const)('by the day of %s, %s', async (expiresZone, expires, hours) => {
		const { sandbox, api } = await openAt({ expiresZone, expires });
		const rows = { east: { phone: '2015550100' }, west: { phone: '2135550100' } };
		await fillList(api, rows, { expirationDate: '2026-05-21' });
		const [first, second] = hours;
		sandbox.clock.advance({ hours: first });
		expect(await live(api)).toBe(first === second ? 0 : 1);
		expect(sandbox.state.callingLists[0].records.map(({ expiresAtMs }) => expiresAtMs)).toEqual(
			hours.map((hour) => NOW + hour * HOUR_MS),
		);
		sandbox.clock.advance({ hours: second - first });
		expect(await live(api)).toBe(0);
		await api.post('/skills/4001/start');
		expect(sandbox.dial({ days: 1 })).toEqual([]);
	});

	test('not a minute before', async () => {
		const { sandbox, api } = await openAt();
		await fillList(api, many(1), { expirationDate: '2026-05-21' });
		sandbox.clock.advance({ hours: 8, minutes: 59 });
		expect(await live(api)).toBe(1);
		sandbox.clock.advance({ minutes: 1 });
		expect(await live(api)).toBe(0);
	});

	test.each([
		['deactivates', 'Inactive', []],
		['isIgnored', 'Active', ['r1']],
	] as const)('with their list, whose own date %s', async (listExpires, status, rung) => {
		const { sandbox, api } = await openAt({ listExpires });
		const listId = await makeList(api, 'list', { listExpirationDate: '2026-05-21' });
		await upload(api, listId, csvOf(many(1)));
		expect((await api.get('/lists/call-lists')).data.callingLists[0].status).toBe('Active');
		sandbox.clock.advance({ hours: 9 });
		const { data } = await api.get('/lists/call-lists');
		expect(data.callingLists[0].status).toBe(status);
		expect(data.callingLists[0].prospectiveContactCount).toBe(rung.length);
		expect(idsOf(sandbox.pressStartEverywhere())).toEqual(rung);
	});

	test('a list’s date that is none is refused', async () => {
		const { sandbox, api } = await openAt();
		expect(await makeList(api, 'list', { listExpirationDate: 'tomorrow' })).toBeUndefined();
		expect(sandbox.state.callingLists).toEqual([]);
	});
});

describe('the control calls', () => {
	test('move the clock, dial, press start and show who rang', async () => {
		const { sandbox, api } = await openAt({ answerShare: 1, abandonShare: 0 });
		const control = clientOf(sandbox.url);
		await fillList(api, many(5));
		await api.post('/skills/4001/start');
		const moved = await control.post('/sandbox/clock', { hours: 1 });
		expect(moved.data).toEqual({ now: new Date(NOW + HOUR_MS).toISOString() });
		const dialed = await control.post('/sandbox/dial', { minutes: 1 });
		expect(idsOf(dialed.data.rings)).toEqual(['r1', 'r2', 'r3']);
		expect(dialed.data.now).toBe(new Date(NOW + HOUR_MS + MINUTE_MS).toISOString());
		const pressed = await control.post('/sandbox/press-start');
		expect(idsOf(pressed.data.rings)).toEqual(['r4', 'r5']);
		const all = await control.get('/sandbox/rings');
		expect(all.data.rings).toEqual(sandbox.rings);
		const { data } = await control.get('/sandbox/acd');
		expect(data.skills[0]).toMatchObject({ skillId: 4001, dials: 5 });
		expect(data.skills[0]).not.toHaveProperty('calls');
		await control.post('/sandbox/reset');
		expect((await control.get('/sandbox/rings')).data.rings).toEqual([]);
	});

	test.each([
		['clock', '{"minutes":-1}'],
		['clock', '{"weeks":1}'],
		['dial', '{"minutes":"5"}'],
		['dial', '{'],
		['press-start', '{"minutes":-1}'],
		['press-start', '[]'],
	])('/sandbox/%s refuses %s', async (path, body) => {
		const { sandbox } = await openAt();
		const answer = await clientOf(sandbox.url).post(`/sandbox/${path}`, Buffer.from(body));
		expect(answer.status).toBe(400);
		expect(sandbox.clock.now()).toBe(NOW);
		expect(sandbox.state.skills.some(({ isStarted }) => isStarted)).toBe(false);
	});
});
