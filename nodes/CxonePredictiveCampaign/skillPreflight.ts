import { blockingChecks } from '../shared/core/checks';
import { InputFailure } from '../shared/core/inputFailure';
import { dayStartMs } from '../shared/core/time';
import { hintAtSkills, REMEDIES } from './skillHints';
import type { SkillJob } from './skillJobs';
import { describeDone } from './skillResults';
import type { SkillRun } from './skillRun';

/** Days over which the abandonment rate is judged before a start (47 CFR 64.1200(a)(7)). */
const JUDGED_DAYS = 30;

/** Checks the skills of a run, each once; nothing is written. */
export async function checkJobs(run: SkillRun): Promise<void> {
	const { nodeRun, tenant, feeds } = run;
	const checked = run.jobs.filter(({ plans }) => plans[0].preflight !== 'off');
	for (const limits of new Set(checked.map(limitsKey))) {
		const same = checked.filter((job) => limitsKey(job) === limits);
		const [{ earliestMinutes, latestMinutes, ceiling }] = same[0].plans;
		const checks = await tenant.skills.preflight(
			same.map(({ skill, plans, configured }) => ({
				skill,
				settingsDiffer: plans[0].order === undefined ? undefined : configured?.differs,
			})),
			feeds,
			{
				earliestMinutes,
				latestMinutes,
				ceilingPercent: ceiling?.percent,
				windowDays: JUDGED_DAYS,
				todayFromMs: dayStartMs(tenant.session.now(), nodeRun.context.getTimezone()),
			},
		);
		for (const job of same) job.checks = checks.get(job.skill.id) ?? [];
	}
}

function limitsKey({ plans }: SkillJob): string {
	const [{ earliestMinutes, latestMinutes, ceiling }] = plans;
	return JSON.stringify([earliestMinutes, latestMinutes, ceiling?.percent ?? null]);
}

/** A failed check of one skill stops every start of the run: what is wrong with one may ring a phone of another. */
export function stopWhereBlocked(run: SkillRun): void {
	const blocked = run.jobs.filter(
		({ plans, checks }) => plans[0].preflight === 'block' && blockingChecks(checks).length > 0,
	);
	if (blocked.length === 0) return;
	const reasons = blocked.map(({ skill, checks }) => {
		const failed = blockingChecks(checks).map(
			({ check, found, wanted, result }) =>
				`${check}: ${found}; wanted: ${wanted}.${result === 'fail' ? ` ${REMEDIES[check]}` : ' CXone was in trouble: run again.'}`,
		);
		return `Skill '${skill.name}': ${failed.join(' ')}`;
	});
	hintAtSkills(run.jobs, run.nodeRun.output);
	const isStopped = (job: SkillJob) => blocked.includes(job) || job.plans[0].isStartAsked;
	// The skill that is at fault goes first: under Stop its item is the one that is shown.
	const stopped = [
		...blocked,
		...run.jobs.filter((job) => !blocked.includes(job) && isStopped(job)),
	];
	const failure = new InputFailure(
		`Preflight failed for ${blocked.map(({ skill }) => `'${skill.name}'`).join(', ')}, so no skill of this run was started`,
		`${reasons.join(' ')} ${describeDone(run.jobs)}`,
	);
	for (const job of stopped)
		for (const { itemIndex } of job.plans.splice(0)) run.nodeRun.output.fail(failure, itemIndex);
	run.jobs = run.jobs.filter(({ plans }) => plans.length > 0);
}
