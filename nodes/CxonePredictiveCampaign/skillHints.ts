import type { CheckName } from '../shared/core/checks';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import type { SkillJob } from './skillJobs';

/** What to do about a check that failed. */
export const REMEDIES: Readonly<Record<CheckName, string>> = {
	settingsAsAsked:
		'The skill runs, and a running skill is not written. Stop it, then launch again.',
	abandonmentMessage: 'Set an abandonment message in CXone: skill, CPA Management.',
	abandonmentTimeout: 'Set the abandon timeout to 2 s or less in CXone: skill, CPA Management.',
	timeZonesActive: 'Activate the time zones of the persons called in CXone: skill, Time Zones.',
	callingHours: 'Narrow the hours of the zones in CXone: skill, Time Zones.',
	scheduleHours: 'Narrow the schedule in CXone: skill, Schedule.',
	listActive: 'Activate the list in CXone, or fill a new one.',
	recordsLeft: 'Fill the list for this skill with CXone List Upsert.',
	recordsNotExpired: 'Upload the contacts again; their day has passed.',
	onlyTheseLists:
		'Deactivate the other lists in CXone, or name them too: a started skill dials them.',
	onePhoneOnce:
		'Deactivate the list that should not dial, or remove records: these phones would ring twice.',
	agentsAssigned: 'Assign agents to the skill in CXone.',
	notAgentless: 'Choose a skill that gives its calls to agents.',
	callerId: 'Set a caller ID on the skill in CXone.',
	dncGroup: 'Let a DNC group scrub the skill in CXone.',
	orderedByScore:
		'Order the records of the skill by Score, highest first, in CXone: skill, List Management.',
	abandonmentRate: 'Lower the pace or assign more agents before it dials on.',
};

function hintAtChecks({ skill, checks }: SkillJob, output: NodeOutput): void {
	for (const { check, result, found, wanted } of checks)
		if (result === 'fail')
			output.hint(
				`Skill '${skill.name}', ${check} failed: ${found}; wanted: ${wanted}. ${REMEDIES[check]}`,
			);
	const unknown = checks.filter(({ result }) => result === 'unknown');
	if (unknown.length > 0)
		output.hint(
			`Skill '${skill.name}', not known: ${unknown.map(({ check, found }) => `${check} (${found})`).join('; ')}. See to it in CXone.`,
		);
}

function hintAtSettings({ skill, configured, plans }: SkillJob, output: NodeOutput): void {
	if (configured === undefined) return;
	const { before, after, changedOtherwise } = configured;
	const [was = 0, is = 0] = [before.abandonThresholdPercent, after.abandonThresholdPercent];
	const { isDryRun } = plans[0];
	if (is > was)
		output.hint(
			`Skill '${skill.name}': the abandonment threshold ${isDryRun ? 'would rise' : 'rose'} from ${was} % to ${is} %. A skill keeps it for all that it dials later.`,
		);
	if (before.hasOwnRates !== true && after.hasOwnRates === true)
		output.hint(
			`Skill '${skill.name}': the rates of the tenant counted before; ${isDryRun ? 'its own would count' : 'its own count'} from now on.`,
		);
	if (changedOtherwise.length > 0)
		output.hint(
			`Skill '${skill.name}': CXone changed other settings along with those that were asked for: ${changedOtherwise.join(', ')}. Check them in CXone.`,
		);
}

/** Says in hints what a person should know of the skills of a run. */
export function hintAtSkills(jobs: readonly SkillJob[], output: NodeOutput): void {
	for (const job of jobs) {
		hintAtSettings(job, output);
		hintAtChecks(job, output);
	}
	const plans = jobs.flatMap((job) => job.plans);
	if (plans.some(({ preflight }) => preflight === 'off'))
		output.hint("'Preflight' is off: nothing was checked before dialing.");
	const dryCount = plans.filter(({ isDryRun }) => isDryRun).length;
	if (dryCount > 0)
		output.hint(
			dryCount === plans.length
				? 'Dry run: nothing was set or started.'
				: `Dry run: nothing was set or started for ${dryCount} of ${plans.length} items.`,
		);
	else if (plans.length > 0 && plans.every(({ isStartAsked }) => !isStartAsked))
		output.hint("Nothing was started: turn on 'Start Dialing', or use the operation Start.");
}
