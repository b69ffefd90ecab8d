import type { AbandonRate } from '../core/abandonRate';
import type { Check } from '../core/checks';
import type { Feeds, LivePhones } from '../core/listChecks';
import type { PreflightLimits } from '../core/preflight';
import type { NamedRecord } from './tenant';
import type { UploadOrder, UploadReport } from './uploadOrder';

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

/** Skills that dial calling lists. No call but `start` makes a phone ring. */
export interface Skills {
	/**
	 * The skill that is meant, which dials records: active, outbound, Personal Connection. Throws an `InputFailure` that
	 * says what is wrong with the choice. `mayBeInactive`: one that is not active too.
	 */
	find: (locator: SkillLocator, rule?: { mayBeInactive: boolean }) => Promise<Skill>;
	/** The skills that dial, whose name holds `filter` in any case. */
	browse: (filter?: string) => Promise<NamedRecord[]>;
	/** The skills that dial, active or not. */
	all: () => Promise<Skill[]>;
	/**
	 * Sets what a launch asks for, and nothing else, unless the skill seems to run: then it is only compared. Throws where
	 * the tenant forbids the settings, or keeps others.
	 */
	configure: (skill: Skill, order: SkillOrder) => Promise<Configured>;
	/** What the skill is set to, and whether it runs; what `configure` would do with an order, without doing it. */
	compare: (skill: Skill, order: SkillOrder | undefined) => Promise<Configured>;
	/** Reads the lists that feed the skills, or only those that are named. */
	readFeeds: (wanted: readonly FeedOrder[], scope: 'namedLists' | 'allLists') => Promise<RunFeeds>;
	/** The checks of each skill, by its id; reads only. */
	preflight: (
		skills: readonly PreflightSkill[],
		feeds: RunFeeds,
		limits: PreflightLimits & { todayFromMs: number },
	) => Promise<Map<string, Check[]>>;
	/**
	 * Starts the skill: it dials. Gives whether it then shows as running, which an idle one may not. A start whose answer was
	 * lost is looked for and never sent again, since a person may have stopped the skill meanwhile.
	 */
	start: (skill: Skill) => Promise<{ isShownRunning: boolean }>;
	/** Stops the skill, whatever it shows; calls that are up go on unless `isForced`. Gives whether it still shows as running. */
	stop: (skillId: string, isForced: boolean) => Promise<{ isShownRunning: boolean }>;
	/** How the skill is doing. */
	status: (skill: Skill, spans: StatusSpans) => Promise<SkillStatus>;
}

/** What a launch asks of a skill. */
export interface SkillOrder {
	/** 1 to 10. */
	abandonThresholdPercent: number;
	/** Calls for each agent, 1 or more; undefined: as it is. */
	maximumRatio: number | undefined;
}

/** What a skill is set to, of what an order may ask for; what CXone does not say is undefined. */
export interface SkillSettings {
	abandonThresholdPercent: number | undefined;
	/** Whether its own rates count, and not the tenant's. */
	hasOwnRates: boolean | undefined;
	maximumRatio: number | undefined;
}

/** How the settings of a skill stand to an order. */
export interface Configured {
	/** Whether the skill seems to run, and what was seen. */
	isRunning: boolean;
	found: string;
	before: SkillSettings;
	/** What it is set to now; in a comparison, what it would be set to. */
	after: SkillSettings;
	isWritten: boolean;
	/** In words how a running skill, which is not written, differs from the order; empty where it does not. */
	differs: string;
	/** Names of other settings that CXone changed along. */
	changedOtherwise: string[];
}

/** A skill, and the lists that it is to dial. */
export interface FeedOrder {
	skillId: string;
	/** Ids of calling lists; empty in a dry run, where they are not there yet. */
	listIds: readonly string[];
}

/** What was read of the lists that feed the skills of a run. */
export interface RunFeeds {
	/** Ids of named lists that CXone says are not there. */
	missingLists: ReadonlySet<string>;
	/** Whether nobody is left to call for the skill in the list; undefined where that cannot be told. */
	isEmpty: (skillId: string, listId: string) => boolean | undefined;
	/** For the family that read them. */
	feedsOf: (skillId: string) => Feeds;
	phones: LivePhones;
}

/** A skill that is to be checked. */
export interface PreflightSkill {
	skill: Skill;
	/** Undefined where nothing was asked to be set. */
	settingsDiffer: string | undefined;
}

/** The spans of the counts of a status, in milliseconds since 1970. */
export interface StatusSpans {
	todayFromMs: number;
	windowFromMs: number;
	toMs: number;
}

/** How a skill is doing; what CXone does not say is undefined. */
export interface SkillStatus {
	isRunning: boolean;
	settings: SkillSettings | undefined;
	activeAgents: number | undefined;
	/** Records left to call in active lists. */
	recordsLeft: number | undefined;
	today: AbandonRate | undefined;
	window: AbandonRate | undefined;
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
	/**
	 * The list of exactly this name that every run takes: of several the active one of the lowest id. Undefined where there
	 * is none. Throws an `InputFailure` where none of them is active.
	 */
	find: (name: string) => Promise<CallingList | undefined>;
	/** The lists whose name holds `filter` in any case. */
	browse: (filter?: string) => Promise<NamedRecord[]>;
	/**
	 * Uploads contacts into lists, so that of one phone never two records may ring, and nobody who was to be held back
	 * (contract 4.2). Finds or makes the lists, and finishes what an earlier run began. Throws where nothing can be known of
	 * any list, and for a cancelled execution; all else is in the report.
	 */
	upload: (order: UploadOrder) => Promise<UploadReport>;
}
