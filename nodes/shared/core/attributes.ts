import { fieldReader } from './fields';

/** Which fields of an item become custom attributes of its contact. */
export type AttributeChoice =
	| { kind: 'none' }
	| { kind: 'all'; contactIdField: string }
	| { kind: 'selected'; fields: string[] };

/** Picks the attributes of items; absent fields are left out, zero, false and '' are kept. */
export interface AttributePicker {
	/** The first field whose value JSON cannot carry. */
	findUnfit: (json: object) => string | undefined;
	pick: (json: object) => Record<string, unknown>;
}

function isCarriedAlone(value: unknown): boolean {
	if (typeof value === 'number') return Number.isFinite(value);
	return typeof value !== 'bigint' && typeof value !== 'function' && typeof value !== 'symbol';
}

function refuseUnfit(this: Record<string, unknown>, key: string, value: unknown): unknown {
	// Some programs teach a bigint to write itself as text: what was there before that counts too.
	if (!isCarriedAlone(value) || !isCarriedAlone(this[key]))
		throw new TypeError('JSON would lose this value');
	return value;
}

/** Whether JSON carries a value with all that is in it; only objects are written to see. */
export function isCarriedByJson(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return isCarriedAlone(value);
	try {
		return JSON.stringify(value, refuseUnfit) !== undefined;
	} catch {
		// A circle, a toJSON that throws, or too deep: all the same to the contact.
		return false;
	}
}

function entriesReader(choice: AttributeChoice): (json: object) => Array<[string, unknown]> {
	if (choice.kind === 'none') return () => [];
	if (choice.kind === 'all')
		return (json) =>
			Object.entries(json).filter(
				([field, value]) => field !== choice.contactIdField && value !== undefined,
			);
	const readers = choice.fields.map((field) => ({ field, read: fieldReader(field) }));
	return (json) => {
		const entries: Array<[string, unknown]> = [];
		for (const { field, read } of readers) {
			const value = read(json);
			if (value !== undefined) entries.push([field, value]);
		}
		return entries;
	};
}

/** Makes the picker for a choice. */
export function attributePicker(choice: AttributeChoice): AttributePicker {
	const readEntries = entriesReader(choice);
	return {
		findUnfit: (json) => readEntries(json).find(([, value]) => !isCarriedByJson(value))?.[0],
		// fromEntries defines own properties, so a field named `__proto__` stays a field.
		pick: (json) => Object.fromEntries(readEntries(json)),
	};
}
