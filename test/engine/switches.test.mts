import type { INodeParameters } from 'n8n-workflow';

import { jsonItems } from '../support/engine.mts';
import { fillList, forgetRequests, segmentItems } from './campaignRuns.mts';
import {
	campaign,
	contactItems,
	jsonsOf,
	shareSandbox,
	shortenWaits,
	upsert,
} from './outboundRuns.mts';
import { daysAgo, score, scoresOf } from './scoreRuns.mts';
import { search } from './searchRuns.mts';

shortenWaits();
const shared = shareSandbox();

/** What people, expressions and agents mean by "on". */
const ON = ['true', 'TRUE', 'True', ' true', 'true\n'];
const OFF = ['false', 'FALSE', ' False '];
/** What is neither: never "off". */
const NEITHER = [
	'={{ 1 }}',
	'={{ 0 }}',
	'yes',
	'',
	'={{ null }}',
	'={{ $json.none }}',
	'={{ [true] }}',
];

/** A switch, and a run with it. */
interface Switch {
	displayName: string;
	run: (value: string) => ReturnType<typeof score>;
}

async function launch(parameters: INodeParameters) {
	const listId = await fillList(shared.sandbox, 'vip');
	return await campaign(shared.sandbox, { items: segmentItems(listId, 'high'), parameters });
}

const twice = [
	{ id: 'x', contactId: 'A', startTime: daysAgo(90) },
	{ id: 'x', contactId: 'A', startTime: daysAgo(90) },
];
const dryRunOfLaunch = (value: string) => launch({ dryRun: value });
const dryRunOfUpsert = (value: string) =>
	upsert(shared.sandbox, {
		items: contactItems(1, { priority: 'high' }),
		parameters: { dryRun: value },
	});
const split = (value: string) => score(twice, { splitBySegment: value });
const deduplicate = (value: string) => score(twice, { options: { deduplicateById: value } });
const returnAll = (value: string) =>
	campaign(shared.sandbox, { parameters: { operation: 'getAll', returnAll: value, limit: 1 } });
const returnAllOfSearch = (value: string) =>
	search(shared.sandbox, { contactSource: 'all', returnAll: value, limit: 1 });

test.each(ON)('Dry Run %j writes nothing', async (value) => {
	const { sandbox } = shared;
	const lists = await dryRunOfUpsert(value);
	expect(jsonsOf(lists.items)).toMatchObject([{ dryRun: true }]);
	expect(sandbox.state.lists).toEqual([]);

	const launched = await dryRunOfLaunch(value);
	expect(jsonsOf(launched.items)).toMatchObject([{ outcome: 'dryRun' }]);
	expect(sandbox.state.campaigns).toEqual([]);
});

test.each(OFF)('Dry Run %j writes', async (value) => {
	const launched = await dryRunOfLaunch(value);
	expect(jsonsOf(launched.items)).toMatchObject([{ outcome: 'created' }]);
	expect(shared.sandbox.state.campaigns).toHaveLength(1);
});

test.each(ON)('Split by Segment %j fills the output of the segment', async (value) => {
	const run = await split(value);
	expect(run.node?.outputs.map((items) => items.length)).toEqual([0, 0, 1]);
});

test.each(OFF)('Split by Segment %j has one output', async (value) => {
	const run = await split(value);
	expect(run.node?.outputs.map((items) => items.length)).toEqual([1]);
});

test('Split by Segment by an item is refused, because the outputs do not follow it', async () => {
	const run = await score([{ ...twice[0], split: true }], {
		splitBySegment: '={{ $json.split }}',
	});
	expect(run.error?.message).toBe(
		"'Split by Segment' is on, which the outputs of the node do not show",
	);
});

test.each([
	...ON.map((value): [string, number] => [value, 1]),
	...OFF.map((value): [string, number] => [value, 2]),
])('Deduplicate by ID %j counts %d', async (value, frequency) => {
	expect(scoresOf(await deduplicate(value))).toMatchObject([{ frequency }]);
});

test.each(ON)('Return All %j gives all', async (value) => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	await campaign(sandbox, { items: segmentItems(listId, 'high', 'low') });
	expect((await returnAll(value)).items).toHaveLength(2);
});

const SWITCHES: Switch[] = [
	{ displayName: 'Dry Run', run: dryRunOfLaunch },
	{ displayName: 'Dry Run', run: dryRunOfUpsert },
	{ displayName: 'Return All', run: returnAll },
	{ displayName: 'Return All', run: returnAllOfSearch },
	{ displayName: 'Split by Segment', run: split },
	{ displayName: 'Deduplicate by ID', run: deduplicate },
];

describe.each(NEITHER)('%j is neither on nor off', (value) => {
	test.each(SWITCHES)('for $displayName of $run.name', async ({ displayName, run: runWith }) => {
		const run = await runWith(value);

		expect(run.error).toMatchObject({
			message: `'${displayName}' is neither true nor false`,
			description: expect.stringContaining('Turn it on or off'),
		});
		expect(shared.sandbox.state).toMatchObject({ campaigns: [] });
	});
});

test('a switch that differs from item to item fails the items alone whose value is neither', async () => {
	const { sandbox } = shared;
	const listId = await fillList(sandbox, 'vip');
	forgetRequests(sandbox);
	const run = await campaign(sandbox, {
		items: jsonItems(
			{ listId, segment: 'high', dry: 'TRUE' },
			{ listId, segment: 'medium', dry: 'no' },
			{ listId, segment: 'low' },
		),
		parameters: { dryRun: '={{ $json.dry }}' },
		onError: 'continueErrorOutput',
	});

	expect(jsonsOf(run.items)).toMatchObject([{ segment: 'high', outcome: 'dryRun' }]);
	expect(run.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }, { item: 2 }]);
	expect(sandbox.state.campaigns).toEqual([]);
});
