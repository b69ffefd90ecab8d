import { openSession, type CallContext, type SessionLimits } from '../transport/session';
import { rest } from './rest/tenant';
import type { Family, Tenant } from './tenant';

/** The families of CXone's API, by what the parameter `authentication` of a node will say. */
const FAMILIES = { oAuth2: rest } satisfies Record<string, Family>;

/** Opens the tenant of the credential for one run of a node. Throws an `InputFailure` for a credential without an address. */
export async function openTenant(context: CallContext, limits: SessionLimits): Promise<Tenant> {
	// The one place that chooses. No node has the parameter yet, so there is nothing to choose by.
	const family = FAMILIES.oAuth2;
	return family.open(await openSession(context, family.access, limits));
}
