import { z } from 'zod';

import type { Answer } from '../answer.mts';
import { type CallingList, isLive } from '../outbound.mts';
import { acdOk, acdRefusal } from './answer.mts';
import { isRunning } from './callingHours.mts';
import { withList } from './callingLists.mts';
import type { AcdRequest } from './request.mts';
import type { AcdTenant } from './tenant.mts';

/** Whether a list cannot be modified now. */
function isLocked(list: CallingList, isForced: boolean, { store, rules, now }: AcdTenant): boolean {
	if (rules.listIsLocked === 'never') return false;
	const nowMs = now();
	const live = list.records.filter((record) => isLive(list, record, nowMs));
	if (live.length > 0 && !isForced) return true;
	if (rules.listIsLocked === 'whileLive') return false;
	return store.skills.some(
		(skill) =>
			isRunning(skill, nowMs, rules) && live.some(({ skillId }) => skillId === skill.skillId),
	);
}

/** Makes a list inactive, or deletes it with `forceDelete`; 409 while it cannot be modified. */
export function deleteCallingList(request: AcdRequest, tenant: AcdTenant): Answer {
	return withList(request, tenant, (list) => {
		const isAsked = (name: string) => request.query[name]?.toLowerCase() === 'true';
		if (isLocked(list, isAsked('forceInactive'), tenant)) {
			return acdRefusal(409, 'ListCannotBeModified');
		}
		list.status = 'Inactive';
		list.isDeleted = isAsked('forceDelete');
		return acdOk(undefined);
	});
}

const prospects = z.object({
	prospectsToRemove: z.array(z.object({ externalId: z.union([z.string(), z.number()]) })).min(1),
});

function listsOfName(name: string, { store, rules }: AcdTenant): CallingList[] {
	const lists = store.callingLists.filter(
		({ listName, isDeleted }) => !isDeleted && listName === name,
	);
	if (rules.prospectsOfName === 'every') return lists;
	return rules.prospectsOfName === 'first' ? lists.slice(0, 1) : lists.slice(-1);
}

/** Removes records by their external ids; the path names the list by its source name, not by its id. */
export function removeProspects(request: AcdRequest, tenant: AcdTenant): Answer {
	const lists = listsOfName(request.id, tenant);
	if (lists.length === 0) return acdRefusal(404, 'InvalidSourceName');
	const parsed = prospects.safeParse(request.body);
	if (!parsed.success) return acdRefusal(400, 'InvalidParameter');
	const asked = parsed.data.prospectsToRemove.map(({ externalId }) => externalId);
	const isOnlyNumbers = tenant.rules.prospectIds === 'numbers';
	if (isOnlyNumbers && asked.some((id) => typeof id !== 'number')) {
		return acdRefusal(400, 'InvalidParameter');
	}
	const successfulRecords: object[] = [];
	const failedRecords: object[] = [];
	for (const externalId of asked.map(String)) {
		const found = lists
			.flatMap(({ records }) => records)
			.filter((record) => !record.isRemoved && record.externalId === externalId);
		for (const record of found) record.isRemoved = true;
		if (found.length > 0) successfulRecords.push({ externalId, resultCode: 'Success' });
		else failedRecords.push({ externalId, resultCode: 'NotFound' });
	}
	return acdOk({ successfulRecords, failedRecords });
}
