import { InputFailure } from '../shared/core/inputFailure';
import { runPool } from '../shared/core/pool';
import { settled, type Settled } from '../shared/core/settled';
import { openTenant } from '../shared/cxone/open';
import type { RunFeeds, Skill, SkillLocator } from '../shared/cxone/skillTenant';
import type { SkillTenant } from '../shared/cxone/tenant';
import { readSessionLimits } from '../shared/n8n/limits';
import type { NodeRun } from '../shared/n8n/runNode';
import { describeFailure, isCancelled, mayHaveWorked } from '../shared/transport/failure';
import { wait } from '../shared/transport/wait';
import { failureOf } from '../shared/transport/wording';
import { LOOK_UP_CONCURRENCY, LOOK_UP_WORKERS } from './lookUps';
import { LaunchMemory } from './memory';
import { hintAtSkills } from './skillHints';
import { addToJobs, listIdsOf, type SkillJob } from './skillJobs';
import { planSkill, type SkillPlan } from './skillPlan';
import { findNamedLists } from './skillLists';
import { checkJobs, stopWhereBlocked } from './skillPreflight';
import { toSkillRow, toSkippedRow } from './skillResults';
import { forEachJob, type SkillRun } from './skillRun';
import { checkAbandonment } from './threshold';

const keyOf = ({ by, value }: SkillLocator) => `${by} ${value}`;

/** Finds the skills of all items, each once, and puts the items of one skill together. */
async function findJobs(
	{ output }: NodeRun,
	tenant: SkillTenant,
	plans: readonly SkillPlan[],
): Promise<SkillJob[]> {
	const locators = new Map(plans.map(({ locator }) => [keyOf(locator), locator]));
	const found = new Map<string, Settled<Skill>>();
	await runPool([...locators], LOOK_UP_WORKERS, async ([key, locator]) => {
		found.set(key, await settled(tenant.skills.find(locator)));
	});
	const jobs = new Map<string, SkillJob>();
	for (const plan of plans) {
		const end = found.get(keyOf(plan.locator)) ?? { failure: undefined };
		const added =
			'failure' in end
				? end
				: await settled(Promise.resolve().then(() => addToJobs(jobs, end.value, plan)));
		if ('failure' in added) output.fail(added.failure, plan.itemIndex);
	}
	return [...jobs.values()];
}

/** Reads the lists of all skills. A named list that is not there fails its items, and the others are read without it. */
async function readFeeds(
	nodeRun: NodeRun,
	tenant: SkillTenant,
	jobs: SkillJob[],
): Promise<RunFeeds> {
	const isChecked = jobs.some(({ plans }) => plans.some(({ preflight }) => preflight !== 'off'));
	const orders = jobs.map((job) => ({ skillId: job.skill.id, listIds: listIdsOf(job) }));
	const feeds = await tenant.skills.readFeeds(orders, isChecked ? 'allLists' : 'namedLists');
	for (const job of jobs) {
		const there = job.plans.filter(({ listId }) => !feeds.missingLists.has(listId));
		for (const { listId, itemIndex } of job.plans.filter((plan) => !there.includes(plan)))
			nodeRun.output.fail(
				new InputFailure(
					`CXone shows no calling list with the ID '${listId}'`,
					"Check 'List': the ID of a calling list, as CXone List Upsert gives it.",
				),
				itemIndex,
			);
		job.plans = there;
	}
	return feeds;
}

/** Takes out the items whose list is empty: a skill is neither set nor started for nobody. */
function skipEmpty(run: SkillRun): void {
	const { nodeRun, feeds } = run;
	for (const job of run.jobs) {
		const { skill } = job;
		const empty = job.plans.filter(({ listId }) => feeds.isEmpty(skill.id, listId) === true);
		job.plans = job.plans.filter((plan) => !empty.includes(plan));
		for (const plan of empty) {
			const message = `Nobody is left to call in the list '${plan.listId}' for the skill '${skill.name}', so nothing was set or started for it`;
			if (plan.ifListEmpty === 'error') {
				const advice = "Put contacts into the list first, or set 'If List Is Empty' to 'Skip'.";
				nodeRun.output.fail(new InputFailure(message, advice), plan.itemIndex);
				continue;
			}
			nodeRun.output.hint(`${message}.`);
			run.rows.push({ row: toSkippedRow(job, plan), itemIndex: plan.itemIndex });
		}
	}
	run.jobs = run.jobs.filter(({ plans }) => plans.length > 0);
}

async function setJob({ nodeRun, tenant }: SkillRun, job: SkillJob): Promise<void> {
	const { skill, plans } = job;
	const [{ order, isDryRun, itemIndex, ceiling }] = plans;
	job.configured =
		order === undefined || isDryRun
			? await tenant.skills.compare(skill, order)
			: await tenant.skills.configure(skill, order);
	if (order !== undefined || ceiling === undefined) return;
	// A start dials with the threshold that the skill has.
	const { abandonThresholdPercent: thresholdPercent, hasOwnRates } = job.configured.after;
	if (thresholdPercent === undefined || hasOwnRates !== true) {
		const what = `the abandonment threshold that the skill '${skill.name}' dials with is not known: ${hasOwnRates === false ? 'the rates of the tenant count' : 'CXone does not show it'}`;
		if (ceiling.rule === 'block')
			throw new InputFailure(
				`'Abandonment Rule' is 'Block', and ${what}`,
				'Use the operation Launch, which sets one, or set one in CXone: skill, General.',
			);
		nodeRun.output.hint(`It was not compared with the ceiling: ${what}.`);
		return;
	}
	checkAbandonment(nodeRun, itemIndex, {
		subject: `Skill '${skill.name}'`,
		thresholdPercent,
		consequence: 'the skill was not started',
	});
}

/** Starts the skill of a job, unless it runs, or an earlier try of this execution has started it. */
async function startJob({ nodeRun, tenant, memory }: SkillRun, job: SkillJob): Promise<boolean> {
	const { skill, configured, plans } = job;
	const [{ isStartAsked, isDryRun, itemIndex }] = plans;
	if (!isStartAsked || isDryRun || configured === undefined) return false;
	if (memory.ofEarlierTry(itemIndex) !== undefined) {
		job.isStarted = true;
		if (!configured.isRunning)
			nodeRun.output.hint(
				`Skill '${skill.name}' was started by an earlier try of this run and does not show as running: it is idle, or somebody stopped it. It was not started again.`,
			);
		return false;
	}
	if (configured.isRunning) return false;
	const unknown = memory.unknownOf(skill.id);
	if (unknown !== undefined)
		throw failureOf({ kind: 'outcomeUnknown', call: unknown.call, detail: unknown.advice });
	const end = await settled(tenant.skills.start(skill));
	if ('failure' in end) {
		const { facts, advice } = describeFailure(end.failure);
		if (mayHaveWorked(facts) || isCancelled(end.failure))
			memory.keep(itemIndex, skill.id, { unknown: { call: 'Start Skill', advice } });
		throw end.failure;
	}
	job.isStarted = true;
	configured.isRunning = true;
	memory.keep(itemIndex, skill.id, { campaign: { id: skill.id, name: skill.name } });
	if (!end.value.isShownRunning)
		nodeRun.output.hint(
			`CXone took the start of the skill '${skill.name}' and does not show it as running yet: it shows so once it dials.`,
		);
	return true;
}

/**
 * Sets the skills of all items, checks them, and starts them where that is asked (contract 4.3). In phases for the whole
 * run: nothing is set before all skills are found, and nothing is started before all are set and checked. Nothing is
 * started for a dry run, after a check that blocks, or after a cancel.
 */
export async function launchSkills(nodeRun: NodeRun, operation: 'launch' | 'start'): Promise<void> {
	const { context, parameters, output } = nodeRun;
	const limits = readSessionLimits(parameters, LOOK_UP_CONCURRENCY);
	const delayMs = parameters.number('options.delayBetweenCampaigns', 0, { min: 0, max: 3_600_000 });
	const plans: SkillPlan[] = [];
	await output.forEachItem((itemIndex) => {
		plans.push(planSkill(nodeRun, itemIndex, operation));
	});
	if (plans.length === 0) return;
	const tenant = await openTenant(context, limits);
	if (tenant.dialsBy !== 'skills') throw new RangeError('No skills');
	const jobs = await findJobs(nodeRun, tenant, await findNamedLists(nodeRun, tenant, plans));
	if (jobs.length === 0) return;
	const feeds = await readFeeds(nodeRun, tenant, jobs);
	const run: SkillRun = {
		nodeRun,
		tenant,
		memory: new LaunchMemory(context),
		jobs,
		feeds,
		rows: [],
	};
	skipEmpty(run);
	await forEachJob(run, async (job) => await setJob(run, job));
	await checkJobs(run);
	stopWhereBlocked(run);
	let isDelayDue = false;
	await forEachJob(run, async (job) => {
		if (isDelayDue) await wait(delayMs, tenant.session.signal);
		isDelayDue = (await startJob(run, job)) || isDelayDue;
	});
	hintAtSkills(run.jobs, output);
	for (const job of run.jobs)
		for (const plan of job.plans)
			run.rows.push({ row: toSkillRow(job, plan), itemIndex: plan.itemIndex });
	run.rows.sort((a, b) => a.itemIndex - b.itemIndex);
	for (const { row, itemIndex } of run.rows) output.add(row, [itemIndex]);
}
