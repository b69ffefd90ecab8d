/** What an input item that is a row of CXone List Upsert says of its list. */
export interface UpsertRow {
	isDryRun: boolean;
	acceptedContacts: number;
}

/**
 * Reads an item as a row of CXone List Upsert for the list `listId`; undefined for any other item. A row of a dry run may
 * name no list, because there is none yet.
 */
export function readUpsertRow(
	json: Record<string, unknown>,
	listId: string,
): UpsertRow | undefined {
	const { submitted, accepted, dryRun } = json;
	if (typeof submitted !== 'number' || typeof accepted !== 'number') return undefined;
	const isDryRun = dryRun === true;
	const ownListId = json.listId ?? '';
	const isOfList = String(ownListId) === listId || (isDryRun && ownListId === '');
	return isOfList ? { isDryRun, acceptedContacts: accepted } : undefined;
}
