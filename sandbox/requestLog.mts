import type { CallName } from './calls.mts';

/** One request to the API or for a token; requests to `/sandbox/…` are not kept. */
export interface RequestLogEntry {
	/** `unknown`: no call of the contract has this method and path. */
	call: CallName | 'unknown';
	method: string;
	/** Path with query string, as sent. */
	path: string;
	/** 0 while there is no answer, and for a request that never gets one. */
	status: number;
	/** Arrival, ISO 8601 UTC. */
	at: string;
	/** Parsed JSON; the fields of a form; the text itself when it is neither; undefined without a body. */
	body: unknown;
	/** Milliseconds since 1970 with fractions, of the machine's clock, whatever `now` says. */
	startedAt: number;
	/** As `startedAt`; 0 while there is no answer. */
	endedAt: number;
	/** True when the bearer token was good for the call; false for token requests. */
	authorized: boolean;
}

function machineMs(): number {
	return performance.timeOrigin + performance.now();
}

/** Every request in order of arrival. */
export class RequestLog {
	readonly entries: RequestLogEntry[] = [];
	readonly #counts = new Map<string, number>();

	/**
	 * @param limit most entries kept; the oldest go first
	 * @param onAnswered told of each entry once its answer goes out
	 */
	constructor(
		readonly limit = Infinity,
		readonly onAnswered?: (entry: RequestLogEntry) => void,
	) {}

	/** Opens the entry of a request that has just arrived. */
	open(call: RequestLogEntry['call'], method: string, path: string): RequestLogEntry {
		const entry: RequestLogEntry = {
			call,
			method,
			path,
			status: 0,
			at: new Date().toISOString(),
			body: undefined,
			startedAt: machineMs(),
			endedAt: 0,
			authorized: false,
		};
		this.entries.push(entry);
		if (this.entries.length > this.limit) this.entries.shift();
		this.#counts.set(call, (this.#counts.get(call) ?? 0) + 1);
		return entry;
	}

	/** Closes an entry with the status that goes out, 0 for none. */
	close(entry: RequestLogEntry, status: number): void {
		if (entry.endedAt !== 0) return;
		entry.status = status;
		entry.endedAt = machineMs();
		this.onAnswered?.(entry);
	}

	/** Requests so far by call name, those beyond the limit too. */
	counts(): Record<string, number> {
		return Object.fromEntries(this.#counts);
	}

	/** Forgets all requests. */
	clear(): void {
		this.entries.length = 0;
		this.#counts.clear();
	}
}
