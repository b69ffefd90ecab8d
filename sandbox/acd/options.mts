import { z } from 'zod';

import { ACD_ROUTES, type AcdCall } from './calls.mts';

const CALLS = Object.keys(ACD_ROUTES) as [AcdCall, ...AcdCall[]];
const share = z.number().min(0).max(1);

/** A skill as a test may set it up; what is left out is as in a new Personal Connection skill. */
const skillSetting = z
	.object({
		skillId: z.number().int().min(1),
		skillName: z.string().min(1),
		mediaTypeId: z.number().int().default(4),
		isOutbound: z.boolean().default(true),
		outboundStrategy: z.string().default('Personal Connection'),
		isActive: z.boolean().default(true),
		agentless: z.boolean().default(false),
		callerIdOverride: z.string().default(''),
		campaignId: z.number().int().default(700),
		/** Agents assigned to the skill. */
		agents: z.number().int().min(0).default(3),
		/** Agents who are there; all by default. */
		agentsLoggedIn: z.number().int().min(0).optional(),
		/** Calls a minute of an agentless skill. */
		agentlessPorts: z.number().int().min(0).default(5),
		isStarted: z.boolean().default(false),
		/** Calls that are up on the skill. */
		contactsActive: z.number().int().min(0).default(0),
	})
	.strict();

/**
 * How the tenant's ACD API behaves. Where NICE's published material leaves a question open, a switch takes either
 * reading; defaults are the reading that asks most of a client, or the likelier one where neither does.
 */
export const acdOptions = z
	.object({
		/** The API answers on a port of its own; the login port knows login and discovery only. */
		isApiOnOtherPort: z.boolean().default(false),
		/** What discovery gives as `api_endpoint`; the address of the API by default. */
		apiEndpoint: z.string().optional(),
		/** Calls that the role of the access key does not allow, answered 403. */
		forbiddenCalls: z.array(z.enum(CALLS)).default([]),
		/** Seconds to wait that a 429 of the rate limit names in `Retry-After`; none by default. */
		doesNameRetryAfter: z.boolean().default(false),

		/** From this API version on, contacts have the newer field and filter names. */
		dialectFlipsAt: z.number().int().default(24),
		/** Payloads that are seen both ways lie in `resultSet`. */
		wrapsInResultSet: z.boolean().default(false),
		/** `totalRecords` is text. */
		isTotalText: z.boolean().default(false),
		/** Every number is text. */
		areNumbersText: z.boolean().default(false),
		/** Scheme and host of `_links`, which nobody should follow; the API's own by default. */
		linksOrigin: z.string().optional(),
		/** Names that `fields` may hold elsewhere, but not here. */
		lackedFields: z.array(z.string()).default([]),
		/** Minutes after the end of a contact until reports show it. */
		warehouseDelayMinutes: z.number().min(0).default(15),
		/** How the numbers of customers are spelled: `mixed` changes from row to row. */
		addressFormat: z.enum(['digits', 'e164', 'spaced', 'mixed']).default('digits'),
		/** Rows beside the calls of the history: transfers, attempts, hidden callers. On for a generated history. */
		hasNoise: z.boolean().optional(),
		/** Share of the calls with children (transfers). */
		transferShare: share.default(0.06),
		/** Share of the outbound calls that took attempts before. */
		attemptShare: share.default(0.4),
		/** Share of the calls that are followed by one of nobody's: hidden, internal, from a machine. */
		strangerShare: share.default(0.04),

		/** The tenant's skills instead of the usual nine. */
		skills: z.array(skillSetting).optional(),
		/** One skill, read by its id, lies in an array `skills`. */
		isSkillInArray: z.boolean().default(false),
		/** `isRunning` shows a started skill, or only one with calls up. */
		isRunningShown: z.enum(['started', 'calling']).default('started'),
		/** Minutes by which the activity of a skill lags behind. */
		activityLagMinutes: z.number().min(0).default(0),
		/** Until this version the names of a summary begin with a capital. */
		summaryPascalCaseUntil: z.number().int().default(12),
		/** Until this version every figure of a summary is text, and the rate a whole number. */
		summaryTextUntil: z.number().int().default(21),
		/** `dialer-contacts` is refused without `mediaTypeId`. */
		isMediaTypeNeeded: z.boolean().default(true),
		/** What the rows of `dialer-contacts` are called. */
		dialerContactsName: z
			.enum(['outboundStats', 'wfM_OB_StatsV9', 'wfoOutboundStats'])
			.default('wfM_OB_StatsV9'),
		/** Skills have calling hours for each zone; else they have none, and call at any hour. */
		haveSkillsTimeZones: z.boolean().default(true),
		/** A schedule starts its skill; else a person must. */
		doesScheduleStart: z.boolean().default(true),
		/** When started skills dial: only on the word of a test or a control call, or as time goes by. */
		dials: z.enum(['onCommand', 'withClock']).default('onCommand'),
		/** Share of the rings that a person answers. */
		answerShare: share.default(0.4),
		/** Share of the answered calls for which no agent is free. */
		abandonShare: share.default(0.02),
		/** What is added to that share for each hour that a skill dials, by its id. */
		abandonShareRisePerHour: z.record(z.string().regex(/^\d+$/), share).default({}),
		/** Shares of the calls with an agent after which the person is to be called the next day, or never. */
		callbackShare: share.default(0),
		doNotCallShare: share.default(0),
		/** A PUT of general settings that leaves a field out keeps it, or sets it to what a new skill has. */
		partialPut: z.enum(['keeps', 'resets']).default('resets'),
		/** Abandon rates outside are moved to the nearer end without a word, in percent. */
		abandonRateRange: z.tuple([z.number(), z.number()]).default([0, 100]),
		/** Business unit: skills may have abandon rates of their own. Else PUT leaves the tenant's. */
		enableSkillAbandonRate: z.boolean().default(true),
		/** Business unit: more than one call for each agent. Else the ratio stays 1. */
		allowPredictiveDialing: z.boolean().default(true),

		/** A second calling list of a name is refused with 400 `InvalidListName`. */
		areListNamesUnique: z.boolean().default(false),
		/** What the status of a list says that is not active. */
		inactiveStatus: z.enum(['Inactive', 'Deactivated']).default('Inactive'),
		/** Milliseconds until a new list is among the lists; by its id it is there at once. */
		listShowsAfterMs: z.number().min(0).default(0),
		/** Milliseconds until an upload is done. */
		uploadMs: z.number().min(0).default(20),
		/** Milliseconds until a new job is among the jobs. */
		jobShowsAfterMs: z.number().min(0).default(0),
		/** What a record with the external id of one in the list does. */
		repeatedExternalId: z.enum(['adds', 'updates', 'isRefused']).default('adds'),
		/** What `forceOverwrite` does with the records that the list had. */
		forceOverwrite: z.enum(['replaces', 'keeps']).default('replaces'),
		/** `skip` and `top` count for the records and attempts of a list; else all come at once. */
		doRecordsPage: z.boolean().default(true),
		/** Most records or attempts of a page. */
		recordsPerPage: z.number().int().min(1).default(1_000),
		/** Records show when they were called last and how that ended. */
		showsLastCall: z.boolean().default(true),
		/** A record that expires on a day goes when the day begins, or when it ends. */
		expires: z.enum(['atStartOfDay', 'atEndOfDay']).default('atStartOfDay'),
		/** Whose day that is: UTC's, the tenant's, or that of the zone in which the person is called. */
		expiresZone: z.enum(['utc', 'tenant', 'record']).default('utc'),
		/** A list whose `listExpirationDate` has come is not active any more, or goes on. */
		listExpires: z.enum(['deactivates', 'isIgnored']).default('deactivates'),
		/** When the removal of a list is refused with 409: while it has live records and `forceInactive` is off, also while its skill runs, or never. */
		listIsLocked: z.enum(['whileLive', 'whileRunning', 'never']).default('whileLive'),
		/** Of several lists of a name, those from which `removeProspects` removes. */
		prospectsOfName: z.enum(['first', 'last', 'every']).default('first'),
		/** What `removeProspects` takes as an external id. */
		prospectIds: z.enum(['any', 'numbers']).default('any'),
		/** Most records of a file, and most active records of the tenant. */
		mostRecordsPerFile: z.number().int().default(500_000),
		mostActiveRecords: z.number().int().default(1_000_000),
	})
	.strict();

/** How the ACD API is to behave; every field has a default. */
export type AcdOptions = z.input<typeof acdOptions>;
/** The same with the defaults filled in. */
export type AcdRules = z.output<typeof acdOptions>;
/** A skill as a test sets it up. */
export type SkillSetting = z.output<typeof skillSetting>;
