/** Reads one field of an item. */
export type FieldReader = (json: unknown) => unknown;

function ownValue(holder: unknown, key: string): unknown {
	if (typeof holder !== 'object' || holder === null) return undefined;
	// Own properties only: `constructor` and `__proto__` are names that a contact may have, not ways into the prototype.
	return Object.prototype.hasOwnProperty.call(holder, key)
		? (holder as Record<string, unknown>)[key]
		: undefined;
}

/**
 * Makes a reader for a dot path (`customer.id`, `calls[0].at`); a field whose whole name is the path wins.
 * The reader gives undefined where the path leads nowhere, and never looks at inherited properties.
 */
export function fieldReader(path: string): FieldReader {
	const name = path.trim();
	const steps = name
		.replace(/\[(\w+)\]/g, '.$1')
		.split('.')
		.filter((step) => step !== '');
	if (steps.length === 1 && steps[0] === name) return (json) => ownValue(json, name);
	return (json) => {
		const whole = ownValue(json, name);
		if (whole !== undefined || steps.length === 0) return whole;
		return steps.reduce<unknown>((holder, step) => ownValue(holder, step), json);
	};
}

/** Makes readers by path; a path asked for again has its reader already, since making one costs more than reading. */
export function fieldReaders(): (path: string) => FieldReader {
	const readers = new Map<string, FieldReader>();
	return (path) => {
		const read = readers.get(path) ?? fieldReader(path);
		readers.set(path, read);
		return read;
	};
}

/** Whether a field holds nothing: absent, null or empty text. Zero and false are values. */
export function isBlank(value: unknown): value is undefined | null | '' {
	return value === undefined || value === null || value === '';
}

/** The contact id that a value holds, or undefined: text that is not blank (kept as it is) or a finite number. */
export function toContactId(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() === '' ? undefined : value;
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	return undefined;
}

/** Splits a list that a person typed, by commas, semicolons or lines; takes arrays as they are. Blanks fall out. */
export function splitTyped(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : String(value ?? '').split(/[,;\r\n]+/);
	return parts.map((part) => String(part ?? '').trim()).filter((part) => part !== '');
}
