import dns from 'node:dns';
import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

import type { FaultRule } from '../../sandbox/server.mts';
import type { TestedNodeRun } from '../support/engine.mts';
import { loopbackCertificate } from '../sandbox/loopbackCertificate.mts';
import {
	campaign,
	credentialOf,
	shareSandbox,
	shortenWaits,
	withSandbox,
} from './outboundRuns.mts';

shortenWaits();
const shared = shareSandbox();
type FaultEffect = FaultRule['effect'];

const REFUSED_CLIENT = 'CXone does not accept the credential';
const REFUSED_TOKEN = `${REFUSED_CLIENT}: 'Look Up Campaigns' was refused with a new token too (401)`;
const NO_CXONE =
	"There is no CXone at the 'Tenant URL' of the credential: it answers, but gives no token";
const UNREACHED = /^CXone could not be reached for '(Get Token|Look Up Campaigns)' after 4 tries$/;
const BROKEN =
	/^The connection to CXone broke during '(Get Token|Look Up Campaigns)' after 4 tries$/;
const UNTRUSTED = "The certificate of the server at 'Tenant URL' of the credential is not trusted";

/** Lists campaigns with a timeout of 300 ms. */
async function read(
	changes: Record<string, string> = {},
	credentials = {},
): Promise<TestedNodeRun> {
	const { sandbox } = shared;
	const parameters = { operation: 'getAll', options: { timeout: 300 } };
	const credential = credentialOf(sandbox, changes);
	return await campaign(sandbox, { parameters, credential, credentials });
}

const status = (code: number, body?: unknown): FaultEffect => ({
	type: 'status',
	status: code,
	...(body === undefined ? {} : { body }),
});
const atToken = (effect: FaultEffect): FaultRule => ({ call: 'token', times: Infinity, effect });
const atCall = (effect: FaultEffect): FaultRule => ({ ...atToken(effect), call: 'findCampaigns' });
const failed = (code: number) =>
	new RegExp(
		`^CXone could not carry out '(Get Token|Look Up Campaigns)' after 4 tries \\(status ${code}\\)$`,
	);
const limited =
	/^CXone limits the rate of calls: '(Get Token|Look Up Campaigns)' was refused after 4 tries \(429\)$/;
const webPage: FaultEffect = { type: 'raw' };
const cut: FaultEffect = { type: 'raw', sizeBytes: 1_000, cutAfterBytes: 20 };

const faults: Array<[string, FaultRule, string | RegExp, number]> = [
	['token: invalid_client', atToken(status(401, { error: 'invalid_client' })), REFUSED_CLIENT, 1],
	['token: invalid_scope', atToken(status(400, { error: 'invalid_scope' })), REFUSED_CLIENT, 1],
	['token: 403', atToken(status(403, { error: 'access_denied' })), REFUSED_CLIENT, 1],
	['token: 404 in JSON', atToken(status(404, { error: 'Not Found' })), NO_CXONE, 1],
	['token: 404 without words', atToken(status(404, { code: 1 })), /^There is no CXone at|404/, 1],
	['token: web page', atToken(webPage), NO_CXONE, 1],
	['token: 404 web page', atToken({ type: 'raw', status: 404 }), NO_CXONE, 1],
	['token: JSON without a token', atToken(status(200, {})), NO_CXONE, 1],
	['token: 500', atToken(status(500)), failed(500), 4],
	['token: 503 web page', atToken({ type: 'raw', status: 503 }), failed(503), 4],
	['token: 429', atToken(status(429, { error: 'rate_limit_exceeded' })), limited, 4],
	['token: overloaded', atToken(status(400, { error: 'temporarily_unavailable' })), failed(503), 4],
	['token: connection ends', atToken({ type: 'drop' }), BROKEN, 4],
	['token: answer cut', atToken(cut), BROKEN, 4],
	[
		'token: redirect to nowhere',
		atToken({ type: 'redirect', location: 'http://127.0.0.1:9/' }),
		"There is no CXone at the 'Tenant URL' of the credential: it answers, but gives no token",
		1,
	],
	['call: 401', atCall(status(401)), REFUSED_TOKEN, 2],
	['call: 500', atCall(status(500)), failed(500), 4],
	['call: 429', atCall(status(429)), limited, 4],
	['call: connection ends', atCall({ type: 'drop' }), BROKEN, 4],
	['call: answer cut', atCall(cut), BROKEN, 4],
	[
		'call: too slow',
		atCall({ type: 'slow', delayMs: 800 }),
		"CXone did not answer 'Look Up Campaigns' in time after 4 tries",
		4,
	],
	[
		'call: redirect',
		atCall({ type: 'redirect', location: 'https://127.0.0.1:9/login' }),
		"CXone answered 'Look Up Campaigns' with a redirect (302)",
		1,
	],
	[
		'call: web page',
		atCall(webPage),
		"CXone answered 'Look Up Campaigns' with something that cannot be used",
		4,
	],
];

it.each(faults)('tells %s', async (_title, fault, message, requestCount) => {
	const { sandbox } = shared;
	sandbox.faults.add(fault);
	const run = await read();

	if (typeof message === 'string') expect(run.error?.message).toBe(message);
	else expect(run.error?.message).toMatch(message);
	expect(sandbox.requestCounts()[fault.call]).toBe(requestCount);
});

it.each<[string, FaultEffect, string | RegExp]>([
	['invalid_client', status(401, { error: 'invalid_client' }), REFUSED_CLIENT],
	['a web page', webPage, NO_CXONE],
	['500', status(500), failed(500)],
	['an end of the connection', { type: 'drop' }, BROKEN],
])(
	'tells when a stored token ran out and its renewal meets %s',
	async (_title, effect, message) => {
		const { sandbox } = shared;
		const credentials = {};
		await read({}, credentials);
		sandbox.expireTokens();
		sandbox.faults.add(atToken(effect));
		const run = await read({}, credentials);

		if (typeof message === 'string') expect(run.error?.message).toBe(message);
		else expect(run.error?.message).toMatch(message);
	},
);

it('tells wrong secret, refused token, wrong address and dead server apart', async () => {
	const { sandbox } = shared;
	const wrongSecret = await read({ clientSecret: 'wrong' });
	const wrongAddress = await read({ tenantUrl: `${sandbox.url}/portal` });
	const deadServer = await read({ tenantUrl: 'http://127.0.0.1:9' });
	sandbox.faults.add(atCall(status(401)));
	sandbox.faults.add(atCall(status(401)));
	const refusedToken = await read();

	expect(wrongSecret.error?.message).toBe(REFUSED_CLIENT);
	expect(wrongSecret.error?.description).toContain("Check 'Client ID', 'Client Secret'");
	expect(wrongAddress.error?.message).toBe(NO_CXONE);
	expect(wrongAddress.error?.description).toContain("Check 'Tenant URL'");
	expect(deadServer.error?.message).toMatch(UNREACHED);
	expect(deadServer.error?.description).toContain('ECONNREFUSED');
	expect(refusedToken.error?.message).toBe(REFUSED_TOKEN);
});

it.each(['ENOTFOUND', 'EAI_AGAIN'])('tells a host that DNS answers with %s', async (code) => {
	const error = Object.assign(new Error(`getaddrinfo ${code} tenant.invalid`), { code });
	const lookup = jest.spyOn(dns, 'lookup').mockImplementation(((...args: unknown[]) => {
		(args[args.length - 1] as (failure: Error) => void)(error);
	}) as typeof dns.lookup);
	const run = await read({ tenantUrl: 'https://tenant.invalid' });
	lookup.mockRestore();

	expect(run.error?.message).toMatch(UNREACHED);
	expect(run.error?.description).toContain(`Code: ${code}`);
});

it('tells a certificate that is not to be trusted, and asks once', async () => {
	await withSandbox({ tls: loopbackCertificate() }, async ({ url }) => {
		const run = await read({ tenantUrl: url });

		expect(run.error?.message).toBe(UNTRUSTED);
		expect(run.error?.description).toContain('NODE_EXTRA_CA_CERTS');
	});
});

it.each<[string, (socket: Socket) => void]>([
	['resets', (socket) => socket.once('data', () => socket.resetAndDestroy())],
	['speaks no HTTP', (socket) => socket.resume().end('220 mail.example ESMTP\r\n')],
])('tells a server that %s', async (_title, welcome) => {
	const server = createServer(welcome);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const run = await read({ tenantUrl: `http://127.0.0.1:${port}` });
	await new Promise((resolve) => server.close(resolve));

	expect(run.error?.message).toMatch(BROKEN);
});
