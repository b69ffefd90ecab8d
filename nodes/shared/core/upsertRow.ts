import { toCount } from './answerWords';
import { isBlank } from './fields';
import { readSwitch } from './switches';

/** What an input item that is a row of CXone List Upsert says of its list. */
export interface UpsertRow {
	isDryRun: boolean;
	/** Undefined for a row that tells of a contact. */
	acceptedContacts: number | undefined;
}

/**
 * Reads an item as a row of CXone List Upsert for the list `listId`; undefined for any other item. A row of a dry run may
 * name no list, because there is none yet. Tables that rows go through make text of numbers and switches.
 */
export function readUpsertRow(
	json: Record<string, unknown>,
	listId: string,
): UpsertRow | undefined {
	const isDryRun = readSwitch(json.dryRun) === true;
	const [submitted, accepted] = [json.submitted, json.accepted].map(toCount);
	const isList = submitted !== undefined && accepted !== undefined;
	if (!isList && !isDryRun) return undefined;
	const { listId: ownListId } = json;
	const isOfList = isBlank(ownListId) ? isDryRun : String(ownListId).trim() === listId;
	return isOfList ? { isDryRun, acceptedContacts: isList ? accepted : undefined } : undefined;
}
