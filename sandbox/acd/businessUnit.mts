import type { Answer } from '../answer.mts';
import { ownNumber } from '../phones.mts';
import { ZONE_NAMES } from '../zones.mts';
import { SANDBOX_TENANT } from './accessKeys.mts';
import { acdOk } from './answer.mts';
import { POINTS_OF_CONTACT } from './addresses.mts';
import { reportEnvelope } from './dialects.mts';
import type { AcdTenant } from './tenant.mts';
import { HISTORY_SKILL_IDS } from './tenantSkills.mts';

/** Abandon rate of the tenant, percent, for skills without one of their own. */
export const TENANT_ABANDON_RATE_PERCENT = 3;

/** The tenant's business unit, with what it allows its skills. */
export function businessUnit({ rules }: AcdTenant): Answer {
	const unit = {
		businessUnitId: SANDBOX_TENANT.businessUnitId,
		businessUnitName: 'Sandbox',
		tenantId: SANDBOX_TENANT.tenantId,
		globalCallerId: ownNumber(0).slice(2),
		defaultTimeZone: 'Eastern Standard Time',
		callSuppression: false,
		priorityBasedBlending: false,
		allowPredictiveDialing: rules.allowPredictiveDialing,
		enableSkillAbandonRate: rules.enableSkillAbandonRate,
		abandonRateScope: 1,
		defaultContactExpirationMinutes: 43_200,
		apiPublishedLimit: 100,
		concurrentPortLimit: 100,
		outboundPortLimit: 100,
		agentlessPortLimit: 0,
		isActive: true,
		features: [{ productDescription: 'Personal Connection', isEnabled: true }],
	};
	return acdOk({ businessUnits: [unit] });
}

/** The tenant's own numbers and addresses. */
export function pointsOfContact({ now }: AcdTenant): Answer {
	const { businessUnitId } = SANDBOX_TENANT;
	const rows = POINTS_OF_CONTACT.map(({ contactAddress, mediaTypeId, name }, index) => ({
		businessUnitId,
		contactAddress,
		contactCode: 3_001 + index,
		contactDescription: name,
		defaultSkillId: HISTORY_SKILL_IDS.inbound[0],
		isActive: true,
		mediaTypeId,
		outboundSkill: false,
		scriptName: 'Default',
		notes: '',
	}));
	return acdOk({ ...reportEnvelope(now()), pointsOfContact: rows });
}

/** The time zones by the names that records may bear. */
export function timeZones(): Answer {
	const rows = ZONE_NAMES.map((standardName) => ({
		displayName: standardName.replace(' Standard', ''),
		standardName,
		offset: '',
	}));
	return acdOk({ timeZones: rows });
}
