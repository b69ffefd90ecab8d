import { parseRetryAfterMs } from '../../nodes/shared/core/retryAfter.ts';
import type { HttpAnswer } from './tenantHttp.mts';

/** What was met on the way. */
export class Traffic {
	/** Requests sent, the login's too. */
	sent = 0;
	/** Milliseconds of each answer. */
	readonly durationsMs: number[] = [];
	limited = 0;
	/** Of the 429s, those with a `Retry-After` that can be read. */
	withRetryAfter = 0;
	/** Names of headers that speak of a limit. */
	readonly limitHeaders = new Set<string>();
	/** Answers of the API, and those of them with a header `icStatusDescription`. */
	apiAnswers = 0;
	withStatusText = 0;

	/** Counts an answer of the API. */
	note({ status, headers }: HttpAnswer): void {
		if (status === 0) return;
		this.apiAnswers += 1;
		if (headers.icstatusdescription !== undefined) this.withStatusText += 1;
		for (const name of Object.keys(headers))
			if (/^(x-)?rate-?limit|^retry-after$/i.test(name)) this.limitHeaders.add(name);
		if (status !== 429) return;
		this.limited += 1;
		if (parseRetryAfterMs(headers['retry-after'], Date.now()) !== undefined)
			this.withRetryAfter += 1;
	}
}
