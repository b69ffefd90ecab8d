import { AS_OF, daysAgo, expectedScore, score, scoresOf } from './scoreRuns.mts';

const GOOD = { contactId: 'A', startTime: daysAgo(10), frequency: 1, lastInteraction: daysAgo(10) };
const SCORED = expectedScore('A', [daysAgo(10)]);
const NO_CONTACT = "The item has no contact ID in the field 'contactId'";
const NO_TIME = "The field 'startTime' of the item is not a time";
const NO_LAST = "The field 'lastInteraction' of the item is not a time";
const NO_COUNT = "The field 'frequency' of the item is not a number of interactions";

const INVALID: Array<[string, object, string]> = [
	...[undefined, null, '', '  ', {}, [], ['A'], true, Number.NaN, Infinity].map(
		(contactId): [string, object, string] => ['interactions', { contactId }, NO_CONTACT],
	),
	...[
		'yesterday',
		'2026-02-30',
		'2026-13-01T00:00:00Z',
		'12:00',
		'  ',
		true,
		{},
		[],
		NaN,
		9e15,
	].map((startTime): [string, object, string] => ['interactions', { startTime }, NO_TIME]),
	['contactSummary', { contactId: null }, NO_CONTACT],
	...['many', '  ', -1, Number.NaN, Infinity, {}, [1], true].map(
		(frequency): [string, object, string] => ['contactSummary', { frequency }, NO_COUNT],
	),
	...['soon', null, '', undefined, false].map((lastInteraction): [string, object, string] => [
		'contactSummary',
		{ lastInteraction },
		NO_LAST,
	]),
	['contactSummary', { frequency: 0, lastInteraction: 'soon' }, NO_LAST],
];

describe.each(INVALID)('an item of %s with %j', (inputData, change, message) => {
	const jsons = [GOOD, { ...GOOD, ...change, note: 'invalid' }];

	it('is skipped by default and counted in a hint', async () => {
		const run = await score(jsons, { inputData });

		expect(run.status).toBe('success');
		expect(scoresOf(run)).toEqual([SCORED]);
		expect(run.node?.hints).toEqual([
			expect.objectContaining({
				message: expect.stringMatching(/^1 of 2 items left out: /),
				location: 'outputPane',
			}),
		]);
	});

	it('stops the run when asked, and is named', async () => {
		const run = await score(jsons, { inputData, options: { onInvalidItem: 'error' } });

		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({
			name: 'NodeOperationError',
			message,
			description: expect.stringContaining(`'${fieldName(message)}'`),
			context: { itemIndex: 1 },
		});
	});

	it('is an error item under Continue, and the others are scored', async () => {
		const run = await score(
			jsons,
			{ inputData, options: { onInvalidItem: 'error' } },
			{ onError: 'continueErrorOutput' },
		);

		expect(run.status).toBe('success');
		expect(scoresOf(run)).toEqual([SCORED]);
		expect(run.errorItems).toHaveLength(1);
		expect(run.errorItems[0]).toMatchObject({
			json: { error: message, note: 'invalid' },
			pairedItem: { item: 1 },
		});
		expect(run.node?.hints).toEqual([]);
	});
});

/** The parameter that a message is about, by its display name. */
function fieldName(message: string): string {
	return {
		[NO_CONTACT]: 'Contact ID Field',
		[NO_TIME]: 'Start Time Field',
		[NO_LAST]: 'Last Interaction Field',
		[NO_COUNT]: 'Frequency Field',
	}[message] as string;
}

describe('a parameter that cannot be used', () => {
	const jsons = [GOOD, { ...GOOD, contactId: 'B' }];

	it.each<[object, string]>([
		[{ recencyMaxPoints: -1 }, "'Recency Max Points' is not a number of 0 or more"],
		[{ recencyDecayPerDay: -0.1 }, "'Recency Decay per Day' is not a number of 0 or more"],
		[
			{ frequencyPointsPerInteraction: '={{ "x" }}' },
			"'Frequency Points per Interaction' is not a number of 0 or more",
		],
		[{ frequencyCap: '={{ null }}' }, "'Frequency Cap' is not a number of 0 or more"],
		[{ highThreshold: '={{ NaN }}' }, "'High Threshold (Points)' is not a number"],
		[{ mediumThreshold: '={{ [] }}' }, "'Medium Threshold (Points)' is not a number"],
		[{ highThreshold: 39.9 }, "'High Threshold (Points)' is below 'Medium Threshold (Points)'"],
		[{ referenceTime: 'today' }, "'Reference Time' is not a time"],
		[{ contactIdField: '={{ "" }}' }, "'Contact ID Field' is empty"],
		[{ startTimeField: '={{ undefined }}' }, "'Start Time Field' is empty"],
		[{ inputData: '={{ "calls" }}' }, "'Input Data' is none of its choices"],
		[{ options: { onInvalidItem: '={{ "ask" }}' } }, "'On Invalid Item' is none of its choices"],
	])('%j stops the run, or fails each item', async (changes, message) => {
		const stopped = await score(jsons, { ...changes });
		const continued = await score(jsons, { ...changes }, { onError: 'continueRegularOutput' });
		const sorted = await score(jsons, { ...changes }, { onError: 'continueErrorOutput' });

		expect(stopped.status).toBe('error');
		expect(stopped.error).toMatchObject({ message, description: expect.stringMatching(/\w{3}/) });
		expect(continued.items).toHaveLength(2);
		for (const [item, { json, pairedItem }] of continued.items.entries()) {
			expect(json.error).toBe(message);
			expect(json).not.toHaveProperty('contactId');
			expect(pairedItem).toEqual({ item });
		}
		expect(sorted.items).toEqual([]);
		expect(sorted.errorItems.map(({ json }) => json.error)).toEqual([message, message]);
	});

	it('equal thresholds leave no medium, and can be used', async () => {
		const run = await score([GOOD, { contactId: 'B', startTime: AS_OF }], {
			inputData: 'interactions',
			highThreshold: 50,
			mediumThreshold: 50,
		});

		expect(scoresOf(run).map(({ priority }) => priority)).toEqual(['high', 'low']);
	});
});
