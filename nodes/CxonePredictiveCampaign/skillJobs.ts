import type { Check } from '../shared/core/checks';
import { InputFailure } from '../shared/core/inputFailure';
import type { Configured, Skill } from '../shared/cxone/skillTenant';
import type { SkillPlan } from './skillPlan';

/** A skill of a run, with the items that name it: all ask the same of it, each for its list. */
export interface SkillJob {
	skill: Skill;
	plans: SkillPlan[];
	configured?: Configured;
	checks: Check[];
	isStarted?: boolean;
}

/** What items of one skill must agree on, since it is done once. */
function wishOf(plan: SkillPlan): string {
	const { order, isStartAsked, isDryRun, preflight, ceiling, earliestMinutes, latestMinutes } =
		plan;
	const hours = [earliestMinutes, latestMinutes];
	return JSON.stringify([order ?? null, isStartAsked, isDryRun, preflight, ceiling ?? null, hours]);
}

/** Adds a plan to the job of its skill. Throws an `InputFailure` where an earlier item asks something else of the skill. */
export function addToJobs(jobs: Map<string, SkillJob>, skill: Skill, plan: SkillPlan): void {
	const job = jobs.get(skill.id) ?? { skill, plans: [], checks: [] };
	const [first] = job.plans;
	if (first !== undefined && wishOf(first) !== wishOf(plan))
		throw new InputFailure(
			`An earlier item asks something else of the skill '${skill.name}'`,
			'A skill has one threshold, one ratio and one set of checks: give the items of one skill the same, or one skill each.',
		);
	job.plans.push(plan);
	jobs.set(skill.id, job);
}

/** The ids of the lists that a skill is to dial. */
export function listIdsOf({ plans }: SkillJob): string[] {
	return [...new Set(plans.map(({ listId }) => listId).filter((listId) => listId !== ''))];
}
