import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A server that is not the tenant; records what reaches it, which should be nothing. */
export interface Elsewhere {
	url: string;
	received: Array<{ path: string; headers: IncomingHttpHeaders; body: string }>;
	close: () => Promise<void>;
}

/** Starts it on a free port of this machine; it answers 200 to everything, with a token and a page of rows. */
export async function startElsewhere(): Promise<Elsewhere> {
	const received: Elsewhere['received'] = [];
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			received.push({ path: request.url ?? '', headers: request.headers, body });
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ access_token: 'of-elsewhere', id: 'of-elsewhere', data: [] }));
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
