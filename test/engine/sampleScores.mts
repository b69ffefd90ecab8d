import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { jsonItems, runNode } from '../support/engine.mts';
import type { Purchase } from '../support/purchases.mts';
import { hintsOf, scoresOf, type Score } from './scoreRuns.mts';

/** The first day after those of which the histories are known. */
export const AFTER = '1998-07-01T00:00:00.000Z';

const DAY_MS = 86_400_000;

/** How a sample is scored; the other rules as they are by default. */
export interface SampleRules {
	halfLifeDays?: number;
	highSharePercent?: number;
	mediumSharePercent?: number;
	restDays?: number;
}

/** Scores purchases in the engine, each an item. */
export async function scorePurchases(
	purchases: readonly Purchase[],
	{ halfLifeDays, highSharePercent, mediumSharePercent, restDays = 0 }: SampleRules,
): Promise<{ rows: Score[]; hints: string[] }> {
	const run = await runNode(CxoneRfScore, {
		parameters: {
			contactIdField: 'customer',
			startTimeField: 'day',
			referenceTime: AFTER,
			restDays,
			...(halfLifeDays !== undefined && { recencyDecay: 'halfLife', halfLifeDays }),
			...(highSharePercent !== undefined && {
				thresholdsBy: 'share',
				highSharePercent,
				mediumSharePercent: mediumSharePercent ?? 30,
			}),
		},
		items: jsonItems(...purchases.map((purchase) => ({ ...purchase }))),
	});
	expect(run.error).toBeUndefined();
	return { rows: scoresOf(run), hints: hintsOf(run) };
}

interface Expected {
	frequency: number;
	daysSince: number;
	score: number;
	priority: string;
}

/** What the rules say of each customer, by another way: who has a place is told by how many are better. */
export function expectedOf(
	purchases: readonly Purchase[],
	{ halfLifeDays, highSharePercent, mediumSharePercent = 30, restDays = 0 }: SampleRules,
): Map<string, Expected> {
	const expected = new Map<string, Expected>();
	for (const { customer, day } of purchases) {
		const daysSince = (Date.parse(AFTER) - Date.parse(day)) / DAY_MS;
		const known = expected.get(customer) ?? { frequency: 0, daysSince, score: 0, priority: '' };
		known.frequency += 1;
		known.daysSince = Math.min(known.daysSince, daysSince);
		expected.set(customer, known);
	}
	for (const row of expected.values()) {
		const linear = Math.max(0, 50 - row.daysSince / 2);
		const recency =
			halfLifeDays === undefined
				? linear
				: 50 * Math.exp((-Math.LN2 * row.daysSince) / halfLifeDays);
		row.score = recency + 2.5 * Math.min(20, row.frequency);
	}
	const rounded = ({ score }: Expected) => Math.round(score * 1e11);
	const awake = [...expected.values()].filter((row) => row.daysSince >= restDays);
	const bestFirst = awake.map(rounded).sort((a, b) => b - a);
	const better = new Map(awake.map((row) => [row, bestFirst.indexOf(rounded(row))]));
	const room = (percent: number) => Math.floor((expected.size * percent) / 100);
	const reaches = (row: Expected, threshold: number, places: number): boolean => {
		const ahead = better.get(row);
		if (ahead === undefined) return false;
		return highSharePercent === undefined ? row.score >= threshold : ahead < places;
	};
	const high = highSharePercent ?? 0;
	const isHigh = (row: Expected) => reaches(row, 70, high > 0 ? Math.max(1, room(high)) : 0);
	const isMedium = (row: Expected) => reaches(row, 40, room(high + mediumSharePercent));
	for (const row of expected.values())
		row.priority = isHigh(row) ? 'high' : isMedium(row) ? 'medium' : 'low';
	return expected;
}

/** Checks the rows of the node against what the rules say, customer by customer. */
export function expectAgreement(rows: readonly Score[], expected: Map<string, Expected>): void {
	expect(rows).toHaveLength(expected.size);
	for (const { contactId, frequency, daysSince, score, priority } of rows) {
		const wanted = expected.get(contactId);
		expect({ contactId, frequency, daysSince, priority }).toEqual({
			contactId,
			frequency: wanted?.frequency,
			daysSince: wanted?.daysSince,
			priority: wanted?.priority,
		});
		expect(Math.abs(score - (wanted?.score ?? Number.NaN))).toBeLessThan(1e-9);
	}
}
