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

/** Whether a value is a whole number beyond 2^53: the digits that it was written with are lost, so it names nothing. */
export function hasLostDigits(value: unknown): value is number {
	return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/** The id that a value holds, or undefined: text that is not blank (trimmed) or a finite number that has all its digits. */
export function toContactId(value: unknown): string | undefined {
	if (typeof value === 'string') return value.trim() || undefined;
	if (typeof value === 'number' && Number.isFinite(value) && !hasLostDigits(value))
		return String(value);
	return undefined;
}

/** Names that tell how an item is built and nothing of whom it is about. */
const PLAIN_NAME = /^[A-Za-z_$][\w$-]{0,39}$/;

/** Whether the name of an item's field may be shown: keys can be data, such as phone numbers. */
export function isPlainName(name: string): boolean {
	return PLAIN_NAME.test(name);
}

/** Splits a list that a person typed, by commas, semicolons or lines; takes arrays as they are. Blanks fall out. */
export function splitTyped(value: unknown): string[] {
	const parts = Array.isArray(value) ? value : String(value ?? '').split(/[,;\r\n]+/);
	return parts.map((part) => String(part ?? '').trim()).filter((part) => part !== '');
}
