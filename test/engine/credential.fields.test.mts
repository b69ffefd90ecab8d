import dns from 'node:dns';

import type {
	IWorkflowDataProxyAdditionalKeys,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { MemoryCredentialsHelper } from '../../tools/engine/credentialsHelper.mts';
import { n8nWorkflow } from '../../tools/engine/engineModules.mts';
import { NodeTypes } from '../../tools/engine/nodeTypes.mts';
import { jsonItems, workflowNode } from '../support/engine.mts';
import { campaign, credentialOf, shareSandbox, upsert } from './outboundRuns.mts';

const shared = shareSandbox();
const type = new CxoneOAuth2Api();

/** The credential as a node gets it, from the values that a user typed in. */
async function resolved(values: Record<string, string>) {
	const helper = new MemoryCredentialsHelper({ [type.name]: type }, { Credential: values });
	const additionalData: Partial<IWorkflowExecuteAdditionalData> = { variables: {} };
	return await helper.getDecrypted(
		additionalData as IWorkflowExecuteAdditionalData,
		{ id: 'c', name: 'Credential' },
		type.name,
		'internal',
	);
}

/** The address that the credential's test calls. */
function testAddress(tenantUrl: string): unknown {
	const node = workflowNode('Test', 'n8n-nodes-base.noOp');
	const { expression } = new n8nWorkflow.Workflow({
		nodes: [],
		connections: {},
		active: false,
		nodeTypes: new NodeTypes({}),
	});
	const keys = { $credentials: { tenantUrl } } as unknown as IWorkflowDataProxyAdditionalKeys;
	return expression.getSimpleParameterValue(
		node,
		type.test.request.baseURL ?? '',
		'internal',
		keys,
	);
}

it('asks for four fields and hides those of OAuth', () => {
	const shown = type.properties.filter((property) => property.type !== 'hidden');
	expect(shown.map(({ name, required }) => [name, required])).toEqual([
		['tenantUrl', true],
		['clientId', true],
		['clientSecret', true],
		['scope', undefined],
	]);
	expect(shown[2].typeOptions).toEqual({ password: true });
});

it('sends id and secret in the body of a client credentials grant, with all five scopes', async () => {
	expect(await resolved({ tenantUrl: 'https://t.example', clientId: 'id' })).toMatchObject({
		grantType: 'clientCredentials',
		authentication: 'body',
		accessTokenUrl: 'https://t.example/oauth/token',
		scope: 'interactions:read lists:read lists:write campaigns:read campaigns:write',
	});
});

it('takes no other token address, grant or way of authentication from what is stored', async () => {
	const stored = {
		tenantUrl: 'https://t.example',
		accessTokenUrl: 'https://evil.example/token',
		grantType: 'pkce',
		authentication: 'header',
	};
	expect(await resolved(stored)).toMatchObject({
		accessTokenUrl: 'https://t.example/oauth/token',
		grantType: 'clientCredentials',
		authentication: 'body',
	});
});

it.each([
	['https://t.example', 'https://t.example'],
	['https://t.example/', 'https://t.example'],
	['  https://t.example///  ', 'https://t.example'],
	['https://t.example/base/', 'https://t.example/base'],
	['http://localhost:3000/', 'http://localhost:3000'],
	['http://127.0.0.1', 'http://127.0.0.1'],
	['http://[::1]:3000', 'http://[::1]:3000'],
	['http://t.example', 'https://t.example'],
	[' HTTP://t.example:8080/', 'https://t.example:8080'],
	['http://localhost.t.example', 'https://localhost.t.example'],
	['http://127.0.0.1.t.example', 'https://127.0.0.1.t.example'],
	['http://localhost@t.example', 'https://localhost@t.example'],
	['http://localhost:1@t.example', 'https://localhost:1@t.example'],
])('makes of the Tenant URL %p the base address %p', async (tenantUrl, base) => {
	expect((await resolved({ tenantUrl })).accessTokenUrl).toBe(`${base}/oauth/token`);
	expect(testAddress(tenantUrl)).toBe(base);
});

it.each([
	['http://t.example', 'is not encrypted'],
	['http://localhost.t.example', 'is not encrypted'],
	['ftp://t.example', 'is not a web address'],
	['t.example', 'is not a web address'],
	['', 'is not a web address'],
	['https://user:pass@t.example', 'holds more than an address'],
	['http://localhost:1@t.example', 'is not encrypted'],
	['https://t.example/?a=b', 'holds more than an address'],
])('with the Tenant URL %p makes every node refuse before any request', async (tenantUrl, text) => {
	const { sandbox } = shared;
	const lookup = jest.spyOn(dns, 'lookup');
	try {
		const credential = credentialOf(sandbox, { tenantUrl });
		const items = jsonItems({ contactId: 'a', listId: 'l', priority: 'high', segment: 'high' });
		for (const run of [
			await upsert(sandbox, { credential, items }),
			await campaign(sandbox, { credential, items }),
		])
			expect(run.error?.message).toBe(`'Tenant URL' of the credential ${text}`);
		expect(lookup).not.toHaveBeenCalled();
		expect(sandbox.requests).toEqual([]);
	} finally {
		lookup.mockRestore();
	}
});

it.each(['  URL  ', 'URL/', ' URL// '])('reaches the tenant at %p', async (typed) => {
	const { sandbox } = shared;
	const tenantUrl = typed.replace('URL', sandbox.url);
	const run = await campaign(sandbox, {
		credential: credentialOf(sandbox, { tenantUrl }),
		parameters: { operation: 'getAll' },
	});

	expect(run.error).toBeUndefined();
	expect(sandbox.requests.map(({ path }) => path)).toEqual([
		'/oauth/token',
		'/api/v1/campaigns?pageSize=50',
	]);
});
