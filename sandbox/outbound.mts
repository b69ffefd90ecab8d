/** One attempt to reach the person of a record. */
export interface CallAttempt {
	contactId: number;
	atMs: number;
	durationSeconds: number;
	/** Empty where no agent spoke. */
	agentId?: number;
	/** What the system made of the call, such as `No Answer`. */
	systemClassification: string;
	/** What the agent said of it; empty where none did. */
	agentDisposition?: string;
	callbackAtMs?: number;
}

/** One record of a calling list: a person to call. The state at its end is what a dialer would change. */
export interface CallingRecord {
	/** Numbered through all lists. */
	recordId: number;
	externalId: string;
	/** Digits alone: ten of a North American number, the whole international number of another. */
	phone: string;
	/** The number with its country code, where the file gave one that is not North American. */
	e164?: string;
	/** What the file said, by the names of the fields (`score`, `firstName`, …). */
	fields: Record<string, string>;
	/** Windows name of the zone in which the person is called. */
	timeZone: string;
	/** The skill that dials the record. */
	skillId: number | undefined;
	createdAtMs: number;
	expiresAtMs: number;
	attempts: CallAttempt[];
	/** How the record ended; absent while it may be called. */
	finalStatus?: string;
	isRemoved: boolean;
}

/** A calling list: which column of a file is which field, and the records that came. */
export interface CallingList {
	listId: number;
	listName: string;
	/** Column of the file by the name of the field. */
	columns: Record<string, string>;
	/** Column of each destination; the main phone is `PhoneNumber`. */
	destinations: Array<{ fieldName: string; column: string }>;
	status: 'Active' | 'Inactive';
	isDeleted: boolean;
	createdAtMs: number;
	uploadedAtMs?: number;
	/** When the list stops being active by itself; absent: never. */
	expiresAtMs?: number;
	/** Moment on the tenant's stopwatch from which on the list is shown among the lists. */
	showsAtMs: number;
	/** Rows of files that could not become records. */
	invalidRecords: number;
	records: CallingRecord[];
}

/** An upload on its way into a list. */
export interface UploadJob {
	jobId: number;
	listId: number;
	startedAtMs: number;
	takesMs: number;
	/** Moments on the tenant's stopwatch. */
	showsAtMs: number;
	dueAtMs: number;
	completedAtMs?: number;
	isComplete: boolean;
	isCancelled: boolean;
	/** Carries the upload out, or cancels it. @param atMs when, milliseconds since 1970 */
	run(atMs: number): void;
}

/** Calls of a skill that a report would sum up. */
export interface SkillOutcome {
	atMs: number;
	dials: number;
	connects: number;
	rightPartyConnects: number;
	abandons: number;
	handled: number;
}

/** A call that the dialer made; it is up from its begin until just before its end. */
export interface DialedCall {
	startsAtMs: number;
	endsAtMs: number;
}

/** A skill: in CXone that is what dials. */
export interface Skill {
	skillId: number;
	skillName: string;
	mediaTypeId: number;
	isOutbound: boolean;
	outboundStrategy: string;
	isActive: boolean;
	agentless: boolean;
	callerIdOverride: string;
	campaignId: number;
	/** How many agents are assigned. */
	agents: number;
	/** How many of them are there to take calls; all by default. */
	agentsLoggedIn?: number;
	/** Calls at once where no agent is needed. */
	agentlessPorts: number;
	/** Started and not stopped: its records are dialed as soon as agents are there. */
	isStarted: boolean;
	/** Since when it dials; absent while it does not. */
	startedAtMs?: number;
	/** When it was stopped last: a schedule starts it again in its next window only. */
	stoppedAtMs?: number;
	/** What is added to the share of abandoned calls for each hour of dialing. */
	abandonShareRisePerHour: number;
	/** Calls that are up beside those that the dialer made. */
	contactsActive: number;
	/** The calls that the dialer made; old ones are forgotten. */
	calls: DialedCall[];
	/** Parameter blocks by name. */
	parameters: {
		general: Record<string, unknown>;
		cpa: Record<string, unknown>;
		listManagement: Record<string, unknown>;
		timeZones: Array<Record<string, unknown>>;
		schedule: Record<string, unknown>;
		retry: Record<string, unknown>;
	};
	outcomes: SkillOutcome[];
}

/** Numbers that skills must not call. */
export interface DncGroup {
	dncGroupId: number;
	dncGroupName: string;
	dncGroupDescription?: string;
	/** True by default; a group that is not active holds nobody back. */
	isActive?: boolean;
	/** In any spelling that keeps the digits. */
	phoneNumbers: string[];
	/** When a number stops being held back, by the number's digits; absent: never. */
	expiresAtMs?: Record<string, number>;
	/** Skills that must not call the numbers. */
	scrubbedSkillIds: number[];
	/** Skills whose agents add numbers. */
	contributingSkillIds?: number[];
}

/** Whether a list feeds its skills. */
export function isListActive(
	{ status, isDeleted, expiresAtMs = Infinity }: ListState,
	nowMs: number,
): boolean {
	return status === 'Active' && !isDeleted && nowMs < expiresAtMs;
}

type ListState = Pick<CallingList, 'status' | 'isDeleted' | 'expiresAtMs'>;

/** A record that may be called: in an active list, not final, not removed, not expired. */
export function isLive(list: ListState, record: CallingRecord, nowMs: number): boolean {
	return (
		isListActive(list, nowMs) &&
		!record.isRemoved &&
		record.finalStatus === undefined &&
		nowMs < record.expiresAtMs
	);
}
