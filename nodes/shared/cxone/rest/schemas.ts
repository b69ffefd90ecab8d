import { z } from 'zod';
import { THRESHOLD_RANGE_PERCENT } from '../../core/abandonment';
import { parseInstantMs, toIsoUtc } from '../../core/time';
import type { Page } from '../paging';

/**
 * The shapes of the REST contract, written once: the nodes check answers with them, the sandbox checks requests.
 * Objects pass unknown fields through, because a tenant may answer with more than the contract names.
 */

/** Most rows a page may hold (contract 1.2). */
export const MAX_PAGE_SIZE = 500;
/** Most contacts one batch may hold (contract 1.3). */
export const MAX_BATCH_SIZE = 1_000;

/** An absent, null or empty token ends the paging (contract 1.2). */
const pagination = z.object({ nextPageToken: z.string().nullish() }).passthrough().nullish();

/** Answer to the token request. */
export const tokenAnswer = z
	.object({ access_token: z.string().min(1), expires_in: z.number().optional() })
	.passthrough();

/** Body of a search for interactions; times are ISO 8601 UTC with `Z`. */
export const searchRequest = z.object({
	filters: z.object({
		contactIds: z.array(z.string().min(1)).min(1).optional(),
		startTime: z.string().datetime(),
		endTime: z.string().datetime(),
		interactionType: z.array(z.string().min(1)).min(1).optional(),
	}),
	pageSize: z.number().int().min(1).max(MAX_PAGE_SIZE),
	pageToken: z.string().nullish(),
});
/** Body of a search for interactions. */
export type SearchRequest = z.infer<typeof searchRequest>;

/** Rows are checked by their reader: an array schema would look at each, and copy them all. */
const rows = z.custom<unknown[]>(Array.isArray, 'Expected array');

/** One page of any listing. */
export const pageAnswer = z.object({ data: rows, pagination }).passthrough();

/** A page as the one loop over pages takes it. */
export function toPage({ data, pagination: next }: z.infer<typeof pageAnswer>): Page {
	return { rows: data, next: next?.nextPageToken };
}

/** An id as text. Some tenants give numbers; one beyond 2^53 has lost digits, so that it would name another record. */
const wholeNumber = z.number().refine(Number.isSafeInteger);
const id = z.union([z.string().min(1), wholeNumber]).transform(String);

/** A count, which some tenants give as text. */
const count = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

/** A time; one that is a number becomes text as all others are. */
const time = z.union([
	z.string(),
	z.number().transform((given) => {
		const ms = parseInstantMs(given, 'UTC');
		return ms === undefined ? undefined : toIsoUtc(ms);
	}),
]);

/** Answer to a create: only the id is certain. It is null where it is a number that has lost digits. */
export const createdAnswer = z
	.object({
		id: z.union([id, z.number().transform(() => null)]),
		name: z.string().optional().catch(undefined),
	})
	.passthrough();

/** Body of a list create. */
export const listRequest = z.object({
	name: z.string().min(1),
	description: z.string().optional(),
	type: z.literal('outbound'),
});
/** Body of a list create. */
export type ListRequest = z.infer<typeof listRequest>;

/**
 * A list as a look-up shows it. A field beside id and name that is not as expected counts as absent: a list must not be
 * overlooked, and so made twice, because of it.
 */
export const listRow = z
	.object({
		id,
		name: z.string(),
		type: z.string().nullish().catch(undefined),
		contactCount: count.nullish().catch(undefined),
	})
	.passthrough();
/** A list as a look-up shows it. */
export type ListRow = z.infer<typeof listRow>;

/** One contact of a batch. */
export const listContact = z.object({
	contactId: z.string().min(1),
	data: z.record(z.unknown()),
});
/** One contact of a batch. */
export type ListContact = z.infer<typeof listContact>;

/** Body of a batch of contacts: an array, never an object around it. */
export const contactBatch = z.array(listContact).min(1).max(MAX_BATCH_SIZE);

/** Body of a campaign create; `abandonThreshold` is a percentage. */
export const campaignRequest = z.object({
	name: z.string().min(1),
	dialType: z.literal('predictive'),
	listId: z.string().min(1),
	abandonThreshold: z.number().min(THRESHOLD_RANGE_PERCENT.min).max(THRESHOLD_RANGE_PERCENT.max),
	startTime: z.string().datetime(),
	endTime: z.string().datetime(),
	wrapUpCode: z.string().optional(),
	status: z.enum(['active', 'paused']),
	predictiveDialingSettings: z.object({
		targetAnswerRate: z.number().positive().max(1),
		maxCallsInProgress: z.number().int().positive(),
		agentAvailabilityFactor: z.number().positive().optional(),
	}),
});
/** Body of a campaign create. */
export type CampaignRequest = z.infer<typeof campaignRequest>;

/** A campaign as a look-up shows it; nothing but the id and the name is certain, as for lists. */
export const campaignRow = z
	.object({
		id,
		name: z.string(),
		listId: z.union([z.string(), wholeNumber]).nullish().catch(undefined),
		abandonThreshold: z.number().nullish().catch(undefined),
		status: z.string().nullish().catch(undefined),
		startTime: time.nullish().catch(undefined),
		endTime: time.nullish().catch(undefined),
	})
	.passthrough();
/** A campaign as a look-up shows it. */
export type CampaignRow = z.infer<typeof campaignRow>;
