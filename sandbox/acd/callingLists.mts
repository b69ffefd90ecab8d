import type { Answer } from '../answer.mts';
import { type CallingList, type CallingRecord, isListActive, isLive } from '../outbound.mts';
import { acdOk, acdRefusal, noRows } from './answer.mts';
import { isoTime } from './dates.mts';
import { adminPage, totalOf, wrapped } from './paging.mts';
import { type AcdRequest, idNumber } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

/** Whether a record is done with. */
export function isFinal({ finalStatus }: CallingRecord): boolean {
	return finalStatus !== undefined;
}

/** The status of a list in this tenant's word. */
export function statusOf(list: CallingList, { rules, now }: AcdTenant): string {
	return isListActive(list, now()) ? 'Active' : rules.inactiveStatus;
}

/** A list with its counters. */
export function showList(list: CallingList, tenant: AcdTenant) {
	const { store, now } = tenant;
	const records = list.records.filter(({ isRemoved }) => !isRemoved);
	const nowMs = now();
	const skillIds = new Set(records.map(({ skillId }) => skillId));
	const skills = [...skillIds].flatMap((skillId) => {
		if (skillId === undefined) return [];
		const own = records.filter((record) => record.skillId === skillId);
		// These counters are text in every version.
		return [
			{
				skillId,
				skillName: store.skill(skillId)?.skillName ?? '',
				totalRecords: String(own.length),
				freshRecords: String(
					own.filter((record) => record.attempts.length === 0 && !isFinal(record)).length,
				),
				finalizedRecords: String(own.filter(isFinal).length),
				retriedRecords: String(own.filter(({ attempts }) => attempts.length > 1).length),
			},
		];
	});
	return {
		listId: list.listId,
		listName: list.listName,
		prospectiveContactCount: records.filter((record) => isLive(list, record, nowMs)).length,
		status: statusOf(list, tenant),
		totalRecords: records.length + list.invalidRecords,
		validRecords: records.length,
		invalidRecords: list.invalidRecords,
		finalizedRecords: records.filter(isFinal).length,
		createDate: isoTime(list.createdAtMs),
		uploadDate: list.uploadedAtMs === undefined ? null : isoTime(list.uploadedAtMs),
		updateDate: list.uploadedAtMs === undefined ? null : isoTime(list.uploadedAtMs),
		removeDate: null,
		skills,
	};
}

/** The lists, in pages; there is no filter by name. */
export function findCallingLists(request: AcdRequest, tenant: AcdTenant): Answer {
	const { store, rules } = tenant;
	const nowMs = tenant.elapsedMs();
	const lists = store.callingLists.filter(
		({ isDeleted, showsAtMs }) => !isDeleted && showsAtMs <= nowMs,
	);
	const page = adminPage(request, linksOrigin(tenant), lists);
	if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
	if (page.rows.length === 0) return noRows('No Calling Lists found');
	const payload = {
		totalRecords: totalOf(page.totalRecords, rules),
		_links: page._links,
		callingLists: page.rows.map((list) => showList(list, tenant)),
	};
	return acdOk(wrapped(payload, rules));
}

/** Answers with what a list gives, or 404 where there is none of the id. */
export function withList(
	request: AcdRequest,
	{ store }: AcdTenant,
	work: (list: CallingList) => Answer,
): Answer {
	const list = store.callingList(idNumber(request));
	return list === undefined || list.isDeleted ? acdRefusal(404, 'InvalidListId') : work(list);
}
