import { API_EXAMPLE, readAddress } from './address';
import { askLogin, type LoginWords } from './askLogin';
import { LoginFailure } from './loginFailure';
import type { LoginWay } from './ownLogin';
import { readToken } from './token';

const WORDS: LoginWords = {
	refused: 'CXone does not accept the credential',
	checkKey:
		"Check 'Client ID', 'Client Secret' and 'Scope' of the credential, and that the client is active in CXone",
	checkAddress: "Check 'Tenant URL' of the credential",
};

/** How a client logs in by the client credentials grant of OAuth2 (contract 1.1). */
export const CLIENT_LOGIN: LoginWay = {
	madeWith: ({ tenantUrl, clientId, clientSecret, scope }) => [
		'client',
		tenantUrl,
		clientId,
		clientSecret,
		scope,
	],
	async logIn(http, { tenantUrl, clientId, clientSecret, scope }) {
		const address = readAddress(tenantUrl, 'Tenant URL', API_EXAMPLE);
		if (!('base' in address))
			throw new LoginFailure(address.message, address.description, { kind: 'input' });
		const form = new URLSearchParams({
			grant_type: 'client_credentials',
			client_id: String(clientId ?? ''),
			client_secret: String(clientSecret ?? ''),
		});
		if (scope) form.set('scope', String(scope).trim());
		const url = `${address.base}/oauth/token`;
		const request = { method: 'POST' as const, url, body: form.toString(), isForm: true };
		const answer = await askLogin(http, request, WORDS, true);
		return { ...readToken(answer, WORDS), apiBase: address.base };
	},
};
