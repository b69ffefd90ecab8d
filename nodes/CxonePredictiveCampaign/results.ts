import type { CampaignRow } from '../shared/cxone/schemas';
import { CxoneFailure, describeFailure, isCancelled } from '../shared/transport/failure';
import type { LaunchPlan } from './plan';

/** What became of one campaign. */
export type CampaignResult =
	| { outcome: 'created'; campaignId: string }
	| { outcome: 'existing'; existing: CampaignRow }
	| { outcome: 'skippedEmptyList' }
	| { outcome: 'dryRun' };

/** Stands for the id of a campaign that a dry run would have made for an earlier item. */
export const PLANNED_ID = '';

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

/** The row of a campaign; one that was there already shows its own values, where CXone gives them. */
export function toRow(plan: LaunchPlan, result: CampaignResult): CampaignOutput {
	const { campaign, segment } = plan;
	const listId = campaign.listId === '' ? null : campaign.listId;
	const { outcome } = result;
	if (outcome === 'existing') {
		const { existing } = result;
		return {
			campaignId: existing.id === PLANNED_ID ? null : existing.id,
			campaignName: existing.name,
			listId:
				existing.listId === undefined || existing.listId === null
					? listId
					: String(existing.listId),
			segment,
			abandonThreshold: existing.abandonThreshold ?? null,
			status: existing.status ?? null,
			startTime: existing.startTime ?? null,
			endTime: existing.endTime ?? null,
			created: false,
			outcome,
		};
	}
	return {
		campaignId: outcome === 'created' ? result.campaignId : null,
		campaignName: campaign.name,
		listId,
		segment,
		abandonThreshold: campaign.abandonThreshold,
		status: outcome === 'skippedEmptyList' ? null : campaign.status,
		startTime: campaign.startTime,
		endTime: campaign.endTime,
		created: outcome === 'created',
		outcome,
	};
}

/**
 * The failure that stops a run, saying which campaigns were handled before it and which were not (contract 3.5).
 * `canFindAgain`: whether a second run finds the campaigns of this one by name, so that it is safe.
 */
export function toStopFailure(
	failure: unknown,
	done: string[],
	left: string[],
	canFindAgain: boolean,
): unknown {
	if (isCancelled(failure) || (done.length === 0 && left.length === 0)) return failure;
	const { message, advice, facts } = describeFailure(failure);
	const doneText = done.length > 0 ? `Done: ${done.join('; ')}.` : 'No campaign was launched.';
	const leftText = left.length > 0 ? ` Not tried: ${left.join('; ')}.` : '';
	const again =
		canFindAgain && facts.kind !== 'outcomeUnknown'
			? ' Running again is safe: campaigns that were launched are found by name and not launched twice.'
			: '';
	return new CxoneFailure(message, `${advice} ${doneText}${leftText}${again}`.trimStart(), facts);
}
