import { settled } from '../shared/core/settled';
import { findCampaignsByName } from '../shared/cxone/rest/campaigns';
import { lookUpEach, type EachLookUp } from '../shared/cxone/rest/lookUp';
import type { CampaignRow } from '../shared/cxone/rest/schemas';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import { runPool } from '../shared/core/pool';
import type { Session } from '../shared/transport/session';
import type { LaunchPlan } from './plan';

/** Look-ups only read, so some run side by side; campaigns are made one by one, so that a stop leaves no doubt. */
export const LOOK_UP_WORKERS = 4;
/** Requests at a time of a launch. */
export const LOOK_UP_CONCURRENCY = { start: LOOK_UP_WORKERS, max: LOOK_UP_WORKERS };

/** What the look-up of a name showed. */
export type LookUp = EachLookUp<CampaignRow>;

/** Looks up the names of all campaigns of a run, each once; see `lookUpEach`. */
export async function lookUpNames(
	session: Session,
	plans: LaunchPlan[],
): Promise<Map<string, LookUp>> {
	const names = plans.map(({ campaign }) => campaign.name);
	return await lookUpEach(session, names, async (name) => await findCampaignsByName(session, name));
}

/**
 * The ids of all campaigns of a name, each once though two pages show it; none where the tenant lacks the look-up or it
 * fails: the launch stands, whatever became of the look. Never throws.
 */
async function findIds(session: Session, name: string): Promise<Set<string>> {
	const look = await settled(findCampaignsByName(session, name));
	return new Set('value' in look ? look.value?.map(({ id }) => id) : []);
}

/**
 * Tells of doubles, campaigns of the same name that other runs launched at the same time: they dial the same people.
 * `known` are those that this execution launched or saw, by name.
 */
export async function warnOfDoubles(
	session: Session,
	launched: readonly CampaignRow[],
	known: (name: string) => CampaignRow[] | undefined,
	output: NodeOutput,
): Promise<void> {
	const names = [...new Set(launched.map(({ name }) => name))];
	await runPool(names, LOOK_UP_WORKERS, async (name) => {
		const knownCampaigns = known(name);
		if (knownCampaigns === undefined) return;
		const ids = await findIds(session, name);
		const ownIds = launched.filter((campaign) => campaign.name === name).map(({ id }) => id);
		const knownIds = new Set([...ownIds, ...knownCampaigns.map(({ id }) => id)]);
		const otherIds = [...ids].filter((id) => !knownIds.has(id));
		if (otherIds.length === 0) return;
		const message = `Another run launched a campaign named '${name}' at the same time: ${[...ownIds, ...otherIds].join(', ')} all dial. Stop all but one in CXone.`;
		output.hint(message);
		session.context.logger.warn(message);
	});
}
