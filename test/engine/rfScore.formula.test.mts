import type { INodeParameters } from 'n8n-workflow';

import { CxoneRfScore } from '../../nodes/CxoneRfScore/CxoneRfScore.node.ts';
import { jsonItems, runNode } from '../support/engine.mts';
import {
	AS_OF,
	daysAgo,
	DEFAULT_RULES,
	expectedScore,
	expectOrdered,
	hintsOf,
	score,
	scoresOf,
} from './scoreRuns.mts';
import { yearOfCalls } from './searchRuns.mts';

const DAY_MS = 86_400_000;

describe('the score', () => {
	const history = yearOfCalls(200, 3_000);
	const contactIds = [...new Set(history.map(({ contactId }) => contactId))];

	it.each<[string, Partial<typeof DEFAULT_RULES>]>([
		['as it is by default', {}],
		['with other points', { recencyMaxPoints: 80, frequencyPointsPerInteraction: 0.125 }],
		['with a fast decay and a low cap', { recencyDecayPerDay: 7.25, frequencyCap: 3 }],
		['with fractions', { recencyDecayPerDay: 0.0625, frequencyCap: 2.5, mediumThreshold: 39.9 }],
		['without recency', { recencyMaxPoints: 0 }],
		['without decay', { recencyDecayPerDay: 0 }],
		['without frequency', { frequencyPointsPerInteraction: 0 }],
		['with a cap of zero', { frequencyCap: 0 }],
		['with thresholds of zero', { highThreshold: 0, mediumThreshold: 0 }],
		['with thresholds below zero', { highThreshold: -1, mediumThreshold: -5 }],
		['with thresholds out of reach', { highThreshold: 1_000, mediumThreshold: 999 }],
	])('is exactly that of the formula %s', async (_, changes) => {
		const run = await score(history, changes);

		const rules = { ...DEFAULT_RULES, ...changes };
		const expected = new Map(
			contactIds.map((contactId) => {
				const rows = history.filter((row) => row.contactId === contactId);
				return [
					contactId,
					expectedScore(
						contactId,
						rows.map(({ startTime }) => startTime),
						rules,
					),
				];
			}),
		);
		const scores = scoresOf(run);
		expect(scores).toHaveLength(contactIds.length);
		for (const row of scores) expect(row).toEqual(expected.get(row.contactId));
		expectOrdered(scores);
		const tied = scores.map(({ score: points }) => scores.filter((row) => row.score === points));
		const hasLargeTie = Math.max(...tied.map(({ length }) => length)) > scores.length / 2;
		expect(hintsOf(run)).toEqual(hasLargeTie ? [expect.stringContaining('share the score')] : []);
	});

	it('has its fields in order, and days with fractions', async () => {
		const run = await score([{ id: '1', contactId: 'A', startTime: daysAgo(1.5) }]);

		expect(Object.entries(run.items[0].json)).toEqual([
			['contactId', 'A'],
			['frequency', 1],
			['lastInteraction', daysAgo(1.5)],
			['daysSince', 1.5],
			['recencyScore', 49.25],
			['frequencyScore', 2.5],
			['score', 51.75],
			['priority', 'medium'],
		]);
	});

	it('of a contact without history is 0', async () => {
		const blanks = [{ contactId: 'C' }, { contactId: 'A', startTime: null }];
		const run = await score([...blanks, { contactId: 'B', startTime: '' }]);

		const silent = { frequency: 0, lastInteraction: null, daysSince: null };
		const none = { ...silent, recencyScore: 0, frequencyScore: 0, score: 0, priority: 'low' };
		expect(scoresOf(run)).toEqual(['A', 'B', 'C'].map((contactId) => ({ contactId, ...none })));
		expect(run.node?.hints).toEqual([]);
	});

	it('gives a time in the future no extra points', async () => {
		const run = await score([{ contactId: 'A', startTime: daysAgo(-30) }]);

		expect(scoresOf(run)).toEqual([
			{ ...expectedScore('A', [daysAgo(-30)]), recencyScore: 50, score: 52.5, daysSince: -30 },
		]);
	});

	it('never falls below 0, and recency ends where it is used up', async () => {
		const run = await score([
			{ contactId: 'A', startTime: daysAgo(100) },
			{ contactId: 'B', startTime: daysAgo(99) },
			{ contactId: 'C', startTime: daysAgo(5_000) },
		]);

		expect(scoresOf(run).map((row) => [row.contactId, row.recencyScore])).toEqual([
			['B', 0.5],
			['A', 0],
			['C', 0],
		]);
	});
});

describe('a threshold', () => {
	it.each([
		[8, 0, 70, 'high'],
		[8, 0.01, 69.995, 'medium'],
		[1, 25, 40, 'medium'],
		[1, 25.01, 39.995, 'low'],
		[20, 0, 100, 'high'],
		[21, 0, 100, 'high'],
	])('%i interactions, %f days ago: %f points are %s', async (count, days, points, priority) => {
		const jsons = Array.from({ length: count }, () => ({
			contactId: 'A',
			startTime: daysAgo(days),
		}));

		const [row] = scoresOf(await score(jsons));

		expect(row.score).toBeCloseTo(points, 9);
		expect(row.priority).toBe(priority);
	});
});

describe('the reference time', () => {
	const items = jsonItems(
		...['A', 'B', 'C'].map((contactId) => ({ contactId, startTime: AS_OF, asOf: daysAgo(-2) })),
	);
	const daysOf = async (parameters: INodeParameters, timezone = 'UTC') => {
		const run = await runNode(CxoneRfScore, { parameters, items, timezone });
		expect(run.status).toBe('success');
		return scoresOf(run).map(({ daysSince }) => daysSince);
	};

	it.each([{}, { referenceTime: '' }, { referenceTime: '={{ null }}' }])(
		'is now, read once, when empty: %j',
		async (parameters) => {
			const beforeMs = Date.now();
			const days = await daysOf(parameters);
			const afterMs = Date.now();

			expect(new Set(days).size).toBe(1);
			const nowMs = Date.parse(AS_OF) + Number(days[0]) * DAY_MS;
			expect(nowMs).toBeGreaterThanOrEqual(beforeMs - 1);
			expect(nowMs).toBeLessThanOrEqual(afterMs + 1);
		},
	);

	it.each([
		[daysAgo(-2), 'UTC'],
		['={{ $json.asOf }}', 'UTC'],
		['={{ DateTime.fromISO("2026-05-06T12:00:00Z") }}', 'UTC'],
		['={{ new Date("2026-05-06T12:00:00Z") }}', 'UTC'],
		['={{ 1778068800 }}', 'UTC'],
		['={{ 1778068800000 }}', 'UTC'],
		['2026-05-06T14:00:00', 'Europe/Vienna'],
		['2026-05-06T08:00:00', 'America/New_York'],
		['2026-05-06T08:00:00-04:00', 'Europe/Vienna'],
	])('may be %s in %s', async (referenceTime, timezone) => {
		expect(await daysOf({ referenceTime }, timezone)).toEqual([2, 2, 2]);
	});
});

describe('the order', () => {
	it('is by score, and by contact id where scores are equal, whatever the input order', async () => {
		const jsons = ['b', 'B', 'ä', 'a', 'Z', '10', '9', 'é'].map((contactId) => ({
			contactId,
			startTime: daysAgo(3),
		}));
		const best = { contactId: 'zz', startTime: daysAgo(1) };

		const run = await score([...jsons, best]);
		const reversed = await score([best, ...jsons].reverse());

		const order = ['zz', '10', '9', 'B', 'Z', 'a', 'b', 'ä', 'é'];
		expect(scoresOf(run).map(({ contactId }) => contactId)).toEqual(order);
		expect(scoresOf(reversed)).toEqual(scoresOf(run));
	});
});
