const SECONDS = /^\d+(?:\.\d+)?$/;
/** The three forms of RFC 9110 5.6.7: IMF-fixdate, RFC 850 and asctime, each with its time at a fixed place. */
const HTTP_DATE =
	/^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:[A-Z][a-z]{2}) \d{4} \d\d:\d\d:\d\d GMT|(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday), \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})$/;

/** The instant that an HTTP date in any of its three forms names, in milliseconds since 1970; undefined for all else. */
export function parseHttpDateMs(header: unknown): number | undefined {
	const text = typeof header === 'string' ? header.trim() : '';
	if (!HTTP_DATE.test(text)) return undefined;
	// asctime names no zone, though it means GMT like the other two.
	const ms = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
	return Number.isNaN(ms) ? undefined : ms;
}

/**
 * The wait that a `Retry-After` header names, in milliseconds from `nowMs` (the time of the service that
 * sent it), or undefined when it is absent, malformed
 * or negative: then our own backoff takes over. Takes seconds and all three HTTP date forms; a date gone by is 0.
 */
export function parseRetryAfterMs(header: unknown, nowMs: number): number | undefined {
	const value = Array.isArray(header) ? header[0] : header;
	if (typeof value === 'number')
		return value >= 0 && Number.isFinite(value * 1_000) ? value * 1_000 : undefined;
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (SECONDS.test(text)) {
		const ms = Number(text) * 1_000;
		return Number.isFinite(ms) ? ms : undefined;
	}
	const ms = parseHttpDateMs(text);
	return ms === undefined ? undefined : Math.max(0, ms - nowMs);
}
