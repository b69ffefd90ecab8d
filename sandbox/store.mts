import type {
	CampaignRequest,
	ListContact,
	ListRequest,
} from '../nodes/shared/cxone/rest/schemas.ts';

/** An outbound list with its contacts. */
export interface SandboxList extends ListRequest {
	/** `list-0001` and up. */
	id: string;
	createdAt: string;
	/** Attributes by contact id. */
	contacts: Map<string, Record<string, unknown>>;
}

/** A campaign, as it was asked for. */
export interface SandboxCampaign extends CampaignRequest {
	/** `camp-0001` and up. */
	id: string;
	createdAt: string;
}

function numberedId(prefix: string, count: number): string {
	return `${prefix}-${String(count).padStart(4, '0')}`;
}

/** The lists and campaigns of the tenant, oldest first; both arrays stay the same objects for good. */
export class Store {
	readonly lists: SandboxList[] = [];
	readonly campaigns: SandboxCampaign[] = [];
	readonly #listsById = new Map<string, SandboxList>();
	readonly #campaignsById = new Map<string, SandboxCampaign>();

	/** @param now milliseconds since 1970, for the creation times */
	constructor(readonly now: () => number) {}

	/** Makes a new list, whatever lists of that name there are. */
	createList(request: ListRequest): SandboxList {
		const list: SandboxList = {
			...request,
			id: numberedId('list', this.lists.length + 1),
			createdAt: new Date(this.now()).toISOString(),
			contacts: new Map(),
		};
		this.lists.push(list);
		this.#listsById.set(list.id, list);
		return list;
	}

	/** The list of that id, if there is one. */
	list(id: string): SandboxList | undefined {
		return this.#listsById.get(id);
	}

	/** Puts contacts into a list; attributes of a contact already there are replaced. */
	addContacts(list: SandboxList, contacts: readonly ListContact[]): void {
		for (const { contactId, data } of contacts) list.contacts.set(contactId, data);
	}

	/** Makes a new campaign, whatever campaigns of that name there are. */
	createCampaign(request: CampaignRequest): SandboxCampaign {
		const campaign: SandboxCampaign = {
			...request,
			id: numberedId('camp', this.campaigns.length + 1),
			createdAt: new Date(this.now()).toISOString(),
		};
		this.campaigns.push(campaign);
		this.#campaignsById.set(campaign.id, campaign);
		return campaign;
	}

	/** The campaign of that id, if there is one. */
	campaign(id: string): SandboxCampaign | undefined {
		return this.#campaignsById.get(id);
	}

	/** Forgets all lists and campaigns; ids start from 1 again. */
	clear(): void {
		this.lists.length = 0;
		this.campaigns.length = 0;
		this.#listsById.clear();
		this.#campaignsById.clear();
	}
}
