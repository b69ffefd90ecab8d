import type { PhoneReader } from '../core/phone';
import type { ColumnTexts, RecordColumn } from '../core/recordColumns';
import type { NamedRecord } from './tenant';

/** A skill is named by its exact name or by its id. */
export interface SkillLocator {
	by: 'name' | 'id';
	value: string;
}

/** A skill as CXone shows it; what it does not say is undefined. */
export interface Skill {
	id: string;
	name: string;
	isActive: boolean | undefined;
	isOutbound: boolean | undefined;
	strategy: string | undefined;
	/** Whether it shows as dialing; that it does not is no proof. */
	isShownRunning: boolean;
	/** Whether it dials without agents. */
	isAgentless: boolean | undefined;
	/** The number that it calls with. */
	callerId: string | undefined;
	/** The skill as received. */
	row: Readonly<Record<string, unknown>>;
}

/** Skills that dial calling lists. */
export interface Skills {
	/**
	 * The skill that is meant, which dials records: active, outbound, Personal Connection. Throws an `InputFailure` that
	 * says what is wrong with the choice.
	 */
	find: (locator: SkillLocator) => Promise<Skill>;
	/** The skills that dial, whose name holds `filter` in any case. */
	browse: (filter?: string) => Promise<NamedRecord[]>;
}

/** A calling list as CXone shows it; what it does not say is undefined. */
export interface CallingList {
	id: string;
	name: string;
	isActive: boolean;
	totalRecords: number | undefined;
	/** Records that may still be called, as the service counts them. */
	recordsLeft: number | undefined;
	invalidRecords: number | undefined;
	/** When the list was made at the latest, in milliseconds. */
	createdAtMs: number | undefined;
	/** The skills that its records are assigned to, with their counts. */
	skills: ReadonlyArray<{
		skillId: string;
		totalRecords: number | undefined;
		freshRecords: number | undefined;
		finalizedRecords: number | undefined;
	}>;
}

/** Calling lists, which feed skills. */
export interface CallingLists {
	/** The lists whose name holds `filter` in any case. */
	browse: (filter?: string) => Promise<NamedRecord[]>;
	/**
	 * Uploads contacts into lists, so that of one phone never two records may ring, and nobody who was to be held back
	 * (contract 4.2). Finds or makes the lists, and finishes what an earlier run began. Throws where nothing can be known of
	 * any list, and for a cancelled execution; all else is in the report.
	 */
	upload: (order: UploadOrder) => Promise<UploadReport>;
}

/** A calling list is named by its exact name, and made where there is none, or by its id. */
export interface ListLocator {
	by: 'name' | 'id';
	value: string;
	mayCreate: boolean;
}

/** A list and who is to be in it, by their positions in the input. */
export interface ListUpload {
	list: ListLocator;
	skill: SkillLocator;
	positions: readonly number[];
}

/** Somebody to be called. */
export interface UploadContact {
	contactId: string;
	e164: string;
	/** Undefined where there is none: less than any. */
	score: number | undefined;
	columns: ColumnTexts;
}

/** All that an upload asks for. */
export interface UploadOrder {
	/** Each contact, each phone and each list once or oftener: the whole decides who is uploaded. */
	lists: readonly ListUpload[];
	/** Asked for when it is needed, so that not all are in memory. */
	contactAt: (position: number) => UploadContact;
	/** The columns that are filled. */
	columns: readonly RecordColumn[];
	/** Reads phones that a service keeps in a form of its own. */
	readPhone: PhoneReader;
	/** Days after a call for which nobody is called again. */
	restDays: number;
	olderLists: 'leave' | 'deactivate';
	ifSkillIsRunning: 'error' | 'stopFirst' | 'upload';
	/** The day on which the records expire, `YYYY-MM-DD`. */
	expiresOn: string;
	/** How long an upload job may take, in milliseconds. */
	jobTimeoutMs: number;
	/** Whether all is decided and nothing is written. */
	isDryRun: boolean;
}

/** What became of a contact. */
export type ContactOutcome =
	| { kind: 'accepted' }
	| { kind: 'existing'; heldIn: string }
	| { kind: 'duplicate'; reason: string }
	| { kind: 'rejected'; reason: string };

/** How the upload into one list went; what could not be had is undefined. */
export interface ListUploadReport {
	listId: string | undefined;
	listName: string | undefined;
	skillId: string | undefined;
	skillName: string | undefined;
	/** Whether this run made the list, or would. */
	isCreated: boolean;
	/** The earliest expiry that its records say, in milliseconds. */
	expiresAtMs: number | undefined;
	/** Files that were sent, or would be. */
	uploads: number;
	/** By position. */
	outcomes: Map<number, ContactOutcome>;
	/** Why contacts without outcome have none. */
	failure: unknown;
}

/** How an upload went: a report for each list of the order, and what a person must know beside. */
export interface UploadReport {
	lists: ListUploadReport[];
	hints: string[];
}
