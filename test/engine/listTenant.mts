import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import { OddTenant } from './oddTenant.mts';

/** A list of the tenant. */
export interface TenantList {
	id: string;
	name: string;
	type?: string;
	madeAtMs: number;
	contacts: Set<string>;
}

/** An answer of the tenant. */
export interface TenantAnswer {
	status: number;
	body?: unknown;
}

/** What is special about a tenant. */
export interface ListTenantRules {
	/** How long after it was made a list is not yet shown by look-ups, in milliseconds of the nodes' waits. */
	hiddenMs?: number;
	/** Rows of a look-up page in the order of the tenant; the oldest first if not given. */
	order?: (lists: TenantList[]) => TenantList[];
	/** The id of the list made as that number, from 1. */
	idOf?: (number: number) => string | number;
	/** The name that the tenant keeps. */
	keepName?: (name: string) => string;
	/** Answers the look-up of that number of a name, from 0, instead of the tenant. */
	onLook?: (name: string, number: number) => TenantAnswer | undefined;
	/** Answers a batch; contacts that it refuses do not go in. Those of a status above 299 go in never. */
	onBatch?: (contactIds: string[]) => (TenantAnswer & { refused?: string[] }) | undefined;
	/** Milliseconds of every answer. */
	latencyMs?: number;
}

/** A tenant of which only lists count, as odd as real ones can be. */
export class ListTenant extends OddTenant {
	readonly lists: TenantList[] = [];
	/** The calls, in order of arrival, with the name or the list that they are about. */
	readonly calls: string[] = [];

	constructor(public rules: ListTenantRules = {}) {
		super();
	}

	countOf(kind: string): number {
		return this.calls.filter((call) => call.startsWith(`${kind} `)).length;
	}

	/** A list that was there before. */
	add(id: string, name: string, contacts: string[] = [], type = 'outbound'): void {
		this.lists.push({ id, name, type, madeAtMs: 0, contacts: new Set(contacts) });
	}

	/** The contacts of each list by its id. */
	get contents(): Record<string, string[]> {
		return Object.fromEntries(this.lists.map(({ id, contacts }) => [id, [...contacts].sort()]));
	}

	protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const content = await text(request);
		const url = new URL(String(request.url), 'http://tenant');
		const { status, body } = this.answerTo(String(request.method), url, content);
		setTimeout(() => {
			response.writeHead(status, { 'content-type': 'application/json' });
			response.end(body === undefined ? '' : JSON.stringify(body));
		}, this.rules.latencyMs ?? 0);
	}

	private answerTo(method: string, url: URL, content: string): TenantAnswer {
		if (url.pathname === '/oauth/token')
			return { status: 200, body: { access_token: 'token', expires_in: 3_600 } };
		if (url.pathname.endsWith('/contacts'))
			return this.addContacts(url.pathname.split('/')[4], content);
		return method === 'POST' ? this.create(content) : this.look(url.searchParams.get('name') ?? '');
	}

	private create(content: string): TenantAnswer {
		const { name, type } = JSON.parse(content) as TenantList;
		this.calls.push(`create ${name}`);
		const { idOf = (number) => `list-${number}`, keepName = (given) => given } = this.rules;
		const id = idOf(this.countOf('create'));
		const list = { id: String(id), name: keepName(name), type, madeAtMs: Date.now() };
		this.lists.push({ ...list, contacts: new Set() });
		return { status: 201, body: { id, name: list.name } };
	}

	private look(name: string): TenantAnswer {
		const said = this.rules.onLook?.(name, this.countOf(`look ${name}`.trimEnd()));
		this.calls.push(`look ${name} `);
		if (said !== undefined) return said;
		const { hiddenMs = 0, order = (lists) => lists } = this.rules;
		const shownUntilMs = Date.now() - hiddenMs * waiting.scale;
		const shown = this.lists.filter(({ madeAtMs }) => madeAtMs <= shownUntilMs);
		const data = order(shown).map(({ contacts, madeAtMs: _, ...list }) => ({
			...list,
			contactCount: contacts.size,
		}));
		return { status: 200, body: { data } };
	}

	private addContacts(listId: string, content: string): TenantAnswer {
		this.calls.push(`add ${listId}`);
		const ids = (JSON.parse(content) as Array<{ contactId: string }>).map((one) => one.contactId);
		const { status, body, refused = [] } = this.rules.onBatch?.(ids) ?? { status: 200 };
		const list = this.lists.find(({ id }) => id === listId);
		if (list === undefined) return { status: 404, body: {} };
		if (status < 300) for (const id of ids) if (!refused.includes(id)) list.contacts.add(id);
		return { status, body };
	}
}

/** Runs `work` with a tenant of its own. */
export async function withListTenant(
	rules: ListTenantRules,
	work: (tenant: ListTenant) => Promise<void>,
): Promise<void> {
	const tenant = new ListTenant(rules);
	await tenant.listen();
	try {
		await work(tenant);
	} finally {
		await tenant.close();
	}
}
