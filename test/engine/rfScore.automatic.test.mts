import fc from 'fast-check';

import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { assertAsyncProperty } from '../support/property.mts';
import { daysAgo, expectedScore, hintsOf, score, scoresOf } from './scoreRuns.mts';

const INTERACTION = { id: 'i', contactId: 'A', startTime: daysAgo(10) };
const SUMMARY = {
	contactId: 'A',
	frequency: 3,
	firstInteraction: daysAgo(30),
	lastInteraction: daysAgo(10),
};
const OF_SUMMARY = expectedScore('A', Array(3).fill(daysAgo(10)));

describe('automatic', () => {
	it('takes what CXone Interactions Search gives, either way, without a setting', async () => {
		expect(scoresOf(await score([INTERACTION]))).toEqual([expectedScore('A', [daysAgo(10)])]);
		expect(scoresOf(await score([SUMMARY]))).toEqual([OF_SUMMARY]);
	});

	it('takes interactions, summaries and contacts without history side by side', async () => {
		const run = await score([
			{ ...INTERACTION, contactId: 'B' },
			SUMMARY,
			{ contactId: 'C', frequency: 0, lastInteraction: null },
			{ contactId: 'D' },
			{ contactId: 'E', startTime: null },
		]);

		expect(scoresOf(run)).toEqual([
			OF_SUMMARY,
			expectedScore('B', [daysAgo(10)]),
			...['C', 'D', 'E'].map((contactId) => expectedScore(contactId, [])),
		]);
		expect(hintsOf(run)).toEqual([expect.stringContaining('only 2 contacts have a history')]);
	});

	it('refuses an item that is both, and says so of an input of such items', async () => {
		const both = { ...SUMMARY, ...INTERACTION };
		const one = await score([both, { ...INTERACTION, contactId: 'B' }]);
		const named = await score([both, { ...INTERACTION, contactId: 'B' }], {
			options: { onInvalidItem: 'error' },
		});
		const all = await score([both, both]);
		const chosen = await score([both], { inputData: 'contactSummary' });

		expect(scoresOf(one).map(({ contactId }) => contactId)).toEqual(['B']);
		expect(hintsOf(one)).toEqual([expect.stringContaining('1 of 2 items left out')]);
		expect(named.error).toMatchObject({
			message: 'The item is both an interaction and a contact summary',
			context: { itemIndex: 0 },
		});
		expect(all.error?.message).toBe('The items are both interactions and contact summaries');
		expect(scoresOf(chosen)).toEqual([OF_SUMMARY]);
	});

	it('does not count a contact that comes both ways twice: all its items are refused', async () => {
		const jsons = [INTERACTION, { ...INTERACTION, contactId: 'B' }, SUMMARY, { contactId: 'A' }];
		for (const ordered of [jsons, [...jsons].reverse()]) {
			const run = await score(ordered);
			expect(scoresOf(run).map(({ contactId }) => contactId)).toEqual(['B']);
			expect(hintsOf(run)).toEqual([expect.stringContaining('3 of 4 items left out')]);
		}
		const failed = await score(
			jsons,
			{ options: { onInvalidItem: 'error' } },
			{ onError: 'continueErrorOutput' },
		);
		expect(failed.errorItems.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 2, 3].map((item) => ({ item })),
		);
	});

	it('gives what the right setting gives', async () => {
		const contactId = fc.constantFrom('A', 'B', '__proto__', 'c');
		const days = fc.double({ min: -5, max: 200, noNaN: true }).map(daysAgo);
		const interaction = fc.record({ contactId, startTime: fc.option(days) });
		const summary = fc
			.tuple(contactId, fc.integer({ min: 0, max: 30 }), days)
			.map(([id, frequency, last]) => ({
				contactId: id,
				frequency,
				lastInteraction: frequency === 0 ? null : last,
			}));
		const input = fc.oneof(
			fc.tuple(fc.constant('interactions'), fc.array(interaction, { minLength: 1, maxLength: 8 })),
			fc.tuple(fc.constant('contactSummary'), fc.array(summary, { minLength: 1, maxLength: 8 })),
		);
		await assertAsyncProperty(
			fc.asyncProperty(input, async ([inputData, jsons]) => {
				const [automatic, chosen] = [await score(jsons), await score(jsons, { inputData })];
				expect(automatic.error).toBeUndefined();
				expect(scoresOf(automatic)).toEqual(scoresOf(chosen));
				expect(scoresOf(automatic).length).toBe(new Set(jsons.map((json) => json.contactId)).size);
			}),
		);
	}, 300_000);
});

describe('an input that the setting cannot fit is an error, not a zero for everybody', () => {
	const noTime = { id: 'i', contactId: 'A', at: daysAgo(1), 'Ada Lovelace': 1 };

	it.each<[string, object, object, string, string[]]>([
		[
			'summaries as interactions',
			SUMMARY,
			{ inputData: 'interactions' },
			"No item has the field 'startTime'",
			['contact summaries', "'Contact Summary'", "'frequency'"],
		],
		[
			'interactions as summaries',
			INTERACTION,
			{ inputData: 'contactSummary' },
			"No item has the field 'frequency' or the field 'lastInteraction'",
			['interactions', "'Interactions'", "'startTime'"],
		],
		[
			'a mistyped time field',
			INTERACTION,
			{ inputData: 'interactions', startTimeField: 'startTim' },
			"No item has the field 'startTim'",
			["'contactId', 'startTime'", "Set 'Start Time Field'"],
		],
		[
			'a mistyped time field, automatic',
			INTERACTION,
			{ startTimeField: 'startTim' },
			"No item has the field 'startTim' or the field 'frequency' or the field 'lastInteraction'",
			["Set 'Start Time Field' or 'Frequency Field' or 'Last Interaction Field'"],
		],
		[
			'a mistyped count',
			SUMMARY,
			{ frequencyField: 'count' },
			"No item has the field 'count'",
			["Set 'Frequency Field'"],
		],
		[
			'a mistyped last time',
			SUMMARY,
			{ lastInteractionField: 'last' },
			"No item has the field 'last'",
			["Set 'Last Interaction Field'"],
		],
		[
			'other items',
			noTime,
			{},
			"No item has the field 'startTime' or the field 'frequency' or the field 'lastInteraction'",
			["The items have the fields 'id', 'contactId', 'at' and others."],
		],
	])('%s', async (_, json, parameters, message, advice) => {
		const jsons = [json, { ...json, contactId: 'B' }];
		const stopped = await score(jsons, { ...parameters });
		const continued = await score(jsons, { ...parameters }, { onError: 'continueErrorOutput' });

		expect(stopped.error?.message).toBe(message);
		for (const part of advice) expect(stopped.error?.description).toContain(part);
		expect(stopped.error?.description).not.toMatch(/Ada|2026/);
		expect(continued.items).toEqual([]);
		expect(continued.errorItems).toHaveLength(2);
	});

	it('but is none where a single item has the field, even null', async () => {
		for (const startTime of [daysAgo(1), null]) {
			const run = await score([{ contactId: 'A', startTime }, { contactId: 'B' }]);
			expect(run.error).toBeUndefined();
			expect(scoresOf(run)).toHaveLength(2);
			expect(hintsOf(run)).toEqual([]);
		}
	});

	it('and a hint where most lack it', async () => {
		const jsons = [INTERACTION, { contactId: 'B' }, { contactId: 'C' }];
		const automatic = await score(jsons);
		const chosen = await score(jsons, { inputData: 'interactions' });
		const summaries = await score([SUMMARY, { contactId: 'B' }, { contactId: 'C' }], {
			inputData: 'contactSummary',
		});

		expect(hintsOf(automatic)).toEqual([
			expect.stringMatching(/^2 of 3 items do not have the field 'startTime' or /),
		]);
		expect(hintsOf(chosen)).toEqual([
			expect.stringMatching(/^2 of 3 items do not have the field 'startTime', /),
		]);
		expect(hintsOf(summaries)).toEqual([
			expect.stringMatching(/^2 of 3 items do not have the field 'frequency', /),
		]);
	});
});

it('an ID Field that is the Contact ID Field tells nothing of the interaction', async () => {
	const events = [1, 2, 3, 4, 5].map((days) => ({ id: 'A', startTime: daysAgo(days) }));
	for (const contactIdField of ['id', ' id '])
		expect(scoresOf(await score(events, { contactIdField }))).toMatchObject([{ frequency: 5 }]);
});

it('shows the fields of either kind while it is automatic', () => {
	const { properties } = new CxoneRfScore().description;
	for (const name of ['startTimeField', 'frequencyField', 'lastInteractionField']) {
		const property = properties.find((candidate) => candidate.name === name);
		expect(property?.displayOptions?.show?.inputData).toContain('automatic');
	}
	expect(properties.find(({ name }) => name === 'inputData')?.default).toBe('automatic');
});
