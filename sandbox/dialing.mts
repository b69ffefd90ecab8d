/** A span of time; the parts are added, each may have fractions, none may be negative. */
export interface TimeSpan {
	days?: number;
	hours?: number;
	minutes?: number;
}

/**
 * The tenant's time. It runs with the machine's (or `SandboxOptions.now`), and a test may move it on without waiting. Whatever
 * the tenant does by time follows: records expire, reports show late contacts, uploads and new lists come in, callbacks fall
 * due, calls end. Tokens and the rate limit stay with the machine's clock, as their clients' clocks do: a token lives as long
 * as the login said, and `Sandbox.expireTokens` ends it sooner.
 */
export interface TenantClock {
	/** Milliseconds since 1970. */
	now(): number;
	/** Moves the time on. Throws a RangeError for a span that is negative or no number. */
	advance(span: TimeSpan): void;
}

/** What became of a ring: an agent spoke, a person answered and nobody spoke, or nobody answered. */
export type RingOutcome = 'answered' | 'abandoned' | 'noAnswer';

/** A phone that rang because a skill dialed it. */
export interface Ring {
	/** E.164. */
	phone: string;
	externalId: string;
	listId: number;
	listName: string;
	skillId: number;
	/** Number of the record through all lists (`CallingRecord.recordId`). */
	recordId: number;
	/** Of the row that completed contacts show. */
	contactId: number;
	/** Milliseconds since 1970, of the tenant's clock. */
	atMs: number;
	outcome: RingOutcome;
}

/** How far `Dialing.pressStartEverywhere` goes. */
export interface PressStartOptions {
	/** Most minutes to dial, 7 days by default; it ends sooner when nothing is left. */
	minutes?: number;
	/**
	 * Whether records are dialed again when they may be. Off by default: each record rings once at most, so a phone that rings
	 * twice has two records.
	 */
	areRetriesDialed?: boolean;
}

/** What a tenant's dialer does on a test's word. Unless told to follow the clock, it dials at no other time. */
export interface Dialing {
	clock: TenantClock;
	/** Live: every ring since the start or the last reset, in order of time. */
	rings: Ring[];
	/**
	 * Moves the clock on, minute by minute, while the skills that run dial at their pace (agents × `maximumRatio` a minute).
	 * Gives the rings of that time. Throws a RangeError as `TenantClock.advance`.
	 */
	dial(span: TimeSpan): Ring[];
	/**
	 * What a person may do any morning: starts every active Personal Connection skill and dials until no record is left that
	 * could ring. Gives the rings of that time; the skills go on running and the clock stays where it came to.
	 */
	pressStartEverywhere(options?: PressStartOptions): Ring[];
}
