import { fieldReader } from './fields';

/** Which fields of an item become custom attributes of its contact. */
export type AttributeChoice =
	| { kind: 'none' }
	| { kind: 'all'; contactIdField: string }
	| { kind: 'selected'; fields: string[] };

/** The attributes of one contact, or the field whose value JSON cannot carry. */
export type Attributes =
	| { isValid: true; data: Record<string, unknown> }
	| { isValid: false; field: string };

function isCarriedByJson(value: unknown): boolean {
	if (typeof value === 'number') return Number.isFinite(value);
	return typeof value !== 'bigint' && typeof value !== 'function' && typeof value !== 'symbol';
}

/** Makes a function that picks the attributes of an item; absent fields are left out, zero, false and '' are kept. */
export function attributePicker(choice: AttributeChoice): (json: object) => Attributes {
	if (choice.kind === 'none') return () => ({ isValid: true, data: {} });
	const readers =
		choice.kind === 'selected'
			? choice.fields.map((field) => ({ field, read: fieldReader(field) }))
			: [];
	return (json) => {
		const entries: Array<[string, unknown]> =
			choice.kind === 'all'
				? Object.entries(json).filter(([field]) => field !== choice.contactIdField)
				: readers.map(({ field, read }): [string, unknown] => [field, read(json)]);
		const present = entries.filter(([, value]) => value !== undefined);
		const unfit = present.find(([, value]) => !isCarriedByJson(value));
		if (unfit !== undefined) return { isValid: false, field: unfit[0] };
		// fromEntries defines own properties, so a field named `__proto__` stays a field.
		return { isValid: true, data: Object.fromEntries(present) };
	};
}
