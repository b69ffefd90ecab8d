import { API_EXAMPLE } from '../../../../credentials/login/address';
import type { Access } from '../../transport/access';

/** How the ACD family is reached: an access key, at the address that CXone names for the key's tenant. */
export const access: Access = {
	credentialType: 'cxoneAccessKeyApi',
	// Reporting calls say why nowhere else.
	reasonHeader: 'icStatusDescription',
	// The credential puts the address that its login found before the path of each call.
	baseUrl: () => '',
	says: {
		addressField: 'API Base URL',
		addressExample: API_EXAMPLE,
		missingRight: (right) => ({
			what: right === undefined ? 'a permission' : `the permission '${right}'`,
			advice: `Let a CXone administrator give ${right === undefined ? 'a role that may do this' : `the permission '${right}'`} to the employee of the access key, then run again.`,
		}),
		credentialRefused:
			"Check 'Access Key ID' and 'Access Key Secret' of the credential, that the key is active on its employee in CXone, and 'Environment'.",
		tokenRefused:
			'Check in CXone that the access key and the employee it belongs to are active, and that the employee may use the API.',
	},
};
