import type { Answer } from '../answer.mts';
import type { DncGroup } from '../outbound.mts';
import { acdOk, acdRefusal, noRows } from './answer.mts';
import { withGroup } from './dncGroups.mts';
import { adminPage, totalOf } from './paging.mts';
import { type AcdRequest, wholeNumber } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

/** What skills are to a group: they must not call its numbers, or their agents add numbers. */
type Part = 'scrubbedSkills' | 'contributingSkills';

function skillIdsOf(group: DncGroup, part: Part): number[] {
	if (part === 'scrubbedSkills') return group.scrubbedSkillIds;
	group.contributingSkillIds ??= [];
	return group.contributingSkillIds;
}

/** Gives the call that reads the skills of a group, in pages. */
export function groupSkills(part: Part) {
	return (request: AcdRequest, tenant: AcdTenant): Answer =>
		withGroup(request, tenant, (group) => {
			const page = adminPage(request, linksOrigin(tenant), skillIdsOf(group, part));
			if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
			if (page.rows.length === 0) return noRows('No skills found');
			const skills = page.rows.map((skillId) => ({
				skillId,
				skillName: tenant.store.skill(skillId)?.skillName ?? '',
			}));
			return acdOk({
				totalRecords: totalOf(page.totalRecords, tenant.rules),
				_links: page._links,
				[part]: skills,
			});
		});
}

/** Gives the call that adds a skill to a group, or removes it; either may be repeated. */
export function changeGroupSkills(part: Part, change: 'add' | 'remove') {
	return (request: AcdRequest, tenant: AcdTenant): Answer =>
		withGroup(request, tenant, (group) => {
			const skillId = wholeNumber(request.skillId) ?? NaN;
			if (tenant.store.skill(skillId) === undefined) return acdRefusal(404, 'InvalidSkillId');
			const skillIds = skillIdsOf(group, part);
			const at = skillIds.indexOf(skillId);
			if (change === 'add' && at < 0) skillIds.push(skillId);
			if (change === 'remove' && at >= 0) skillIds.splice(at, 1);
			return acdOk(undefined);
		});
}
