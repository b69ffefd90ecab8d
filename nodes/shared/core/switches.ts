/** What a switch says: booleans, and the texts `true` and `false` in any case with spaces around; else undefined. */
export function readSwitch(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
	if (text === 'true') return true;
	return text === 'false' ? false : undefined;
}
