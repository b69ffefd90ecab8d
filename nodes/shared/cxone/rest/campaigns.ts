import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { createCampaign, findCampaigns, getCampaign } from './calls';
import { createOnce, type Created } from '../once';
import { lookUp } from './lookUp';
import { campaignRow, type CampaignRequest, type CampaignRow } from './schemas';

/** The campaigns of exactly this name, over all pages of the look-up; undefined where the tenant lacks the look-up. */
export async function findCampaignsByName(
	session: Session,
	name: string,
): Promise<CampaignRow[] | undefined> {
	return await lookUp(session, findCampaigns, campaignRow, {
		name,
		isWanted: (candidate) => candidate === name,
	});
}

/** Campaigns whose name holds `filter` in any case, `limit` at most; undefined where the tenant lacks the look-up. */
export async function browseCampaigns(
	session: Session,
	{ filter = '', limit }: { filter?: string; limit?: number } = {},
): Promise<CampaignRow[] | undefined> {
	const wanted = filter.toLowerCase();
	return await lookUp(session, findCampaigns, campaignRow, {
		limit,
		isWanted: (name) => name.toLowerCase().includes(wanted),
	});
}

/** One campaign; undefined where it does not exist or the tenant lacks the look-up. */
export async function getCampaignById(
	session: Session,
	campaignId: string,
): Promise<CampaignRow | undefined> {
	const reply = await request(session, getCampaign, { path: { campaignId } });
	return reply.kind === 'done' ? reply.answer : undefined;
}

/** What the create of a campaign must know beside its body. */
export interface CampaignCreate {
	/** Campaigns of that name from before, which a look-up after a lost answer must not take for the new one. */
	knownIds: ReadonlySet<string>;
	/** What to do with a create of unknown outcome that no look-up shows. */
	ifOutcomeUnknown: 'stop' | 'retry';
	/** What to do once someone looked whether the campaign is there, for the message. */
	advice: string;
}

/** Makes a campaign exactly once. Throws a `CxoneFailure`; a 400 may mean that the list is empty (contract 1.4). */
export async function createCampaignOnce(
	session: Session,
	campaign: CampaignRequest,
	{ knownIds, ifOutcomeUnknown, advice }: CampaignCreate,
): Promise<Created<CampaignRow>> {
	return await createOnce(session, {
		rule: createCampaign,
		body: campaign,
		subject: `campaign '${campaign.name}'`,
		look: { usualMs: 30_000, slowMs: 30_000 },
		ifNotFound: ifOutcomeUnknown,
		advice,
		find: async () => {
			const campaigns = await findCampaignsByName(session, campaign.name);
			return campaigns?.filter(({ id }) => !knownIds.has(id));
		},
	});
}
