import { startSandbox, type Interaction, type Sandbox } from '../../sandbox/server.mts';
import { jsonsOf, search, searchBodies } from './searchRuns.mts';

const DAY_MS = 86_400_000;
const ONE_CONTACT = { contactSource: 'ids', contactIds: 'C-1' };
let sandbox: Sandbox;

function call(id: string, startTime: string): Interaction {
	return { id, startTime, contactId: 'C-1', type: 'voice' };
}

beforeAll(async () => {
	sandbox = await startSandbox({
		history: [
			call('before', '2026-03-28T22:59:59.999Z'),
			call('at-start', '2026-03-28T23:00:00.000Z'),
			call('within', '2026-03-29T10:00:00.000Z'),
			call('last', '2026-03-29T21:59:59.999Z'),
			call('at-end', '2026-03-29T22:00:00.000Z'),
		],
	});
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** The time filters of the only search. */
function askedRange(): { startTime: string; endTime: string } {
	const bodies = searchBodies(sandbox);
	expect(bodies).toHaveLength(1);
	const { startTime, endTime } = bodies[0].filters;
	return { startTime, endTime };
}

describe('last days', () => {
	it.each([
		[undefined, 90],
		[7, 7],
		[0.5, 0.5],
		['={{ 30 }}', 30],
	])('%s ends now', async (daysBack, days) => {
		const beforeMs = Date.now();
		const run = await search(sandbox, {
			...ONE_CONTACT,
			...(daysBack === undefined ? {} : { daysBack }),
		});
		const afterMs = Date.now();

		expect(run.status).toBe('success');
		const { startTime, endTime } = askedRange();
		expect(Date.parse(endTime)).toBeGreaterThanOrEqual(beforeMs);
		expect(Date.parse(endTime)).toBeLessThanOrEqual(afterMs);
		expect(Date.parse(endTime) - Date.parse(startTime)).toBe(days * DAY_MS);
		expect([startTime, endTime]).toEqual([
			expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
			expect.stringMatching(/Z$/),
		]);
	});

	it.each([
		[0, "'Days Back' is zero"],
		[36_501, "'Days Back' is not a number from 0 to 36500"],
	])('%s are refused before any request', async (daysBack, message) => {
		const run = await search(sandbox, { ...ONE_CONTACT, daysBack });

		expect(run.error).toMatchObject({ message, context: { itemIndex: 0 } });
		expect(sandbox.requests).toEqual([]);
	});
});

describe('between two times', () => {
	const between = (startTime: string, endTime: string) => ({
		...ONE_CONTACT,
		timeRange: 'between',
		startTime,
		endTime,
	});

	it.each([
		['Z', '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'],
		['an offset', '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'],
		['milliseconds', '={{ 1774738800000 }}', '={{ 1774821600000 }}'],
		['seconds', '={{ 1774738800 }}', '={{ 1774821600 }}'],
		['digits', '1774738800000', '1774821600'],
		['a JavaScript Date', '={{ new Date(1774738800000) }}', '={{ new Date(1774821600000) }}'],
		[
			'a Luxon DateTime',
			'={{ DateTime.fromMillis(1774738800000) }}',
			'={{ DateTime.fromISO("2026-03-30T07:00:00", { zone: "Asia/Tokyo" }) }}',
		],
	])('with %s, the start belongs to it', async (_, startTime, endTime) => {
		const run = await search(sandbox, between(startTime, endTime), {
			timezone: 'America/New_York',
		});

		expect(askedRange()).toEqual({
			startTime: '2026-03-28T23:00:00.000Z',
			endTime: '2026-03-29T22:00:00.000Z',
		});
		expect(jsonsOf(run).map(({ id }) => id)).toEqual(['at-start', 'within', 'last']);
	});

	it.each([
		// The day on which summer time begins in Vienna has 23 hours, the one in New York 24 here.
		['Europe/Vienna', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
		['America/New_York', '2026-03-29T04:00:00.000Z', '2026-03-30T04:00:00.000Z'],
		['UTC', '2026-03-29T00:00:00.000Z', '2026-03-30T00:00:00.000Z'],
	])('without zone means the time in %s', async (timezone, startTime, endTime) => {
		for (const [start, end] of [
			['2026-03-29T00:00:00', '2026-03-30T00:00:00'],
			['2026-03-29', '2026-03-30'],
			['2026-03-29 00:00:00', '2026-03-30 00:00'],
		]) {
			await search(sandbox, between(start, end), { timezone });
			expect(askedRange()).toEqual({ startTime, endTime });
			sandbox.reset();
		}
	});

	it('takes a DateTime of an expression as the instant that it is, whatever the zone', async () => {
		const run = await search(
			sandbox,
			between(
				'={{ DateTime.fromISO("2026-03-29T00:00:00", { zone: "Europe/Vienna" }) }}',
				'={{ DateTime.fromISO("2026-03-29T00:00:00").plus({ days: 1 }) }}',
			),
			{ timezone: 'Europe/Vienna' },
		);

		expect(run.status).toBe('success');
		expect(askedRange()).toEqual({
			startTime: '2026-03-28T23:00:00.000Z',
			endTime: '2026-03-29T22:00:00.000Z',
		});
	});

	it.each([
		['2026-03-29T22:00:00Z', '2026-03-28T23:00:00Z', "'End Time' is not after 'Start Time'"],
		['2026-03-29T22:00:00Z', '2026-03-29T22:00:00Z', "'End Time' is not after 'Start Time'"],
		['2026-03-29T00:00:00', '2026-03-28T23:00:00Z', "'End Time' is not after 'Start Time'"],
		['last week', '2026-03-29T22:00:00Z', "'Start Time' is not a time"],
		['2026-03-28T23:00:00Z', '2026-02-30T00:00:00Z', "'End Time' is not a time"],
	])('%s to %s is refused before any request', async (startTime, endTime, message) => {
		const run = await search(sandbox, between(startTime, endTime), { timezone: 'Europe/Vienna' });

		expect(run.error).toMatchObject({
			message,
			description: expect.stringMatching(/\w/),
			context: { itemIndex: 0 },
		});
		expect(sandbox.requests).toEqual([]);
	});
});

describe('interaction types', () => {
	it.each([
		['several', ['chat', 'sms'], ['chat', 'sms']],
		['several by expression', '={{ ["chat", "sms"] }}', ['chat', 'sms']],
		['typed by an expression', '={{ "chat, sms" }}', ['chat', 'sms']],
	])('%s are asked for', async (_, interactionTypes, asked) => {
		await search(sandbox, { ...ONE_CONTACT, interactionTypes });

		expect(searchBodies(sandbox)[0].filters.interactionType).toEqual(asked);
	});

	it('are voice by default', async () => {
		await search(sandbox, ONE_CONTACT);

		expect(searchBodies(sandbox)[0].filters.interactionType).toEqual(['voice']);
	});

	it('none means all types: the filter is absent', async () => {
		await search(sandbox, { ...ONE_CONTACT, interactionTypes: [] });

		expect(Object.keys(searchBodies(sandbox)[0].filters)).toEqual([
			'contactIds',
			'startTime',
			'endTime',
		]);
	});
});
