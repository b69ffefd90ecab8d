import { HeldRecords } from '../../nodes/shared/core/heldRecords.ts';
import { phoneReader } from '../../nodes/shared/core/phone.ts';
import { phoneKeysBy } from '../../nodes/shared/core/recordPhones.ts';
import type { CallingRecord } from '../../nodes/shared/core/callingRecord.ts';
import { decideUploads } from '../../nodes/shared/core/uploadPlan.ts';

const NOW = Date.UTC(2026, 4, 20);
const rules = { restDays: 1, nowMs: NOW };

function heldOf(country: string, ...records: Array<Partial<CallingRecord>>): HeldRecords {
	const held = new HeldRecords(phoneKeysBy(phoneReader(country)), NOW);
	for (const record of records)
		held.add(
			{
				listId: '1',
				externalId: '',
				phones: [],
				skillId: undefined,
				isFinal: false,
				isRemoved: false,
				expiresAtMs: undefined,
				latestExpiryMs: undefined,
				lastCallMs: undefined,
				callbackMs: undefined,
				agentDisposition: undefined,
				score: undefined,
				...record,
			},
			true,
		);
	return held;
}

const candidate = (position: number, contactId: string, e164: string, score?: number) => ({
	position,
	contactId,
	e164,
	score,
});

test('whoever has a live record under another phone is known by the contact id', () => {
	const held = heldOf('US', { externalId: 'a', phones: ['2015550100'] });
	const decisions = decideUploads([candidate(0, 'a', '+12015550101')], held, rules);
	expect(decisions.get(0)).toEqual({ kind: 'existing', heldIn: '1' });
});

test.each([
	['US', '2015550100', '+12015550100'],
	['US', '12015550100', '+12015550100'],
	['DE', '2015550100', '+12015550100'],
	['GB', '442079460123', '+442079460123'],
	['US', '442079460123', '+442079460123'],
	['US', '+44 20 7946 0123', '+442079460123'],
	['DE', '030123456', '+4930123456'],
])('in %s a record of %s may ring %s', (country, kept, e164) => {
	const held = heldOf(country, { externalId: 'x', phones: [kept] });
	expect(decideUploads([candidate(0, 'a', e164)], held, rules).get(0)).toEqual({
		kind: 'existing',
		heldIn: '1',
	});
});

test('the contact of the higher score stays, also over a contact held for another phone', () => {
	const held = heldOf('US', {
		externalId: 'best',
		phones: ['2015550199'],
		lastCallMs: NOW - 1,
		isFinal: true,
	});
	const decisions = decideUploads(
		[
			candidate(0, 'low', '+12015550100', 1),
			candidate(1, 'best', '+12015550100', 9),
			candidate(2, 'next', '+12015550100', 5),
			candidate(3, 'next', '+12015550103', 4),
			candidate(4, 'none', '+12015550100'),
		],
		held,
		rules,
	);
	expect([...decisions].sort(([a], [b]) => a - b).map(([, decision]) => decision)).toEqual([
		{ kind: 'duplicate', reason: 'samePhone' },
		{ kind: 'rejected', reason: 'calledLately' },
		{ kind: 'upload' },
		{ kind: 'duplicate', reason: 'sameContact' },
		{ kind: 'duplicate', reason: 'samePhone' },
	]);
});

test('two live records of one phone are seen, in whatever spelling', () => {
	const held = heldOf(
		'US',
		{ listId: '1', externalId: 'a', phones: ['2015550100', '(201) 555-0100'] },
		{ listId: '2', externalId: 'b', phones: ['+1 201 555 0100'] },
		{ listId: '3', externalId: 'c', phones: ['2015550100'], isFinal: true },
	);
	expect(held.doublings).toEqual([{ listIds: ['1', '2'] }]);
});
