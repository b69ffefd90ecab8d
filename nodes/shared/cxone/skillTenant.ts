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
	/** When the list was made, in milliseconds. */
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
}
