import type { ListKind } from '../core/listType';
import type { Settled } from '../core/settled';
import type { Access } from '../transport/access';
import type { Session } from '../transport/session';
import type { Interactions } from './history';
import type { CallingLists, Skills } from './skillTenant';

/** What every tenant has, whichever family of its API answers. */
interface AnyTenant {
	/** What the calls of the run share: its waiting time, its clock, its cancel. */
	session: Session;
	traits: Traits;
	interactions: Interactions;
}

/** What a node must know of a tenant before it asks. */
export interface Traits {
	/** Whether a search may be split into queries by contacts or by time; else the tenant splits it itself. */
	isSearchSplit: boolean;
	/** Most interactions of a page. */
	mostRowsOnPage: number;
}

/** A tenant whose campaigns dial lists: contacts go into a list, then a campaign is launched on it. */
export interface CampaignTenant extends AnyTenant {
	dialsBy: 'campaigns';
	lists: Lists;
	campaigns: Campaigns;
}

/** A tenant whose skills dial calling lists: people set skills up, and they last; a list is filled by uploads. */
export interface SkillTenant extends AnyTenant {
	dialsBy: 'skills';
	callingLists: CallingLists;
	skills: Skills;
}

/**
 * All that a node may know of CXone, whichever family of its API answers. Calls that fail for good, and those of a
 * cancelled execution, throw a `CxoneFailure`.
 */
export type Tenant = CampaignTenant | SkillTenant;

/** A family of CXone's API: how it is reached, and how it speaks. */
export interface Family {
	access: Access;
	dialsBy: Tenant['dialsBy'];
	open: (session: Session) => Tenant;
}

/** What look-ups of several names showed, by name: records, undefined where the tenant lacks the look-up, or a failure. */
export type LookUps<Row> = Map<string, Settled<Row[] | undefined>>;

/** Lists of contacts. */
export interface Lists {
	/**
	 * The lists of exactly this name that are not clearly of another kind, each once. The one of the lowest id comes
	 * first, so that all runs choose the same one. Undefined where the tenant lacks the look-up.
	 */
	find: (name: string) => Promise<List[] | undefined>;
	/** The same for many names side by side, each once. Never throws. */
	findEach: (names: Iterable<string>) => Promise<LookUps<List>>;
	/** All lists whose name holds `filter` in any case, except those clearly of another kind; undefined where the tenant lacks the look-up. */
	browse: (filter?: string) => Promise<List[] | undefined>;
	/** One list; undefined where it does not exist or the tenant lacks the look-up. */
	get: (listId: string) => Promise<List | undefined>;
	/** Whether the list shows as empty. Counts lag, so that a list filled just now may. */
	isEmpty: (listId: string) => Promise<boolean>;
	/** Makes a list that a look-up did not show, exactly once. */
	create: (list: NewList) => Promise<Made>;
	/**
	 * Puts contacts into lists. Contacts that CXone refuses are reported and not thrown, so that the others go on; a
	 * failure that concerns all calls rejects what is left unsent.
	 */
	fill: (fillings: readonly Filling[], how: FillSettings) => Promise<void>;
}

/** A list as a look-up shows it. */
export interface List {
	id: string;
	name: string;
	kind: ListKind;
	/** Undefined where the tenant does not say. */
	contactCount: number | undefined;
}

/** A list that is to be made. */
export interface NewList {
	name: string;
	description: string | undefined;
}

/** A new record; `keptName` when CXone keeps another name than it was given, by which no later run finds it. */
export interface Made {
	id: string;
	keptName?: string;
}

/** A list and what goes into it: contacts by their positions, each asked for when it is sent. */
export interface Filling {
	listId: string;
	positions: number[];
	contactAt: (position: number) => ListContact;
	report: FillReport;
}

/** A contact as it goes into a list; JSON can carry its attributes. */
export interface ListContact {
	contactId: string;
	attributes: Record<string, unknown>;
}

/** How the filling of a list went: why each rejected contact was, by position, and how many batches were settled. */
export interface FillReport {
	rejections: Map<number, unknown>;
	batches: number;
}

/** How a run fills its lists. */
export interface FillSettings {
	/** Contacts in a request, 1 to 1,000. */
	batchSize: number;
	/** Batches at a time. */
	workers: number;
}

/** Campaigns that dial lists. */
export interface Campaigns {
	/** The campaigns of exactly this name; undefined where the tenant lacks the look-up. */
	find: (name: string) => Promise<Campaign[] | undefined>;
	/** The same for many names side by side, each once. Never throws. */
	findEach: (names: Iterable<string>) => Promise<LookUps<Campaign>>;
	/** Campaigns whose name holds `filter` in any case, `limit` at most, as CXone gives them; undefined where the tenant lacks the look-up. */
	browse: (options?: CampaignFilter) => Promise<NamedRecord[] | undefined>;
	/** One campaign as CXone gives it; undefined where it does not exist or the tenant lacks the look-up. */
	get: (campaignId: string) => Promise<NamedRecord | undefined>;
	/** Launches a campaign exactly once, unless its list is empty. */
	launch: (order: LaunchOrder, how: LaunchSettings) => Promise<LaunchEnd>;
}

/** Which campaigns to browse. */
export interface CampaignFilter {
	filter?: string;
	limit?: number;
}

/** A record as CXone gives it. */
export type NamedRecord = { id: string; name: string } & Record<string, unknown>;

/** What is known of a campaign: nothing but the id and the name is certain. Times are ISO 8601. */
export interface Campaign {
	id: string;
	name: string;
	listId?: string;
	abandonThresholdPercent?: number;
	status?: string;
	startTime?: string;
	endTime?: string;
}

/** All that a launch asks for. */
export interface LaunchOrder {
	name: string;
	listId: string;
	/** 1 to 10. */
	abandonThresholdPercent: number;
	/** When dialing starts and ends, in whole milliseconds since 1970. */
	startMs: number;
	endMs: number;
	wrapUpCode: string | undefined;
	status: 'active' | 'paused';
	/** Share of calls, above 0 and up to 1. */
	targetAnswerRate: number;
	/** 1 or more. */
	maxCallsInProgress: number;
	/** Share of the agents, above 0 and up to 1. */
	agentAvailabilityFactor: number;
}

/** What a launch must know beside its order. */
export interface LaunchSettings {
	/** Campaigns of that name from before, which a look-up after a lost answer must not take for the new one. */
	known: ReadonlyArray<{ id: string }>;
	/** Whether the list is known to hold contacts, whatever its count says. */
	isListFilled: boolean;
	/** What to do with a create of unknown outcome that no look-up shows. */
	ifOutcomeUnknown: 'stop' | 'retry';
	/** What to do once someone looked whether the campaign is there, for the message. */
	advice: string;
}

/** How a launch ended: with the campaign, or with none because its list is empty. */
export type LaunchEnd = ({ kind: 'launched' } & Made) | { kind: 'emptyList' };
