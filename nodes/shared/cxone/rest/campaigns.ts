import { isSameName } from '../../core/names';
import { toIsoUtc } from '../../core/time';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import { createOnce, type Created } from '../once';
import type { Campaign, CampaignFilter, LaunchOrder, LaunchSettings } from '../tenant';
import { createCampaign, findCampaigns, getCampaign } from './calls';
import { lookUp } from './lookUp';
import { campaignRow, type CampaignRequest, type CampaignRow } from './schemas';

function toCampaign(row: CampaignRow): Campaign {
	const { id, name, listId, abandonThreshold, status, startTime, endTime } = row;
	return {
		id,
		name,
		listId: listId === undefined || listId === null ? undefined : String(listId),
		abandonThresholdPercent: abandonThreshold ?? undefined,
		status: status ?? undefined,
		startTime: startTime ?? undefined,
		endTime: endTime ?? undefined,
	};
}

function toRequest(order: LaunchOrder): CampaignRequest {
	const { name, listId, startMs, endMs, wrapUpCode, status } = order;
	return {
		name,
		dialType: 'predictive',
		listId,
		abandonThreshold: order.abandonThresholdPercent,
		startTime: toIsoUtc(startMs),
		endTime: toIsoUtc(endMs),
		...(wrapUpCode === undefined ? {} : { wrapUpCode }),
		status,
		predictiveDialingSettings: {
			targetAnswerRate: order.targetAnswerRate,
			maxCallsInProgress: order.maxCallsInProgress,
			agentAvailabilityFactor: order.agentAvailabilityFactor,
		},
	};
}

/** See `Campaigns.find`: over all pages of the look-up. */
export async function findCampaignsByName(
	session: Session,
	name: string,
): Promise<Campaign[] | undefined> {
	const rows = await lookUp(session, findCampaigns, campaignRow, {
		name,
		isWanted: (candidate) => isSameName(candidate, name),
	});
	return rows?.map(toCampaign);
}

/** See `Campaigns.browse`. */
export async function browseCampaigns(
	session: Session,
	{ filter = '', limit }: CampaignFilter = {},
): Promise<CampaignRow[] | undefined> {
	const wanted = filter.toLowerCase();
	return await lookUp(session, findCampaigns, campaignRow, {
		limit,
		isWanted: (name) => name.toLowerCase().includes(wanted),
	});
}

/** See `Campaigns.get`. */
export async function getCampaignById(
	session: Session,
	campaignId: string,
): Promise<CampaignRow | undefined> {
	const reply = await request(session, getCampaign, { path: { campaignId } });
	return reply.kind === 'done' ? reply.answer : undefined;
}

/** Makes a campaign exactly once. Throws a `CxoneFailure`; a 400 may mean that the list is empty (contract 1.4). */
export async function createCampaignOnce(
	session: Session,
	order: LaunchOrder,
	{ known, ifOutcomeUnknown, advice }: Omit<LaunchSettings, 'isListFilled'>,
): Promise<Created<Campaign>> {
	const knownIds = new Set(known.map(({ id }) => id));
	return await createOnce(session, {
		rule: createCampaign,
		name: order.name,
		call: { body: toRequest(order) },
		subject: `campaign '${order.name}'`,
		look: { usualMs: 30_000, slowMs: 30_000 },
		ifNotFound: ifOutcomeUnknown,
		advice,
		find: async () => {
			const campaigns = await findCampaignsByName(session, order.name);
			return campaigns?.filter(({ id }) => !knownIds.has(id));
		},
	});
}
