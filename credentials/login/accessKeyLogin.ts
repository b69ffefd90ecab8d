import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';
import { API_EXAMPLE, isTrustedBase, readAddress } from './address';
import { askLogin, notCxone, type LoginWords } from './askLogin';
import { LoginFailure } from './loginFailure';
import type { LoginWay } from './ownLogin';
import { readTenantId, readToken } from './token';

/** Where keys log in, and where a tenant's address is looked up. Any regional login serves all tenants of its cloud. */
const CLOUDS = {
	commercial: {
		login: 'https://na1.nice-incontact.com',
		discovery: 'https://cxone.niceincontact.com',
	},
	fedRamp: {
		login: 'https://na2.nice-incontact.com',
		discovery: 'https://cxone-gov.niceincontact.com',
	},
};
const LOGIN_EXAMPLE = 'https://na1.nice-incontact.com';

const WORDS: LoginWords = {
	refused: 'CXone does not accept the access key',
	checkKey:
		"Check 'Access Key ID' and 'Access Key Secret', that the key is active on its employee in CXone, and 'Environment'",
	checkAddress: "Check 'Environment' and, for Custom, 'Login URL'",
};

function inputFailure(message: string, description: string): LoginFailure {
	return new LoginFailure(message, description, { kind: 'input' });
}

function readTyped(value: unknown, field: string, example: string): string {
	const address = readAddress(value, field, example);
	if ('base' in address) return address.base;
	throw inputFailure(address.message, address.description);
}

function cloudOf({ environment, loginUrl }: ICredentialDataDecryptedObject) {
	if (environment === 'commercial' || environment === 'fedRamp') return CLOUDS[environment];
	const base = readTyped(loginUrl, 'Login URL', LOGIN_EXAMPLE);
	return { login: base, discovery: base };
}

function readRequired(value: unknown, field: string): string {
	if (typeof value === 'string' && value.trim() !== '') return value;
	throw inputFailure(`'${field}' of the credential is empty`, `Enter '${field}'.`);
}

/** The address that CXone names for the API of a tenant. Throws a `LoginFailure` for one that no token may go to. */
function readEndpoint({ api_endpoint: endpoint }: IDataObject, loginBase: string): string {
	const address = readAddress(endpoint, 'api_endpoint', API_EXAMPLE);
	if (!('base' in address))
		throw notCxone(WORDS, "it names no address of the tenant's API that can be used", 200);
	if (!isTrustedBase(address.base, loginBase))
		throw notCxone(
			WORDS,
			"the address that it names for the tenant's API is not one of NICE's",
			200,
		);
	return address.base;
}

/** How an access key of an employee logs in to NICE's ACD API. */
export const ACCESS_KEY_LOGIN: LoginWay = {
	madeWith: ({ environment, loginUrl, apiBaseUrl, accessKeyId, accessKeySecret }) => [
		'accessKey',
		environment,
		loginUrl ?? '',
		apiBaseUrl ?? '',
		accessKeyId,
		accessKeySecret,
	],
	async logIn(http, credentials) {
		const { login, discovery } = cloudOf(credentials);
		const body = {
			accessKeyId: readRequired(credentials.accessKeyId, 'Access Key ID'),
			accessKeySecret: readRequired(credentials.accessKeySecret, 'Access Key Secret'),
		};
		const override = credentials.apiBaseUrl
			? readTyped(credentials.apiBaseUrl, 'API Base URL', API_EXAMPLE)
			: undefined;
		if (override !== undefined && !isTrustedBase(override, login))
			throw inputFailure(
				"'API Base URL' of the credential is not an address of NICE's",
				"Leave it empty, so that CXone's own answer is used, or enter the address that NICE gave you.",
			);

		const url = `${login}/authentication/v1/token/access-key`;
		const answer = await askLogin(http, { method: 'POST', url, body }, WORDS, true);
		const token = readToken(answer, WORDS);
		if (override !== undefined) return { ...token, apiBase: override };

		const tenantId = readTenantId(answer);
		if (tenantId === undefined)
			throw new LoginFailure(
				"The key is accepted, but CXone's token does not name its tenant, so the address of the API cannot be looked up",
				`Enter 'API Base URL', for example ${API_EXAMPLE}.`,
				{ kind: 'notCxone', status: 200 },
			);
		const found = await askLogin(
			http,
			{ method: 'GET', url: `${discovery}/.well-known/cxone-configuration`, qs: { tenantId } },
			WORDS,
			false,
		);
		return { ...token, apiBase: readEndpoint(found, login) };
	},
};
