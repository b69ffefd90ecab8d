import type { IncomingMessage, ServerResponse } from 'node:http';

import { jsonItems } from '../support/engine.mts';
import { campaign, shortenWaits } from './outboundRuns.mts';
import { giveJson, giveToken, withRawTenant, type RawTenant } from './rawTenant.mts';

shortenWaits();

const TIMEOUT_MS = 300;
const options = { timeout: TIMEOUT_MS };
/** Reads the campaigns of a tenant. */
const read = async (tenant: RawTenant) =>
	await campaign(tenant, { parameters: { operation: 'getAll', options } });
/** Launches one campaign. */
const launch = async (tenant: RawTenant) =>
	await campaign(tenant, {
		parameters: { options },
		items: jsonItems({ listId: 'l', segment: 'high' }),
	});

/** Writes a byte every 50 ms and never ends. */
function drip(write: (byte: string) => void, response: ServerResponse): void {
	const timer = setInterval(() => write(' '), 50);
	response.once('close', () => clearInterval(timer));
}

function dripBody(_request: IncomingMessage, response: ServerResponse): void {
	response.writeHead(200, { 'content-type': 'application/json' });
	drip((byte) => response.write(byte), response);
}

function dripHeaders({ socket }: IncomingMessage, response: ServerResponse): void {
	socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-slow: a');
	const timer = setInterval(() => socket.write('a'), 50);
	socket.once('close', () => clearInterval(timer));
	response.once('close', () => clearInterval(timer));
}

/** Four tries, each with its timeout and the second of grace, and some slack. */
const LONGEST_MS = 4 * (TIMEOUT_MS + 1_000) + 2_000;

describe('the timeout bounds', () => {
	it.each<[string, Parameters<typeof withRawTenant>[0]]>([
		['a token service that never answers', { token: () => {}, call: () => {} }],
		['a token that drips', { token: dripBody, call: () => {} }],
		['an answer that drips', { call: dripBody }],
		['headers that drip', { call: dripHeaders }],
	])('%s', async (_title, answers) => {
		await withRawTenant(answers, async (tenant) => {
			const startedAt = Date.now();
			const run = await read(tenant);

			expect(Date.now() - startedAt).toBeLessThan(LONGEST_MS);
			expect(run.error?.message).toMatch(/^CXone did not answer '.*' in time after 4 tries$/);
		});
	});

	it('a create whose answer drips: it is looked for, not sent again, and its request is ended', async () => {
		let creates = 0;
		const campaigns: object[] = [];
		const call = (request: IncomingMessage, response: ServerResponse) => {
			if (request.method === 'GET') return giveJson(response, 200, { data: campaigns });
			creates += 1;
			campaigns.push({ id: 'made', name: 'dynamic_outbound_campaign_high' });
			return dripBody(request, response);
		};
		await withRawTenant({ call }, async (tenant) => {
			const run = await launch(tenant);

			expect(run.items[0]?.json).toMatchObject({ campaignId: 'made', outcome: 'created' });
			expect(creates).toBe(1);
			expect(tenant.aborted).toEqual(['POST /api/v1/campaigns']);
		});
	});

	it('a create that waits for a new token: it is not sent once the node has gone on', async () => {
		let [tokens, creates, made] = [0, 0, 0];
		const token = (_request: IncomingMessage, response: ServerResponse) =>
			tokens++ === 1
				? void setTimeout(() => giveToken(response), TIMEOUT_MS + 1_500)
				: giveToken(response);
		const call = ({ method }: IncomingMessage, response: ServerResponse) => {
			if (method === 'GET') return giveJson(response, 200, { data: [] });
			if (creates++ === 0) return giveJson(response, 401, {});
			made += 1;
			return giveJson(response, 201, { id: 'made' });
		};
		await withRawTenant({ token, call }, async (tenant) => {
			await launch(tenant);
			await new Promise((resolve) => setTimeout(resolve, 1_000));

			expect(made).toBeLessThanOrEqual(1);
		});
	});
});

describe.each(['gzip', 'br', 'deflate'])('a success that says %s and is not', (encoding) => {
	const spoil = (response: ServerResponse, status: number) => {
		response.writeHead(status, {
			'content-type': 'application/json',
			'content-encoding': encoding,
		});
		response.end('{"id": "made", "data": []}');
	};

	it.each([200, 201])('to a create, with %d: it is looked for, and found', async (status) => {
		let creates = 0;
		const campaigns: object[] = [];
		const call = ({ method }: IncomingMessage, response: ServerResponse) => {
			if (method === 'GET') return giveJson(response, 200, { data: campaigns });
			creates += 1;
			campaigns.push({ id: 'made', name: 'dynamic_outbound_campaign_high' });
			return spoil(response, status);
		};
		await withRawTenant({ call }, async (tenant) => {
			const run = await launch(tenant);

			expect(run.items[0]?.json).toMatchObject({ campaignId: 'made', outcome: 'created' });
			expect(creates).toBe(1);
		});
	});

	it('to a read: it is sent again', async () => {
		let reads = 0;
		const call = (_request: IncomingMessage, response: ServerResponse) =>
			reads++ === 0
				? spoil(response, 200)
				: giveJson(response, 200, { data: [{ id: '1', name: 'a' }] });
		await withRawTenant({ call }, async (tenant) => {
			const run = await read(tenant);

			expect(run.error).toBeUndefined();
			expect(run.items).toHaveLength(1);
		});
	});
});

it.each(['bearer', 'BEARER'])(
	'a token of the type %s never stands in an address',
	async (tokenType) => {
		const authorizations: unknown[] = [];
		const call = ({ headers }: IncomingMessage, response: ServerResponse) => {
			authorizations.push(headers.authorization);
			// The first token is refused, so that the renewed one is seen too.
			giveJson(response, authorizations.length === 1 ? 401 : 200, { data: [] });
		};
		const token = (_: IncomingMessage, response: ServerResponse) => giveToken(response, tokenType);
		await withRawTenant({ token, call }, async (tenant) => {
			await read(tenant);

			expect(tenant.requests.length).toBeGreaterThanOrEqual(3);
			expect(tenant.requests.join()).not.toContain('secret-token');
			expect(new Set(authorizations)).toEqual(new Set(['Bearer secret-token']));
		});
	},
);

it.each(['mac', 'MAC', 'DPoP'])('a token of the type %s is not used', async (tokenType) => {
	const token = (_: IncomingMessage, response: ServerResponse) => giveToken(response, tokenType);
	await withRawTenant({ token, call: () => {} }, async (tenant) => {
		const run = await read(tenant);

		expect(run.error?.message).toContain('gives no token');
		expect(tenant.requests).toHaveLength(1);
	});
});

it.each(['quota_exceeded', 'over_quota', 'limit_exceeded'])(
	'a token request refused with 429 %s is told as a limit of the rate',
	async (error) => {
		const token = (_: IncomingMessage, response: ServerResponse) =>
			giveJson(response, 429, { error });
		await withRawTenant({ token, call: () => {} }, async (tenant) => {
			const run = await read(tenant);

			expect(run.error?.message).toMatch(/^CXone limits the rate of calls/);
		});
	},
);
