import assert from 'node:assert/strict';

import fc from 'fast-check';

import { HistoryByContact } from '../../nodes/shared/core/historyByContact.ts';
import { SummaryRows } from '../../nodes/shared/core/interactionRows.ts';
import { byScore, scoreContact, toPriority } from '../../nodes/shared/core/score.ts';
import { toContactSummary } from '../../nodes/shared/core/contactSummary.ts';
import { DAY_MS, parseInstantMs, toIsoUtc } from '../../nodes/shared/core/time.ts';
import { assertProperty } from '../support/property.mts';
import { calls, contactIds, NOW, scoreRules, type Call } from '../support/scoreInputs.mts';

const daysAgo = fc.integer({ min: -400 * DAY_MS, max: 4_000 * DAY_MS }).map((ms) => NOW - ms);
const frequency = fc.nat({ max: 200 });
const priorityRank = { low: 0, medium: 1, high: 2 };

function countCalls(given: readonly Call[]): HistoryByContact {
	const history = new HistoryByContact();
	given.forEach(({ id, contactId, startMs }, source) =>
		history.addInteraction(contactId, startMs, source, id),
	);
	return history;
}

function scoresOf(history: HistoryByContact, rules: Parameters<typeof scoreContact>[3]) {
	return Array.from(history.values(), (record) =>
		scoreContact(record.contactId, record, NOW, rules),
	).sort(byScore);
}

const order = fc.integer();

test('the order of the input changes no score and no place', () => {
	assertProperty(
		fc.property(calls, scoreRules, fc.array(order, { minLength: 1 }), (given, rules, keys) => {
			// One call has one time, however often it comes.
			const once = [...new Map(given.map((call) => [call.id, call])).values()];
			const all = once.concat(once.slice(0, 3));
			const shuffled = all
				.map((call, index) => ({ call, key: keys[index % keys.length] * (index + 1) }))
				.sort((a, b) => a.key - b.key)
				.map(({ call }) => call);
			assert.deepEqual(scoresOf(countCalls(shuffled), rules), scoresOf(countCalls(all), rules));
		}),
	);
});

test('more recent is never worse', () => {
	assertProperty(
		fc.property(frequency, daysAgo, daysAgo, scoreRules, (count, oneMs, otherMs, rules) => {
			const scoreAt = (lastInteractionMs: number) =>
				scoreContact('a', { frequency: count, lastInteractionMs }, NOW, rules);
			const older = scoreAt(Math.min(oneMs, otherMs));
			const newer = scoreAt(Math.max(oneMs, otherMs));
			assert.ok(newer.score >= older.score);
			assert.ok(priorityRank[newer.priority] >= priorityRank[older.priority]);
		}),
	);
});

test('more frequent is never worse', () => {
	assertProperty(
		fc.property(daysAgo, frequency, frequency, scoreRules, (lastInteractionMs, a, b, rules) => {
			const scoreFor = (count: number) =>
				scoreContact('a', { frequency: count, lastInteractionMs }, NOW, rules).score;
			assert.ok(scoreFor(Math.max(a, b)) >= scoreFor(Math.min(a, b)));
		}),
	);
});

test('a score is never below zero nor above its maxima, and is the sum of its parts', () => {
	assertProperty(
		fc.property(
			fc.nat(),
			fc.option(daysAgo, { nil: undefined }),
			scoreRules,
			(count, lastInteractionMs, rules) => {
				const row = scoreContact('a', { frequency: count, lastInteractionMs }, NOW, rules);
				const mostPoints = rules.frequencyCap * rules.frequencyPointsPerInteraction;
				assert.ok(row.recencyScore >= 0);
				assert.ok(row.recencyScore <= rules.recencyMaxPoints);
				assert.ok(row.frequencyScore >= 0);
				assert.ok(row.frequencyScore <= mostPoints);
				assert.equal(row.score, row.recencyScore + row.frequencyScore);
				assert.equal(row.priority, toPriority(row.score, rules));
			},
		),
	);
});

test('equal histories score equally, whatever the contact is called', () => {
	assertProperty(
		fc.property(
			contactIds,
			contactIds,
			frequency,
			daysAgo,
			scoreRules,
			(a, b, count, ms, rules) => {
				const history = { frequency: count, lastInteractionMs: ms };
				const one = scoreContact(a, history, NOW, rules);
				assert.deepEqual({ ...scoreContact(b, { ...history }, NOW, rules), contactId: a }, one);
			},
		),
	);
});

test('the order of the output is total: sorting twice or backwards changes nothing', () => {
	assertProperty(
		fc.property(calls, scoreRules, (given, rules) => {
			const sorted = scoresOf(countCalls(given), rules);
			assert.deepEqual([...sorted].reverse().sort(byScore), sorted);
			for (const [index, row] of sorted.entries())
				if (index > 0) assert.ok(byScore(sorted[index - 1], row) < 0);
		}),
	);
});

test('by way of contact summaries the scores are the same as by way of interactions', () => {
	assertProperty(
		fc.property(calls, scoreRules, (given, rules) => {
			const once = [...new Map(given.map((call) => [call.id, call])).values()];
			const rows = new SummaryRows(undefined, []);
			for (let start = 0; start < once.length; start += 7)
				rows.take(
					once
						.slice(start, start + 7)
						.map(({ id, contactId, startMs }) => ({ id, contactId, startTime: toIsoUtc(startMs) })),
				);
			const history = new HistoryByContact();
			for (const [contactId, record] of rows.summaries) {
				const summary = toContactSummary(contactId, record);
				const lastInteractionMs = parseInstantMs(summary.lastInteraction, 'Asia/Tokyo');
				history.addSummary(contactId, { frequency: summary.frequency, lastInteractionMs }, 0);
			}
			assert.deepEqual(scoresOf(history, rules), scoresOf(countCalls(once), rules));
		}),
	);
});
