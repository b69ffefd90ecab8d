import { makePurchases } from '../support/purchases.mts';
import { expectAgreement, expectedOf, scorePurchases, type SampleRules } from './sampleScores.mts';

const CUSTOMERS = 2_357;
const SEED = 1997;

describe('the purchases of 2,357 customers', () => {
	const purchases = makePurchases(CUSTOMERS, SEED);

	it.each<SampleRules>([
		{},
		{ halfLifeDays: 90 },
		{ halfLifeDays: 14, restDays: 30 },
		{ highSharePercent: 10 },
		{ highSharePercent: 10, halfLifeDays: 90 },
		{ highSharePercent: 2.5, mediumSharePercent: 12.5, halfLifeDays: 365, restDays: 7 },
		{ restDays: 7 },
	])('score with %j as an independent calculation has it', async (rules) => {
		const { rows } = await scorePurchases(purchases, rules);

		expectAgreement(rows, expectedOf(purchases, rules));
	});

	it('tie by linear decay and not by half-life, which the node says', async () => {
		const linear = await scorePurchases(purchases, {});
		const byHalfLife = await scorePurchases(purchases, { halfLifeDays: 90 });

		const usedUp = linear.rows.filter(({ recencyScore }) => recencyScore === 0).length;
		expect(usedUp / CUSTOMERS).toBeGreaterThan(0.7);
		expect(linear.hints).toEqual([
			expect.stringMatching(/share the score 2\.5, .*'Recency Decay' by 'Half-Life'/),
		]);
		expect(byHalfLife.hints).toEqual([]);
	});
});
