import { API_EXAMPLE } from '../../../../credentials/login/address';
import type { Access } from '../../transport/access';
import { readTenantUrl } from './tenantUrl';

/** How the REST family is reached: OAuth2 client credentials, at the address that the credential holds. */
export const access: Access = {
	credentialType: 'cxoneOAuth2Api',
	baseUrl: ({ tenantUrl }) => readTenantUrl(tenantUrl),
	says: {
		addressField: 'Tenant URL',
		addressExample: API_EXAMPLE,
		missingRight: (right) => ({
			what: right === undefined ? 'a scope' : `the scope '${right}'`,
			advice: `Add ${right === undefined ? 'it' : `'${right}'`} to the field 'Scope' of the credential, let a CXone administrator grant it to the client, then run again.`,
		}),
		credentialRefused:
			"Check 'Client ID', 'Client Secret' and 'Scope' of the credential, and that the client is active in CXone.",
		tokenRefused:
			"Check that the client of the credential is active in CXone, and that 'Tenant URL' is the address of its tenant.",
	},
};
