import { createCampaign } from '../shared/cxone/calls';
import type { CampaignRow } from '../shared/cxone/schemas';
import {
	CxoneFailure,
	describeFailure,
	isCancelled,
	mayHaveWorked,
	type FailureFacts,
} from '../shared/transport/failure';
import type { LaunchPlan } from './plan';

/** What became of one campaign. */
export type CampaignResult =
	| { outcome: 'created' | 'existing'; campaign: CampaignRow }
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

/** The campaign that a plan asks for, as if CXone had made it. */
export function plannedRow({ campaign }: LaunchPlan): CampaignRow {
	return { ...campaign, id: PLANNED_ID };
}

/** The row of a campaign; one that was there already shows its own values, where CXone gives them. */
export function toRow(plan: LaunchPlan, result: CampaignResult): CampaignOutput {
	const { outcome } = result;
	const asked = plannedRow(plan);
	const shown =
		'campaign' in result
			? result.campaign
			: { ...asked, status: outcome === 'skippedEmptyList' ? null : asked.status };
	return {
		campaignId: shown.id === PLANNED_ID ? null : shown.id,
		campaignName: shown.name,
		listId: String(shown.listId ?? plan.campaign.listId) || null,
		segment: plan.segment,
		abandonThreshold: shown.abandonThreshold ?? null,
		status: shown.status ?? null,
		startTime: shown.startTime ?? null,
		endTime: shown.endTime ?? null,
		created: outcome === 'created',
		outcome,
	};
}

/** Whether a campaign may have been launched although its launch failed. */
export function mayBeMade(facts: FailureFacts): boolean {
	return facts.call === createCampaign.title && mayHaveWorked(facts);
}

/**
 * The failure that stops a run, saying which campaigns were handled before it and which were not (contract 3.5).
 * `nextRun` says what a second run would do with those that were launched.
 */
export function toStopFailure(
	failure: unknown,
	done: string[],
	left: string[],
	nextRun: string,
): unknown {
	if (isCancelled(failure) || (done.length === 0 && left.length === 0)) return failure;
	const { message, advice, facts } = describeFailure(failure);
	const other = mayBeMade(facts) ? ' other' : '';
	const parts = [
		advice,
		done.length > 0 ? `Done: ${done.join('; ')}.` : `No${other} campaign was launched.`,
		left.length > 0 ? `Not tried: ${left.join('; ')}.` : '',
		nextRun,
	];
	return new CxoneFailure(message, parts.filter((part) => part !== '').join(' '), facts);
}
