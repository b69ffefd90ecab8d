import { toIsoUtc } from '../shared/core/time';
import type { Campaign, LaunchOrder } from '../shared/cxone/tenant';
import { CxoneFailure, describeFailure, isCancelled } from '../shared/transport/failure';
import type { LaunchPlan } from './plan';

/** A campaign of CXone, or one without id that a dry run would have made. */
export type ShownCampaign = Omit<Campaign, 'id'> & { id?: string };

/** What became of one campaign. */
export type CampaignResult =
	| { outcome: 'created' | 'existing'; campaign: ShownCampaign }
	| { outcome: 'skippedEmptyList' }
	| { outcome: 'dryRun' };

/** A campaign as it leaves the node (contract 2.4). */
export interface CampaignOutput {
	campaignId: string | null;
	campaignName: string;
	listId: string | null;
	segment: string | null;
	abandonThreshold: number | null;
	status: string | null;
	startTime: string | null;
	endTime: string | null;
	created: boolean;
	outcome: CampaignResult['outcome'];
}

/** The campaign that an order asks for. */
export function orderedCampaign(order: LaunchOrder): ShownCampaign {
	const { name, listId, abandonThresholdPercent, status, startMs, endMs } = order;
	const [startTime, endTime] = [toIsoUtc(startMs), toIsoUtc(endMs)];
	return { name, listId, abandonThresholdPercent, status, startTime, endTime };
}

/** The row of a campaign; one that was there already shows its own values, where CXone gives them. */
export function toRow(plan: LaunchPlan, result: CampaignResult): CampaignOutput {
	const { outcome } = result;
	const asked = orderedCampaign(plan.order);
	const shown =
		'campaign' in result
			? result.campaign
			: { ...asked, status: outcome === 'skippedEmptyList' ? undefined : asked.status };
	return {
		campaignId: shown.id ?? null,
		campaignName: shown.name,
		listId: (shown.listId ?? plan.order.listId) || null,
		segment: plan.segment ?? null,
		abandonThreshold: shown.abandonThresholdPercent ?? null,
		status: shown.status ?? null,
		startTime: shown.startTime ?? null,
		endTime: shown.endTime ?? null,
		created: outcome === 'created',
		outcome,
	};
}

/**
 * The failure that stops a run, saying which campaigns were handled before it and which were not (contract 3.5).
 * `nextRun` says what a second run would do with those that were launched; `mayBeLaunched`: although it failed, the
 * campaign may have been.
 */
export function toStopFailure(
	failure: unknown,
	done: string[],
	left: string[],
	{ nextRun, mayBeLaunched }: { nextRun: string; mayBeLaunched: boolean },
): unknown {
	if (isCancelled(failure) || (done.length === 0 && left.length === 0)) return failure;
	const { message, advice, facts } = describeFailure(failure);
	const other = mayBeLaunched ? ' other' : '';
	const parts = [
		advice,
		done.length > 0 ? `Done: ${done.join('; ')}.` : `No${other} campaign was launched.`,
		left.length > 0 ? `Not tried: ${left.join('; ')}.` : '',
		nextRun,
	];
	return new CxoneFailure(message, parts.filter((part) => part !== '').join(' '), facts);
}
