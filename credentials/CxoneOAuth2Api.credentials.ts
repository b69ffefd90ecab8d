import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

/** An http address off this machine gives no token URL, so that the client secret is never sent in the clear. */
const TENANT_URL =
	'$self["tenantUrl"].trim().replace(/^http:(?!\\/\\/(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?(\\/|$))/i, "https:").replace(/\\/+$/, "")';

/**
 * OAuth2 client credentials of a CXone tenant (contract 1.1 and 2). n8n fetches, stores and renews the token; the
 * client id and secret travel in the body of the token request.
 */
export class CxoneOAuth2Api implements ICredentialType {
	name = 'cxoneOAuth2Api';

	extends = ['oAuth2Api'];

	displayName = 'CXone OAuth2 API';

	icon: Icon = { light: 'file:../icons/cxone.svg', dark: 'file:../icons/cxone.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-cxone/n8n-nodes-cxone/blob/main/docs/credential.md';

	properties: INodeProperties[] = [
		{ displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'clientCredentials' },
		{
			displayName: 'Tenant URL',
			name: 'tenantUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://api-na1.niceincontact.com',
			description:
				'Base address of the CXone API of your tenant. It must begin with https://; http:// is allowed for localhost only.',
		},
		{
			displayName: 'Client ID',
			name: 'clientId',
			type: 'string',
			required: true,
			default: '',
			description: 'Client ID of the API client that a CXone administrator made for n8n',
		},
		{
			displayName: 'Client Secret',
			name: 'clientSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Client secret of the same API client; n8n stores it encrypted',
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'string',
			default: 'interactions:read lists:read lists:write campaigns:read campaigns:write',
			description:
				'Rights that are asked for, separated by spaces. Search needs interactions:read; lists need lists:read and lists:write; campaigns need campaigns:read, campaigns:write and, to see empty lists, lists:read.',
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: `={{${TENANT_URL}}}/oauth/token`,
		},
		{ displayName: 'Authorization URL', name: 'authUrl', type: 'hidden', default: '' },
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: '',
		},
		{ displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
		{
			displayName: 'Send Additional Body Properties',
			name: 'sendAdditionalBodyProperties',
			type: 'hidden',
			default: false,
		},
		{
			displayName: 'Additional Body Properties',
			name: 'additionalBodyProperties',
			type: 'hidden',
			default: '',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			baseURL: `={{${TENANT_URL.replace('$self', '$credentials')}}}`,
			url: '/api/v1/interactions/search',
			method: 'POST',
			json: true,
			body: {
				filters: {
					startTime: '={{ new Date(Date.now() - 60000).toISOString() }}',
					endTime: '={{ new Date().toISOString() }}',
				},
				pageSize: 1,
				pageToken: null,
			},
			disableFollowRedirect: true,
		},
		// n8n applies rules of both kinds, though its type has room for one kind at a time.
		rules: [
			{
				// A web page answers any address with 200; CXone's answer has data.
				type: 'responseSuccessBody',
				properties: {
					key: 'data',
					value: undefined,
					message: "What answers at this address is not CXone's API: check 'Tenant URL'",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						"The client is right but lacks the scope interactions:read: add it to 'Scope' and let a CXone administrator grant it",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message: "There is no CXone API at this address: check 'Tenant URL'",
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message: 'CXone did not accept the token: check the client in CXone',
				},
			},
		] as ICredentialTestRequest['rules'],
	};
}
