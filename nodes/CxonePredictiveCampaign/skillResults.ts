import { NOT_CHECKED, type Check } from '../shared/core/checks';
import { CxoneFailure, describeFailure, isCancelled } from '../shared/transport/failure';
import type { SkillJob } from './skillJobs';
import type { SkillPlan } from './skillPlan';
import type { CampaignOutput } from './results';

/** What became of a skill. */
export type SkillOutcome =
	| 'configured'
	| 'started'
	| 'alreadyRunning'
	| 'stopped'
	| 'skippedEmptyList'
	| 'dryRun';

/** A skill as it leaves the node (contract 4.3): the fields of a campaign, and its checks. */
export type SkillOutput = Omit<CampaignOutput, 'outcome'> & {
	outcome: SkillOutcome;
	previousAbandonThreshold: number | null;
	checks: Check[];
	notChecked: readonly string[];
};

/** A check as it leaves the node. */
function toShown({ check, result, found, wanted }: Check): Check {
	return { check, result, found, wanted };
}

/** The row of a skill of which nothing is known but what it is called. */
export function bareRow(
	skill: { id: string; name: string },
	outcome: SkillOutcome,
	isRunning: boolean | undefined,
): SkillOutput {
	return {
		campaignId: skill.id,
		campaignName: skill.name,
		listId: null,
		segment: null,
		abandonThreshold: null,
		status: isRunning === undefined ? null : isRunning ? 'running' : 'stopped',
		startTime: null,
		endTime: null,
		created: false,
		outcome,
		previousAbandonThreshold: null,
		checks: [],
		notChecked: [],
	};
}

function outcomeOf({ configured, isStarted }: SkillJob, { isDryRun }: SkillPlan): SkillOutcome {
	if (isStarted === true) return 'started';
	if (configured?.isRunning === true) return 'alreadyRunning';
	return isDryRun ? 'dryRun' : 'configured';
}

/** The row of an item of a skill that was set, checked and perhaps started. */
export function toSkillRow(job: SkillJob, plan: SkillPlan): SkillOutput {
	const { skill, configured, checks } = job;
	return {
		...bareRow(skill, outcomeOf(job, plan), configured?.isRunning),
		listId: plan.listId === '' ? null : plan.listId,
		segment: plan.segment ?? null,
		abandonThreshold: configured?.after.abandonThresholdPercent ?? null,
		previousAbandonThreshold: configured?.before.abandonThresholdPercent ?? null,
		checks: checks.map(toShown),
		notChecked: plan.preflight === 'off' ? [] : NOT_CHECKED,
	};
}

/** The row of an item whose list is empty: its skill is neither set nor started for it. */
export function toSkippedRow({ skill }: Pick<SkillJob, 'skill'>, plan: SkillPlan): SkillOutput {
	const row = bareRow(skill, 'skippedEmptyList', undefined);
	return { ...row, listId: plan.listId, segment: plan.segment ?? null };
}

function namesOf(jobs: readonly SkillJob[]): string {
	return jobs.map(({ skill }) => `'${skill.name}'`).join(', ');
}

/** What was done to the skills so far, for a failure that stops the run. */
export function describeDone(jobs: readonly SkillJob[]): string {
	const started = jobs.filter(({ isStarted }) => isStarted === true);
	const written = jobs.filter(({ configured }) => configured?.isWritten === true);
	const parts = [
		started.length > 0 ? `Started, and dialing: ${namesOf(started)}.` : 'Nothing was started.',
		written.length > 0 ? `Settings were written for ${namesOf(written)}.` : '',
	];
	return parts.filter((part) => part !== '').join(' ');
}

/** The failure that stops a run, saying what was done before it (contract 3.5). */
export function toStopFailure(failure: unknown, jobs: readonly SkillJob[]): unknown {
	if (isCancelled(failure)) return failure;
	const { message, advice, facts } = describeFailure(failure);
	const done = describeDone(jobs);
	const again =
		'Running again is safe: what is set is compared, and a skill that runs is not started again.';
	return new CxoneFailure(message, `${advice} ${done} ${again}`.trim(), facts);
}
