import type { Answer } from '../answer.mts';
import type { DncGroup } from '../outbound.mts';
import { acdOk, acdRefusal, noRows } from './answer.mts';
import { adminPage, totalOf, wrapped } from './paging.mts';
import { type AcdRequest, idNumber } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

function showGroup({ dncGroupId, dncGroupName }: DncGroup) {
	return { dncGroupId, dncGroupName, dncGroupDescription: '', isActive: true };
}

/** The groups of numbers that must not be called, in pages. */
export function findDncGroups(request: AcdRequest, tenant: AcdTenant): Answer {
	const page = adminPage(request, linksOrigin(tenant), tenant.store.dncGroups);
	if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
	if (page.rows.length === 0) return noRows('No DNC groups found');
	const totalRecords = totalOf(page.totalRecords, tenant.rules);
	const payload = { totalRecords, _links: page._links, dncGroups: page.rows.map(showGroup) };
	return acdOk(wrapped(payload, tenant.rules));
}

function withGroup(request: AcdRequest, { store }: AcdTenant, work: (group: DncGroup) => Answer) {
	const group = store.dncGroups.find(({ dncGroupId }) => dncGroupId === idNumber(request));
	return group === undefined ? acdRefusal(404, 'InvalidGroupId') : work(group);
}

/** One group. */
export function getDncGroup(request: AcdRequest, tenant: AcdTenant): Answer {
	return withGroup(request, tenant, (group) => acdOk({ dncGroups: [showGroup(group)] }));
}

/** The numbers of a group, in pages. */
export function dncRecords(request: AcdRequest, tenant: AcdTenant): Answer {
	return withGroup(request, tenant, ({ phoneNumbers }) => {
		const page = adminPage(request, linksOrigin(tenant), phoneNumbers);
		if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
		if (page.rows.length === 0) return noRows('No DNC records found');
		return acdOk({
			totalRecords: totalOf(page.totalRecords, tenant.rules),
			_links: page._links,
			dncRecords: page.rows.map((phoneNumber) => ({ phoneNumber, expiredDate: null })),
		});
	});
}

/** The skills that must not call the numbers of a group. */
export function dncScrubbedSkills(request: AcdRequest, tenant: AcdTenant): Answer {
	return withGroup(request, tenant, ({ scrubbedSkillIds }) => {
		if (scrubbedSkillIds.length === 0) return noRows('No skills found');
		const skills = scrubbedSkillIds.map((skillId) => ({
			skillId,
			skillName: tenant.store.skill(skillId)?.skillName ?? '',
		}));
		return acdOk({ skills });
	});
}
