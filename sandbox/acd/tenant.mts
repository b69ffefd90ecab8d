import type { OutboundStore } from '../outboundStore.mts';
import type { AccessKeyOffice } from './accessKeys.mts';
import type { AcdContact } from './contacts.mts';
import type { AcdRules } from './options.mts';

/** What the ACD family of a tenant stands on. */
export interface AcdTenant {
	store: OutboundStore;
	tokens: AccessKeyOffice;
	rules: AcdRules;
	/** Milliseconds since 1970. */
	now: () => number;
	/** The tenant's stopwatch: only grows, and moves with `now`. */
	elapsedMs: () => number;
	/** Brings about what is due by now: uploads, and the calls of a dialer that follows the clock. */
	settle: () => void;
	/** The contacts that the dialer made, by start time. */
	dialed: readonly AcdContact[];
	/** The contacts that the history makes, by start time. */
	contacts: () => readonly AcdContact[];
	/** Scheme and host of the login, known once the sandbox listens. */
	loginOrigin: () => string;
	/** Scheme and host of the API, known once the sandbox listens. */
	apiOrigin: () => string;
}

/** Scheme and host that `_links` name. */
export function linksOrigin({ rules, apiOrigin }: AcdTenant): string {
	return rules.linksOrigin ?? apiOrigin();
}
