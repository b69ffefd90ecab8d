import { z } from 'zod';

import type { Answer } from '../answer.mts';
import type { CallingList } from '../outbound.mts';
import { acdOk, acdRefusal } from './answer.mts';
import { dayStart } from './dates.mts';
import { wrapped } from './paging.mts';
import type { AcdRequest } from './request.mts';
import type { AcdTenant } from './tenant.mts';

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
	const { store, rules, now, elapsedMs } = tenant;
	const { listName, externalIdColumn, listExpirationDate } = request.query;
	if (listName === undefined || listName.trim() === '') return acdRefusal(400, 'InvalidListName');
	const isTaken = store.callingLists.some((list) => !list.isDeleted && list.listName === listName);
	if (rules.areListNamesUnique && isTaken) return acdRefusal(400, 'InvalidListName');
	if (externalIdColumn === undefined || externalIdColumn === '') {
		return acdRefusal(400, 'InvalidExternalIdColumn');
	}
	const parsed = mappings.safeParse(request.body);
	if (!parsed.success) return acdRefusal(400, 'InvalidDestinationMappings');
	const expiresAtMs = listExpirationDate === undefined ? undefined : dayStart(listExpirationDate);
	if (listExpirationDate !== undefined && expiresAtMs === undefined) {
		return acdRefusal(400, 'InvalidListExpirationDate');
	}
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
		...(rules.listExpires === 'deactivates' && { expiresAtMs }),
		showsAtMs: elapsedMs() + rules.listShowsAfterMs,
		invalidRecords: 0,
		records: [],
	};
	store.callingLists.push(list);
	return acdOk(wrapped({ listId: list.listId }, rules), 'Calling List created and mapped');
}
