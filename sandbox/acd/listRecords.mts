import type { Answer } from '../answer.mts';
import {
	type CallAttempt,
	type CallingList,
	type CallingRecord,
	isListActive,
} from '../outbound.mts';
import { acdOk, acdRefusal, noRows } from './answer.mts';
import { isFinal, showList, statusOf, withList } from './callingLists.mts';
import { isoTime } from './dates.mts';
import { COLUMN_PARAMETERS } from './listMapping.mts';
import { adminPage, totalOf } from './paging.mts';
import type { AcdRequest } from './request.mts';
import { type AcdTenant, linksOrigin } from './tenant.mts';

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

function showRecord(list: CallingList, record: CallingRecord, { rules, now }: AcdTenant) {
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
		icSourceActive: isListActive(list, now()),
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
