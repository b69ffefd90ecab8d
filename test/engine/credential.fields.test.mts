import dns from 'node:dns';

import { CxoneOAuth2Api } from '../../credentials/CxoneOAuth2Api.credentials.ts';
import { jsonItems } from '../support/engine.mts';
import { campaign, credentialOf, shareSandbox, upsert, withSandbox } from './outboundRuns.mts';

const shared = shareSandbox();
const type = new CxoneOAuth2Api();

it('asks for four fields and hides those of OAuth', () => {
	const shown = type.properties.filter((property) => !['hidden', 'notice'].includes(property.type));
	expect(shown.map(({ name, required }) => [name, required])).toEqual([
		['tenantUrl', true],
		['clientId', true],
		['clientSecret', true],
		['scope', undefined],
	]);
	expect(shown[2].typeOptions).toEqual({ password: true });
});

it('keeps in hidden fields what n8n stores with it, the token and the hash as secrets', () => {
	const hidden = type.properties.filter((property) => property.type === 'hidden');
	expect(hidden.map(({ name, typeOptions }) => [name, typeOptions])).toEqual([
		['accessToken', { expirable: true, password: true }],
		['apiBase', undefined],
		['renewAt', undefined],
		['loginHash', { password: true }],
	]);
});

it.each([307, 308, 302])('sends the secret to no target of a redirect %d', async (status) => {
	const { sandbox } = shared;
	await withSandbox({}, async (elsewhere) => {
		const location = `${elsewhere.url}/oauth/token`;
		sandbox.faults.add({ call: 'token', effect: { type: 'redirect', status, location } });
		const run = await campaign(sandbox, { parameters: { operation: 'getAll' } });

		expect(run.error?.message).toContain('gives no token');
		expect(elsewhere.requests).toEqual([]);
	});
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
