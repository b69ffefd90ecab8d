const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;

/** The zone in which the tenant's schedules run. */
export const TENANT_ZONE = 'Eastern Standard Time';

const IANA_NAMES: Readonly<Record<string, string>> = {
	'Eastern Standard Time': 'America/New_York',
	'Central Standard Time': 'America/Chicago',
	'Mountain Standard Time': 'America/Denver',
	'US Mountain Standard Time': 'America/Phoenix',
	'Pacific Standard Time': 'America/Los_Angeles',
};

const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, number>();

function readOffsetMs(zone: string, atMs: number): number {
	const format =
		formats.get(zone) ??
		new Intl.DateTimeFormat('en-US', {
			timeZone: IANA_NAMES[zone],
			hourCycle: 'h23',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
		});
	formats.set(zone, format);
	const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
	const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
	const shownMs = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
	);
	return shownMs - atMs;
}

/** What a zone's clocks are ahead of UTC, in milliseconds. Throws a RangeError for a zone that is not known. */
export function zoneOffsetMs(zone: string, atMs: number): number {
	if (!(zone in IANA_NAMES)) throw new RangeError(`No zone ${zone}`);
	// Clocks change on a quarter of an hour, everywhere.
	const quarterMs = Math.floor(atMs / QUARTER_MS) * QUARTER_MS;
	const key = `${zone} ${quarterMs}`;
	const known = offsets.get(key);
	if (known !== undefined) return known;
	if (offsets.size > 10_000) offsets.clear();
	const offsetMs = readOffsetMs(zone, quarterMs);
	offsets.set(key, offsetMs);
	return offsetMs;
}

/** A time as the clocks of a zone show it. */
export interface LocalTime {
	/** `monday` and so on. */
	day: string;
	/** `HH:MM`. */
	clock: string;
	/** When the zone's day began, milliseconds since 1970; off by the change on a day on which clocks change. */
	dayStartMs: number;
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** What the clocks of a zone show. */
export function localTime(zone: string, atMs: number): LocalTime {
	const local = new Date(atMs + zoneOffsetMs(zone, atMs));
	const clock = local.toISOString().slice(11, 16);
	return {
		day: DAYS[local.getUTCDay()],
		clock,
		dayStartMs: atMs - (local.getTime() % DAY_MS),
	};
}

/** When a day begins in a zone. @param utcDayMs when it begins in UTC, milliseconds since 1970 */
export function zoneDayStart(zone: string, utcDayMs: number): number {
	const guessMs = utcDayMs - zoneOffsetMs(zone, utcDayMs);
	return utcDayMs - zoneOffsetMs(zone, guessMs);
}
