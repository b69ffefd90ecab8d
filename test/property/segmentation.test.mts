import assert from 'node:assert/strict';

import fc from 'fast-check';

import {
	byScore,
	recencyPoints,
	scoreContact,
	type ScoreRules,
} from '../../nodes/shared/core/score.ts';
import { segmentContacts, type SegmentedContact } from '../../nodes/shared/core/segmentation.ts';
import type { Shares } from '../../nodes/shared/core/shares.ts';
import { DAY_MS } from '../../nodes/shared/core/time.ts';
import { assertProperty } from '../support/property.mts';
import { NOW, scoreRules } from '../support/scoreInputs.mts';

const RANK = { low: 0, medium: 1, high: 2 };
const halfLives = fc.double({ min: 1e-6, max: 10_000, noNaN: true });
const days = fc.double({ min: -400, max: 40_000, noNaN: true });

/** Whole days and few calls, so that many contacts tie; some contacts have no history. */
const histories = fc.array(
	fc.record({
		frequency: fc.integer({ min: 1, max: 4 }),
		daysAgo: fc.option(fc.integer({ min: -2, max: 12 }), { freq: 6 }),
	}),
	{ maxLength: 120 },
);
const shares: fc.Arbitrary<Shares> = fc
	.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
	.chain(([highPercent, rest]) =>
		fc.constantFrom(
			{ highPercent, mediumPercent: (100 - highPercent) * rest },
			{ highPercent: Math.round(highPercent), mediumPercent: 0 },
			{ highPercent: 10, mediumPercent: 30 },
			{ highPercent: 0, mediumPercent: 30 },
		),
	);
const restDays = fc.constantFrom(0, 0, 1, 3.5, 7);

/** The rules of the node as it is set up, with a half-life or without. */
const anyRules: fc.Arbitrary<ScoreRules> = fc
	.tuple(scoreRules, fc.option(halfLives, { nil: undefined }))
	.map(([rules, halfLifeDays]) => ({ ...rules, halfLifeDays }));

interface Given {
	frequency: number;
	daysAgo: number | null;
}

function scored(given: readonly Given[], rules: ScoreRules) {
	return given
		.map(({ frequency, daysAgo }, n) =>
			scoreContact(
				`C-${n}`,
				daysAgo === null
					? { frequency: 0, lastInteractionMs: undefined }
					: { frequency, lastInteractionMs: NOW - daysAgo * DAY_MS },
				NOW,
				rules,
			),
		)
		.sort(byScore);
}

/** Groups of contacts whose scores are told apart by rounding only, the best group first. */
function tiesOf(rows: readonly SegmentedContact[]): SegmentedContact[][] {
	const ties: SegmentedContact[][] = [];
	for (const row of rows) {
		const last = ties.at(-1);
		if (
			last !== undefined &&
			last[last.length - 1].score - row.score < 1e-12 * Math.max(1, last[0].score)
		)
			last.push(row);
		else ties.push([row]);
	}
	return ties;
}

test('half-life: longer ago is never worth more, and a half-life later exactly half', () => {
	assertProperty(
		fc.property(days, days, halfLives, anyRules, (one, other, halfLifeDays, anyRule) => {
			const rules = { ...anyRule, halfLifeDays };
			const [newer, older] = [Math.min(one, other), Math.max(one, other)];
			const points = recencyPoints(newer, rules);
			assert.ok(recencyPoints(older, rules) <= points);
			assert.ok(points >= 0 && points <= rules.recencyMaxPoints);
			const from = Math.max(0, newer);
			const later = recencyPoints(from + halfLifeDays, rules);
			assert.ok(Math.abs(later - recencyPoints(from, rules) / 2) < 1e-6);
		}),
	);
});

test('half-life: a longer one never gives less', () => {
	assertProperty(
		fc.property(days, halfLives, halfLives, anyRules, (day, one, other, rules) => {
			const short = recencyPoints(day, { ...rules, halfLifeDays: Math.min(one, other) });
			const long = recencyPoints(day, { ...rules, halfLifeDays: Math.max(one, other) });
			assert.ok(long >= short);
		}),
	);
});

test('shares: a segment has more than its share only by the tie at its last place, and uses its share', () => {
	assertProperty(
		fc.property(histories, anyRules, shares, restDays, (given, rules, share, rest) => {
			const { rows } = segmentContacts(scored(given, rules), { shares: share, restDays: rest });
			const known = rows.filter(({ daysSince }) => daysSince !== null);
			const rankable = known.filter(({ daysSince }) => rest === 0 || Number(daysSince) >= rest);
			const high = rows.filter(({ priority }) => priority === 'high');
			const medium = rows.filter(({ priority }) => priority === 'medium');
			const percent = (contacts: number) => (100 * contacts) / known.length;
			const both = high.length + medium.length;
			const sharesOfBoth = share.highPercent + share.mediumPercent;
			assert.equal(high.length === 0, share.highPercent === 0 || rankable.length === 0);
			if (share.mediumPercent === 0) assert.equal(medium.length, 0);
			// Of the last tie the first one fits, but that the best of all is high whatever the share.
			const beforeTie = high.length - (tiesOf(high).at(-1)?.length ?? 0);
			if (beforeTie > 0) assert.ok(percent(beforeTie + 1) - 1e-6 <= share.highPercent);
			const beforeLast = both - (tiesOf(medium).at(-1)?.length ?? 0);
			if (medium.length > 0) assert.ok(percent(beforeLast + 1) - 1e-6 <= sharesOfBoth);
			if (high.length < rankable.length)
				assert.ok(percent(high.length + 1) + 1e-6 > share.highPercent);
			if (both < rankable.length) assert.ok(percent(both + 1) + 1e-6 > sharesOfBoth);
		}),
	);
});

test('shares: a larger one puts nobody into a lower segment', () => {
	assertProperty(
		fc.property(histories, anyRules, shares, shares, restDays, (given, rules, one, other, rest) => {
			const highPercent = Math.max(one.highPercent, other.highPercent);
			const mediumPercent = Math.max(one.mediumPercent, other.mediumPercent);
			const larger = { highPercent, mediumPercent: Math.min(mediumPercent, 100 - highPercent) };
			const contacts = scored(given, rules);
			const { rows: before } = segmentContacts(contacts, { shares: one, restDays: rest });
			const { rows: after } = segmentContacts(contacts, { shares: larger, restDays: rest });
			for (const [n, row] of after.entries())
				assert.ok(RANK[row.priority] >= RANK[before[n].priority]);
		}),
	);
});

test('shares: equal scores are in one segment, and a better score never in a lower one', () => {
	assertProperty(
		fc.property(histories, anyRules, shares, restDays, (given, rules, share, rest) => {
			const { rows } = segmentContacts(scored(given, rules), { shares: share, restDays: rest });
			const rankable = rows.filter(
				({ daysSince }) => daysSince !== null && (rest === 0 || daysSince >= rest),
			);
			for (const tie of tiesOf(rankable))
				assert.equal(new Set(tie.map(({ priority }) => priority)).size, 1);
			for (const [n, row] of rankable.slice(1).entries())
				assert.ok(RANK[rankable[n].priority] >= RANK[row.priority]);
		}),
	);
});

test('shares: the cuts that are told are where the segments begin', () => {
	assertProperty(
		fc.property(histories, anyRules, shares, (given, rules, share) => {
			const { rows, cuts } = segmentContacts(scored(given, rules), { shares: share, restDays: 0 });
			for (const name of ['high', 'medium'] as const) {
				const inside = rows.filter(({ priority }) => priority === name);
				assert.equal(cuts?.[name].contacts, inside.length);
				assert.equal(cuts?.[name].fromScore, inside.at(-1)?.score);
				const tie = tiesOf(inside).at(-1)?.length ?? 1;
				assert.ok(Number(cuts?.[name].tiedBeyond) < tie);
			}
		}),
	);
});

test('whoever rests or has no history is low, with its reason, and keeps its place and score', () => {
	assertProperty(
		fc.property(
			histories,
			anyRules,
			fc.option(shares, { nil: undefined }),
			restDays,
			(given, rules, share, rest) => {
				const before = scored(given, rules);
				const { rows, resting } = segmentContacts(before, { shares: share, restDays: rest });
				assert.deepEqual(
					rows.map(({ contactId, score }) => [contactId, score]),
					before.map(({ contactId, score }) => [contactId, score]),
				);
				let rested = 0;
				for (const [n, row] of rows.entries()) {
					const rests = rest > 0 && row.daysSince !== null && row.daysSince < rest;
					const isUnknown = row.daysSince === null && share !== undefined;
					if (rests) rested += 1;
					if (rests || isUnknown) assert.equal(row.priority, 'low');
					else if (share === undefined) assert.equal(row.priority, before[n].priority);
					const reason = rests ? 'restDays' : isUnknown ? 'noHistory' : share ? 'share' : 'score';
					assert.equal(row.segmentReason, rest > 0 ? reason : undefined);
					assert.equal('segmentReason' in row, rest > 0);
				}
				assert.equal(resting, rested);
			},
		),
	);
});

/** The score as the first version of the node had it, written from its words and not from its code. */
function firstVersion(given: Given, contactId: string, rules: ScoreRules) {
	let recency = 0;
	let calls = 0;
	if (given.daysAgo !== null) {
		calls = given.frequency;
		recency = rules.recencyMaxPoints - rules.recencyDecayPerDay * given.daysAgo;
		if (recency < 0) recency = 0;
		if (recency > rules.recencyMaxPoints) recency = rules.recencyMaxPoints;
	}
	const counted = calls > rules.frequencyCap ? rules.frequencyCap : calls;
	const sum = recency + counted * rules.frequencyPointsPerInteraction;
	const reached = [rules.mediumThreshold, rules.highThreshold].filter((from) => sum >= from);
	return {
		contactId,
		frequency: calls,
		lastInteraction:
			given.daysAgo === null ? null : new Date(NOW - given.daysAgo * DAY_MS).toISOString(),
		daysSince: given.daysAgo,
		recencyScore: recency,
		frequencyScore: counted * rules.frequencyPointsPerInteraction,
		score: sum,
		priority: ['low', 'medium', 'high'][reached.length],
	};
}

test('what is set by default scores as the first version did, to the last digit', () => {
	assertProperty(
		fc.property(histories, scoreRules, (given, rules) => {
			const { rows } = segmentContacts(scored(given, rules), { shares: undefined, restDays: 0 });
			const first = given
				.map((history, n) => firstVersion(history, `C-${n}`, rules))
				.sort((a, b) => b.score - a.score || (a.contactId < b.contactId ? -1 : 1));
			assert.deepEqual(rows, first);
			assert.equal(JSON.stringify(rows), JSON.stringify(first));
		}),
	);
});
