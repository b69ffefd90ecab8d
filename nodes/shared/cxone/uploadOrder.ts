import type { PhoneReader } from '../core/phone';
import type { ColumnTexts, RecordColumn } from '../core/recordColumns';
import type { SkillLocator } from './skillTenant';

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
	/**
	 * First parts of the names of lists that belong to those of the order, of other segments and days: whoever moved from one
	 * segment to another may ring already, by a skill that the order does not name.
	 */
	namePrefixes: readonly string[];
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
