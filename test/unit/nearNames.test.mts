import { nearNames } from '../../nodes/shared/core/nearNames.ts';

const SKILLS = ['dynamic_outbound_high', 'dynamic_outbound_low', 'Billing', 'billing 2'];

test.each([
	['dynamic_outbound_hig', ['dynamic_outbound_high', 'dynamic_outbound_low']],
	['BILLING', ['Billing', 'billing 2']],
	['Support', []],
	['', []],
])('names near %j', (name, near) => {
	expect(nearNames(name, SKILLS)).toEqual(near);
});

test('five at most, the nearest first, those that are equally near by their letters', () => {
	const names = ['ab', 'ac', 'ad', 'ae', 'af', 'ag', 'a'];
	expect(nearNames('a', names)).toEqual(['a', 'ab', 'ac', 'ad', 'ae']);
});
