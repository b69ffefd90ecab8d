import { settled } from '../shared/core/settled';
import type { RunFeeds } from '../shared/cxone/skillTenant';
import type { SkillTenant } from '../shared/cxone/tenant';
import type { NodeRun } from '../shared/n8n/runNode';
import type { LaunchMemory } from './memory';
import type { SkillJob } from './skillJobs';
import { toStopFailure, type SkillOutput } from './skillResults';

/** What the phases of a run share. */
export interface SkillRun {
	nodeRun: NodeRun;
	tenant: SkillTenant;
	memory: LaunchMemory;
	/** The jobs whose items have not failed, in the order of their first item. */
	jobs: SkillJob[];
	feeds: RunFeeds;
	/** What leaves the node, in the order of the items at the end. */
	rows: Array<{ row: SkillOutput; itemIndex: number }>;
}

/** The items of a job fail; under *Stop* the first one ends the run. */
function failJob({ nodeRun, tenant, jobs }: SkillRun, job: SkillJob, failure: unknown): void {
	const told = tenant.session.continuesOnFail ? failure : toStopFailure(failure, jobs);
	for (const { itemIndex } of job.plans.splice(0)) nodeRun.output.fail(told, itemIndex);
}

/** Runs a phase for each job that is left; what fails falls out. */
export async function forEachJob(
	run: SkillRun,
	work: (job: SkillJob) => Promise<void> | void,
): Promise<void> {
	for (const job of run.jobs) {
		if (job.plans.length === 0) continue;
		const end = await settled(Promise.resolve().then(async () => await work(job)));
		if ('failure' in end) failJob(run, job, end.failure);
	}
	run.jobs = run.jobs.filter(({ plans }) => plans.length > 0);
}
