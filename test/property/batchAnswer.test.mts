import assert from 'node:assert/strict';

import fc from 'fast-check';

import { readBatchAnswer } from '../../nodes/shared/core/batchAnswer.ts';
import { compareIds } from '../../nodes/shared/core/ids.ts';
import { assertProperty } from '../support/property.mts';
import { contactIds } from '../support/scoreInputs.mts';

const outcome = fc.record({
	isRefused: fc.boolean(),
	/** Words that a service may say of a contact; some look like codes, some like outcomes. */
	text: fc.oneof(fc.constantFrom('invalid_phone', 'ok', 'error', 'Lee', ''), fc.string()),
});
type Outcomes = Map<string, { isRefused: boolean; text: string }>;
const outcomes: fc.Arbitrary<Outcomes> = fc
	.uniqueArray(fc.tuple(contactIds, outcome), { selector: ([id]) => id, maxLength: 20 })
	.map((pairs) => new Map(pairs));

const refusedOf = (given: Outcomes) => [...given].filter(([, { isRefused }]) => isRefused);

/** Ways in which services tell the outcome of each contact. */
const FORMS: Record<string, (given: Outcomes) => unknown> = {
	rejected: (given) => ({
		accepted: given.size - refusedOf(given).length,
		rejected: refusedOf(given).map(([contactId, { text }]) => ({ contactId, reason: text })),
	}),
	errors: (given) => ({
		errors: refusedOf(given).map(([contactId, { text }]) => ({ contactId, message: text })),
	}),
	ids: (given) => ({ failedContactIds: refusedOf(given).map(([contactId]) => contactId) }),
	accepted: (given) => ({
		accepted: [...given].filter(([, one]) => !one.isRefused).map(([contactId]) => contactId),
	}),
	rows: (given) =>
		[...given].map(([contactId, { isRefused, text }]) => ({
			contactId,
			status: isRefused ? 'error' : 'ok',
			message: text,
		})),
	results: (given) => ({
		results: [...given].map(([contactId, { isRefused, text }]) => ({
			contactId,
			success: !isRefused,
			...(isRefused ? { error: text } : { data: { error: text, status: text } }),
		})),
	}),
};

test('whatever mix of outcomes an answer tells, exactly the refused contacts are refused', () => {
	assertProperty(
		fc.property(outcomes, fc.constantFrom(...Object.keys(FORMS)), (given, form) => {
			const verdict = readBatchAnswer(FORMS[form](given), [...given.keys()]);
			const refused = refusedOf(given).map(([id]) => id);
			assert.equal(verdict.kind, refused.length === 0 ? 'accepted' : 'refused');
			if (verdict.kind !== 'refused') return;
			assert.deepEqual([...verdict.codes.keys()].sort(), refused.sort());
			for (const code of verdict.codes.values())
				assert.ok(code === undefined || /^[A-Za-z_-]{3,40}$/.test(code));
		}),
	);
});

test('an answer that counts fewer than were sent is never taken for success, and no answer makes it fail', () => {
	assertProperty(
		fc.property(outcomes, fc.nat({ max: 25 }), fc.anything(), (given, accepted, anything) => {
			const ids = [...given.keys()];
			const verdict = readBatchAnswer({ accepted }, ids);
			assert.equal(verdict.kind, accepted < ids.length ? 'unclear' : 'accepted');
			const { kind } = readBatchAnswer(anything, ids);
			assert.ok(['accepted', 'refused', 'unclear'].includes(kind));
		}),
	);
});

test('ids have one order, whatever order they come in', () => {
	const id = fc.oneof(fc.stringMatching(/^\d{1,20}$/), contactIds);
	assertProperty(
		fc.property(fc.array(id), (ids) => {
			const sorted = [...ids].sort(compareIds);
			assert.deepEqual([...ids].reverse().sort(compareIds), sorted);
			const numbers = sorted.filter((one) => /^\d+$/.test(one)).map(BigInt);
			numbers.forEach((number, index) => assert.ok(index === 0 || numbers[index - 1] <= number));
		}),
	);
});
