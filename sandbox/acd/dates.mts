const ISO_UTC = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?Z)?$/;
const ISO_ZERO_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?\+00:00$/;
const US = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?$/;

/**
 * Milliseconds since 1970 of a date as reports take it: ISO 8601 UTC with a literal `Z`, a day, or US form
 * (`MM/DD/YYYY[ HH:MM]`, UTC); undefined for anything else, such as an offset.
 */
export function reportDate(text: string): number | undefined {
	const us = US.exec(text);
	if (us !== null) {
		const [month, day, year, hour = 0, minute = 0, second = 0] = us.slice(1).map(Number);
		const timeMs = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0);
		return new Date(timeMs).getUTCDate() === day ? timeMs : undefined;
	}
	const timeMs = ISO_UTC.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** As `reportDate`; `updatedSince` also takes the offset `+00:00`. */
export function updatedSinceDate(text: string): number | undefined {
	return ISO_ZERO_OFFSET.test(text) ? Date.parse(text) : reportDate(text);
}

/** Milliseconds since 1970 of the begin (UTC) of a day as `YYYY-MM-DD`; undefined for anything else. */
export function dayStart(text: string): number | undefined {
	const timeMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(timeMs) ? undefined : timeMs;
}

/** ISO 8601 UTC. */
export function isoTime(timeMs: number): string {
	return new Date(timeMs).toISOString();
}
