import type { Sandbox } from '../../sandbox/server.mts';
import { CONTACT_IDS } from './job.mts';

/** What a tenant holds, by name and without ids and creation times, so that two tenants compare. */
export interface TenantState {
	lists: Array<{ name: string; contacts: Record<string, unknown> }>;
	campaigns: Array<{ name: string; listName: string | undefined }>;
}

function byName(a: { name: string }, b: { name: string }): number {
	if (a.name === b.name) return 0;
	return a.name < b.name ? -1 : 1;
}

/** The lists with their contacts and attributes, and the campaigns with all their settings, sorted by name. */
export function stateOf({ state }: Sandbox): TenantState {
	const lists = state.lists.map(({ id: _id, createdAt: _at, contacts, ...list }) => ({
		...list,
		contacts: Object.fromEntries([...contacts].sort(([a], [b]) => (a < b ? -1 : 1))),
	}));
	const campaigns = state.campaigns.map(({ id: _id, createdAt: _at, listId, ...campaign }) => ({
		...campaign,
		listName: state.lists.find(({ id }) => id === listId)?.name,
	}));
	return { lists: lists.sort(byName), campaigns: campaigns.sort(byName) };
}

function repeatedNames(named: Array<{ name: string }>): string[] {
	const names = named.map(({ name }) => name);
	return names.filter((name, index) => names.indexOf(name) !== index);
}

/** Lists and campaigns that are there more than once, by name. */
export function doublesIn({ lists, campaigns }: TenantState): string[] {
	return [...repeatedNames(lists), ...repeatedNames(campaigns)];
}

/** Campaigns that dial a list with fewer contacts than the undisturbed job gives it, by name. */
export function shortCampaignsIn(state: TenantState, undisturbed: TenantState): string[] {
	const sizeOf = ({ lists }: TenantState, name: string | undefined) =>
		Object.keys(lists.find((list) => list.name === name)?.contacts ?? {}).length;
	return state.campaigns
		.filter(({ listName }) => sizeOf(state, listName) < sizeOf(undisturbed, listName))
		.map(({ name }) => name);
}

/** Contacts of the job that are in no list, and those that are in more than one. */
export function misplacedContactsIn({ lists }: TenantState): string[] {
	return CONTACT_IDS.filter(
		(contactId) => lists.filter(({ contacts }) => contactId in contacts).length !== 1,
	);
}
