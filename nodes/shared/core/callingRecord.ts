/** A record of a calling list: somebody whom a skill is to call. What the service does not say is undefined. */
export interface CallingRecord {
	listId: string;
	externalId: string;
	/** Its phones, as the service writes them. */
	phones: readonly string[];
	skillId: string | undefined;
	/** Whether it is done with; one of which nothing is said is not. */
	isFinal: boolean;
	isRemoved: boolean;
	/** When the record expires, in milliseconds; undefined where it does not, or where that cannot be read. */
	expiresAtMs: number | undefined;
	/** Until when it may be alive by the latest reading of that: a day may end late, in a zone far in the west. */
	latestExpiryMs: number | undefined;
	/** When it was called last; `unknown` where the service shows no such field. */
	lastCallMs: number | undefined | 'unknown';
	/** When a callback is due. */
	callbackMs: number | undefined;
	/** How an agent ended it; undefined where none did. */
	agentDisposition: string | undefined;
	score: number | undefined;
}

/**
 * Whether a record may still ring, by what is known: it is in an active list, not done with, not removed and not expired.
 * One whose expiry cannot be read may.
 */
export function isLive(
	{ isFinal, isRemoved, latestExpiryMs }: CallingRecord,
	isListActive: boolean,
	nowMs: number,
): boolean {
	const isExpired = latestExpiryMs !== undefined && latestExpiryMs <= nowMs;
	return isListActive && !isFinal && !isRemoved && !isExpired;
}
