import fc from 'fast-check';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { hasLostDigits, toContactId } from '../../nodes/shared/core/fields.ts';
import { Parameters, readSwitch } from '../../nodes/shared/n8n/parameters.ts';
import { assertProperty } from '../support/property.mts';

const spaces = fc.string({ unit: fc.constantFrom(' ', '\t', '\n'), maxLength: 3 });
const mixedCase = (word: string) =>
	fc
		.array(fc.boolean(), { minLength: word.length, maxLength: word.length })
		.map((upper) => [...word].map((c, n) => (upper[n] ? c.toUpperCase() : c)).join(''));

test('a switch is what its text says, in any case, with spaces around', () => {
	const said = fc
		.boolean()
		.chain((isOn) => fc.tuple(fc.constant(isOn), spaces, mixedCase(String(isOn)), spaces));
	assertProperty(
		fc.property(said, ([isOn, before, text, after]) => {
			expect(readSwitch(before + text + after)).toBe(isOn);
		}),
	);
});

test('anything else is neither on nor off', () => {
	assertProperty(
		fc.property(fc.anything(), (value) => {
			const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
			fc.pre(![true, false, 'true', 'false'].includes(text as string));
			expect(readSwitch(value)).toBeUndefined();
		}),
	);
});

test('whole numbers are ids that stay apart, or are told apart from no id', () => {
	const whole = fc.oneof(fc.bigInt(-(2n ** 80n), 2n ** 80n), fc.bigInt(-(2n ** 53n), 2n ** 53n));
	assertProperty(
		fc.property(whole, (written) => {
			const read = Number(written);
			if (hasLostDigits(read)) expect(toContactId(read)).toBeUndefined();
			else expect(toContactId(read)).toBe(String(written));
			expect(toContactId(` ${written} `)).toBe(String(written));
		}),
	);
});

describe('a list of texts', () => {
	const property = { displayName: 'Types', name: 'types', type: 'multiOptions' };
	/** Reads `types` from a node that holds `value`, as n8n would give it. */
	const listOf = (value: unknown) =>
		new Parameters(
			{
				getNode: () => ({ parameters: { types: '={{ $json.types }}' } }),
				getNodeParameter: () => value,
			} as unknown as IExecuteFunctions,
			[property as INodeProperties],
		).list('types', 0);

	test.each([
		[
			['voice', ' chat '],
			['voice', 'chat'],
		],
		['voice, chat', ['voice', 'chat']],
		[[], []],
		['', []],
		[' ', []],
		[7, ['7']],
	])('%j is %j', (value, texts) => {
		expect(listOf(value)).toEqual(texts);
	});

	test.each([
		[undefined],
		[null],
		[{}],
		[true],
		[[null]],
		[['voice', undefined]],
		[[{}]],
		[Number.NaN],
	])('%p is refused, and never all', (value) => {
		expect(() => listOf(value)).toThrow("'Types' holds no value, or one that is not text");
	});

	test.each([[2 ** 60], [[2 ** 60]]])('%p has lost digits', (value) => {
		expect(() => listOf(value)).toThrow("'Types' is a number that has lost digits");
	});
});
