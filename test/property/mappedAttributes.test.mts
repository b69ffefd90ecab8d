import fc from 'fast-check';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { readMapped } from '../../nodes/CxoneListUpsert/mappedAttributes.ts';
import { InputFailure } from '../../nodes/shared/core/inputFailure.ts';
import { Parameters } from '../../nodes/shared/n8n/parameters.ts';
import { assertProperty } from '../support/property.mts';

const PROPERTY = { displayName: 'Attribute Mapping', name: 'attributeMapping' } as INodeProperties;

/** Reads the mapping of a node that holds `value`, as n8n would give it. */
function read(value: unknown): Record<string, unknown> {
	const context = {
		getNode: () => ({ parameters: { attributeMapping: '={{ $json.x }}' } }),
		getNodeParameter: () => value,
	} as unknown as IExecuteFunctions;
	return readMapped(new Parameters(context, [PROPERTY]), 0);
}

/** Throws for what JSON turns into null or leaves out. */
function refuseWhatIsLost(_: string, value: unknown): unknown {
	expect(typeof value === 'number' && !Number.isFinite(value)).toBe(false);
	expect(['bigint', 'function', 'symbol']).not.toContain(typeof value);
	return value;
}

const circle: unknown[] = [];
circle.push(circle);
const lost = fc.constantFrom(
	Number.NaN,
	Infinity,
	1n,
	Symbol('s'),
	[Number.NaN],
	{ a: 1n },
	circle,
);
const entry = fc.record(
	{
		name: fc.oneof({ weight: 4, arbitrary: fc.string({ minLength: 1 }) }, fc.anything()),
		value: fc.oneof({ weight: 3, arbitrary: fc.anything() }, lost),
		type: fc.constantFrom('string', 'number', 'boolean', 'array', 'object', undefined, 'binary'),
	},
	{ requiredKeys: [] },
);
const mapping = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ assignments: fc.array(entry, { maxLength: 4 }) }) },
	fc.anything(),
);

test('whatever is mapped either arrives as it is when written as JSON, or is refused with advice', () => {
	assertProperty(
		fc.property(mapping, (value) => {
			try {
				const attributes = read(value);
				for (const [name, attribute] of Object.entries(attributes)) {
					expect(name.trim()).toBe(name);
					expect(name).not.toBe('');
					expect(JSON.stringify(attribute, refuseWhatIsLost)).toBeDefined();
				}
			} catch (error) {
				expect(error).toBeInstanceOf(InputFailure);
				expect((error as InputFailure).description).not.toBe('');
			}
		}),
	);
});

test('a typed value leaves as its type', () => {
	const typed = fc.oneof(
		fc.tuple(fc.constant('string'), fc.oneof(fc.string(), fc.integer(), fc.boolean())),
		fc.tuple(fc.constant('number'), fc.oneof(fc.integer(), fc.integer().map(String))),
		fc.tuple(fc.constant('boolean'), fc.oneof(fc.boolean(), fc.boolean().map(String))),
	);
	assertProperty(
		fc.property(typed, ([type, value]) => {
			const { a } = read({ assignments: [{ name: 'a', value, type }] });
			expect(typeof a).toBe(type);
			expect(String(a)).toBe(String(value));
		}),
	);
});
