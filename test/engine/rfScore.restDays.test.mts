import { callsOf, hintsOf, score, scoresOf, segmentsOf, type Score } from './scoreRuns.mts';

type Reasoned = Score & { segmentReason?: string };
const OFTEN = Array(10).fill(0);

describe('rest days', () => {
	const calls = callsOf({
		fresh: OFTEN.map(() => 1),
		edge: OFTEN.map(() => 3),
		justInside: OFTEN.map(() => 2.999),
		ahead: OFTEN.map(() => -0.1),
		old: [60],
	});

	it('make a contact low whatever its score, and the row says why', async () => {
		const run = await score([...calls, { contactId: 'unknown', startTime: null }], { restDays: 3 });

		const rows = scoresOf(run) as Reasoned[];
		expect(
			Object.fromEntries(rows.map((row) => [row.contactId, [row.priority, row.segmentReason]])),
		).toEqual({
			ahead: ['low', 'restDays'],
			fresh: ['low', 'restDays'],
			justInside: ['low', 'restDays'],
			edge: ['high', 'score'],
			old: ['low', 'score'],
			unknown: ['low', 'score'],
		});
		expect(hintsOf(run)).toContain(
			'3 of 6 contacts rest and are low whatever their score: the last interaction is less than 3 days ago.',
		);
		expect(Object.keys(rows[0]).at(-1)).toBe('segmentReason');
	});

	it('change neither the score nor the order', async () => {
		const resting = scoresOf(await score(calls, { restDays: 3 }));
		const off = scoresOf(await score(calls));

		expect(resting.map(({ contactId, score: points }) => [contactId, points])).toEqual(
			off.map(({ contactId, score: points }) => [contactId, points]),
		);
	});

	it('are off by default: no field, no hint', async () => {
		for (const parameters of [{}, { restDays: 0 }]) {
			const run = await score(callsOf({ A: OFTEN }), parameters);
			expect(scoresOf(run)[0]).not.toHaveProperty('segmentReason');
			expect(segmentsOf(run).high).toEqual(['A']);
			expect(hintsOf(run)).toEqual([]);
		}
	});

	it('of a single contact are told too', async () => {
		const run = await score(callsOf({ A: OFTEN }), { restDays: 0.5 });

		expect(segmentsOf(run).low).toEqual(['A']);
		expect(hintsOf(run)).toEqual([expect.stringMatching(/^1 of 1 contact rest/)]);
	});

	it('put contacts on the output Low', async () => {
		const run = await score(calls, { restDays: 3, splitBySegment: true });

		expect(scoresOf(run, 0).map(({ contactId }) => contactId)).toEqual(['edge']);
		expect(scoresOf(run, 2).map(({ contactId }) => contactId)).toEqual([
			'ahead',
			'fresh',
			'justInside',
			'old',
		]);
	});

	it('take no place of a share, but count in what it is a share of', async () => {
		const all = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`C-${n}`, [n]]));
		const run = await score([...callsOf(all), { contactId: 'unknown', startTime: null }], {
			restDays: 20,
			thresholdsBy: 'share',
		});

		const { high, medium, low } = segmentsOf(run);
		expect(high).toEqual(['C-20', 'C-21', 'C-22', 'C-23']);
		expect(medium).toEqual(Array.from({ length: 12 }, (_, n) => `C-${n + 24}`));
		expect(low).toHaveLength(25);
		expect(hintsOf(run)).toContain(
			'Of 40 contacts with a history, resting ones included, high begins at a score of 41 (4 contacts, 10 %), and medium begins at a score of 35 (12 contacts, 30 %).',
		);
		const reasons = new Map(
			(scoresOf(run) as Reasoned[]).map((row) => [row.contactId, row.segmentReason]),
		);
		expect([reasons.get('C-0'), reasons.get('C-20'), reasons.get('unknown')]).toEqual([
			'restDays',
			'share',
			'noHistory',
		]);
	});

	it('leave to a share those whom it finds', async () => {
		const all = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`C-${n}`, [n]]));
		const byShare = { thresholdsBy: 'share' };
		const mostRest = await score(callsOf(all), { ...byShare, restDays: 38 });
		const allRest = await score(callsOf(all), { ...byShare, restDays: 50 });

		expect(segmentsOf(mostRest).high).toEqual(['C-38', 'C-39']);
		expect(segmentsOf(mostRest).low).toHaveLength(38);
		expect(hintsOf(mostRest)).toContainEqual(
			expect.stringMatching(/\(2 contacts, 5 %\), and no contact is medium\.$/),
		);
		expect(segmentsOf(allRest).low).toHaveLength(40);
		expect(hintsOf(allRest)).toContain(
			'By share nobody is high or medium: all contacts with a history rest.',
		);
	});

	it.each(['={{ -1 }}', '={{ "soon" }}', '={{ null }}'])('of %s are refused', async (restDays) => {
		const run = await score(callsOf({ A: [1] }), { restDays });

		expect(run.error?.message).toBe("'Rest Days After a Call' is not a number of 0 or more");
	});
});
