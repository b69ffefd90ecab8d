import type { CampaignTenant } from '../shared/cxone/tenant';
import type { LaunchPlan } from './plan';

/**
 * Whether the list of a campaign is known to be empty, as far as can be seen without a create. What CXone List Upsert
 * said of it counts for more than the count, which lags.
 */
export async function isKnownEmpty(tenant: CampaignTenant, plan: LaunchPlan): Promise<boolean> {
	const { order, acceptedContacts } = plan;
	if (acceptedContacts !== undefined) return acceptedContacts === 0;
	if (!plan.isDryRun || order.listId === '') return false;
	return await tenant.lists.isEmpty(order.listId);
}
