import type { IDisplayOptions, INodeCredentialDescription, INodeProperties } from 'n8n-workflow';

/** Shows a parameter, or a credential, for the family of CXone's API that OAuth2 clients speak. */
export const FOR_OAUTH2 = { authentication: ['oAuth2'] };
/** The same for the family that access keys speak. */
export const FOR_ACCESS_KEY = { authentication: ['accessKey'] };

/** How the node logs in, and with that which family of CXone's API it speaks: the first parameter of a node with a credential. */
export const authenticationParameter: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'OAuth2 (REST API)', value: 'oAuth2' },
		{ name: 'Access Key (ACD API)', value: 'accessKey' },
	],
	default: 'oAuth2',
	description: 'How to log in to CXone, and with that which of its APIs to use',
};

/** The credentials of a node that has `authenticationParameter`. */
export const tenantCredentials: INodeCredentialDescription[] = [
	{ name: 'cxoneOAuth2Api', required: true, displayOptions: { show: FOR_OAUTH2 } },
	{ name: 'cxoneAccessKeyApi', required: true, displayOptions: { show: FOR_ACCESS_KEY } },
];

/** The parameters, shown only while others have one of these values, besides the conditions of their own. */
export function shownFor(
	show: NonNullable<IDisplayOptions['show']>,
	properties: INodeProperties[],
): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...show, ...property.displayOptions?.show },
		},
	}));
}

/** Longest wait for one answer; `defaultMs` as the contract sets it for the node. */
export function timeoutOption(defaultMs: number): INodeProperties {
	return {
		displayName: 'Timeout (Ms)',
		name: 'timeout',
		type: 'number',
		default: defaultMs,
		description: 'How long to wait for one answer of CXone, in milliseconds, 1 to 600000',
	};
}

/** Ceiling of the requests at a time; what CXone bears decides how many there are. */
export const maxConcurrencyOption: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	default: 20,
	description:
		'How many requests may run at the same time at most, 1 to 20. A run begins with fewer, rises while CXone answers well, and halves when CXone limits the rate of calls.',
};

/** Waiting of a whole run for a service that is limited or in trouble. */
export const maxWaitOption: INodeProperties = {
	displayName: 'Max Waiting Time (Minutes)',
	name: 'maxWaitMinutes',
	type: 'number',
	default: 5,
	description:
		'How long one run may wait in all for a CXone that limits the rate of calls or is in trouble, 0 to 30 minutes',
};

/** Field of the input items that names the contact. */
export const contactIdFieldBase: INodeProperties = {
	displayName: 'Contact ID Field',
	name: 'contactIdField',
	type: 'string',
	requiresDataPath: 'single',
	required: true,
	default: 'contactId',
	placeholder: 'e.g. contactId or customer.number',
	description:
		'Name of the field of the input items that holds the contact ID, the identifier used in the interaction history. Use dots to reach into objects.',
};
