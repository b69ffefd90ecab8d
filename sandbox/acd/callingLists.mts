import { z } from 'zod';

import type { Answer } from '../answer.mts';
import { type CallAttempt, type CallingList, type CallingRecord, isLive } from '../outbound.mts';
import { acdOk, acdRefusal, noRows } from './answer.mts';
import { isoTime } from './dates.mts';
import { adminPage, totalOf, wrapped } from './paging.mts';
import { type AcdRequest, idNumber } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

/** Parameters of a new list that name a column, by the field that the column becomes. */
export const COLUMN_PARAMETERS: Readonly<Record<string, string>> = {
	externalId: 'externalIdColumn',
	score: 'scoreColumn',
	customer1: 'customer1Column',
	customer2: 'customer2Column',
	callerId: 'callerIdColumn',
	priority: 'priorityColumn',
	complianceReq: 'complianceReqColumn',
	firstName: 'firstNameColumn',
	lastName: 'lastNameColumn',
	address: 'addressColumn',
	city: 'cityColumn',
	state: 'stateColumn',
	zip: 'zipColumn',
	timeZone: 'timeZoneColumn',
	confirmReq: 'confirmReqColumn',
	overrideFinalization: 'overrideFinalizationColumn',
	agentId: 'agentIdColumn',
	callRequestTime: 'callRequestTimeColumn',
	callRequestStaleMins: 'callRequestStaleColumn',
	notes: 'notesColumn',
	expirationDate: 'expirationDateColumn',
};

const mappings = z.object({
	destinationMappings: z
		.array(z.object({ fieldName: z.string().min(1), fieldValue: z.string().min(1) }))
		.min(1),
});

/** Makes a list: a mapping of columns, without records. */
export function createCallingList(request: AcdRequest, tenant: AcdTenant): Answer {
	const { store, rules, now } = tenant;
	const { listName, externalIdColumn } = request.query;
	if (listName === undefined || listName.trim() === '') return acdRefusal(400, 'InvalidListName');
	const isTaken = store.callingLists.some((list) => !list.isDeleted && list.listName === listName);
	if (rules.areListNamesUnique && isTaken) return acdRefusal(400, 'InvalidListName');
	if (externalIdColumn === undefined || externalIdColumn === '') {
		return acdRefusal(400, 'InvalidExternalIdColumn');
	}
	const parsed = mappings.safeParse(request.body);
	if (!parsed.success) return acdRefusal(400, 'InvalidDestinationMappings');
	const columns: Record<string, string> = {};
	for (const [field, parameter] of Object.entries(COLUMN_PARAMETERS)) {
		const column = request.query[parameter];
		if (column !== undefined && column !== '') columns[field] = column;
	}
	const list: CallingList = {
		listId: 2_001 + store.callingLists.length,
		listName,
		columns,
		destinations: parsed.data.destinationMappings.map(({ fieldName, fieldValue }) => ({
			fieldName,
			column: fieldValue,
		})),
		status: 'Active',
		isDeleted: false,
		createdAtMs: now(),
		showsAtMs: performance.now() + rules.listShowsAfterMs,
		invalidRecords: 0,
		records: [],
	};
	store.callingLists.push(list);
	return acdOk(wrapped({ listId: list.listId }, rules), 'Calling List created and mapped');
}

function isFinal({ finalStatus }: CallingRecord): boolean {
	return finalStatus !== undefined;
}

/** The status of a list in this tenant's word. */
function statusOf({ status }: CallingList, { rules }: AcdTenant): string {
	return status === 'Active' ? status : rules.inactiveStatus;
}

function showList(list: CallingList, tenant: AcdTenant) {
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
	const lists = store.callingLists.filter(
		({ isDeleted, showsAtMs }) => !isDeleted && showsAtMs <= performance.now(),
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

function lastCallOf({ attempts }: CallingRecord) {
	const last = attempts.at(-1);
	const callbacksMs = attempts.flatMap(({ callbackAtMs }) => callbackAtMs ?? []);
	const callbackMs = callbacksMs.at(-1);
	return {
		icDateOfLastCall: last === undefined ? null : isoTime(last.atMs),
		icLastCallDuration: last?.durationSeconds ?? null,
		icSystemClassificationName: last?.systemClassification ?? null,
		icAgentDispositionDesc: last?.agentDisposition ?? null,
		icCallbackTime: callbackMs === undefined ? null : isoTime(callbackMs),
	};
}

function showRecord(list: CallingList, record: CallingRecord, { rules }: AcdTenant) {
	const { fields, attempts, finalStatus } = record;
	const shown = Object.fromEntries(
		Object.keys(COLUMN_PARAMETERS).map((field) => [field, fields[field] ?? null]),
	);
	return {
		...shown,
		externalId: record.externalId,
		// Text in every version.
		score: fields.score ?? null,
		priority: fields.priority ?? null,
		expirationDate: fields.expirationDate ?? null,
		icAttempts: attempts.length,
		icFinalStatus: finalStatus ?? null,
		icAssignedSkillId: record.skillId ?? null,
		icPriority: 0,
		icSourceActive: list.status === 'Active',
		icSourceRemoved: record.isRemoved,
		icTimeZoneNames: record.timeZone,
		...(rules.showsLastCall && lastCallOf(record)),
		icProspectiveContactDestValue: record.phone,
		icProspectiveContactDestDesc: 'PhoneNumber',
		icProspectiveContactDestType: 'Phone',
		icProspectiveContactExpireDate: isoTime(record.expiresAtMs),
		destinations: [
			{ formattedDestination: record.phone, description: 'PhoneNumber', compliance: null },
		],
		otherFields: [],
	};
}

function recordsPage<Row>(request: AcdRequest, tenant: AcdTenant, rows: readonly Row[]) {
	const { doRecordsPage, recordsPerPage } = tenant.rules;
	if (!doRecordsPage) return { rows, totalRecords: rows.length, _links: {} };
	const limits = { default: recordsPerPage, most: recordsPerPage };
	return adminPage(request, linksOrigin(tenant), rows, limits);
}

/** A list with its records, when they are asked for: always in `resultSet`. */
export function getCallingList(request: AcdRequest, tenant: AcdTenant): Answer {
	return withList(request, tenant, (list) => {
		const { includeRecords, finalized } = request.query;
		const { listId, listName } = list;
		if (includeRecords?.toLowerCase() !== 'true') {
			return acdOk({ resultSet: showList(list, tenant) });
		}
		const wanted = list.records.filter(
			(record) =>
				finalized === undefined || isFinal(record) === (finalized.toLowerCase() === 'true'),
		);
		const page = recordsPage(request, tenant, wanted);
		if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
		if (page.rows.length === 0) return noRows('No records found');
		const resultSet = {
			listId,
			listName,
			status: statusOf(list, tenant),
			totalRecords: totalOf(page.totalRecords, tenant.rules),
			_links: page._links,
			contactRecords: page.rows.map((record) => showRecord(list, record, tenant)),
		};
		return acdOk({ resultSet });
	});
}

function showAttempt(record: CallingRecord, attempt: CallAttempt) {
	return {
		contactId: attempt.contactId,
		externalId: record.externalId,
		formattedPhone: record.phone,
		pcDestinationValue: record.phone,
		dateOfCall: isoTime(attempt.atMs),
		lastDuration: attempt.durationSeconds,
		systemClassName: attempt.systemClassification,
		agentDispDesc: attempt.agentDisposition ?? null,
		agentId: attempt.agentId ?? null,
		callNotes: null,
		callbackDate: attempt.callbackAtMs === undefined ? null : isoTime(attempt.callbackAtMs),
		timeZone: record.timeZone,
	};
}

/** The attempts to call the records of a list: the only place that joins contact ids and external ids. */
export function callingListAttempts(request: AcdRequest, tenant: AcdTenant): Answer {
	return withList(request, tenant, (list) => {
		const attempts = list.records.flatMap((record) =>
			record.attempts.map((attempt) => showAttempt(record, attempt)),
		);
		const page = recordsPage(request, tenant, attempts);
		if (page === undefined) return acdRefusal(400, 'Invalid skip or top');
		if (page.rows.length === 0) return noRows('No attempts found');
		const totalRecords = totalOf(page.totalRecords, tenant.rules);
		return acdOk({
			resultSet: { totalRecords, _links: page._links, contactAttempts: page.rows },
		});
	});
}

/** Makes a list inactive, or deletes it; 409 while records would have to be dropped without `forceInactive`. */
export function deleteCallingList(request: AcdRequest, tenant: AcdTenant): Answer {
	return withList(request, tenant, (list) => {
		const isAsked = (name: string) => request.query[name]?.toLowerCase() === 'true';
		const nowMs = tenant.now();
		const isBusy = list.records.some((record) => isLive(list, record, nowMs));
		if (isBusy && !isAsked('forceInactive')) return acdRefusal(409, 'ListCannotBeModified');
		list.status = 'Inactive';
		list.isDeleted = isAsked('forceDelete');
		return acdOk(undefined);
	});
}

const prospects = z.object({
	prospectsToRemove: z
		.array(z.object({ externalId: z.union([z.string(), z.number()]).transform(String) }))
		.min(1),
});

/** Removes records by their external ids; the path names the list by its source name, not by its id. */
export function removeProspects(request: AcdRequest, tenant: AcdTenant): Answer {
	const list = tenant.store.callingLists.find(
		({ listName, isDeleted }) => !isDeleted && listName === request.id,
	);
	if (list === undefined) return acdRefusal(404, 'InvalidSourceName');
	const parsed = prospects.safeParse(request.body);
	if (!parsed.success) return acdRefusal(400, 'InvalidParameter');
	const successfulRecords: object[] = [];
	const failedRecords: object[] = [];
	for (const { externalId } of parsed.data.prospectsToRemove) {
		const found = list.records.filter(
			(record) => !record.isRemoved && record.externalId === externalId,
		);
		for (const record of found) record.isRemoved = true;
		if (found.length > 0) successfulRecords.push({ externalId, resultCode: 'Success' });
		else failedRecords.push({ externalId, resultCode: 'NotFound' });
	}
	return acdOk({ successfulRecords, failedRecords });
}
