/** A segment of the score. */
export type Segment = 'high' | 'medium' | 'low';

/** The segments, most urgent first. */
export const SEGMENTS: readonly Segment[] = ['high', 'medium', 'low'];

/** An item of CXone Interactions Search with the output Contact Summary. Times are ISO 8601 UTC. */
export interface ContactSummary {
	contactId: string;
	frequency: number;
	lastInteraction: string | null;
}

/** An item of CXone RF Score, as far as it is shown. */
export interface ContactScore {
	contactId: string;
	score: number;
	priority: Segment;
}

/** An item of CXone List Upsert. */
export interface ListOutcome {
	/** Null in a dry run for a list that would be made. */
	listId: string | null;
	listName: string;
	segment: Segment;
	created: boolean;
	accepted: number;
	rejected: number;
}

/** An item of CXone Predictive Campaign. Times are ISO 8601 UTC; null where CXone did not give them. */
export interface CampaignOutcome {
	campaignName: string;
	listId: string | null;
	segment: Segment;
	/** Percent. */
	abandonThreshold: number | null;
	startTime: string | null;
	endTime: string | null;
	outcome: 'created' | 'existing' | 'skippedEmptyList' | 'dryRun';
}
