import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { n8nWorkflow } from './engineModules.mts';

type Shown = NonNullable<INodeProperties['displayOptions']>['show'];

const whenNotRegistered = { useDynamicClientRegistration: [false] };

function property(
	name: string,
	type: INodeProperties['type'],
	defaultValue: INodeProperties['default'],
	show?: Shown,
	more: Partial<INodeProperties> = {},
): INodeProperties {
	const displayOptions = show === undefined ? {} : { displayOptions: { show } };
	return { displayName: name, name, type, default: defaultValue, ...displayOptions, ...more };
}

function choice(...values: string[]): Partial<INodeProperties> {
	return { options: values.map((value) => ({ name: value, value })) };
}

/**
 * n8n's own `oAuth2Api` credential type: the parent of every OAuth2 credential.
 *
 * Names, types, defaults and conditions are those of n8n-nodes-base; its texts are not needed here.
 */
export const oAuth2Api: ICredentialType = {
	name: 'oAuth2Api',
	displayName: 'OAuth2 API',
	properties: [
		property('useDynamicClientRegistration', 'hidden', false),
		property(
			'grantType',
			'options',
			'authorizationCode',
			whenNotRegistered,
			choice('authorizationCode', 'clientCredentials', 'pkce'),
		),
		property('serverUrl', 'string', '', { useDynamicClientRegistration: [true] }),
		property('authUrl', 'string', '', {
			grantType: ['authorizationCode', 'pkce'],
			...whenNotRegistered,
		}),
		property('accessTokenUrl', 'string', '', whenNotRegistered),
		property('clientId', 'string', '', whenNotRegistered),
		property('clientSecret', 'string', '', whenNotRegistered, { typeOptions: { password: true } }),
		property('scope', 'string', '', whenNotRegistered),
		property('authQueryParameters', 'string', '', {
			grantType: ['authorizationCode', 'pkce'],
			...whenNotRegistered,
		}),
		property('authentication', 'options', 'header', whenNotRegistered, choice('body', 'header')),
		property('sendAdditionalBodyProperties', 'boolean', false, {
			grantType: ['clientCredentials'],
			authentication: ['body'],
			...whenNotRegistered,
		}),
		property('additionalBodyProperties', 'json', '', {
			grantType: ['clientCredentials'],
			authentication: ['body'],
			sendAdditionalBodyProperties: [true],
			...whenNotRegistered,
		}),
		property('ignoreSSLIssues', 'boolean', false, undefined, { doNotInherit: true }),
		property('tokenExpiredStatusCode', 'number', 401, undefined, { doNotInherit: true }),
	],
};

const OAUTH_FIELDS_OF_THE_TYPE = [
	'authUrl',
	'accessTokenUrl',
	'grantType',
	'authentication',
	'requestTokenUrl',
	'signatureMethod',
];

/** The credential types that a run knows: those given to it, and n8n's `oAuth2Api`. */
export class CredentialTypes {
	private readonly types: Map<string, ICredentialType>;

	constructor(types: Record<string, ICredentialType>) {
		this.types = new Map(Object.entries({ oAuth2Api, ...types }));
	}

	/** The type of that name. Throws if the run was not given it. */
	get(typeName: string): ICredentialType {
		const type = this.types.get(typeName);
		if (type === undefined) {
			throw new Error(`Unknown credential type "${typeName}": pass it in credentialTypes`);
		}
		return type;
	}

	/** The names of all types that the type extends, directly or through another. */
	getParents(typeName: string): string[] {
		const parents = this.get(typeName).extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParents(parent)]);
	}

	/** The type's fields with those it inherits; its own replace the inherited ones. */
	getProperties(typeName: string): INodeProperties[] {
		const type = this.get(typeName);
		if (type.extends === undefined) {
			if (typeName !== 'oAuth2Api') return type.properties;
			return [...type.properties, property('oauthTokenData', 'json', {})];
		}
		const properties: INodeProperties[] = [];
		for (const parent of type.extends) {
			n8nWorkflow.NodeHelpers.mergeNodeProperties(properties, this.getProperties(parent));
		}
		n8nWorkflow.NodeHelpers.mergeNodeProperties(properties, type.properties);
		return properties;
	}

	/**
	 * The stored values with the type's defaults, expressions not yet resolved.
	 *
	 * As in n8n, a hidden OAuth field is the type's: what is stored under its name is ignored.
	 */
	withDefaults(
		typeName: string,
		stored: ICredentialDataDecryptedObject,
	): ICredentialDataDecryptedObject {
		const properties = this.getProperties(typeName);
		const ownedByType = new Set(
			properties
				.filter(({ name, type }) => type === 'hidden' && OAUTH_FIELDS_OF_THE_TYPE.includes(name))
				.map(({ name }) => name),
		);
		const values = Object.entries(stored).filter(([name]) => !ownedByType.has(name));
		const withDefaults = n8nWorkflow.NodeHelpers.getNodeParameters(
			properties,
			Object.fromEntries(values) as Parameters<
				typeof n8nWorkflow.NodeHelpers.getNodeParameters
			>[1] &
				object,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		// The token is not a field of the type, so the defaults leave it out.
		if (stored.oauthTokenData !== undefined) withDefaults.oauthTokenData = stored.oauthTokenData;
		return withDefaults;
	}
}
