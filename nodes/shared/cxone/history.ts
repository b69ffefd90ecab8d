import type { AskBy } from '../core/askBy';
import type { PageCount } from '../core/pageCount';
import type { TimeWindow } from '../core/windows';

/** The history of interactions. */
export interface Interactions {
	/**
	 * Makes what reads an id of the input as the contact that it names: ids that read alike are one contact, and rows say
	 * as which one it was asked for (`askedAs`). Undefined where ids are taken as they are.
	 */
	contactReader?: (choices: SearchChoices) => ContactReader;
	/**
	 * Reads all interactions of a query into `sink`, and never more than it has room for, or what comes with them. Throws
	 * when the history cannot be read whole, or holds ids that lost digits.
	 */
	read: (query: InteractionQuery, sink: InteractionSink, count: PageCount) => Promise<void>;
	/** What a person should know of how the searches of this run went. */
	notes: () => string[];
}

/** Reads an id; throws an `InputFailure` for one that can name no contact. `where` is how messages call its place. */
export type ContactReader = (contactId: string, where: string) => string;

/** What a user chooses for all searches of a run; each family takes what it knows. */
export interface SearchChoices {
	askBy: AskBy;
	direction: 'all' | 'inbound' | 'outbound';
	/** None means those of all skills. */
	skillIds: string[];
	/** Whether outbound contacts on which nobody spoke count. */
	includeAttempts: boolean;
	/** Numbers of the tenant's own, besides those that it shows. */
	ownNumbers: string[];
	/** Country of numbers without one. */
	defaultCountry: string;
}

/** Which interactions are asked for; no contact ids means those of all contacts, no types all types. */
export interface InteractionQuery {
	/** As `Interactions.contactReader` reads them. */
	contactIds?: string[];
	window: TimeWindow;
	interactionTypes: string[];
	/** Rows of a page, 1 to `Traits.mostRowsOnPage`. */
	pageSize: number;
	/** Requests that the query may have on their way at a time. */
	workers: number;
	choices: SearchChoices;
	/** Whether rows need no more than an id, a contact and a start. */
	isForSummary: boolean;
	/** Whether a contact was asked for at an instant, where not for the whole window. */
	isAsked?: (contactId: string, startMs: number) => boolean;
	/** The id of the input as which a contact was asked for first. */
	askedAs?: (contactId: string) => string | undefined;
}

/** Takes the rows of one query. */
export interface InteractionSink {
	/** Rows that may still be asked for; zero ends the query. */
	roomLeft: () => number;
	take: (rows: unknown[]) => void;
	/** Forgets all rows taken, because the query starts again. */
	reset: () => void;
}
