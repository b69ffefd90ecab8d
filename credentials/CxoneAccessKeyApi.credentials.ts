import type { Icon, ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';
import { ACCESS_KEY_LOGIN } from './login/accessKeyLogin';
import { authenticateOf, LOGIN_FIELDS, preAuthenticationOf } from './login/ownLogin';

/** Access key of a CXone employee, for NICE's published ACD API. */
export class CxoneAccessKeyApi implements ICredentialType {
	name = 'cxoneAccessKeyApi';

	displayName = 'CXone Access Key API';

	icon: Icon = { light: 'file:../icons/cxone.svg', dark: 'file:../icons/cxone.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-cxone/n8n-nodes-cxone/blob/main/docs/credential-access-key.md';

	properties: INodeProperties[] = [
		{
			displayName:
				"For NICE's published ACD API: calling lists and Personal Connection skills, with an access key of a CXone employee. For a client ID and client secret use CXone OAuth2 API instead.",
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Access Key ID',
			name: 'accessKeyId',
			type: 'string',
			required: true,
			default: '',
			description: 'ID of an access key of an employee: Admin, Employees, Security in CXone',
		},
		{
			displayName: 'Access Key Secret',
			name: 'accessKeySecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'Secret of the same access key, which CXone shows once; n8n stores it encrypted',
		},
		{
			displayName: 'Environment',
			name: 'environment',
			type: 'options',
			options: [
				{ name: 'Commercial', value: 'commercial' },
				{ name: 'Custom', value: 'custom' },
				{ name: 'FedRAMP', value: 'fedRamp' },
			],
			default: 'commercial',
			description:
				"Which cloud of NICE's the tenant is in. The address of its API is looked up there; Custom takes an address of your own for that.",
		},
		{
			displayName: 'Login URL',
			name: 'loginUrl',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. https://na1.nice-incontact.com',
			displayOptions: { show: { environment: ['custom'] } },
			description:
				'Base address that the key is sent to, and at which the address of the API is looked up. It must begin with https://; http:// is allowed for localhost only.',
		},
		{
			displayName: 'API Base URL',
			name: 'apiBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://api-na1.niceincontact.com',
			description:
				"Address of the API, only if the one that CXone names is not to be used. It must be one of NICE's or on the host of Login URL.",
		},
		...LOGIN_FIELDS,
	];

	preAuthentication = preAuthenticationOf(ACCESS_KEY_LOGIN);

	authenticate = authenticateOf(ACCESS_KEY_LOGIN);

	test: ICredentialTestRequest = {
		request: {
			url: '/inContactAPI/services/v30.0/business-unit',
			json: true,
			// n8n 1.x applies no rules to a status that it throws.
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		rules: [
			{
				type: 'responseSuccessBody',
				properties: {
					key: 'businessUnits',
					value: undefined,
					message:
						'The key logs in, but CXone does not show it the business unit: its employee needs a role that may view the business unit',
				},
			},
		],
	};
}
