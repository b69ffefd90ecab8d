import { InputFailure } from '../shared/core/inputFailure';
import { openTenant } from '../shared/cxone/open';
import { ONE_AT_A_TIME, readSessionLimits } from '../shared/n8n/limits';
import type { NodeRun } from '../shared/n8n/runNode';

const NO_LOOK_UP = 'This tenant may have no look-up of campaigns; see them in CXone instead.';

/** Gives the campaign that each item names, as CXone gives it. */
export async function getCampaigns({ context, parameters, output }: NodeRun): Promise<void> {
	const tenant = await openTenant(context, readSessionLimits(parameters, ONE_AT_A_TIME));
	if (tenant.dialsBy === 'skills') throw new RangeError('No campaigns');
	await output.forEachItem(async (itemIndex) => {
		const campaignId = parameters.text('campaignId', itemIndex).trim();
		const campaign = await tenant.campaigns.get(campaignId);
		if (campaign === undefined)
			throw new InputFailure(
				`CXone shows no campaign with the ID '${campaignId}'`,
				`Check 'Campaign'. ${NO_LOOK_UP}`,
			);
		output.add(campaign, [itemIndex]);
	});
}

/** Gives the campaigns of the tenant for each item, as CXone gives them. */
export async function getManyCampaigns({ context, parameters, output }: NodeRun): Promise<void> {
	const tenant = await openTenant(context, readSessionLimits(parameters, ONE_AT_A_TIME));
	if (tenant.dialsBy === 'skills') throw new RangeError('No campaigns');
	await output.forEachItem(async (itemIndex) => {
		const limit = parameters.boolean('returnAll', itemIndex)
			? undefined
			: parameters.number('limit', itemIndex, { min: 1, isWhole: true });
		const campaigns = await tenant.campaigns.browse({ limit });
		if (campaigns === undefined) throw new InputFailure('Campaigns cannot be listed', NO_LOOK_UP);
		for (const campaign of campaigns) output.add(campaign, [itemIndex]);
	});
}
