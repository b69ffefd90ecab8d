const DAY_MINUTES = 1_440;
const TIME = /^\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]m)?\s*$/i;

/** Minutes after midnight that a text such as `08:00`, `20:00:00` or `8:00 PM` names, up to 24:00; undefined for any other. */
export function parseTimeOfDay(value: unknown): number | undefined {
	const match = typeof value === 'string' ? TIME.exec(value) : null;
	if (match === null) return undefined;
	const [hour, minute, second] = match.slice(1, 4).map((part) => Number(part ?? 0));
	const half = match[4]?.toLowerCase();
	if (minute > 59 || second > 59) return undefined;
	if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
	const hourOfDay = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
	// A part of a minute counts as a whole one: what is compared with it must not be passed.
	const minutes = hourOfDay * 60 + minute + (second > 0 ? 1 : 0);
	return minutes > DAY_MINUTES ? undefined : minutes;
}

/** Minutes after midnight as `08:00`. */
export function showTimeOfDay(minutes: number): string {
	return [Math.floor(minutes / 60), minutes % 60]
		.map((part) => String(part).padStart(2, '0'))
		.join(':');
}
