import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import type { SearchRequest } from '../../nodes/shared/cxone/schemas.ts';
import type { Interaction, Sandbox } from '../../sandbox/server.mts';

/** A tenant whose searches include their end time, as the contract allows; it knows no faults and no scopes. */
export class InclusiveTenant {
	credential: Sandbox['credential'] = {
		tenantUrl: '',
		clientId: 'client',
		clientSecret: 'secret',
		scope: 'interactions:read',
	};

	private readonly server: Server = createServer((request, response) => {
		void this.answer(request).then((body) => {
			response.writeHead(200, { 'Content-Type': 'application/json' });
			response.end(JSON.stringify(body));
		});
	});

	/** @param history in order of start time */
	constructor(private readonly history: Interaction[]) {}

	/** Starts it on a free port of this machine. */
	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		const { port } = this.server.address() as AddressInfo;
		this.credential.tenantUrl = `http://127.0.0.1:${port}`;
	}

	async close(): Promise<void> {
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage): Promise<unknown> {
		if (request.url === '/oauth/token') return { access_token: 'token', expires_in: 3_600 };
		const { filters, pageSize, pageToken } = (await json(request)) as SearchRequest;
		const [startMs, endMs] = [Date.parse(filters.startTime), Date.parse(filters.endTime)];
		const rows = this.history.filter(({ contactId, startTime }) => {
			const ms = Date.parse(startTime);
			return ms >= startMs && ms <= endMs && filters.contactIds?.includes(contactId) !== false;
		});
		const start = Number(pageToken ?? 0);
		const next = start + pageSize;
		return {
			data: rows.slice(start, next),
			pagination: { nextPageToken: next < rows.length ? String(next) : null },
		};
	}
}
