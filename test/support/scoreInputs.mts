import fc from 'fast-check';

import type { ScoreRules } from '../../nodes/shared/core/score.ts';
import { DAY_MS } from '../../nodes/shared/core/time.ts';

/** As-of time of all scores in tests, in milliseconds since 1970. */
export const NOW = Date.UTC(2026, 0, 31, 12);

/** One call of a contact. */
export interface Call {
	id: string;
	contactId: string;
	startMs: number;
}

/** Contact ids as they are read, trimmed; those that are names of object properties among them. */
export const contactIds = fc.oneof(
	fc.constantFrom('a', 'b', '10', '9', '__proto__', 'constructor', 'é', 'Z'),
	fc
		.string({ minLength: 1 })
		.map((text) => text.trim())
		.filter((text) => text !== ''),
);

/** A history of some contacts, some times in the future; the same id may come twice. */
export const calls: fc.Arbitrary<Call[]> = fc.array(
	fc.record({
		id: fc.nat({ max: 10_000 }).map((number) => `call-${number}`),
		contactId: contactIds,
		startMs: fc.integer({ min: NOW - 200 * DAY_MS, max: NOW + DAY_MS }),
	}),
	{ maxLength: 40 },
);

/** Any rules that the node takes: zero or more, the high threshold not below the medium one. */
export const scoreRules: fc.Arbitrary<ScoreRules> = fc
	.record({
		recencyMaxPoints: fc.nat({ max: 100 }),
		recencyDecayPerDay: fc.double({ min: 0, max: 10, noNaN: true }),
		frequencyPointsPerInteraction: fc.double({ min: 0, max: 10, noNaN: true }),
		frequencyCap: fc.nat({ max: 50 }),
		mediumThreshold: fc.integer({ min: -10, max: 150 }),
		gap: fc.nat({ max: 50 }),
	})
	.map(({ gap, ...rules }) => ({ ...rules, highThreshold: rules.mediumThreshold + gap }));
