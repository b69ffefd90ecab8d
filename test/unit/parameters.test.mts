import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { Parameters, type NumberRange } from '../../nodes/shared/n8n/parameters.ts';
import type { InputFailure } from '../../nodes/shared/core/inputFailure.ts';

const PROPERTIES = [
	{ displayName: 'Amount', name: 'amount', type: 'number', default: 5 },
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		default: {},
		options: [{ displayName: 'Batch Size', name: 'batchSize', type: 'number', default: 500 }],
	},
] as INodeProperties[];

/** Parameters of a node whose `amount` has these values, an item each; more than one by an expression. */
function parametersOf(...values: unknown[]) {
	const reads: number[] = [];
	const context = {
		getNode: () => ({
			parameters: { amount: values.length > 1 ? '={{ $json.amount }}' : values[0], options: {} },
		}),
		getNodeParameter: (name: string, itemIndex: number, fallback: unknown) => {
			reads.push(itemIndex);
			return name === 'amount' ? values[itemIndex] : fallback;
		},
		getTimezone: () => 'Europe/Vienna',
	} as unknown as IExecuteFunctions;
	return { parameters: new Parameters(context, PROPERTIES), reads };
}

/** What the function throws, in one text; undefined when it does not. */
function refusalOf(read: () => unknown): string | undefined {
	try {
		read();
	} catch (error) {
		const { message, description } = error as InputFailure;
		return `${message}: ${description}`;
	}
	return undefined;
}

describe('number', () => {
	const range: NumberRange = { min: 1, max: 10 };

	it.each([
		[1, 1],
		[10, 10],
		[2.5, 2.5],
		['4.5', 4.5],
		[' 7 ', 7],
	])('takes %p as %d', (value, expected) => {
		expect(parametersOf(value).parameters.number('amount', 0, range)).toBe(expected);
	});

	it.each([
		[0.99],
		[10.01],
		[0],
		[-1],
		['some'],
		[''],
		['  '],
		['1e400'],
		[null],
		[undefined],
		[true],
		[Number.NaN],
		[Infinity],
		[[]],
		[[5]],
		[{}],
	])('refuses %p', (value) => {
		expect(refusalOf(() => parametersOf(value).parameters.number('amount', 0, range))).toContain(
			"'Amount' is not a number from 1 to 10",
		);
	});

	it.each<[NumberRange, unknown, string]>([
		[{}, 'x', 'a number'],
		[{ min: 0 }, -0.1, 'a number of 0 or more'],
		[{ max: 3 }, 3.1, 'a number of 3 or less'],
		[{ min: 1, isWhole: true }, 1.5, 'a whole number of 1 or more'],
		[{ min: 1, max: 20, isWhole: true }, 21, 'a whole number from 1 to 20'],
		[{ min: 1, max: 20, isWhole: true }, 0, 'a whole number from 1 to 20'],
	])('tells the range %j, which is the one that it keeps', (rule, value, text) => {
		expect(refusalOf(() => parametersOf(value).parameters.number('amount', 0, rule))).toContain(
			`'Amount' is not ${text}`,
		);
	});

	it('holds zero for a value, and both ends for part of the range', () => {
		expect(parametersOf(0).parameters.number('amount', 0, { min: 0, max: 0 })).toBe(0);
	});

	it('names a parameter of a collection as the user sees it', () => {
		const { parameters } = parametersOf(1);
		expect(refusalOf(() => parameters.number('options.batchSize', 0, { max: 1 }))).toContain(
			"'Batch Size' is not",
		);
	});

	it('speaks of the expression only where there is one', () => {
		const fixed = refusalOf(() => parametersOf(0).parameters.number('amount', 0, range));
		const computed = refusalOf(() => parametersOf(0, 1).parameters.number('amount', 0, range));
		expect(fixed).not.toContain('expression');
		expect(computed).toContain('check what its expression gives for this item');
	});
});

describe('text', () => {
	it.each([
		['a', 'a'],
		[' a ', ' a '],
		[0, '0'],
		[12.5, '12.5'],
		['false', 'false'],
	])('takes %p', (value, expected) => {
		expect(parametersOf(value).parameters.text('amount', 0)).toBe(expected);
	});

	it.each([
		['', "'Amount' is empty:"],
		[' \t', "'Amount' is empty:"],
		[null, "'Amount' is empty:"],
		[undefined, "'Amount' is empty:"],
		[{}, "'Amount' is empty or not text:"],
		[[], "'Amount' is empty or not text:"],
		[true, "'Amount' is empty or not text:"],
		[Number.NaN, "'Amount' is empty or not text:"],
	])('refuses %p', (value, message) => {
		expect(refusalOf(() => parametersOf(value).parameters.text('amount', 0))).toContain(message);
	});

	it('may be blank where that is allowed', () => {
		expect(parametersOf(' ').parameters.text('amount', 0, { mayBeBlank: true })).toBe(' ');
	});
});

describe('option', () => {
	const choices = ['last', 'first'] as const;

	it('takes a choice', () => {
		expect(parametersOf('first').parameters.option('amount', 0, choices)).toBe('first');
	});

	it.each(['First', ' first', '', 'none', null, undefined, 0, ['first']])('refuses %p', (value) => {
		expect(refusalOf(() => parametersOf(value).parameters.option('amount', 0, choices))).toBe(
			"'Amount' is none of its choices: Choose one of: last, first.",
		);
	});
});

describe('instantMs', () => {
	it.each([
		['2026-01-31T09:00:00Z', Date.UTC(2026, 0, 31, 9)],
		['2026-01-31T09:00:00', Date.UTC(2026, 0, 31, 8)],
		[0, 0],
	])('takes %p, without a zone in that of the workflow', (value, expected) => {
		expect(parametersOf(value).parameters.instantMs('amount', 0)).toBe(expected);
	});

	it.each(['last week', '2026-02-30T00:00:00Z', '12:00', '', true, null, undefined, {}])(
		'refuses %p',
		(value) => {
			expect(refusalOf(() => parametersOf(value).parameters.instantMs('amount', 0))).toContain(
				"'Amount' is not a time:",
			);
		},
	);
});

describe('value', () => {
	it('is read once where it is the same for all items', () => {
		const { parameters, reads } = parametersOf(7);
		expect([0, 1, 2].map((item) => parameters.value('amount', item))).toEqual([7, 7, 7]);
		expect(reads).toEqual([0]);
	});

	it('is read for each item where an expression gives it', () => {
		const { parameters } = parametersOf(7, 8);
		expect([0, 1].map((item) => parameters.value('amount', item))).toEqual([7, 8]);
		expect(parameters.isConstant('amount')).toBe(false);
	});
});

describe('two parameters of a name', () => {
	const shown = (kind: string) => ({ displayOptions: { show: { kind: [kind] } } });
	const twins = [
		{ displayName: 'Kind', name: 'kind', type: 'string', default: 'one' },
		{ displayName: 'Share', name: 'share', type: 'number', default: 5, ...shown('one') },
		{ displayName: 'Percent', name: 'share', type: 'number', default: 3, ...shown('two') },
	] as INodeProperties[];

	it.each([
		['one', 5, 'Share'],
		['two', 3, 'Percent'],
		['neither', 5, 'Share'],
	])('are read as the one that is shown: %s', (kind, expected, displayName) => {
		const context = {
			getNode: () => ({ typeVersion: 1, parameters: { kind } }),
			getNodeParameter: (_: string, __: number, fallback: unknown) => fallback,
		} as unknown as IExecuteFunctions;
		const parameters = new Parameters(context, twins);
		expect(parameters.number('share', 0)).toBe(expected);
		expect(parameters.displayName('share')).toBe(displayName);
	});
});
