import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tenant that is no sandbox, on a free port of this machine; it begins to answer once it listens. */
export abstract class OddTenant {
	credential = { tenantUrl: '', clientId: 'client', clientSecret: 'secret', scope: 'all' };
	private readonly server = createServer((request, response) => {
		// Of its own clock, which tests move.
		response.setHeader('date', new Date(Date.now()).toUTCString());
		void this.answer(request, response);
	});

	async listen(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
		const { port } = this.server.address() as AddressInfo;
		this.credential = { ...this.credential, tenantUrl: `http://127.0.0.1:${port}` };
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	protected abstract answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}
