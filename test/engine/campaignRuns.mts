import type { INodeExecutionData } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox/server.mts';
import { jsonItems } from '../support/engine.mts';
import { contactItems, upsert } from './outboundRuns.mts';

/** Puts a list of that name into the sandbox, with one contact, and forgets the requests. Gives its id. */
export async function fillList(sandbox: Sandbox, listName: string): Promise<string> {
	const run = await upsert(sandbox, {
		items: contactItems(1),
		parameters: { listBy: 'name', listName, attributes: 'none' },
	});
	forgetRequests(sandbox);
	return String(run.items[0].json.listId);
}

/** Puts an empty list into the sandbox. Gives its id. */
export async function makeEmptyList(sandbox: Sandbox, listName: string): Promise<string> {
	const listId = await fillList(sandbox, listName);
	sandbox.state.lists.find(({ id }) => id === listId)?.contacts.clear();
	return listId;
}

/** Forgets the requests so far, and nothing else. */
export function forgetRequests(sandbox: Sandbox): void {
	sandbox.requests.length = 0;
}

/** How often a call was made since the requests were forgotten. */
export function countOf({ requests }: Sandbox, call: string): number {
	return requests.filter((entry) => entry.call === call).length;
}

/** An item for each segment, as CXone List Upsert gives them, all of one list. */
export function segmentItems(listId: string, ...segments: string[]): INodeExecutionData[] {
	return jsonItems(...segments.map((segment) => ({ listId, segment })));
}
