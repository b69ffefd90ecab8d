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
	/** Moment on the machine's clock from which on the list is shown among the lists. */
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
	/** Moments on the machine's clock. */
	showsAtMs: number;
	dueAtMs: number;
	completedAtMs?: number;
	isComplete: boolean;
	isCancelled: boolean;
	/** Carries the upload out, or cancels it. */
	run(): void;
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
	/** Started and not stopped: its records are dialed as soon as agents are there. */
	isStarted: boolean;
	contactsActive: number;
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
	phoneNumbers: string[];
	scrubbedSkillIds: number[];
}

/** A record that may be called: in an active list, not final, not removed, not expired. */
export function isLive(
	list: Pick<CallingList, 'status' | 'isDeleted'>,
	record: CallingRecord,
	nowMs: number,
): boolean {
	return (
		list.status === 'Active' &&
		!list.isDeleted &&
		!record.isRemoved &&
		record.finalStatus === undefined &&
		nowMs < record.expiresAtMs
	);
}

/** What an outbound dialer works on. The arrays stay the same objects for good. */
export class OutboundStore {
	readonly skills: Skill[] = [];
	readonly callingLists: CallingList[] = [];
	readonly uploadJobs: UploadJob[] = [];
	readonly dncGroups: DncGroup[] = [];
	#lastRecordId = 0;

	/** @param first the skills and DNC groups at the start and after a `clear` */
	constructor(readonly first: () => { skills: Skill[]; dncGroups: DncGroup[] }) {
		this.clear();
	}

	/** The skill of that id, if there is one. */
	skill(skillId: number): Skill | undefined {
		return this.skills.find((skill) => skill.skillId === skillId);
	}

	/** The list of that id, deleted or not, if there is one. */
	callingList(listId: number): CallingList | undefined {
		return this.callingLists.find((list) => list.listId === listId);
	}

	/** A number for a new record. */
	nextRecordId(): number {
		this.#lastRecordId += 1;
		return this.#lastRecordId;
	}

	/** Carries out the uploads that are due, oldest first. @param nowMs for the completion dates */
	settle(nowMs: number): void {
		for (const job of this.uploadJobs) {
			if (job.isComplete || job.isCancelled || performance.now() < job.dueAtMs) continue;
			job.run();
			job.isComplete = !job.isCancelled;
			job.completedAtMs = nowMs;
		}
	}

	/** Forgets lists and jobs; skills and DNC groups are as at the start. */
	clear(): void {
		const { skills, dncGroups } = this.first();
		this.callingLists.length = 0;
		this.uploadJobs.length = 0;
		this.skills.splice(0, Infinity, ...skills);
		this.dncGroups.splice(0, Infinity, ...dncGroups);
		this.#lastRecordId = 0;
	}
}
