import { InputFailure } from '../shared/core/inputFailure';
import { settled } from '../shared/core/settled';
import { openTenant } from '../shared/cxone/open';
import type { SkillLocator } from '../shared/cxone/skillTenant';
import type { SkillTenant } from '../shared/cxone/tenant';
import { ONE_AT_A_TIME, readSessionLimits } from '../shared/n8n/limits';
import type { NodeRun } from '../shared/n8n/runNode';
import { isCancelled } from '../shared/transport/failure';
import { readLocator } from './skillPlan';
import { bareRow, type SkillOutput } from './skillResults';

/** The skill to stop. By its id it is stopped too where it cannot be looked at: a brake needs no look. */
async function findToStop(
	tenant: SkillTenant,
	locator: SkillLocator,
): Promise<{ id: string; name: string }> {
	const end = await settled(tenant.skills.find(locator, { mayBeInactive: true }));
	if ('value' in end) return end.value;
	const isWrong = end.failure instanceof InputFailure || isCancelled(end.failure);
	if (locator.by === 'name' || isWrong) throw end.failure;
	return { id: locator.value, name: locator.value };
}

/**
 * Stops the skill of each item, whatever it shows. One that cannot be stopped does not keep the others from it: only then
 * are failures told.
 */
export async function stopSkills({ context, parameters, output }: NodeRun): Promise<void> {
	const tenant = await openTenant(context, readSessionLimits(parameters, ONE_AT_A_TIME));
	if (tenant.dialsBy !== 'skills') throw new RangeError('No skills');
	const stopped = new Map<string, SkillOutput>();
	const stop = async (itemIndex: number): Promise<SkillOutput> => {
		const isForced = parameters.boolean('forceStop', itemIndex);
		const skill = await findToStop(tenant, readLocator(parameters, itemIndex));
		const key = `${skill.id} ${isForced}`;
		const before = stopped.get(key);
		if (before !== undefined) return before;
		const { isShownRunning } = await tenant.skills.stop(skill.id, isForced);
		if (isShownRunning)
			output.hint(
				`CXone took the stop of the skill '${skill.name}' and still shows it as running: calls that are up may go on. Look at it in CXone.`,
			);
		const row = bareRow(skill, 'stopped', isShownRunning);
		stopped.set(key, row);
		return row;
	};
	const failures: Array<{ failure: unknown; itemIndex: number }> = [];
	await output.forEachItem(async (itemIndex) => {
		const end = await settled(stop(itemIndex));
		if ('value' in end) output.add(end.value, [itemIndex]);
		else if (isCancelled(end.failure)) throw end.failure;
		else failures.push({ failure: end.failure, itemIndex });
	});
	for (const { failure, itemIndex } of failures) output.fail(failure, itemIndex);
}
