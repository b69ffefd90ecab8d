import { findCampaignsByName } from '../shared/cxone/campaigns';
import { lookUpEach, type EachLookUp } from '../shared/cxone/lookup';
import type { CampaignRow } from '../shared/cxone/schemas';
import { findIdsAfterCreate } from '../shared/cxone/twins';
import type { NodeOutput } from '../shared/items';
import { runPool } from '../shared/transport/pool';
import type { Session } from '../shared/transport/session';
import type { LaunchPlan } from './plan';
import { PLANNED_ID } from './results';

/** Look-ups only read, so some run side by side; campaigns are made one by one, so that a stop leaves no doubt. */
export const LOOK_UP_WORKERS = 4;

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

/** Tells of campaigns of the same name that other runs launched at the same time: they dial the same people. */
export async function warnOfTwins(
	session: Session,
	lookUps: ReadonlyMap<string, LookUp>,
	made: ReadonlyMap<string, CampaignRow[]>,
	output: NodeOutput,
): Promise<void> {
	await runPool([...made], LOOK_UP_WORKERS, async ([name, rows]) => {
		const lookUp = lookUps.get(name);
		const ownIds = rows.map(({ id }) => id).filter((id) => id !== PLANNED_ID);
		if (lookUp === undefined || 'failure' in lookUp || ownIds.length === 0) return;
		if (lookUp.found === undefined) return;
		const ids = await findIdsAfterCreate(async () => await findCampaignsByName(session, name));
		const knownIds = new Set([...ownIds, ...lookUp.found.map(({ id }) => id)]);
		const otherIds = ids.filter((id) => !knownIds.has(id));
		if (otherIds.length === 0) return;
		const message = `Another run launched a campaign named '${name}' at the same time: ${[...ownIds, ...otherIds].join(', ')} all dial. Stop all but one in CXone.`;
		output.hint(message);
		session.context.logger.warn(message);
	});
}
