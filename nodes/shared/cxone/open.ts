import { InputFailure } from '../core/inputFailure';
import { openSession, type CallContext, type SessionLimits } from '../transport/session';
import { acd } from './acd/tenant';
import { rest } from './rest/tenant';
import type { Family, Tenant } from './tenant';

/** The families of CXone's API, by what the parameter `authentication` of a node says. */
const FAMILIES: Readonly<Record<string, Family>> = { oAuth2: rest, accessKey: acd };

/** The one place that chooses. A workflow from before the parameter has the first family. */
function chosenFamily(context: CallContext): Family {
	const chosen =
		'getCurrentNodeParameter' in context
			? (context.getCurrentNodeParameter('authentication') ?? 'oAuth2')
			: context.getNodeParameter('authentication', 0, 'oAuth2');
	const isFamily = typeof chosen === 'string' && Object.hasOwn(FAMILIES, chosen);
	if (isFamily) return FAMILIES[chosen];
	throw new InputFailure(
		"'Authentication' is none of its choices",
		`Choose one of: ${Object.keys(FAMILIES).join(', ')}.`,
	);
}

/** What dials in the tenant of a node, known before it is opened: what its parameters mean depends on it. */
export function whatDials(context: CallContext): Tenant['dialsBy'] {
	return chosenFamily(context).dialsBy;
}

/** Opens the tenant of the credential for one run of a node. Throws an `InputFailure` for a credential without an address. */
export async function openTenant(context: CallContext, limits: SessionLimits): Promise<Tenant> {
	const family = chosenFamily(context);
	return family.open(await openSession(context, family.access, limits));
}
