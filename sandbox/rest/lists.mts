import {
	MAX_BATCH_SIZE,
	contactBatch,
	listRequest,
} from '../../nodes/shared/cxone/rest/schemas.ts';
import { type Answer, created, invalidBody, notFound, ok, refusal } from '../answer.mts';
import type { ApiRequest } from './apiRequest.mts';
import type { SandboxList, Store } from '../store.mts';
import { type LookUpRules, lookUp } from './lookUp.mts';

/** A list as the API shows it: with the number of its contacts, without the contacts. */
export function showList({ contacts, ...list }: SandboxList) {
	return { ...list, contactCount: contacts.size };
}

/** Makes a list; a second create of the same name makes a second list. */
export function createList(request: ApiRequest, store: Store): Answer {
	const parsed = listRequest.safeParse(request.body);
	return parsed.success
		? created(showList(store.createList(parsed.data)))
		: invalidBody(parsed.error);
}

/** Lists by exact name, in pages. */
export function findLists(request: ApiRequest, store: Store, rules: LookUpRules): Answer {
	return lookUp(request, 'lists', store.lists, showList, rules);
}

/** One list. */
export function getList(request: ApiRequest, store: Store): Answer {
	const list = store.list(request.id);
	return list === undefined ? notFound('List') : ok(showList(list));
}

/** Puts a batch of 1 to 1,000 contacts into a list; the last write to a contact wins. */
export function addContacts(request: ApiRequest, store: Store): Answer {
	const list = store.list(request.id);
	if (list === undefined) return notFound('List');
	if (Array.isArray(request.body) && request.body.length > MAX_BATCH_SIZE) {
		return refusal(413, 'too_many_contacts', `A batch holds at most ${MAX_BATCH_SIZE} contacts.`);
	}
	const parsed = contactBatch.safeParse(request.body);
	if (!parsed.success) return invalidBody(parsed.error);
	store.addContacts(list, parsed.data);
	return ok({ accepted: parsed.data.length });
}
