import { settled } from '../../core/settled';
import { isCancelled, isForAllCalls } from '../../transport/failure';
import type { Skill } from '../skillTenant';
import type { ListRun, UploadRun } from './uploadRun';

/** Does `work` for each sound list; what goes wrong with one stays with it, unless it concerns all. */
export async function forEachSound(
	run: UploadRun,
	work: (list: ListRun) => Promise<void>,
): Promise<void> {
	for (const list of run.sound) {
		if (run.isStopping) return;
		const end = await settled(work(list));
		if (!('failure' in end)) continue;
		if (isCancelled(end.failure)) throw end.failure;
		list.failure = end.failure;
		if (isForAllCalls(end.failure)) for (const other of run.sound) other.failure = end.failure;
	}
}

/** Does `work` for each skill once; what goes wrong with one is the failure of its lists. */
export async function forEachSkill(
	run: UploadRun,
	work: (skill: Skill) => Promise<void>,
): Promise<void> {
	const ends = new Map<string, Promise<void>>();
	await forEachSound(run, async ({ skill }) => {
		if (skill === undefined) return;
		const end = ends.get(skill.id) ?? work(skill);
		ends.set(skill.id, end);
		await end;
	});
}
