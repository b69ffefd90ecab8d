import { readContactIds } from './contacts.mts';
import { SettingsError } from './settingsError.mts';

/** The stored values of a CXone OAuth2 API credential. */
export interface TenantCredential {
	tenantUrl: string;
	clientId: string;
	clientSecret: string;
}

/** Where the job runs: the embedded sandbox, or the tenant that the environment names. */
export type Target =
	| { kind: 'sandbox' }
	| {
			kind: 'tenant';
			credential: TenantCredential;
			/** False: a dry run. */
			isLaunch: boolean;
			/** The contacts to take; undefined for everyone with calls. */
			contactIds: string[] | undefined;
	  };

const TENANT_VARIABLES = ['CXONE_TENANT_URL', 'CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET'] as const;
const MORE_VARIABLES = ['CXONE_LAUNCH', 'CXONE_CONTACTS'] as const;

function readLaunch(text: string): boolean {
	if (text !== '' && text !== 'yes') {
		throw new SettingsError(
			`CXONE_LAUNCH is "${text}": set it to yes, or leave it out for a dry run`,
		);
	}
	return text === 'yes';
}

/**
 * Reads the target from the environment; empty variables count as not set. Rejects with a
 * `SettingsError` that names the variable: a tenant named in part, CXONE_LAUNCH other than `yes`,
 * CXONE_CONTACTS without a readable contact.
 */
export async function readTarget(environment: NodeJS.ProcessEnv): Promise<Target> {
	const valueOf = (name: string) => environment[name]?.trim() ?? '';
	const missing = TENANT_VARIABLES.filter((name) => valueOf(name) === '');
	const isTenantNamed = missing.length < TENANT_VARIABLES.length;
	const more = MORE_VARIABLES.filter((name) => valueOf(name) !== '');
	if (!isTenantNamed && more.length === 0) return { kind: 'sandbox' };
	if (missing.length > 0) {
		const present = isTenantNamed ? '' : `${more.join(' and ')} needs a tenant. `;
		throw new SettingsError(`${present}Not set: ${missing.join(', ')}`);
	}
	const [tenantUrl, clientId, clientSecret] = TENANT_VARIABLES.map(valueOf);
	const contacts = valueOf('CXONE_CONTACTS');
	return {
		kind: 'tenant',
		credential: { tenantUrl, clientId, clientSecret },
		isLaunch: readLaunch(valueOf('CXONE_LAUNCH')),
		contactIds: contacts === '' ? undefined : await readContactIds(contacts),
	};
}
