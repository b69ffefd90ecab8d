import {
	byScore,
	scoreContact,
	toPriority,
	type ContactScore,
	type ScoreRules,
} from '../../nodes/shared/core/score.ts';
import { DAY_MS } from '../../nodes/shared/core/time.ts';

const RULES: ScoreRules = {
	recencyMaxPoints: 50,
	recencyDecayPerDay: 0.5,
	frequencyPointsPerInteraction: 2.5,
	frequencyCap: 20,
	highThreshold: 70,
	mediumThreshold: 40,
};
const NOW = Date.UTC(2026, 0, 31);

function score(frequency: number, daysAgo: number | undefined, rules: Partial<ScoreRules> = {}) {
	const lastInteractionMs = daysAgo === undefined ? undefined : NOW - daysAgo * DAY_MS;
	return scoreContact('a', { frequency, lastInteractionMs }, NOW, { ...RULES, ...rules });
}

test('a scored contact has the fields of the contract, in their order', () => {
	expect(Object.entries(score(8, 10))).toEqual([
		['contactId', 'a'],
		['frequency', 8],
		['lastInteraction', '2026-01-21T00:00:00.000Z'],
		['daysSince', 10],
		['recencyScore', 45],
		['frequencyScore', 20],
		['score', 65],
		['priority', 'medium'],
	]);
});

test.each([
	{ frequency: 20, daysAgo: 0, recency: 50, points: 50, priority: 'high' },
	{ frequency: 21, daysAgo: 0, recency: 50, points: 50, priority: 'high' },
	{ frequency: 1_000_000, daysAgo: 0, recency: 50, points: 50, priority: 'high' },
	{ frequency: 8, daysAgo: 0, recency: 50, points: 20, priority: 'high' },
	{ frequency: 8, daysAgo: 0.01, recency: 49.995, points: 20, priority: 'medium' },
	{ frequency: 1, daysAgo: 25, recency: 37.5, points: 2.5, priority: 'medium' },
	{ frequency: 1, daysAgo: 25.5, recency: 37.25, points: 2.5, priority: 'low' },
	{ frequency: 1, daysAgo: 99.5, recency: 0.25, points: 2.5, priority: 'low' },
	{ frequency: 1, daysAgo: 100, recency: 0, points: 2.5, priority: 'low' },
	{ frequency: 1, daysAgo: 36_500, recency: 0, points: 2.5, priority: 'low' },
	{ frequency: 1, daysAgo: -1, recency: 50, points: 2.5, priority: 'medium' },
	{ frequency: 1, daysAgo: -36_500, recency: 50, points: 2.5, priority: 'medium' },
	{ frequency: 0, daysAgo: 0, recency: 50, points: 0, priority: 'medium' },
])('$frequency calls, the last $daysAgo days ago: $recency + $points, $priority', (row) => {
	expect(score(row.frequency, row.daysAgo)).toMatchObject({
		recencyScore: row.recency,
		frequencyScore: row.points,
		score: row.recency + row.points,
		priority: row.priority,
		daysSince: row.daysAgo,
	});
});

test('a contact without history scores 0 and names no time', () => {
	expect(score(0, undefined)).toEqual({
		contactId: 'a',
		frequency: 0,
		lastInteraction: null,
		daysSince: null,
		recencyScore: 0,
		frequencyScore: 0,
		score: 0,
		priority: 'low',
	});
});

test('zero is a value of each rule', () => {
	expect(score(5, 10, { recencyMaxPoints: 0 }).recencyScore).toBe(0);
	expect(score(5, 10, { recencyDecayPerDay: 0 }).recencyScore).toBe(50);
	expect(score(5, 10, { frequencyCap: 0 }).frequencyScore).toBe(0);
	expect(score(5, 10, { frequencyPointsPerInteraction: 0 }).frequencyScore).toBe(0);
});

test.each([
	[100, 'high'],
	[70, 'high'],
	[69.999_999, 'medium'],
	[40, 'medium'],
	[39.999_999, 'low'],
	[0, 'low'],
])('a score of %p is %s', (points, priority) => {
	expect(toPriority(points, RULES)).toBe(priority);
});

test('equal thresholds leave no medium; thresholds of zero make all high', () => {
	expect(toPriority(50, { highThreshold: 50, mediumThreshold: 50 })).toBe('high');
	expect(toPriority(49, { highThreshold: 50, mediumThreshold: 50 })).toBe('low');
	expect(toPriority(0, { highThreshold: 0, mediumThreshold: 0 })).toBe('high');
});

test('highest score first, equal scores in order of the code units of the id', () => {
	const scored = (contactId: string, points: number) =>
		({ contactId, score: points }) as ContactScore;
	const sorted = [
		scored('b', 1),
		scored('é', 1),
		scored('10', 1),
		scored('Z', 1),
		scored('9', 1),
		scored('a', 1),
		scored('x', 2),
		scored('y', 0),
	].sort(byScore);

	expect(sorted.map(({ contactId }) => contactId)).toEqual([
		...['x', '10', '9', 'Z', 'a', 'b', 'é', 'y'],
	]);
	expect(byScore(scored('a', 1), scored('a', 1))).toBe(0);
});
