import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { CLIENT_LOGIN } from './login/clientLogin';
import { authenticateOf, LOGIN_FIELDS, preAuthenticationOf } from './login/ownLogin';

/**
 * OAuth2 client credentials of a CXone tenant (contract 1.1 and 2). It logs in by itself: n8n's own OAuth2 follows a
 * redirect of the token address with the client secret, and renews no token ahead of its end.
 */
export class CxoneOAuth2Api implements ICredentialType {
	name = 'cxoneOAuth2Api';

	displayName = 'CXone OAuth2 API';

	icon: Icon = { light: 'file:../icons/cxone.svg', dark: 'file:../icons/cxone.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-cxone/n8n-nodes-cxone/blob/main/docs/credential.md';

	properties: INodeProperties[] = [
		{
			displayName:
				"For the REST API with interactions, lists and campaigns, by a client ID and client secret. For an access key of a CXone employee, and NICE's published ACD API, use CXone Access Key API instead.",
			name: 'notice',
			type: 'notice',
			default: '',
		},
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
		...LOGIN_FIELDS,
	];

	preAuthentication = preAuthenticationOf(CLIENT_LOGIN);

	authenticate = authenticateOf(CLIENT_LOGIN);

	test: ICredentialTestRequest = {
		request: {
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
			// n8n 1.x applies no rules to a status that it throws.
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		rules: [
			{
				// The word of RFC 6750 for a token without the scope.
				type: 'responseSuccessBody',
				properties: {
					key: 'error',
					value: 'insufficient_scope',
					message:
						"The client is right but lacks the scope interactions:read: add it to 'Scope' and let a CXone administrator grant it",
				},
			},
			{
				// A web page answers any address with 200; CXone's answer has data.
				type: 'responseSuccessBody',
				properties: {
					key: 'data',
					value: undefined,
					message:
						"The client logs in, but a test search is not answered as CXone's API does: check 'Tenant URL', and that 'Scope' has interactions:read",
				},
			},
		],
	};
}
