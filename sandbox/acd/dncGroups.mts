import { z } from 'zod';

import type { Answer } from '../answer.mts';
import type { DncGroup } from '../outbound.mts';
import { acdOk, acdRefusal, noRows } from './answer.mts';
import { isoTime } from './dates.mts';
import { dncDigits, dncExpiryMs, isGroupActive } from './dncNumbers.mts';
import { adminPage, totalOf, wrapped } from './paging.mts';
import { type AcdRequest, idNumber } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

function showGroup(group: DncGroup) {
	const { dncGroupId, dncGroupName, dncGroupDescription = '', phoneNumbers } = group;
	return {
		dncGroupId,
		dncGroupName,
		dncGroupDescription,
		validRecords: phoneNumbers.length,
		isActive: isGroupActive(group),
		isRemoved: false,
	};
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

/** Answers with what a group gives, or 404 where there is none of the id. */
export function withGroup(
	request: AcdRequest,
	{ store }: AcdTenant,
	work: (group: DncGroup) => Answer,
): Answer {
	const group = store.dncGroups.find(({ dncGroupId }) => dncGroupId === idNumber(request));
	return group === undefined ? acdRefusal(404, 'InvalidGroupId') : work(group);
}

/** One group. */
export function getDncGroup(request: AcdRequest, tenant: AcdTenant): Answer {
	return withGroup(request, tenant, (group) =>
		acdOk(wrapped({ dncGroups: [showGroup(group)] }, tenant.rules)),
	);
}

const newGroup = z.object({
	dncGroupName: z.string().trim().min(1),
	dncGroupDescription: z.string().optional(),
});

/** Makes a group, which holds nobody back until a skill is scrubbed against it. */
export function createDncGroup(request: AcdRequest, { store }: AcdTenant): Answer {
	const parsed = newGroup.safeParse(request.body);
	if (!parsed.success) return acdRefusal(400, 'Invalid dncGroupName');
	const group: DncGroup = {
		dncGroupId: 1 + Math.max(100, ...store.dncGroups.map(({ dncGroupId }) => dncGroupId)),
		...parsed.data,
		phoneNumbers: [],
		scrubbedSkillIds: [],
	};
	store.dncGroups.push(group);
	return acdOk({ dncGroups: [showGroup(group)] });
}

/** Changes a group; what is to be changed is in the query. */
export function updateDncGroup(request: AcdRequest, tenant: AcdTenant): Answer {
	return withGroup(request, tenant, (group) => {
		const { dncGroupName, dncGroupDescription, isActive } = request.query;
		if (dncGroupName?.trim() === '') return acdRefusal(400, 'Invalid dncGroupName');
		group.dncGroupName = dncGroupName ?? group.dncGroupName;
		group.dncGroupDescription = dncGroupDescription ?? group.dncGroupDescription;
		if (isActive !== undefined) group.isActive = isActive.toLowerCase() === 'true';
		return acdOk({ dncGroups: [showGroup(group)] });
	});
}

/** The groups that a number is in. */
export function searchDncGroups(request: AcdRequest, { store }: AcdTenant): Answer {
	const sought = dncDigits(request.query.phoneNumber ?? '');
	if (sought === '') return acdRefusal(400, 'Invalid phoneNumber');
	const searchResults = store.dncGroups.flatMap((group) => {
		if (!group.phoneNumbers.some((phone) => dncDigits(phone) === sought)) return [];
		const expiresAtMs = dncExpiryMs(group, sought);
		const { dncGroupId, dncGroupName, dncGroupDescription = '' } = group;
		return [
			{
				dncGroupId,
				dncGroupName,
				dncGroupDescription,
				formattedPhone: sought,
				expiredDate: expiresAtMs === Infinity ? null : isoTime(expiresAtMs),
			},
		];
	});
	return searchResults.length === 0 ? noRows('No DNC groups found') : acdOk({ searchResults });
}
