import type { INodeParameters } from 'n8n-workflow';

import { jsonItems } from '../support/engine.mts';
import { fillList, segmentItems } from './campaignRuns.mts';
import { bodiesOf, campaign, shareSandbox, shortenWaits } from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
const YEAR = new Date().getUTCFullYear() + 1;
const START = `${YEAR}-01-31T09:00:00.000Z`;
const END = `${YEAR}-01-31T17:30:00.000Z`;
const between = { schedule: 'between' };

it.each<[string, string, string]>([
	['with Z', START, END],
	['with an offset', `${YEAR}-01-31T10:00:00+01:00`, `${YEAR}-01-31T12:30:00-05:00`],
	[
		'without a zone, in the zone of the workflow',
		`${YEAR}-01-31T10:00:00`,
		`${YEAR}-01-31 18:30:00`,
	],
	['in milliseconds', `={{ ${Date.parse(START)} }}`, `={{ ${Date.parse(END)} }}`],
	['in seconds', `={{ ${Date.parse(START) / 1_000} }}`, `={{ "${Date.parse(END) / 1_000}" }}`],
	['as DateTime', `={{ DateTime.fromISO("${START}") }}`, `={{ DateTime.fromISO("${END}") }}`],
	['as Date', `={{ new Date("${START}") }}`, `={{ new Date("${END}") }}`],
])('takes times %s and sends them in UTC', async (_title, startTime, endTime) => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const run = await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { ...between, startTime, endTime },
		timezone: 'Europe/Vienna',
	});

	expect(run.error).toBeUndefined();
	expect(bodiesOf(sandbox, 'createCampaign')).toMatchObject([{ startTime: START, endTime: END }]);
	expect(run.items[0].json).toMatchObject({ startTime: START, endTime: END });
});

it('counts both offsets from now', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	const before = Date.now();
	await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { startInMinutes: 0, endInHours: 0.25 },
	});

	const [{ startTime, endTime }] = sandbox.state.campaigns;
	expect(Date.parse(startTime)).toBeGreaterThanOrEqual(before);
	expect(Date.parse(startTime)).toBeLessThanOrEqual(Date.now());
	expect(Date.parse(endTime) - Date.parse(startTime)).toBe(15 * 60_000);
});

it('may have begun already', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	await campaign(sandbox, {
		items: segmentItems(listId, 'high'),
		parameters: { ...between, startTime: '2020-01-01T00:00:00Z', endTime: END },
	});

	expect(sandbox.state.campaigns).toHaveLength(1);
});

it.each<[string, INodeParameters]>([
	["'End in Hours' is not after 'Start in Minutes'", { startInMinutes: 60, endInHours: 1 }],
	["'End in Hours' is not after 'Start in Minutes'", { startInMinutes: 0, endInHours: 0 }],
	["'Start in Minutes' is not a number from 0", { startInMinutes: -1 }],
	["'End in Hours' is not a number from 0", { endInHours: '={{ "x" }}' }],
	["'End Time' is not after 'Start Time'", { ...between, startTime: END, endTime: START }],
	["'End Time' is not after 'Start Time'", { ...between, startTime: END, endTime: END }],
	[
		"'End Time' is in the past",
		{ ...between, startTime: '2020-01-01T00:00:00Z', endTime: '2020-01-02T00:00:00Z' },
	],
	["'Start Time' is not a time", { ...between, startTime: '={{ "soon" }}', endTime: END }],
	[
		"'End Time' is not a time",
		{ ...between, startTime: START, endTime: `={{ "${YEAR}-02-30T10:00:00Z" }}` },
	],
])('is refused before any request: %s', async (message, parameters) => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, { items: segmentItems('list-0001', 'high'), parameters });

	expect(run.error?.message).toContain(message);
	expect(sandbox.requests).toEqual([]);
});

it('is checked for all items before any request', async () => {
	const { sandbox } = shared;
	const run = await campaign(sandbox, {
		items: jsonItems(
			{ listId: 'list-0001', segment: 'high', end: END },
			{ listId: 'list-0001', segment: 'low', end: 'never' },
		),
		parameters: { ...between, startTime: START, endTime: '={{ $json.end }}' },
	});

	expect(run.error).toMatchObject({
		message: "'End Time' is not a time",
		context: { itemIndex: 1 },
	});
	expect(sandbox.requests).toEqual([]);
});
