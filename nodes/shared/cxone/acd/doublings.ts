import { settled } from '../../core/settled';
import { CxoneFailure, describeFailure, isCancelled } from '../../transport/failure';
import { deactivate } from './deactivate';
import type { ListRun, UploadRun } from './uploadRun';

/** The targets of a run that take part in a doubling, with how many records do. */
function doubledTargets(run: UploadRun): Map<ListRun, number> {
	const counts = new Map<ListRun, number>();
	for (const target of run.runs) {
		const listId = target.list?.id;
		const count = run.held.doublings.filter(
			({ listIds }) => listId !== undefined && listIds.includes(listId),
		).length;
		if (count > 0) counts.set(target, count);
	}
	return counts;
}

function namesOf(run: UploadRun): string {
	const listIds = new Set(run.held.doublings.flatMap((doubling) => doubling.listIds));
	return run.lists
		.filter(({ id }) => listIds.has(id))
		.map(({ id, name }) => `'${name}' (${id})`)
		.join(', ');
}

/**
 * Looks for phones with two records that may ring, which two runs leave that did not see each other. The lists of this run
 * that hold one of them become inactive, and fail: nobody may ring twice, whoever presses Start.
 */
export async function stopDoublings(run: UploadRun): Promise<void> {
	const { session, order, hints } = run;
	if (run.held.doublings.length === 0) return;
	// Rows have no ids: one that was given twice because rows moved while they were read is no second record.
	if (!order.isDryRun) await run.readHeld();
	const { doublings } = run.held;
	if (doublings.length === 0) return;
	const names = namesOf(run);
	const targets = doubledTargets(run);
	if (order.isDryRun || targets.size === 0)
		hints.add(
			`${doublings.length} phones have two records that may ring: look at the calling lists ${names} in CXone before you start a skill.`,
		);
	if (order.isDryRun) return;
	for (const [target, count] of targets) {
		const { list } = target;
		if (list === undefined) continue;
		const end = await settled(deactivate(session, list.id));
		if ('failure' in end && isCancelled(end.failure)) throw end.failure;
		const isInactive = 'value' in end && end.value;
		const why = 'failure' in end ? ` (${describeFailure(end.failure).message})` : '';
		target.isStopped = true;
		target.failure = new CxoneFailure(
			isInactive
				? `The calling list '${list.name}' (${list.id}) was made inactive: ${count} of its phones have two records that may ring`
				: `${count} phones of the calling list '${list.name}' (${list.id}) have two records that may ring, and it could not be made inactive${why}`,
			`${isInactive ? '' : 'Make it inactive in CXone at once, and start no skill before. '}Another run, or a person, uploaded the same people at the same time: ${names}. Look at these lists in CXone, leave each phone one record, then activate the list, or run the workflow with another list name.`,
			{ kind: 'outcomeUnknown' },
		);
	}
}
