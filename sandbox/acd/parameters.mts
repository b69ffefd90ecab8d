import { z } from 'zod';

import type { Answer } from '../answer.mts';
import { acdOk, acdRefusal } from './answer.mts';
import { TENANT_ABANDON_RATE_PERCENT } from './businessUnit.mts';
import { DAYS } from './hoursParameters.mts';
import type { AcdRequest } from './request.mts';
import { type Blocks, blockOf, withDialer } from './skillBlocks.mts';
import { withSkill } from './skills.mts';
import type { AcdTenant } from './tenant.mts';
import { newGeneralSettings } from './tenantSkills.mts';
import { upperFirst } from './upperFirst.mts';

/** Values that one page of the settings shares with another: writing one block changes the other. */
const SHARED_FIELDS = ['minimumRetryMinutes', 'maximumAttempts', 'loadNonFresh'] as const;

function sharedOf({ general }: Blocks): Record<string, unknown> {
	return Object.fromEntries(SHARED_FIELDS.map((name) => [name, general[name]]));
}

/** The general settings, unwrapped. */
export function getGeneralSettings(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, ({ general }) => acdOk(general));
}

const generalSettings = z
	.object({
		overrideBusinessUnitAbandonRate: z.boolean(),
		abandonRateThreshold: z.number(),
		abandonRateCutoff: z.number(),
		beginDampenPercentage: z.number().int(),
		maximumRatio: z.number().int().min(1),
		aggressiveness: z.string(),
		minimumRetryMinutes: z.number().int().min(0),
		maximumAttempts: z.number().int().min(1),
		loadNonFresh: z.boolean(),
	})
	.partial()
	.passthrough();

/** Moves what the tenant does not allow to what it does, without a word. */
function allowedSettings(settings: Record<string, unknown>, { rules }: AcdTenant) {
	const [lowest, highest] = rules.abandonRateRange;
	const clamp = (value: unknown) => Math.min(highest, Math.max(lowest, Number(value)));
	const ownRates = {
		abandonRateThreshold: clamp(settings.abandonRateThreshold),
		abandonRateCutoff: clamp(settings.abandonRateCutoff),
	};
	const tenantRates = {
		overrideBusinessUnitAbandonRate: false,
		abandonRateThreshold: TENANT_ABANDON_RATE_PERCENT,
		abandonRateCutoff: TENANT_ABANDON_RATE_PERCENT,
	};
	return {
		...settings,
		...(rules.enableSkillAbandonRate ? ownRates : tenantRates),
		...(!rules.allowPredictiveDialing && { maximumRatio: 1 }),
	};
}

/** Writes the general settings; what three fields say is said on the retry page too. */
export function putGeneralSettings(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, (blocks) => {
		const block = blockOf(request.body, 'generalSettings');
		const parsed = generalSettings.safeParse(block);
		if (!parsed.success) {
			return acdRefusal(400, `Invalid ${parsed.error.issues[0].path[0] ?? 'generalSettings'}`);
		}
		const left = tenant.rules.partialPut === 'keeps' ? blocks.general : newGeneralSettings();
		blocks.general = allowedSettings({ ...left, ...parsed.data }, tenant);
		return acdOk(undefined);
	});
}

/** The block of call progress analysis; its names begin with a capital when read, not when written. */
export function getCpaManagement(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, ({ cpa }) =>
		acdOk(
			Object.fromEntries(Object.entries(cpa).map(([name, value]) => [upperFirst(name), value])),
		),
	);
}

/** Writes what is given of the block of call progress analysis. */
export function putCpaManagement(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, (blocks) => {
		const block = blockOf(request.body, 'cpaSettings');
		if (block === undefined) return acdRefusal(400, 'Invalid cpaSettings');
		blocks.cpa = { ...blocks.cpa, ...block };
		return acdOk(undefined);
	});
}

const listManagement = z.object({
	displayField1Name: z.string().optional(),
	displayField2Name: z.string().optional(),
	listOrderingOptions: z.array(z.object({ orderType: z.string(), direction: z.string() })),
});

/** Writes the order of a skill's records; the body is not wrapped, and there is no call that reads it alone. */
export function putListManagement(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, (blocks) => {
		const parsed = listManagement.safeParse(request.body);
		if (!parsed.success) return acdRefusal(400, 'Invalid listOrderingOptions');
		blocks.listManagement = { ...blocks.listManagement, ...parsed.data };
		return acdOk(undefined);
	});
}

/** The retry settings; three of them are the general settings' own. */
export function getRetrySettings(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, (blocks) => acdOk({ ...blocks.retry, ...sharedOf(blocks) }));
}

/** Writes what is given of the retry settings. */
export function putRetrySettings(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, (blocks) => {
		const block = blockOf(request.body, 'retrySettings');
		if (block === undefined) return acdRefusal(400, 'Invalid retrySettings');
		for (const name of SHARED_FIELDS) {
			if (name in block) blocks.general = { ...blocks.general, [name]: block[name] };
			delete block[name];
		}
		blocks.retry = { ...blocks.retry, ...block };
		return acdOk(undefined);
	});
}

/** Numbers in the place of the words of a skill's pace. */
const AGGRESSIVENESS_NUMBERS: Readonly<Record<string, number>> = { conservative: 1 };

/** All blocks at once, each wrapped, and some spelled otherwise than alone. */
export function getSkillParameters(request: AcdRequest, tenant: AcdTenant): Answer {
	return withSkill(request, tenant, ({ skillId, skillName, parameters }) => {
		const { general, listManagement: ordering, schedule, timeZones, cpa } = parameters;
		const { displayField2Name, ...otherOrdering } = ordering;
		const lists = tenant.store.callingLists.filter(
			(list) => !list.isDeleted && list.records.some((record) => record.skillId === skillId),
		);
		return acdOk({
			skillName,
			skillNo: skillId,
			generalSettings: {
				...general,
				aggressiveness: AGGRESSIVENESS_NUMBERS[String(general.aggressiveness)] ?? 0,
			},
			callingLists: lists.map(({ listId, listName }) => ({ id: listId, name: listName })),
			cpaSettings: cpa,
			retrySettings: { ...parameters.retry, ...sharedOf(parameters) },
			listManagementSettings: { ...otherOrdering, displayField2NAme: displayField2Name },
			scheduleSettings: {
				isScheduled: schedule.isScheduled,
				schedules: DAYS.map((day) => ({
					day,
					isActive: schedule[`${day}IsActive`],
					startTime: schedule[`${day}StartTime`],
					endTime: schedule[`${day}EndTime`],
				})),
			},
			timeZoneSettings: timeZones.map(({ standardName, ...zone }) => ({
				name: standardName,
				...zone,
			})),
		});
	});
}
