import { InputFailure } from '../shared/core/inputFailure';
import { settled } from '../shared/core/settled';
import { parseInstantMs } from '../shared/core/time';
import type { Campaign, LookUps, CampaignTenant } from '../shared/cxone/tenant';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import { describeFailure, mayHaveWorked } from '../shared/transport/failure';
import { failureOf } from '../shared/transport/wording';
import { hintAtKeptName } from './hints';
import { isKnownEmpty } from './knownEmpty';
import type { LaunchMemory } from './memory';
import type { Launched } from './nextRun';
import { checkSchedule, type LaunchPlan } from './plan';
import { orderedCampaign, type CampaignResult, type ShownCampaign } from './results';

/** A look-up older than this is made again just before a create. */
const FRESH_MS = 5_000;

const ADVICE: Record<LaunchPlan['ifExists'], string> = {
	reuse:
		"If it does, run the workflow again: it will be used. If there are two, stop one first. If it does not, run it again too, or let the node send it again by itself ('If Outcome Unknown' in 'Options').",
	error: 'If it does, leave its item out of the next run, which would fail at it.',
	create: 'If it does, leave its item out of the next run, which would launch another.',
};

/** What the campaigns of one run share. */
export interface LaunchRun {
	tenant: CampaignTenant;
	output: NodeOutput;
	memory: LaunchMemory;
	ifOutcomeUnknown: 'stop' | 'retry';
	lookUps: LookUps<Campaign>;
	/** When the look-ups began, in milliseconds since 1970. */
	lookedAtMs: number;
	hasLookUp: boolean;
	launched: Launched[];
	/** What a dry run would have launched, by name. */
	planned: Map<string, ShownCampaign>;
}

function onEmptyList(
	{ order, ifListEmpty, acceptedContacts }: LaunchPlan,
	output: NodeOutput,
): CampaignResult {
	const why =
		acceptedContacts === 0
			? `CXone List Upsert got no contact accepted by the list '${order.listId}', which is empty for this run`
			: `The list '${order.listId}' is empty`;
	const message = `${why}, so the campaign '${order.name}' was not launched`;
	if (ifListEmpty === 'error')
		throw new InputFailure(
			message,
			"Put contacts into the list first, or set 'If List Is Empty' to 'Skip'.",
		);
	output.hint(`${message}.`);
	return { outcome: 'skippedEmptyList' };
}

function hasEnded({ endTime }: ShownCampaign, nowMs: number): boolean {
	const endMs = parseInstantMs(endTime, 'UTC');
	return endMs !== undefined && endMs <= nowMs;
}

/** Of several campaigns of one name the one that stands for them: first one that has not ended, then one of that list. */
function chooseExisting(
	campaigns: readonly Campaign[],
	listId: string,
	nowMs: number,
): Campaign | undefined {
	const live = campaigns.filter((campaign) => !hasEnded(campaign, nowMs));
	const candidates = live.length > 0 ? live : campaigns;
	return candidates.find((campaign) => campaign.listId === listId) ?? candidates[0];
}

/** `isOwn`: an earlier try of this run, whose outcome it does not know, may have launched it. */
function onExisting(
	{ tenant, output }: LaunchRun,
	plan: LaunchPlan,
	campaign: ShownCampaign,
	isOwn: boolean,
): CampaignResult {
	const { name, listId } = plan.order;
	if (plan.ifExists === 'error' && !isOwn)
		throw new InputFailure(
			`There is a campaign named '${name}' already${campaign.id === undefined ? ', from an earlier item' : ` (${campaign.id})`}`,
			"Choose another 'Campaign Name', or set 'If Campaign Exists' to 'Reuse'.",
		);
	const ownListId = campaign.listId ?? '';
	if (ownListId !== '' && listId !== '' && ownListId !== listId)
		output.hint(`The campaign '${name}' was there already and dials another list (${ownListId}).`);
	if (hasEnded(campaign, tenant.session.now()))
		output.hint(
			`The campaign '${name}' was there already and has ended, so it dials nobody. Add the date to 'Campaign Name' to launch a new one.`,
		);
	return { outcome: 'existing', campaign };
}

/** The look-up of a name, made anew when it is old; its campaigns are undefined where the tenant lacks it. Throws its failure. */
async function lookUpAfresh(run: LaunchRun, name: string): Promise<Campaign[] | undefined> {
	const { tenant, lookUps } = run;
	const lookUp = lookUps.get(name) ?? { value: undefined };
	if ('failure' in lookUp) throw lookUp.failure;
	const isFresh = tenant.session.now() - run.lookedAtMs <= FRESH_MS;
	if (lookUp.value === undefined || isFresh) return lookUp.value;
	const campaigns = await tenant.campaigns.find(name);
	lookUps.set(name, { value: campaigns });
	return campaigns;
}

async function create(
	run: LaunchRun,
	plan: LaunchPlan,
	known: readonly Campaign[],
): Promise<CampaignResult> {
	const { tenant, output, memory, ifOutcomeUnknown } = run;
	const { order, itemIndex, ifExists, isFromNow, acceptedContacts = 0 } = plan;
	const { name } = order;
	checkSchedule(order, tenant.session.now(), isFromNow);
	const end = await settled(
		tenant.campaigns.launch(order, {
			known,
			isListFilled: acceptedContacts > 0,
			ifOutcomeUnknown,
			advice: ADVICE[ifExists],
		}),
	);
	if ('failure' in end) {
		const { facts, advice } = describeFailure(end.failure);
		if (mayHaveWorked(facts))
			memory.keep(itemIndex, name, { unknown: { call: facts.call, advice } });
		throw end.failure;
	}
	if (end.value.kind === 'emptyList') return onEmptyList(plan, output);
	const { id, keptName } = end.value;
	const campaign = { ...orderedCampaign(order), id };
	memory.keep(itemIndex, name, { campaign });
	run.launched.push({ campaign, isMadeAnew: ifExists === 'create', keptName });
	if (keptName !== undefined) hintAtKeptName(campaign, keptName, output);
	return { outcome: 'created', campaign };
}

/**
 * Launches the campaign of one item, or decides why not. It looks for one of that name first, in CXone and in what this
 * execution launched, and a create of unknown outcome is not repeated by a later try of the execution. Throws a failure.
 */
export async function launchOne(run: LaunchRun, plan: LaunchPlan): Promise<CampaignResult> {
	const { tenant, output, memory, planned } = run;
	const { name } = plan.order;
	const found = await lookUpAfresh(run, name);
	const known = [...(found ?? []), ...memory.named(name)];
	const existing =
		chooseExisting(known, plan.order.listId, tenant.session.now()) ?? planned.get(name);
	const unknown = memory.unknownOf(name);
	if (plan.ifExists !== 'create') {
		if (existing !== undefined) return onExisting(run, plan, existing, unknown !== undefined);
		if (unknown !== undefined && (run.ifOutcomeUnknown === 'stop' || found === undefined))
			throw failureOf({ kind: 'outcomeUnknown', call: unknown.call, detail: unknown.advice });
	}
	if (await isKnownEmpty(tenant, plan)) return onEmptyList(plan, output);
	const result = plan.isDryRun ? { outcome: 'dryRun' as const } : await create(run, plan, known);
	if (plan.isDryRun) planned.set(name, orderedCampaign(plan.order));
	if (found === undefined && result.outcome !== 'skippedEmptyList')
		output.hint(
			`This tenant has no look-up of campaigns, so '${name}' ${plan.isDryRun ? 'would be' : 'was'} launched without looking for one of that name; a second run launches a second campaign.`,
		);
	return result;
}
