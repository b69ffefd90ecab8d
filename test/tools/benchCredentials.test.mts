import { jsonItems, NODE_NAME, runNode } from '../support/engine.mts';
import { BenchOAuth2Api, callEcho, ProbeNode, TokenServer } from './benchDoubles.mts';

describe('a credential that extends oAuth2Api', () => {
	const server = new TokenServer();
	const probe = new ProbeNode(callEcho);
	let tenantUrl: string;

	beforeAll(async () => {
		tenantUrl = await server.start();
	});
	afterAll(async () => await server.stop());
	beforeEach(() => {
		server.tokenRequests.length = 0;
		server.tokensUsed.length = 0;
	});

	const credential = (type = new BenchOAuth2Api()) => ({
		type,
		values: { tenantUrl: `${tenantUrl}/`, clientId: 'id', clientSecret: 's3cret' },
	});

	it('fetches a token once, with the defaults and expressions of its type, and stores it', async () => {
		const run = await runNode(probe, { credential: credential(), items: jsonItems({}, {}, {}) });

		expect(run.error).toBeUndefined();
		expect(server.tokenRequests).toEqual([
			{
				grant_type: 'client_credentials',
				client_id: 'id',
				client_secret: 's3cret',
				scope: 'lists:read lists:write',
			},
		]);
		expect(server.tokensUsed).toEqual(['token-1', 'token-1', 'token-1']);
		expect(run.credentials.Credential).toMatchObject({
			clientId: 'id',
			oauthTokenData: { access_token: 'token-1' },
		});
		expect(run.credentials.Credential).not.toHaveProperty('grantType');
	});

	it('uses the stored token in the next run, and renews it when it is refused', async () => {
		const credentials = {};
		await runNode(probe, { credential: credential(), credentials });
		await runNode(probe, { credential: credential(), credentials });
		expect(server.tokensUsed).toEqual(['token-1', 'token-1']);

		server.expireToken();
		const run = await runNode(probe, { credential: credential(), credentials });

		expect(run.items[0].json).toEqual({ token: 'token-2' });
		expect(server.tokenRequests).toHaveLength(2);
		expect(run.credentials.Credential.oauthTokenData).toMatchObject({ access_token: 'token-2' });
	});

	it('lets its hidden fields win over stored ones', async () => {
		const { type, values } = credential();
		const stored = { ...values, accessTokenUrl: 'http://127.0.0.1:9/', grantType: 'pkce' };

		const run = await runNode(probe, { credential: { type, values: stored } });

		expect(run.items[0].json).toEqual({ token: 'token-1' });
	});

	it('runs preAuthentication before each request where the line does so', async () => {
		const type = new BenchOAuth2Api();
		await runNode(probe, { credential: credential(type), items: jsonItems({}, {}) });

		const tokens = type.preAuthenticationCalls.map(({ oauthTokenData }) => oauthTokenData);
		if (process.env.N8N_ENGINE === '1.122') {
			expect(tokens).toEqual([]);
		} else {
			const token = expect.objectContaining({ access_token: 'token-1' });
			expect(tokens).toEqual([token, token]);
		}
	});

	it('is missing: the node says so', async () => {
		const run = await runNode(probe);

		expect(run.status).toBe('error');
		expect(run.error?.message).toBe('Node does not require credentials');
		expect(NODE_NAME in run.nodes).toBe(true);
	});
});
