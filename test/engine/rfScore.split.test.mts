import { daysAgo, expectOrdered, score, scoresOf } from './scoreRuns.mts';
import { yearOfCalls } from './searchRuns.mts';

const SPLIT = { splitBySegment: true };
const NO_TIME = "The field 'startTime' of the item is not a time";

describe('three outputs', () => {
	it('hold the contacts by segment, high first, each in order', async () => {
		const history = yearOfCalls(150, 2_500);

		const whole = await score(history);
		const split = await score(history, SPLIT);

		expect(whole.node?.outputs).toHaveLength(1);
		expect(split.node?.outputs).toHaveLength(3);
		for (const [output, priority] of ['high', 'medium', 'low'].entries()) {
			const scores = scoresOf(split, output);
			expect(scores.length).toBeGreaterThan(5);
			expect(scores).toEqual(scoresOf(whole).filter((row) => row.priority === priority));
			expectOrdered(scores);
		}
	});

	it.each([
		['high', 0, [['A'], [], []]],
		['medium', 25, [[], ['A'], []]],
		['low', 90, [[], [], ['A']]],
	])('hold a single contact in %s, and nothing else', async (_, days, expected) => {
		const jsons = Array.from({ length: days === 0 ? 8 : 1 }, () => ({
			contactId: 'A',
			startTime: daysAgo(days),
		}));

		const run = await score(jsons, SPLIT);

		expect(
			[0, 1, 2].map((output) => scoresOf(run, output).map(({ contactId }) => contactId)),
		).toEqual(expected);
	});

	it('are followed by the error output', async () => {
		const jsons = [
			{ contactId: 'low', startTime: daysAgo(90) },
			{ contactId: 'bad', startTime: 'never' },
			...Array.from({ length: 20 }, () => ({ contactId: 'high', startTime: daysAgo(0) })),
			{ contactId: 'medium', startTime: daysAgo(0) },
		];

		const run = await score(
			jsons,
			{ ...SPLIT, options: { onInvalidItem: 'error' } },
			{ onError: 'continueErrorOutput' },
		);

		expect(run.node?.outputs).toHaveLength(4);
		for (const [output, contactId] of ['high', 'medium', 'low'].entries())
			expect(scoresOf(run, output)).toMatchObject([{ contactId }]);
		expect(run.node?.outputs[3]).toMatchObject([
			{ json: { error: NO_TIME, contactId: 'bad' }, pairedItem: { item: 1 } },
		]);
	});

	it('hold error items on the error output also where no contact is high', async () => {
		const jsons = [
			{ contactId: 'low', startTime: daysAgo(90) },
			{ contactId: 'bad', startTime: 'never' },
			{ contactId: 'worse', startTime: 'never' },
		];

		const run = await score(
			jsons,
			{ ...SPLIT, options: { onInvalidItem: 'error' } },
			{ onError: 'continueErrorOutput' },
		);

		expect(run.node?.outputs.slice(0, 2)).toEqual([[], []]);
		expect(scoresOf(run, 2)).toMatchObject([{ contactId: 'low' }]);
		expect(run.node?.outputs[3].map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('hold error items first under plain Continue', async () => {
		const run = await score(
			[{ contactId: 'bad', startTime: 'never' }],
			{ ...SPLIT, options: { onInvalidItem: 'error' } },
			{ onError: 'continueRegularOutput' },
		);

		expect(run.node?.outputs).toMatchObject([
			[{ json: { error: NO_TIME }, pairedItem: { item: 0 } }],
			[],
			[],
		]);
	});

	it('give error items only, when a parameter cannot be used', async () => {
		const run = await score(
			[{ contactId: 'A', startTime: daysAgo(1) }],
			{ ...SPLIT, frequencyCap: '={{ "x" }}' },
			{ onError: 'continueErrorOutput' },
		);

		expect(run.node?.outputs.slice(0, 3)).toEqual([[], [], []]);
		expect(run.node?.outputs[3]).toHaveLength(1);
		expect(run.node?.outputs[3][0].json.error).toBe("'Frequency Cap' is not a number of 0 or more");
	});

	it('may be asked for by expression', async () => {
		const run = await score([{ contactId: 'A', startTime: daysAgo(90) }], {
			splitBySegment: '={{ true }}',
		});

		expect(scoresOf(run, 2)).toMatchObject([{ contactId: 'A' }]);
	});
});
