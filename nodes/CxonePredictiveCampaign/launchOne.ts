import { settled } from '../shared/core/settled';
import { parseInstantMs } from '../shared/core/time';
import { createCampaign } from '../shared/cxone/calls';
import { createCampaignOnce, findCampaignsByName } from '../shared/cxone/campaigns';
import type { CampaignRow } from '../shared/cxone/schemas';
import type { NodeOutput } from '../shared/items';
import { describeFailure } from '../shared/transport/failure';
import { InputFailure } from '../shared/transport/inputFailure';
import type { Session } from '../shared/transport/session';
import { failureOf } from '../shared/transport/wording';
import { createUnlessEmpty, isKnownEmpty } from './emptyList';
import { hintAtKeptName } from './hints';
import type { LookUp } from './lookUps';
import type { LaunchMemory } from './memory';
import type { Launched } from './nextRun';
import { checkSchedule, type LaunchPlan } from './plan';
import { mayBeMade, PLANNED_ID, plannedRow, type CampaignResult } from './results';

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
	session: Session;
	output: NodeOutput;
	memory: LaunchMemory;
	ifOutcomeUnknown: 'stop' | 'retry';
	lookUps: Map<string, LookUp>;
	/** When the look-ups began, in milliseconds since 1970. */
	lookedAtMs: number;
	hasLookUp: boolean;
	launched: Launched[];
	/** What a dry run would have launched, by name. */
	planned: Map<string, CampaignRow>;
}

function onEmptyList(
	{ campaign, ifListEmpty, acceptedContacts }: LaunchPlan,
	output: NodeOutput,
): CampaignResult {
	const why =
		acceptedContacts === 0
			? `CXone List Upsert got no contact accepted by the list '${campaign.listId}', which is empty for this run`
			: `The list '${campaign.listId}' is empty`;
	const message = `${why}, so the campaign '${campaign.name}' was not launched`;
	if (ifListEmpty === 'error')
		throw new InputFailure(
			message,
			"Put contacts into the list first, or set 'If List Is Empty' to 'Skip'.",
		);
	output.hint(`${message}.`);
	return { outcome: 'skippedEmptyList' };
}

function hasEnded({ endTime }: CampaignRow, nowMs: number): boolean {
	const endMs = parseInstantMs(endTime, 'UTC');
	return endMs !== undefined && endMs <= nowMs;
}

/** Of several campaigns of one name the one that stands for them: first one that has not ended, then one of that list. */
function chooseExisting(
	campaigns: readonly CampaignRow[],
	listId: string,
	nowMs: number,
): CampaignRow | undefined {
	const live = campaigns.filter((campaign) => !hasEnded(campaign, nowMs));
	const candidates = live.length > 0 ? live : campaigns;
	return candidates.find((campaign) => String(campaign.listId ?? '') === listId) ?? candidates[0];
}

/** `isOwn`: an earlier try of this run, whose outcome it does not know, may have launched it. */
function onExisting(
	{ session, output }: LaunchRun,
	plan: LaunchPlan,
	campaign: CampaignRow,
	isOwn: boolean,
): CampaignResult {
	const { name, listId } = plan.campaign;
	if (plan.ifExists === 'error' && !isOwn)
		throw new InputFailure(
			`There is a campaign named '${name}' already${campaign.id === PLANNED_ID ? ', from an earlier item' : ` (${campaign.id})`}`,
			"Choose another 'Campaign Name', or set 'If Campaign Exists' to 'Reuse'.",
		);
	const ownListId = campaign.listId ?? undefined;
	if (ownListId !== undefined && ownListId !== '' && listId !== '' && String(ownListId) !== listId)
		output.hint(`The campaign '${name}' was there already and dials another list (${ownListId}).`);
	if (hasEnded(campaign, session.now()))
		output.hint(
			`The campaign '${name}' was there already and has ended, so it dials nobody. Add the date to 'Campaign Name' to launch a new one.`,
		);
	return { outcome: 'existing', campaign };
}

/** The look-up of a name, made anew when it is old; its campaigns are undefined where the tenant lacks it. Throws its failure. */
async function lookUpAfresh(run: LaunchRun, name: string): Promise<CampaignRow[] | undefined> {
	const { session, lookUps } = run;
	const lookUp = lookUps.get(name) ?? { found: undefined };
	if ('failure' in lookUp) throw lookUp.failure;
	if (lookUp.found === undefined || session.now() - run.lookedAtMs <= FRESH_MS) return lookUp.found;
	const campaigns = await findCampaignsByName(session, name);
	lookUps.set(name, { found: campaigns });
	return campaigns;
}

async function create(
	run: LaunchRun,
	plan: LaunchPlan,
	known: readonly CampaignRow[],
): Promise<CampaignResult> {
	const { session, output, memory, ifOutcomeUnknown } = run;
	const { campaign: asked, itemIndex, ifExists, isFromNow } = plan;
	const { name } = asked;
	const [startMs, endMs] = [asked.startTime, asked.endTime].map((time) => Date.parse(time));
	checkSchedule({ startMs, endMs }, session.now(), isFromNow);
	const knownIds = new Set(known.map(({ id }) => id));
	const settings = { knownIds, ifOutcomeUnknown, advice: ADVICE[ifExists] };
	const end = await settled(
		createUnlessEmpty(
			session,
			plan,
			async () => await createCampaignOnce(session, asked, settings),
		),
	);
	if ('failure' in end) {
		const { facts, advice } = describeFailure(end.failure);
		if (mayBeMade(facts)) memory.keep(itemIndex, name, { unknown: advice });
		throw end.failure;
	}
	if (end.value === undefined) return onEmptyList(plan, output);
	const { id, keptName } = end.value;
	const campaign: CampaignRow = { ...asked, id };
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
	const { session, output, memory, planned } = run;
	const { name } = plan.campaign;
	const found = await lookUpAfresh(run, name);
	const plannedCampaign = planned.get(name);
	const known = [
		...(found ?? []),
		...memory.named(name),
		...(plannedCampaign === undefined ? [] : [plannedCampaign]),
	];
	const existing = chooseExisting(known, plan.campaign.listId, session.now());
	const unknown = memory.unknownOf(name);
	if (plan.ifExists !== 'create') {
		if (existing !== undefined) return onExisting(run, plan, existing, unknown !== undefined);
		if (unknown !== undefined && (run.ifOutcomeUnknown === 'stop' || found === undefined))
			throw failureOf({ kind: 'outcomeUnknown', call: createCampaign.title, detail: unknown });
	}
	if (await isKnownEmpty(session, plan)) return onEmptyList(plan, output);
	const result = plan.isDryRun ? { outcome: 'dryRun' as const } : await create(run, plan, known);
	if (plan.isDryRun) planned.set(name, plannedRow(plan));
	if (found === undefined && result.outcome !== 'skippedEmptyList')
		output.hint(
			`This tenant has no look-up of campaigns, so '${name}' ${plan.isDryRun ? 'would be' : 'was'} launched without looking for one of that name; a second run launches a second campaign.`,
		);
	return result;
}
