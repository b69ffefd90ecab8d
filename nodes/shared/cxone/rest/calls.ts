import { z } from 'zod';
import { isNothing } from '../../core/answerWords';
import type { CallRule } from '../../transport/call';
import { campaignRow, createdAnswer, listRow, pageAnswer } from './schemas';

/** Statuses by which a tenant says that it lacks a look-up (contract 1.3); for a look-up by id also that there is no such thing. */
const ABSENT_STATUSES = [404, 405, 501] as const;

/** A page of any listing. */
export type PageAnswer = z.infer<typeof pageAnswer>;

/** A success may come with any body or none, but not with a web page or an error in it; no errors are none. */
const acceptedAnswer = z.unknown().refine((body) => {
	if (typeof body === 'string') return !/^\s*</.test(body);
	if (typeof body !== 'object' || body === null) return true;
	return isNothing((body as { error?: unknown }).error);
});

/** The answer to a batch may list errors of single contacts, which are read with the rest of it. */
const batchAnswer = z
	.unknown()
	.refine((body) => Array.isArray(Object(body).error) || acceptedAnswer.safeParse(body).success);

/** A record, and not the error object that some services put into a success. */
function recordAnswer<Row>(
	row: z.ZodType<Row, z.ZodTypeDef, unknown>,
): z.ZodType<Row, z.ZodTypeDef, unknown> {
	return acceptedAnswer.pipe(row);
}

const page = { isPage: true, mayEchoPersonalData: false, answer: recordAnswer(pageAnswer) };
const single = { isPage: false, mayEchoPersonalData: false };

/** `POST …/interactions/search` reads, so it may be repeated. An error text may repeat the contact ids. */
export const searchInteractions: CallRule<PageAnswer> = {
	...page,
	title: 'Search Interactions',
	method: 'POST',
	path: '/api/v1/interactions/search',
	scope: 'interactions:read',
	repeat: 'freely',
	absentStatuses: [],
	mayEchoPersonalData: true,
};

/** Look-up of lists; assumed by the contract, so it may be absent. */
export const findLists: CallRule<PageAnswer> = {
	...page,
	title: 'Look Up Lists',
	method: 'GET',
	path: '/api/v1/lists',
	scope: 'lists:read',
	repeat: 'freely',
	absentStatuses: ABSENT_STATUSES,
};

/** One list by id; assumed by the contract, so it may be absent. */
export const getList: CallRule<z.infer<typeof listRow>> = {
	...single,
	title: 'Get List',
	method: 'GET',
	path: '/api/v1/lists/{listId}',
	scope: 'lists:read',
	repeat: 'freely',
	absentStatuses: ABSENT_STATUSES,
	answer: recordAnswer(listRow),
};

/** Two creates with one name make two lists: never repeated unless a look-up shows that nothing was made. */
export const createList: CallRule<z.infer<typeof createdAnswer>> = {
	...single,
	title: 'Create List',
	method: 'POST',
	path: '/api/v1/lists',
	scope: 'lists:write',
	repeat: 'afterCheck',
	absentStatuses: [],
	answer: recordAnswer(createdAnswer),
};

/** Contacts are keyed by id and the last write wins, so the same batch may be repeated. */
export const addContacts: CallRule<unknown> = {
	...single,
	title: 'Add Contacts',
	method: 'POST',
	path: '/api/v1/lists/{listId}/contacts',
	scope: 'lists:write',
	repeat: 'freely',
	absentStatuses: [],
	mayEchoPersonalData: true,
	answer: batchAnswer,
};

/** Look-up of campaigns; assumed by the contract, so it may be absent. */
export const findCampaigns: CallRule<PageAnswer> = {
	...page,
	title: 'Look Up Campaigns',
	method: 'GET',
	path: '/api/v1/campaigns',
	scope: 'campaigns:read',
	repeat: 'freely',
	absentStatuses: ABSENT_STATUSES,
};

/** One campaign by id; assumed by the contract, so it may be absent. */
export const getCampaign: CallRule<z.infer<typeof campaignRow>> = {
	...single,
	title: 'Get Campaign',
	method: 'GET',
	path: '/api/v1/campaigns/{campaignId}',
	scope: 'campaigns:read',
	repeat: 'freely',
	absentStatuses: ABSENT_STATUSES,
	answer: recordAnswer(campaignRow),
};

/** A second campaign dials people twice: never repeated unless a look-up shows that nothing was made. */
export const createCampaign: CallRule<z.infer<typeof createdAnswer>> = {
	...single,
	title: 'Create Campaign',
	method: 'POST',
	path: '/api/v1/campaigns',
	scope: 'campaigns:write',
	repeat: 'afterCheck',
	absentStatuses: [],
	answer: recordAnswer(createdAnswer),
};
