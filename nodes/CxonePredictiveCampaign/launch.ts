import type { IExecuteFunctions } from 'n8n-workflow';
import { parseInstantMs } from '../shared/core/time';
import { createCampaignOnce } from '../shared/cxone/campaigns';
import { getListById } from '../shared/cxone/lists';
import type { CampaignRow } from '../shared/cxone/schemas';
import type { NodeOutput } from '../shared/items';
import { readSessionLimits } from '../shared/limits';
import { Parameters } from '../shared/parameters';
import { CxoneFailure } from '../shared/transport/failure';
import { InputFailure } from '../shared/transport/inputFailure';
import { openSession, type Session } from '../shared/transport/session';
import { wait } from '../shared/transport/wait';
import { properties } from './description';
import { LOOK_UP_WORKERS, lookUpNames, warnOfTwins } from './lookUps';
import { planLaunch, type LaunchPlan } from './plan';
import { PLANNED_ID, toRow, toStopFailure, type CampaignResult } from './results';

async function isEmptyList(session: Session, listId: string): Promise<boolean> {
	const list = listId === '' ? undefined : await getListById(session, listId);
	return list?.contactCount === 0;
}

/** Whether a refused create means an empty list: CXone says so in words, or the list's count does (contract 1.4). */
async function isRefusedAsEmpty(
	session: Session,
	refusal: unknown,
	listId: string,
): Promise<boolean> {
	if (!(refusal instanceof CxoneFailure) || refusal.facts.status !== 400) return false;
	if (/empty|no contacts/i.test(refusal.facts.detail ?? '')) return true;
	const [look] = await Promise.allSettled([isEmptyList(session, listId)]);
	return look.status === 'fulfilled' && look.value;
}

function onEmptyList(plan: LaunchPlan): CampaignResult {
	if (plan.ifListEmpty === 'error')
		throw new InputFailure(
			`The list '${plan.campaign.listId}' is empty, so the campaign '${plan.campaign.name}' was not launched`,
			"Put contacts into the list first, or set 'If List Is Empty' to 'Skip'.",
		);
	return { outcome: 'skippedEmptyList' };
}

function onExisting(
	plan: LaunchPlan,
	existing: CampaignRow,
	nowMs: number,
	output: NodeOutput,
): CampaignResult {
	const { name, listId } = plan.campaign;
	if (plan.ifExists === 'error')
		throw new InputFailure(
			`There is a campaign named '${name}' already${existing.id === PLANNED_ID ? ', from an earlier item' : ` (${existing.id})`}`,
			"Choose another 'Campaign Name', or set 'If Campaign Exists' to 'Reuse'.",
		);
	const ownListId = existing.listId ?? undefined;
	if (ownListId !== undefined && listId !== '' && String(ownListId) !== listId)
		output.hint(`The campaign '${name}' was there already and dials another list (${ownListId}).`);
	const endMs = parseInstantMs(existing.endTime, 'UTC');
	if (endMs !== undefined && endMs <= nowMs)
		output.hint(
			`The campaign '${name}' was there already and has ended, so it dials nobody. Add the date to 'Campaign Name' to launch a new one.`,
		);
	return { outcome: 'existing', existing };
}

async function launchOne(
	session: Session,
	plan: LaunchPlan,
	known: CampaignRow[],
	nowMs: number,
	output: NodeOutput,
): Promise<CampaignResult> {
	const [existing] = known;
	if (existing !== undefined && plan.ifExists !== 'create')
		return onExisting(plan, existing, nowMs, output);
	const { campaign } = plan;
	if (plan.isDryRun)
		return (await isEmptyList(session, campaign.listId))
			? onEmptyList(plan)
			: { outcome: 'dryRun' };
	const knownIds = new Set(known.map(({ id }) => id));
	const [end] = await Promise.allSettled([createCampaignOnce(session, campaign, knownIds)]);
	if (end.status === 'fulfilled') return { outcome: 'created', campaignId: end.value.id };
	if (await isRefusedAsEmpty(session, end.reason, campaign.listId)) return onEmptyList(plan);
	const failure = end.reason;
	throw failure;
}

/**
 * Launches a campaign for each item (contract 2.4). Everything that can be checked is checked for all items before the
 * first request; a campaign is looked up by name and never made twice; nothing is made after a cancel.
 */
export async function launchCampaigns(
	context: IExecuteFunctions,
	output: NodeOutput,
): Promise<void> {
	const parameters = new Parameters(context, properties);
	const limits = readSessionLimits(parameters, { hasConcurrency: false });
	const delayMs = parameters.number('options.delayBetweenCampaigns', 0, { min: 0, max: 3_600_000 });
	const nowMs = Date.now();
	const plans: LaunchPlan[] = [];
	await output.forEachItem((itemIndex) => {
		plans.push(planLaunch(context, parameters, itemIndex, nowMs, output));
	});
	if (plans.length === 0) return;

	const session = await openSession(context, { ...limits, maxConcurrency: LOOK_UP_WORKERS });
	const lookUps = await lookUpNames(session, plans);
	const canFindAgain = [...lookUps.values()].every(
		(lookUp) => 'failure' in lookUp || lookUp.found !== undefined,
	);
	const made = new Map<string, CampaignRow[]>();
	const done: string[] = [];
	for (const [position, plan] of plans.entries()) {
		const { name } = plan.campaign;
		const lookUp = lookUps.get(name) ?? { found: undefined };
		const isLookedUp = !('failure' in lookUp) && lookUp.found !== undefined;
		const known = [...(isLookedUp ? (lookUp.found ?? []) : []), ...(made.get(name) ?? [])];
		const launching =
			'failure' in lookUp
				? Promise.reject(lookUp.failure)
				: launchOne(session, plan, known, nowMs, output);
		const [end] = await Promise.allSettled([launching]);
		if (end.status === 'rejected') {
			const left = plans.slice(position + 1).map(({ campaign }) => campaign.name);
			output.fail(
				context.continueOnFail() ? end.reason : toStopFailure(end.reason, done, left, canFindAgain),
				plan.itemIndex,
			);
			continue;
		}
		const row = toRow(plan, end.value);
		output.add(row, [plan.itemIndex]);
		done.push(`${name}: ${row.outcome}`);
		if (!isLookedUp)
			output.hint(
				`This tenant has no look-up of campaigns, so '${name}' ${plan.isDryRun ? 'would be' : 'was'} launched without looking for one of that name; a second run launches a second campaign.`,
			);
		const { outcome } = end.value;
		if (outcome !== 'created' && outcome !== 'dryRun') continue;
		const { listId, abandonThreshold, status, startTime, endTime } = row;
		const created = {
			id: row.campaignId ?? PLANNED_ID,
			name,
			listId,
			abandonThreshold,
			status,
			startTime,
			endTime,
		};
		made.set(name, [...(made.get(name) ?? []), created]);
		if (outcome === 'created' && position < plans.length - 1) await wait(delayMs, session.signal);
	}
	await warnOfTwins(session, lookUps, made, output);
}
