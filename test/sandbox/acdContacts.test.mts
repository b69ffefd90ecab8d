import type { AxiosResponse } from 'axios';

import type { AcdContact, AcdOptions, Interaction, SandboxOptions } from '../../sandbox/server.mts';
import { type AcdTestTenant, acdClient, openAcdTenant, statusText } from './acdTenant.mts';

const NOW = Date.UTC(2026, 4, 20, 12);
const DAY_MS = 86_400_000;
const iso = (timeMs: number) => new Date(timeMs).toISOString();
const RANGE = { startDate: iso(NOW - 29 * DAY_MS), endDate: iso(NOW) };

/** A call of the history, so many minutes before now. */
function call(id: string, minutesAgo: number, changes: object = {}): Interaction {
	return {
		id,
		startTime: iso(NOW - minutesAgo * 60_000),
		contactId: 'C-000001',
		type: 'voice',
		direction: 'inbound',
		durationSeconds: 60,
		...changes,
	};
}

const open: AcdTestTenant[] = [];
async function openAt(acd: AcdOptions = {}, options: SandboxOptions = {}): Promise<AcdTestTenant> {
	const tenant = await openAcdTenant({ now: () => NOW, ...options, acd });
	open.push(tenant);
	return tenant;
}
afterEach(async () => {
	await Promise.all(open.splice(0).map(({ sandbox }) => sandbox.close()));
});

async function read(
	{ api }: Pick<AcdTestTenant, 'api'>,
	params: object = {},
): Promise<AxiosResponse> {
	return await api.get('/contacts/completed', { params: { ...RANGE, ...params } });
}

async function idsOf(tenant: Pick<AcdTestTenant, 'api'>, params: object = {}): Promise<number[]> {
	const { status, data } = await read(tenant, { orderBy: 'contactId', ...params });
	if (status === 204) return [];
	return data.completedContacts.map(({ contactId }: { contactId: number }) => contactId);
}

describe('the two dialects of completed contacts (2.2)', () => {
	const history = [call('a', 60), call('b', 50, { direction: 'outbound' })];

	test('newer versions: all fields of the current specification, and its envelope', async () => {
		const tenant = await openAt({}, { history });
		const { status, data } = await read(tenant, { orderBy: 'contactId' });
		expect(status).toBe(200);
		expect(Object.keys(data).sort()).toEqual([
			'_links',
			'businessUnitId',
			'completedContacts',
			'lastPollTime',
			'totalRecords',
		]);
		expect(data.totalRecords).toBe(2);
		const fields =
			'abandoned, abandonSeconds, acwSeconds, agentId, agentSeconds, analyticsProcessedDate, callbackTime, campaignId, campaignName, conferenceSeconds, contactId, contactStartDate, dateACWWarehoused, dateContactWarehoused, dispositionNotes, divisionNo, endReason, firstName, fromAddress, highProficiency, holdCount, holdSeconds, inQueueSeconds, isAnalyticsProcessed, isLogged, isOutbound, isRefused, isShortAbandon, isTakeover, lastName, lastUpdateTime, lowProficiency, masterContactId, mediaSubTypeId, mediaSubTypeName, mediaTypeId, mediaTypeName, pointOfContactId, pointOfContactName, postQueueSeconds, preQueueSeconds, primaryDispositionId, refuseReason, refuseTime, releaseSeconds, routingAttribute, routingTime, secondaryDispositionId, serviceLevelFlag, skillId, skillName, tags, teamId, teamName, toAddress, totalDurationSeconds, transferIndicatorId, transferIndicatorName';
		expect(Object.keys(data.completedContacts[0]).sort()).toEqual(fields.split(', ').sort());
		expect(data.completedContacts).toMatchObject([
			{
				contactStartDate: history[0].startTime,
				fromAddress: '2015550100',
				isOutbound: false,
				mediaTypeId: 4,
				mediaTypeName: 'Call',
				totalDurationSeconds: 60,
			},
			{ toAddress: '2015550100', isOutbound: true },
		]);
	});

	test('older versions say contactStart, fromAddr, toAddr, mediaType, confSeconds, ACWSeconds', async () => {
		const { sandbox } = await openAt({}, { history });
		const { data } = await read({ api: await acdClient(sandbox, 23) });
		const [row] = data.completedContacts;
		for (const name of ['contactStart', 'fromAddr', 'toAddr', 'mediaType']) {
			expect(row).toHaveProperty(name);
		}
		expect(row).toMatchObject({ confSeconds: 0, ACWSeconds: 15, mediaTypeName: 'Call' });
		for (const name of ['contactStartDate', 'fromAddress', 'toAddress', 'mediaTypeId']) {
			expect(row).not.toHaveProperty(name);
		}
	});

	test('tag items are spelled otherwise too', async () => {
		const { sandbox } = await openAt({}, { history: [call('a', 60, { tags: ['VIP'] })] });
		const tagsAt = async (version: number) =>
			(await read({ api: await acdClient(sandbox, version) })).data.completedContacts[0].tags;
		const tag = { contactId: 900_000_001, tagId: expect.any(Number), tagName: 'VIP' };
		expect(await tagsAt(33)).toEqual([tag]);
		expect(await tagsAt(23)).toEqual([
			{ Contact_Id: tag.contactId, TagId: tag.tagId, TagName: 'VIP' },
		]);
	});

	test('where the names flip is a switch', async () => {
		const { sandbox } = await openAt({ dialectFlipsAt: 31 }, { history });
		const startsAt = async (version: number) =>
			Object.keys(
				(await read({ api: await acdClient(sandbox, version) })).data.completedContacts[0],
			)
				.filter((name) => name.startsWith('contactStart'))
				.join();
		expect(await startsAt(30)).toBe('contactStart');
		expect(await startsAt(31)).toBe('contactStartDate');
	});

	test('the oldest wrap rows in resultSet, every value text', async () => {
		const { sandbox } = await openAt({}, { history });
		const { data } = await read({ api: await acdClient(sandbox, 6) }, { orderBy: 'contactId' });
		expect(data.resultSet).toMatchObject({ totalRecords: '2' });
		const [first, second] = data.resultSet.completedContacts;
		expect(first).toMatchObject({ contactId: '900000001', isOutbound: 'False', mediaType: '4' });
		expect(second.isOutbound).toBe('True');
	});

	test('resultSet and the total as text are switches', async () => {
		const tenant = await openAt({ wrapsInResultSet: true, isTotalText: true }, { history });
		const { data } = await read(tenant);
		expect(data.resultSet).toMatchObject({ totalRecords: '2', completedContacts: [{}, {}] });
	});
});

describe('what is refused (2.1): 400, an empty body, the reason in the header', () => {
	let tenant: AcdTestTenant;
	beforeEach(async () => {
		tenant = await openAt({}, { history: [call('a', 60)] });
	});

	const start = iso(NOW - 31 * DAY_MS);
	const since = iso(NOW - 30 * DAY_MS - 1);
	test.each([
		['no dates', {}, 'Invalid DateRange - No dates fields provided'],
		['an end alone', { endDate: iso(NOW) }, 'Invalid startDate'],
		[
			'31 days',
			{ startDate: start, endDate: iso(NOW) },
			'Invalid DateRange - Date Range must be 30 days or less',
		],
		[
			'a start alone, 31 days ago',
			{ startDate: start },
			'Invalid DateRange - Date Range must be 30 days or less',
		],
		['start and end the same', { startDate: iso(NOW), endDate: iso(NOW) }, 'Invalid DateRange'],
		['an end before the start', { startDate: iso(NOW), endDate: start }, 'Invalid DateRange'],
		['an offset', { startDate: '2026-05-19T10:00:00+02:00' }, 'Invalid startDate'],
		['no zone', { startDate: '2026-05-19T10:00:00' }, 'Invalid startDate'],
		['no date', { ...RANGE, endDate: 'today' }, 'Invalid endDate'],
		[
			'changes since more than 30 days ago',
			{ updatedSince: since },
			`Invalid updatedSince - '${since}', must be 30 days or less`,
		],
		['a negative skip', { ...RANGE, skip: -1 }, 'Invalid skip'],
		['a skip in words', { ...RANGE, skip: 'x' }, 'Invalid skip'],
		['top 0', { ...RANGE, top: 0 }, 'Invalid top'],
		['an unknown field', { ...RANGE, fields: 'contactId,nothing' }, 'Invalid fields list'],
		['a field of the other dialect', { ...RANGE, fields: 'fromAddr' }, 'Invalid fields list'],
		['an unknown order', { ...RANGE, orderBy: 'nothing' }, 'Invalid orderby arguments'],
		['an unknown direction', { ...RANGE, orderBy: 'contactId up' }, 'Invalid orderby arguments'],
	])('%s', async (_, params, reason) => {
		const answer = await tenant.api.get('/contacts/completed', { params });
		expect([answer.status, answer.data, statusText(answer)]).toEqual([400, '', reason]);
	});

	test('30 days, a start alone, days, US dates, and changes with an offset of 00:00 are taken', async () => {
		for (const params of [
			{ startDate: iso(NOW - 30 * DAY_MS), endDate: iso(NOW) },
			{ startDate: iso(NOW - DAY_MS) },
			{ startDate: '2026-05-19', endDate: '2026-05-21' },
			{ startDate: '5/19/2026', endDate: '05/21/2026 10:30' },
			{ updatedSince: iso(NOW - DAY_MS).replace('.000Z', '+00:00') },
		]) {
			const { status } = await tenant.api.get('/contacts/completed', { params });
			expect([params, status]).toEqual([params, 200]);
		}
	});

	test('a list of fields may be refused though the names are right', async () => {
		const other = await openAt({ lackedFields: ['masterContactId'] }, { history: [call('a', 60)] });
		const answer = await read(other, { fields: 'contactId,masterContactId' });
		expect(statusText(answer)).toBe('Invalid fields list');
		expect((await read(other)).data.completedContacts[0]).not.toHaveProperty('masterContactId');
	});
});

describe('which rows come', () => {
	test('none: 204 without a body, and a header', async () => {
		const answer = await read(await openAt({}, { history: [] }));
		expect([answer.status, answer.data]).toEqual([204, '']);
		expect(statusText(answer)).toBe('No Contacts for the specified period');
	});

	test('both ends of the range count', async () => {
		const tenant = await openAt({}, { history: [call('a', 90), call('b', 60), call('c', 30)] });
		const params = { startDate: iso(NOW - 90 * 60_000), endDate: iso(NOW - 60 * 60_000) };
		expect(await idsOf(tenant, params)).toHaveLength(2);
	});

	test('those of the newest minutes are not in the warehouse yet', async () => {
		let nowMs = NOW;
		const history = [call('a', 16.1), call('b', 15.9)];
		const tenant = await openAt({}, { history, now: () => nowMs });
		expect(await idsOf(tenant)).toEqual([900_000_001]);
		nowMs += 60_000;
		expect(await idsOf(tenant)).toEqual([900_000_001, 900_000_002]);
		const { data } = await read(tenant, { orderBy: 'contactId' });
		expect(data.completedContacts[0].dateContactWarehoused).toBe(iso(NOW - 6_000));
		const later = { startDate: undefined, endDate: undefined, updatedSince: iso(NOW) };
		expect(await idsOf(tenant, later)).toEqual([900_000_002]);
	});

	test('media type and skill filter; there is no filter for the direction', async () => {
		const history = [
			call('a', 60),
			call('b', 50, { type: 'chat', skillId: 77 }),
			call('c', 40, { direction: 'outbound' }),
		];
		const tenant = await openAt({}, { history });
		expect(await idsOf(tenant, { mediaTypeId: 4 })).toEqual([900_000_001, 900_000_003]);
		expect(await idsOf(tenant, { mediaTypeId: 3 })).toEqual([900_000_002]);
		expect(await idsOf(tenant, { skillId: 77 })).toEqual([900_000_002]);
		expect(await idsOf(tenant, { skillId: 78 })).toEqual([]);
		expect(await idsOf(tenant, { isOutbound: true })).toHaveLength(3);
	});

	test('an address filters under its version’s name; under the other it gives every row', async () => {
		const history = [
			call('a', 60),
			call('b', 50, { contactId: 'C-000002' }),
			call('c', 40, { direction: 'outbound' }),
		];
		const tenant = await openAt({}, { history });
		const old = { api: await acdClient(tenant.sandbox, 23) };
		expect(await idsOf(tenant, { fromAddress: '2015550100' })).toEqual([900_000_001]);
		expect(await idsOf(tenant, { toAddress: '2015550100' })).toEqual([900_000_003]);
		expect(await idsOf(tenant, { fromAddr: '2015550100' })).toHaveLength(3);
		expect(await idsOf(old, { fromAddr: '2015550100' })).toEqual([900_000_001]);
		expect(await idsOf(old, { toAddr: '2015550100' })).toEqual([900_000_003]);
		expect(await idsOf(old, { fromAddress: '2015550100' })).toHaveLength(3);
		expect(await idsOf(tenant, { fromAddress: '201555' })).toEqual([]);
	});

	test('skip and top, with links; a link may name a foreign host', async () => {
		const history = [call('a', 60), call('b', 50), call('c', 40)];
		const tenant = await openAt({ linksOrigin: 'https://foreign.example' }, { history });
		const page = { skip: 1, top: 1, orderBy: 'contactId desc' };
		const { data } = await read(tenant, page);
		expect(data.totalRecords).toBe(3);
		expect(data.completedContacts.map(({ contactId }: AcdContact) => contactId)).toEqual([
			900_000_002,
		]);
		const next = new URL(data._links.next);
		expect(next.host).toBe('foreign.example');
		expect([next.searchParams.get('skip'), next.searchParams.get('top')]).toEqual(['2', '1']);
		expect(new URL(data._links.previous).searchParams.get('skip')).toBe('0');
		expect((await read(tenant, { ...page, skip: 2 })).data._links).not.toHaveProperty('next');
		expect((await read(tenant, { ...page, skip: 3 })).status).toBe(204);
	});

	test('a page has 10,000 rows at most', async () => {
		const history = Array.from({ length: 10_001 }, (_, n) => call(`r${n}`, 100 + n));
		const tenant = await openAt({}, { history });
		const { data } = await read(tenant, { top: 20_000, fields: 'contactId', orderBy: 'contactId' });
		expect(data.completedContacts).toHaveLength(10_000);
		expect(data.totalRecords).toBe(10_001);
		expect(data.completedContacts[0]).toEqual({ contactId: 900_000_001 });
		expect(await idsOf(tenant, { skip: 10_000 })).toEqual([900_010_001]);
	});

	test('orders: several fields, the SDK’s lower-case name, and none that a client could know', async () => {
		const history = [
			call('a', 60, { durationSeconds: 5 }),
			call('b', 50, { durationSeconds: 9 }),
			call('c', 40, { durationSeconds: 5 }),
		];
		const tenant = await openAt({}, { history });
		const orderBy = 'totalDurationSeconds desc,contactStartDate desc';
		expect(await idsOf(tenant, { orderBy })).toEqual([900_000_002, 900_000_003, 900_000_001]);
		const lower = { orderBy: undefined, orderby: 'contactStartDate desc' };
		expect(await idsOf(tenant, lower)).toEqual([900_000_003, 900_000_002, 900_000_001]);
		const many = Array.from({ length: 50 }, (_, n) => call(`r${n}`, 100 + n));
		const unordered = await idsOf(await openAt({}, { history: many }), { orderBy: undefined });
		expect(unordered).not.toEqual([...unordered].sort((a, b) => a - b));
		expect(unordered).not.toEqual([...unordered].sort((a, b) => b - a));
	});
});

describe('who called (2.3)', () => {
	test('children bear the id of their master, and a filter may hide the master', async () => {
		const history = [
			call('a', 60, { skillId: 1 }),
			call('b', 58, { skillId: 2, master: 'a' }),
			call('c', 57, { skillId: 2, master: 'a' }),
		];
		const tenant = await openAt({}, { history });
		const mastersOf = async (params: object) =>
			(await read(tenant, { orderBy: 'contactId', ...params })).data.completedContacts.map(
				({ contactId, masterContactId }: AcdContact) => [contactId, masterContactId],
			);
		const children = [
			[900_000_002, 900_000_001],
			[900_000_003, 900_000_001],
		];
		expect(await mastersOf({})).toEqual([[900_000_001, 900_000_001], ...children]);
		expect(await mastersOf({ skillId: 2 })).toEqual(children);
	});

	test('a row of the history may say who called whom, and that nobody spoke', async () => {
		const changes = { direction: 'outbound', from: '', to: 'sip:x@example.test', agentSeconds: 0 };
		const { data } = await read(await openAt({}, { history: [call('a', 60, changes)] }));
		expect(data.completedContacts[0]).toMatchObject({
			isOutbound: true,
			fromAddress: '',
			toAddress: 'sip:x@example.test',
			agentSeconds: 0,
		});
	});

	test('names in a row are the agent’s', async () => {
		const history = [call('a', 60, { agentId: 'agent-007' })];
		const { data } = await read(await openAt({}, { history }));
		expect(data.completedContacts[0]).toMatchObject({
			agentId: 7,
			firstName: 'Cleo',
			lastName: 'Agent 7',
		});
	});

	test('numbers are spelled as the switch says', async () => {
		const history = Array.from({ length: 60 }, (_, n) => call(`r${n}`, 60 + n));
		const spellings = async (addressFormat: AcdOptions['addressFormat']) => {
			const { data } = await read(await openAt({ addressFormat }, { history }));
			const rows: Array<{ fromAddress: string }> = data.completedContacts;
			return [...new Set(rows.map(({ fromAddress }) => fromAddress))].sort();
		};
		expect(await spellings('digits')).toEqual(['2015550100']);
		expect(await spellings('e164')).toEqual(['+12015550100']);
		expect(await spellings('spaced')).toEqual(['+1 201 555 0100']);
		expect(await spellings('mixed')).toEqual(['+1 201 555 0100', '+12015550100', '2015550100']);
	});
});

describe('the made-up history', () => {
	const made = { contacts: 300, seed: 5 };

	test('its calls are the contacts, each by its customer; all else lies beside', async () => {
		const { sandbox } = await openAt({}, made);
		const calls = new Map(
			sandbox.acd
				.contacts()
				.flatMap((contact) =>
					contact.interactionId === undefined ? [] : [[contact.interactionId, contact]],
				),
		);
		expect(calls.size).toBe(sandbox.state.history.length);
		for (const row of sandbox.state.history) {
			const contact = calls.get(row.id);
			expect(contact?.startMs).toBe(Date.parse(row.startTime));
			expect(contact?.agentSeconds).toBeGreaterThan(0);
			if (row.type !== 'voice') continue;
			const address = contact?.isOutbound === true ? contact.to : contact?.from;
			expect(`+1${address}`).toBe(sandbox.phoneOf(row.contactId));
		}
	});

	test('customers have numbers kept for fiction in real area codes, each another', async () => {
		const { sandbox } = await openAt({}, { contacts: 0 });
		const ids = Array.from({ length: 30_000 }, (_, n) => `C-${String(n + 1).padStart(6, '0')}`);
		const phones = new Set([...ids, 'x', 'y'].map((id) => sandbox.phoneOf(id)));
		expect(phones.size).toBe(30_002);
		expect(ids.slice(0, 25_000).map((id) => sandbox.phoneOf(id))).toEqual(
			expect.arrayContaining([expect.stringMatching(/^\+1[2-9]\d\d55501\d\d$/)]),
		);
		for (const id of ids.slice(0, 20_000)) {
			expect(sandbox.phoneOf(id)).toMatch(/^\+1[2-9]\d\d55501\d\d$/);
		}
		expect(sandbox.phoneOf('(512) 555-0134')).toBe('+15125550134');
		expect(sandbox.phoneOf('+49 30 901820')).toBe('+4930901820');
	});

	test('has transfers, attempts that nobody answered, hidden callers, internal calls and other addresses', async () => {
		const { sandbox, api } = await openAt({}, made);
		const contacts = sandbox.acd.contacts();
		const ofKind = (kind: AcdContact['kind']) => contacts.filter((row) => row.kind === kind);
		const children = ofKind('child');
		const masters = new Map(contacts.map((row) => [row.contactId, row]));
		for (const child of children.filter((row) => row.masterContactId !== row.contactId)) {
			const master = masters.get(child.masterContactId);
			expect(master?.startMs).toBeLessThan(child.startMs);
		}
		// A call has a new master after three transfers.
		expect(children.some((row) => row.masterContactId === row.contactId)).toBe(true);
		for (const { agentSeconds, isOutbound } of ofKind('attempt')) {
			expect([agentSeconds, isOutbound]).toEqual([0, true]);
		}
		expect(ofKind('attempt').length).toBeGreaterThan(20);
		const { data } = await api.get('/points-of-contact');
		const digits = (text: string) => text.replace(/\D/g, '').slice(-10);
		const own = data.pointsOfContact
			.filter(({ mediaTypeId }: { mediaTypeId: number }) => mediaTypeId === 4)
			.map(({ contactAddress }: { contactAddress: string }) => digits(contactAddress));
		expect(own).toHaveLength(4);
		const from = new Set(ofKind('stranger').map((row) => row.from));
		for (const stranger of [
			'',
			'Anonymous',
			'0000000000',
			'266696687',
			'4021',
			'sip:4021@pbx.example.test',
			'reception@example.test',
		]) {
			expect(from).toContain(stranger);
		}
		expect(ofKind('stranger').some((row) => own.includes(row.from))).toBe(true);
		for (const row of ofKind('call').filter(({ mediaTypeId }) => mediaTypeId === 4)) {
			expect(own).toContain(row.isOutbound ? row.from : row.to);
		}
	});

	test('is the same for the same seed, and plain without noise', async () => {
		const [first, second] = [await openAt({}, made), await openAt({}, made)];
		expect(second.sandbox.acd.contacts()).toEqual(first.sandbox.acd.contacts());
		const plain = await openAt({ hasNoise: false }, made);
		expect(plain.sandbox.acd.contacts().every(({ kind }) => kind === 'call')).toBe(true);
		expect(plain.sandbox.state.history).toEqual(first.sandbox.state.history);
	});

	test('paging by contactId gives every row once', async () => {
		const tenant = await openAt({ addressFormat: 'mixed' }, made);
		const seen: number[] = [];
		for (let skip = 0; ; skip += 100) {
			const page = await idsOf(tenant, { skip, top: 100 });
			if (page.length === 0) break;
			seen.push(...page);
		}
		const startMs = Date.parse(RANGE.startDate);
		const shown = tenant.sandbox.acd
			.contacts()
			.filter((row) => row.startMs >= startMs)
			.filter((row) => row.startMs + row.durationSeconds * 1_000 + 15 * 60_000 <= NOW);
		expect(seen).toEqual(shown.map(({ contactId }) => contactId).sort((a, b) => a - b));
		expect(seen.length).toBeGreaterThan(100);
	});
});
