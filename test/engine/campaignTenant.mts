import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import { OddTenant } from './oddTenant.mts';

/** What a create meets. Times are in milliseconds of the nodes' waits (`waiting.scale`). */
export interface CreateFate {
	/** When the campaign is made, counted from the request; never if not given. */
	madeAfterMs?: number;
	/** When the answer is given; at once if not given. */
	answeredAfterMs?: number;
	/** 201 if not given; `drop` ends the connection. */
	status?: number | 'drop';
	/** Raw JSON. */
	body?: string;
	headers?: Record<string, string>;
}

/** What is special about a tenant. */
export interface TenantRules {
	/** The fate of the create of that number, from 0; made and answered at once if undefined. */
	onCreate?: (number: number, name: string) => CreateFate | undefined;
	/** How long after it was made a campaign is not yet shown by look-ups. */
	hiddenMs?: number;
	/** The count of a list at the look of that number, from 0; undefined where CXone shows none. */
	contactCount?: (look: number) => number | string | undefined;
	/** The name that the tenant keeps. */
	keepName?: (name: string) => string;
	/** Whether look-ups are answered with 404. */
	lacksLookUp?: boolean;
	/** The rows of a look-up page, as raw JSON, instead of the right ones. */
	rows?: (campaigns: MadeCampaign[]) => string;
}

/** A campaign of the tenant. */
export interface MadeCampaign {
	id: string;
	name: string;
	listId: string;
	endTime: string;
	madeAtMs: number;
}

/** A tenant of which only campaigns count, slow and late as real ones are. */
export class CampaignTenant extends OddTenant {
	readonly campaigns: MadeCampaign[] = [];
	/** `create`, `look`, `get` and `count`, in order of arrival. */
	readonly calls: string[] = [];

	constructor(public rules: TenantRules = {}) {
		super();
	}

	countOf(call: string): number {
		return this.calls.filter((other) => other === call).length;
	}

	protected async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const content = await text(request);
		const { pathname } = new URL(String(request.url), 'http://tenant');
		const give = (status: number, body: string, headers = {}) => {
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(body);
		};
		if (pathname === '/oauth/token')
			return give(200, '{"access_token": "token", "expires_in": 3600}');
		if (pathname.startsWith('/api/v1/lists/')) return this.giveList(pathname, give);
		if (request.method === 'POST') return await this.create(content, response, give);
		if (pathname !== '/api/v1/campaigns') return this.giveCampaign(pathname, give);
		this.calls.push('look');
		if (this.rules.lacksLookUp) return give(404, '{}');
		const { hiddenMs = 0, rows = JSON.stringify } = this.rules;
		const shownUntilMs = Date.now() - hiddenMs * waiting.scale;
		const shown = this.campaigns.filter(({ madeAtMs }) => madeAtMs <= shownUntilMs);
		return give(200, `{"data": ${rows(shown)}, "pagination": {"nextPageToken": null}}`);
	}

	private giveCampaign(pathname: string, give: (status: number, body: string) => void): void {
		this.calls.push('get');
		const campaign = this.campaigns.find(({ id }) => pathname.endsWith(`/${id}`));
		if (campaign === undefined || this.rules.lacksLookUp) return give(404, '{}');
		give(200, JSON.stringify(campaign));
	}

	private giveList(pathname: string, give: (status: number, body: string) => void): void {
		const look = this.countOf('count');
		this.calls.push('count');
		const contactCount = this.rules.contactCount?.(look);
		give(200, JSON.stringify({ id: pathname.split('/').pop(), name: 'list', contactCount }));
	}

	private async create(
		content: string,
		response: ServerResponse,
		give: (status: number, body: string, headers?: object) => void,
	): Promise<void> {
		const number = this.countOf('create');
		this.calls.push('create');
		const asked = JSON.parse(content) as MadeCampaign;
		const { keepName = (name) => name } = this.rules;
		const fate = this.rules.onCreate?.(number, asked.name) ?? { madeAfterMs: 0 };
		const id = `camp-${number + 1}`;
		const name = keepName(asked.name);
		const make = () => this.campaigns.push({ ...asked, id, name, madeAtMs: Date.now() });
		const { madeAfterMs, answeredAfterMs = 0, status = 201, headers } = fate;
		if (madeAfterMs === 0) make();
		else if (madeAfterMs !== undefined) setTimeout(make, madeAfterMs * waiting.scale).unref();
		if (answeredAfterMs > 0) await pause(answeredAfterMs * waiting.scale);
		if (status === 'drop') response.destroy();
		else give(status, fate.body ?? (status < 300 ? JSON.stringify({ id, name }) : '{}'), headers);
	}
}

/** Runs `work` with a tenant of its own. */
export async function withTenant(
	rules: TenantRules,
	work: (tenant: CampaignTenant) => Promise<void>,
): Promise<void> {
	const tenant = new CampaignTenant(rules);
	await tenant.listen();
	try {
		await work(tenant);
	} finally {
		await tenant.close();
	}
}

/** Makes waits so short for all tests of a file. */
export function scaleWaits(scale: number): void {
	beforeAll(() => {
		waiting.scale = scale;
	});
	afterAll(() => {
		waiting.scale = 1;
	});
}
