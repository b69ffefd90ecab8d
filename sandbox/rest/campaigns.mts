import { campaignRequest } from '../../nodes/shared/cxone/rest/schemas.ts';
import { type Answer, created, invalidBody, notFound, ok, refusal } from '../answer.mts';
import type { ApiRequest } from './apiRequest.mts';
import type { Store } from '../store.mts';
import { type LookUpRules, lookUp } from './lookUp.mts';

/** Makes a campaign on a list that has contacts; a second create of the same name makes a second one. */
export function createCampaign(request: ApiRequest, store: Store): Answer {
	const parsed = campaignRequest.safeParse(request.body);
	if (!parsed.success) return invalidBody(parsed.error);
	const { listId, startTime, endTime } = parsed.data;
	if (Date.parse(endTime) <= Date.parse(startTime)) {
		return refusal(400, 'invalid_request', 'endTime must be after startTime.');
	}
	const list = store.list(listId);
	if (list === undefined) return notFound('List');
	if (list.contacts.size === 0) {
		return refusal(400, 'empty_list', 'The list has no contacts.');
	}
	return created(store.createCampaign(parsed.data));
}

/** Campaigns by exact name, in pages. */
export function findCampaigns(request: ApiRequest, store: Store, rules: LookUpRules): Answer {
	return lookUp(request, 'campaigns', store.campaigns, (campaign) => campaign, rules);
}

/** One campaign. */
export function getCampaign(request: ApiRequest, store: Store): Answer {
	const campaign = store.campaign(request.id);
	return campaign === undefined ? notFound('Campaign') : ok(campaign);
}
