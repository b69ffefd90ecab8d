import type { Session } from '../../transport/session';
import { waitBeside } from './uploadJobs';

/** Skills that a run of this process is filling, by id: those of two tenants may meet, which costs a wait and no more. */
const busySkills = new Set<string>();
const LOOK_MS = 250;

/**
 * Does `work` while no other run of this process works on one of the skills: two that decide at the same time would both
 * upload the same people. All skills are taken at once, so that no two runs wait for each other.
 */
export async function inTurn<Result>(
	session: Session,
	skillIds: readonly string[],
	work: () => Promise<Result>,
): Promise<Result> {
	while (skillIds.some((skillId) => busySkills.has(skillId))) await waitBeside(session, LOOK_MS);
	for (const skillId of skillIds) busySkills.add(skillId);
	try {
		return await work();
	} finally {
		for (const skillId of skillIds) busySkills.delete(skillId);
	}
}
