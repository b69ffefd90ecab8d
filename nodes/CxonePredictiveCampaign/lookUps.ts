import { isSameName } from '../shared/core/names';
import { runPool } from '../shared/core/pool';
import { settled } from '../shared/core/settled';
import type { Campaign, CampaignTenant } from '../shared/cxone/tenant';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import { hintAtKeptName } from './hints';
import type { Launched } from './nextRun';

/** Look-ups only read, so some run side by side; campaigns are made one by one, so that a stop leaves no doubt. */
export const LOOK_UP_WORKERS = 4;
/** Requests at a time of a launch. */
export const LOOK_UP_CONCURRENCY = { start: LOOK_UP_WORKERS, max: LOOK_UP_WORKERS };

/**
 * The ids of all campaigns of a name, each once though two pages show it; none where the tenant lacks the look-up or it
 * fails: the launch stands, whatever became of the look. Never throws.
 */
async function findIds(tenant: CampaignTenant, name: string): Promise<Set<string>> {
	const look = await settled(tenant.campaigns.find(name));
	return new Set('value' in look ? look.value?.map(({ id }) => id) : []);
}

/** Says so where CXone keeps a campaign, which a look-up of its name does not show, under another name. */
async function hintWhereRenamed(
	tenant: CampaignTenant,
	{ campaign }: Launched,
	output: NodeOutput,
): Promise<void> {
	const look = await settled(tenant.campaigns.get(campaign.id));
	const kept = 'value' in look ? look.value : undefined;
	if (kept?.id !== campaign.id || isSameName(kept.name, campaign.name)) return;
	hintAtKeptName(campaign, kept.name, output);
}

/**
 * Looks once more for what was launched. Tells of campaigns of the same name that other runs launched at the same time:
 * they dial the same people. And of those that CXone keeps under another name, by which the next run does not find them.
 * `known` are those that this execution launched or saw, by name.
 */
export async function lookAtLaunched(
	{ tenant, output }: { tenant: CampaignTenant; output: NodeOutput },
	launched: readonly Launched[],
	known: (name: string) => Campaign[] | undefined,
): Promise<void> {
	const names = [...new Set(launched.map(({ campaign }) => campaign.name))];
	await runPool(names, LOOK_UP_WORKERS, async (name) => {
		const knownCampaigns = known(name);
		if (knownCampaigns === undefined) return;
		const ids = await findIds(tenant, name);
		const own = launched.filter(({ campaign }) => campaign.name === name);
		for (const one of own)
			if (one.keptName === undefined && !ids.has(one.campaign.id))
				await hintWhereRenamed(tenant, one, output);
		const ownIds = own.map(({ campaign }) => campaign.id);
		const knownIds = new Set([...ownIds, ...knownCampaigns.map(({ id }) => id)]);
		const otherIds = [...ids].filter((id) => !knownIds.has(id));
		if (otherIds.length === 0) return;
		const message = `Another run launched a campaign named '${name}' at the same time: ${[...ownIds, ...otherIds].join(', ')} all dial. Stop all but one in CXone.`;
		output.hint(message);
		tenant.session.context.logger.warn(message);
	});
}
