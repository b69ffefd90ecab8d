import type { OutboundStore } from '../outbound.mts';
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
