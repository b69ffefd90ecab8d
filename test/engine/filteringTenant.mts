import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

import type { SearchRequest } from '../../nodes/shared/cxone/rest/schemas.ts';
import type { Interaction, Sandbox } from '../../sandbox/server.mts';

/** How a tenant reads the time range of a search; the start always belongs to it. */
export interface RangeReading {
	/** Whether the end belongs to it too, as the contract allows. */
	endIsInclusive: boolean;
	/** Milliseconds to which the times of the range and of the rows are cut before they are compared. */
	truncatesToMs: number;
}

/** The rows of a history in a range, as a tenant with that reading gives them. */
export function rowsInRange<Row extends Pick<Interaction, 'startTime'>>(
	history: readonly Row[],
	range: Pick<SearchRequest['filters'], 'startTime' | 'endTime'>,
	{ endIsInclusive, truncatesToMs }: RangeReading,
): Row[] {
	const cut = (time: string) => Math.floor(Date.parse(time) / truncatesToMs);
	const [start, end] = [cut(range.startTime), cut(range.endTime)];
	return history.filter(({ startTime }) => {
		const at = cut(startTime);
		return at >= start && (endIsInclusive ? at <= end : at < end);
	});
}

/** A tenant that reads time ranges in its own way; it knows no faults and no scopes. */
export class FilteringTenant {
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
	constructor(
		private readonly history: Interaction[],
		private readonly reading: RangeReading,
	) {}

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
		const rows = rowsInRange(this.history, filters, this.reading).filter(
			({ contactId }) => filters.contactIds?.includes(contactId) !== false,
		);
		const start = Number(pageToken ?? 0);
		const next = start + pageSize;
		return {
			data: rows.slice(start, next),
			pagination: { nextPageToken: next < rows.length ? String(next) : null },
		};
	}
}
