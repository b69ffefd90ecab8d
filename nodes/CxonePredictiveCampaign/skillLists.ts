import { InputFailure } from '../shared/core/inputFailure';
import { settled } from '../shared/core/settled';
import type { SkillTenant } from '../shared/cxone/tenant';
import type { NodeRun } from '../shared/n8n/runNode';
import type { SkillPlan } from './skillPlan';

async function findList(tenant: SkillTenant, name: string, plan: SkillPlan): Promise<string> {
	const list = await tenant.callingLists.find(name);
	if (list !== undefined) return list.id;
	// A dry run of the whole flow asks before the list is made.
	if (plan.isDryRun) return '';
	throw new InputFailure(
		`CXone has no calling list named '${name}'`,
		"Check 'List', and whether the workflow that fills it has run.",
	);
}

/** Finds the lists that items name. The items whose list is not there, or not active, fail; the others are given. */
export async function findNamedLists(
	{ output }: NodeRun,
	tenant: SkillTenant,
	plans: readonly SkillPlan[],
): Promise<SkillPlan[]> {
	const found: SkillPlan[] = [];
	for (const plan of plans) {
		const { listName, itemIndex } = plan;
		const end = await settled(
			listName === undefined ? Promise.resolve(plan.listId) : findList(tenant, listName, plan),
		);
		if ('failure' in end) output.fail(end.failure, itemIndex);
		else found.push({ ...plan, listId: end.value });
	}
	return found;
}
