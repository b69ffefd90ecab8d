/** A check before dialing, as CXone Predictive Campaign gives it. */
export interface CheckRow {
	check: string;
	result: 'pass' | 'fail' | 'unknown';
	found: string;
	wanted: string;
}

/** An item of CXone Predictive Campaign by an access key: launch, start, stop. */
export interface SkillRow {
	campaignName: string;
	status: 'running' | 'stopped' | null;
	outcome: string;
	abandonThreshold: number | null;
	previousAbandonThreshold: number | null;
	checks: CheckRow[];
	notChecked: string[];
}

/** The calls that a skill dropped. */
export interface AbandonmentRow {
	abandoned: number | null;
	answered: number | null;
	ratePercent: number | null;
}

/** An item of CXone Predictive Campaign by an access key: get. */
export interface SkillFigures {
	status: 'running' | 'stopped';
	recordsLeft: number | null;
	abandonThreshold: number | null;
	abandonment: { today: AbandonmentRow };
}

/** An item of CXone List Upsert by an access key with the output Contacts. */
export interface ContactRow {
	contactId: string;
	listId: string | null;
	listName: string;
	outcome: 'accepted' | 'existing' | 'duplicate' | 'rejected';
	reason?: string;
}
