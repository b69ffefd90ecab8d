import type { Session } from '../../transport/session';
import { waitBeside } from './uploadJobs';

/** Skills, by id, and families of lists that a run of this process works on: those of two tenants may meet, which costs a wait and no more. */
const busyKeys = new Set<string>();
const LOOK_MS = 250;

/**
 * Does `work` while no other run of this process works on one of the skills or families: two that decide at the same time
 * would both upload the same people. All are taken at once, so that no two runs wait for each other.
 */
export async function inTurn<Result>(
	session: Session,
	keys: readonly string[],
	work: () => Promise<Result>,
): Promise<Result> {
	while (keys.some((key) => busyKeys.has(key))) await waitBeside(session, LOOK_MS);
	for (const key of keys) busyKeys.add(key);
	try {
		return await work();
	} finally {
		for (const key of keys) busyKeys.delete(key);
	}
}
