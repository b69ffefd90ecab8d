import { DateTime } from 'luxon';
import type { INodeParameters } from 'n8n-workflow';

import { AS_OF, daysAgo, expectedScore, score, scoresOf } from './scoreRuns.mts';

const LAST_MS = Date.parse(daysAgo(10));
const TEN_DAYS_AGO = expectedScore('A', [daysAgo(10)]);

describe('the time of an interaction', () => {
	it.each<[string, unknown, string]>([
		['ISO 8601 with Z', '2026-04-24T12:00:00.000Z', 'UTC'],
		['ISO 8601 without seconds', '2026-04-24T12:00Z', 'UTC'],
		['ISO 8601 with an offset', '2026-04-24T14:00:00+02:00', 'America/New_York'],
		['ISO 8601 without zone', '2026-04-24T14:00:00', 'Europe/Vienna'],
		['ISO 8601 without zone elsewhere', '2026-04-24T08:00:00', 'America/New_York'],
		['ISO 8601 in the basic form', '20260424T120000Z', 'UTC'],
		['SQL', '2026-04-24 14:00:00', 'Europe/Vienna'],
		['text with spaces around', ' 2026-04-24T12:00:00Z ', 'UTC'],
		['milliseconds', LAST_MS, 'Europe/Vienna'],
		['seconds', LAST_MS / 1_000, 'Europe/Vienna'],
		['digits of milliseconds', String(LAST_MS), 'Europe/Vienna'],
		['digits of seconds', String(LAST_MS / 1_000), 'Europe/Vienna'],
		['a JavaScript Date', new Date(LAST_MS), 'Europe/Vienna'],
		['a Luxon DateTime', DateTime.fromMillis(LAST_MS, { zone: 'Asia/Tokyo' }), 'Europe/Vienna'],
	])('may be %s', async (_, startTime, timezone) => {
		const jsons = [{ contactId: 'A', startTime }];

		const run = await score(jsons, {}, { timezone });

		expect(scoresOf(run)).toEqual([TEN_DAYS_AGO]);
		expect(run.node?.hints).toEqual([]);
	});

	it.each([
		['UTC', '2026-03-29T00:00:00.000Z'],
		['Europe/Vienna', '2026-03-28T23:00:00.000Z'],
		['America/New_York', '2026-03-29T04:00:00.000Z'],
	])('may be a day, which begins in %s at %s', async (timezone, expected) => {
		const run = await score([{ contactId: 'A', startTime: '2026-03-29' }], {}, { timezone });

		expect(scoresOf(run)).toEqual([expectedScore('A', [expected])]);
	});

	it('may be zero and negative numbers, which are times too', async () => {
		const run = await score([
			{ contactId: 'A', startTime: 0 },
			{ contactId: 'B', startTime: -86_400 },
		]);

		expect(scoresOf(run).map(({ lastInteraction }) => lastInteraction)).toEqual([
			'1970-01-01T00:00:00.000Z',
			'1969-12-31T00:00:00.000Z',
		]);
	});

	it('is the latest one, whatever the forms and the order', async () => {
		const run = await score([
			{ contactId: 'A', startTime: '2026-04-20T00:00:00Z' },
			{ contactId: 'A', startTime: LAST_MS / 1_000 },
			{ contactId: 'A', startTime: '2026-04-24T13:00:00+02:00' },
		]);

		expect(scoresOf(run)).toMatchObject([{ frequency: 3, lastInteraction: daysAgo(10) }]);
	});
});

describe('any CRM event', () => {
	it('fits by its dot paths', async () => {
		const run = await score(
			[
				{ crm: { customer: { no: 7 } }, event: { log: [{ at: daysAgo(10) }] }, key: { n: 1 } },
				{ crm: { customer: { no: '7' } }, event: { log: [{ at: daysAgo(20) }] }, key: { n: 2 } },
				{ crm: { customer: { no: 7 } }, event: { log: [{ at: daysAgo(20) }] }, key: { n: 2 } },
			],
			{
				contactIdField: 'crm.customer.no',
				startTimeField: 'event.log[0].at',
				options: { idField: 'key.n' },
			},
		);

		expect(scoresOf(run)).toEqual([expectedScore('7', [daysAgo(10), daysAgo(20)])]);
	});
});

describe('an interaction that comes twice', () => {
	const jsons = [
		{ id: 'x', contactId: 'A', startTime: daysAgo(10), key: 1 },
		{ id: 'x', contactId: 'A', startTime: daysAgo(10), key: 2 },
		{ id: 'x', contactId: 'B', startTime: daysAgo(10), key: 3 },
		{ contactId: 'A', startTime: daysAgo(10), key: 3 },
		{ contactId: 'A', startTime: daysAgo(10), key: 3 },
		{ id: 0, contactId: 'A', startTime: daysAgo(10) },
		{ id: 0, contactId: 'A', startTime: daysAgo(10) },
		{ id: '__proto__', contactId: 'A', startTime: daysAgo(10) },
		{ id: '__proto__', contactId: 'A', startTime: daysAgo(10) },
		{ id: '', contactId: 'A', startTime: daysAgo(10) },
		{ id: '', contactId: 'A', startTime: daysAgo(10) },
	];
	const frequencies = async (options: INodeParameters) =>
		Object.fromEntries(
			scoresOf(await score(jsons, { options })).map((row) => [row.contactId, row.frequency]),
		);

	it('counts once for its contact by its id; without id all count', async () => {
		expect(await frequencies({})).toEqual({ A: 7, B: 1 });
	});

	it('counts twice when that is off', async () => {
		expect(await frequencies({ deduplicateById: false })).toEqual({ A: 10, B: 1 });
	});

	it('is known by the field named', async () => {
		expect(await frequencies({ idField: 'key' })).toEqual({ A: 9, B: 1 });
		expect(await frequencies({ idField: 'absent' })).toEqual({ A: 10, B: 1 });
	});
});

describe('contact summaries', () => {
	const inputData = 'contactSummary';

	it.each<[string, unknown, unknown]>([
		['as the search gives them', 3, daysAgo(10)],
		['with text', '3', '2026-04-24T12:00:00Z'],
		['with milliseconds', 3, LAST_MS],
	])('are scored %s', async (_, frequency, lastInteraction) => {
		const run = await score([{ contactId: 'A', frequency, lastInteraction }], { inputData });

		expect(scoresOf(run)).toEqual([expectedScore('A', Array(3).fill(daysAgo(10)))]);
	});

	it('without interactions score 0', async () => {
		const run = await score(
			[
				{ contactId: 'A', frequency: 0, firstInteraction: null, lastInteraction: null },
				{ contactId: 'B' },
			],
			{ inputData },
		);

		expect(scoresOf(run)).toEqual([expectedScore('A', []), expectedScore('B', [])]);
	});

	it('of one contact add up, by the paths named', async () => {
		const run = await score(
			[
				{ contactId: 'A', calls: { count: 2, lastAt: daysAgo(20) } },
				{ contactId: 'A', calls: { count: 1, lastAt: daysAgo(10) } },
				{ contactId: 'A', calls: { count: 1, lastAt: daysAgo(30) } },
			],
			{ inputData, frequencyField: 'calls.count', lastInteractionField: 'calls.lastAt' },
		);

		expect(scoresOf(run)).toEqual([expectedScore('A', Array(4).fill(daysAgo(10)))]);
	});
});

it('takes ids of any kind, and needs no credential', async () => {
	const ids = ['__proto__', 'constructor', 'toString', '📞 Zoë', ' x ', 'y'.repeat(10_000), '0'];
	const jsons = ids.map((contactId) => ({ id: `i ${contactId}`, contactId, startTime: AS_OF }));

	const run = await score([...jsons, { id: 'n', contactId: 0, startTime: AS_OF }]);

	const expected = ids.map((contactId) =>
		expectedScore(contactId.trim(), Array(contactId === '0' ? 2 : 1).fill(AS_OF)),
	);
	expect(scoresOf(run)).toHaveLength(ids.length);
	expect(scoresOf(run)).toEqual(expect.arrayContaining(expected));
	expect(run.credentials).toEqual({});
});
