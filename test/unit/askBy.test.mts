import {
	chooseWay,
	isProven,
	needsProof,
	proofQuestions,
	requestsByAddress,
	requestsByDays,
	type AskingCosts,
} from '../../nodes/shared/core/askBy.ts';
import type { CompletedContact } from '../../nodes/shared/core/completedContact.ts';
import { phoneReader } from '../../nodes/shared/core/phone.ts';

const read = phoneReader('US');
/** One phone in five spellings, over 90 days of 60,000 rows in three windows. */
const COSTS: AskingCosts = {
	spellingCount: 5,
	addressWindowCount: 4,
	rowsByWindow: [200_000, 200_000, 200_000],
	skillCount: 1,
	pageSize: 10_000,
};
const FEW_ROWS = { ...COSTS, rowsByWindow: [10, 0] };
const ALL = { ...COSTS, spellingCount: undefined };

test('requests are counted by both filters and all spellings, and by pages', () => {
	expect(requestsByAddress(COSTS)).toBe(40);
	expect(requestsByDays(COSTS)).toBe(60);
	expect(requestsByDays(FEW_ROWS)).toBe(2);
	expect(requestsByDays({ ...FEW_ROWS, skillCount: 3 })).toBe(6);
	expect(requestsByAddress({ ...COSTS, skillCount: 3 })).toBe(120);
});

test.each([
	['automatic', COSTS, 'holds', { by: 'address', because: 'isCheaper' }],
	['automatic', COSTS, 'fails', { by: 'days', because: 'noProof' }],
	['automatic', COSTS, 'noRows', { by: 'days', because: 'noProof' }],
	['automatic', COSTS, 'notAsked', { by: 'days', because: 'noProof' }],
	['automatic', FEW_ROWS, 'holds', { by: 'days', because: 'isCheaper' }],
	['automatic', { ...COSTS, spellingCount: 8 }, 'holds', { by: 'days', because: 'isCheaper' }],
	['automatic', ALL, 'holds', { by: 'days', because: 'allContacts' }],
	['days', COSTS, 'holds', { by: 'days', because: 'isChosen' }],
	['address', COSTS, 'holds', { by: 'address', because: 'isChosen' }],
	['address', FEW_ROWS, 'holds', { by: 'address', because: 'isChosen' }],
	['address', COSTS, 'fails', { by: 'refused', because: 'noProof' }],
	['address', COSTS, 'noRows', { by: 'refused', because: 'noProof' }],
	['address', COSTS, 'notAsked', { by: 'refused', because: 'noProof' }],
	['address', { ...COSTS, rowsByWindow: [] }, 'noRows', { by: 'days', because: 'isCheaper' }],
	['address', ALL, 'holds', { by: 'refused', because: 'allContacts' }],
] as const)('%s with %p and a proof that %s', (askBy, costs, proof, way) => {
	expect(chooseWay(askBy, costs, proof)).toEqual(way);
});

test.each([
	['automatic', COSTS, true],
	['automatic', FEW_ROWS, false],
	['automatic', ALL, false],
	['days', COSTS, false],
	['address', FEW_ROWS, true],
	['address', ALL, false],
] as const)('%s with %p needs a proof: %s', (askBy, costs, needed) => {
	expect(needsProof(askBy, costs)).toBe(needed);
});

const contact = (id: string, from: string, to: string): CompletedContact => ({
	id,
	masterId: id,
	startMs: 0,
	isOutbound: false,
	mediaTypeId: 4,
	agentSeconds: 1,
	from,
	to,
});

describe('the questions of a proof', () => {
	test('are for both filters, each of a row that has a phone there', () => {
		const rows = [
			contact('1', 'Anonymous', '3125550100'),
			contact('2', '+12125550111', '18005550199'),
		];
		expect(proofQuestions(rows, read)).toEqual([
			{ side: 'to', address: '3125550100', contactId: '1' },
			{ side: 'from', address: '+12125550111', contactId: '2' },
		]);
	});

	test.each([
		['there are no rows', []],
		['no row has a caller with a phone', [contact('1', '', '3125550100')]],
		[
			'a row is spelled as nobody would ask',
			[contact('1', '2125550111', '3125550100'), contact('2', '212-555-0111', '3125550100')],
		],
		['an extension hangs on a number', [contact('1', '2125550111 x5', '3125550100')]],
	])('are none where %s', (_, rows) => {
		expect(proofQuestions(rows, read)).toBeUndefined();
	});
});

describe('a proof', () => {
	const question = { side: 'from', address: '2125550111', contactId: '2' } as const;
	test.each([
		['the contact alone', [contact('2', '2125550111', '1')], true],
		[
			'with others of its number in other spellings',
			[contact('2', '2125550111', '1'), contact('3', '+12125550111', '1')],
			true,
		],
		['nothing', [], false],
		['another contact of that number', [contact('3', '2125550111', '1')], false],
		['everybody', [contact('2', '2125550111', '1'), contact('3', '2125550122', '1')], false],
		['with a hidden caller', [contact('2', '2125550111', '1'), contact('3', '', '1')], false],
		['its number on the other side', [contact('2', '1', '2125550111')], false],
	])('%s: %s', (_, answer, holds) => {
		expect(isProven(question, answer, read)).toBe(holds);
	});
});
