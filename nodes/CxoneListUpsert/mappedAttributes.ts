import { validateFieldType, type FieldType } from 'n8n-workflow';
import { isCarriedByJson } from '../shared/core/attributes';
import { InputFailure } from '../shared/core/inputFailure';
import type { Parameters } from '../shared/n8n/parameters';

/** The types that n8n offers for an assignment and JSON can carry. */
const TYPES: readonly FieldType[] = ['string', 'number', 'boolean', 'array', 'object'];

/** An entry of the parameter; what expressions and agents give need not be what n8n's editor makes. */
interface Entry {
	name?: unknown;
	value?: unknown;
	type?: unknown;
}

function entriesOf(value: unknown): Entry[] {
	const { assignments } = Object(value) as { assignments?: unknown };
	return Array.isArray(assignments) ? assignments.map((entry) => Object(entry) as Entry) : [];
}

function readName(name: unknown): string {
	return typeof name === 'string' || Number.isSafeInteger(name) ? String(name).trim() : '';
}

/** The value as its type says, in the way of n8n's own nodes; undefined where it is no such value. */
function toType(value: unknown, type: unknown): unknown {
	const known = TYPES.find((candidate) => candidate === type);
	if (known === undefined) return type === undefined ? value : undefined;
	// n8n takes blank text for the number 0, and a score that is not there is none.
	if (known === 'number' && typeof value === 'string' && value.trim() === '') return undefined;
	const validated = validateFieldType('', value, known, { parseStrings: true });
	return validated.valid ? validated.newValue : undefined;
}

/**
 * The attributes of an item as 'Attribute Mapping' gives them: absent values are left out, zero, false, '' and null
 * are kept, and the rest is of the type chosen. Throws an `InputFailure` that names an attribute by its place, as its
 * name may be data.
 */
export function readMapped(parameters: Parameters, itemIndex: number): Record<string, unknown> {
	const label = parameters.displayName('attributeMapping');
	const entries = entriesOf(parameters.value('attributeMapping', itemIndex));
	if (entries.length === 0)
		throw new InputFailure(
			`'${label}' is empty`,
			"Add at least one attribute, or set 'Attributes' to 'None'.",
		);
	const attributes = new Map<string, unknown>();
	for (const [position, { name: givenName, value: given, type }] of entries.entries()) {
		const which = `Attribute no. ${position + 1} of '${label}'`;
		const name = readName(givenName);
		if (name === '')
			throw new InputFailure(
				`${which} has no name`,
				'Give it a name, check what the expression of its name gives for this item, or remove it.',
			);
		if (attributes.has(name))
			throw new InputFailure(
				`${which} has the name of another one`,
				'Give each attribute a name of its own.',
			);
		if (!isCarriedByJson(given ?? null))
			throw new InputFailure(
				`${which} holds a value that JSON cannot carry`,
				'Give it a finite number, text, or data without circles, or remove it.',
			);
		const isAbsent = given === undefined || given === null;
		const value = isAbsent ? given : toType(given, type);
		if (value === undefined && !isAbsent)
			throw new InputFailure(
				`${which} is not of its type`,
				'Choose another type, or check what its expression gives for this item.',
			);
		attributes.set(name, value);
	}
	// fromEntries defines own properties, so an attribute named `__proto__` stays one.
	return Object.fromEntries([...attributes].filter(([, value]) => value !== undefined));
}
