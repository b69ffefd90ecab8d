import { callsOf, daysAgo, expectedScore, hintsOf, score, scoresOf } from './scoreRuns.mts';

const HALF_LIFE = { recencyDecay: 'halfLife' };

describe('recency by half-life', () => {
	it('falls to half in 90 days, and again in the next 90', async () => {
		const run = await score(
			callsOf({ A: [0], B: [90], C: [180], D: [900], E: [-30], F: [45] }),
			HALF_LIFE,
		);

		const recency = new Map(scoresOf(run).map((row) => [row.contactId, row.recencyScore]));
		expect(recency.get('A')).toBe(50);
		expect(recency.get('B')).toBe(25);
		expect(recency.get('C')).toBe(12.5);
		expect(recency.get('D')).toBe(50 / 1_024);
		expect(recency.get('E')).toBe(50);
		expect(recency.get('F')).toBeCloseTo(50 / Math.SQRT2, 10);
	});

	it('has the weights, the sum and the fields of the linear one', async () => {
		const times = [daysAgo(60), daysAgo(30), daysAgo(200)];
		const [row] = scoresOf(
			await score(
				times.map((startTime) => ({ contactId: 'A', startTime })),
				{ ...HALF_LIFE, halfLifeDays: 30, recencyMaxPoints: 80, frequencyPointsPerInteraction: 4 },
			),
		);

		expect(row).toEqual({
			...expectedScore('A', times),
			recencyScore: 40,
			frequencyScore: 12,
			score: 52,
			priority: 'medium',
		});
		expect(Object.keys(row)).toEqual(Object.keys(expectedScore('A', times)));
	});

	it('keeps an order among contacts that linear decay ties at 0', async () => {
		const calls = callsOf(
			Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`C-${n}`, [500 - n, 900]])),
		);
		const linear = await score(calls);
		const byHalfLife = await score(calls, HALF_LIFE);

		expect(new Set(scoresOf(linear).map((row) => row.score)).size).toBe(1);
		expect(hintsOf(linear)).toEqual([
			expect.stringMatching(
				/40 of 40 contacts \(100 %\) share the score 5, .*'Recency Decay' by 'Half-Life'/,
			),
		]);
		expect(scoresOf(byHalfLife).map((row) => row.contactId)).toEqual(
			Array.from({ length: 40 }, (_, n) => `C-${39 - n}`),
		);
		expect(hintsOf(byHalfLife)).toEqual([]);
	});

	it('does not read the decay that it hides, nor linear decay the half-life', async () => {
		const calls = callsOf({ A: [90] });
		const byHalfLife = await score(calls, { ...HALF_LIFE, recencyDecayPerDay: -1 });
		const linear = await score(calls, { halfLifeDays: -1 });

		expect(scoresOf(byHalfLife)[0].recencyScore).toBe(25);
		expect(scoresOf(linear)[0].recencyScore).toBe(5);
	});

	it.each([0, -1, 'often', null])('of %p days is refused', async (halfLifeDays) => {
		const run = await score(callsOf({ A: [90] }), {
			...HALF_LIFE,
			halfLifeDays:
				typeof halfLifeDays === 'number' ? halfLifeDays : `={{ ${JSON.stringify(halfLifeDays)} }}`,
		});

		expect(run.error?.message).toBe("'Half-Life (Days)' is not a number above 0");
		expect(run.items).toEqual([]);
	});

	it('is one of two choices, and nothing else is taken for linear', async () => {
		const run = await score(callsOf({ A: [90] }), { recencyDecay: '={{ "half-life" }}' });

		expect(run.error?.message).toBe("'Recency Decay' is none of its choices");
	});
});
