import { z } from 'zod';

import type { Answer } from '../answer.mts';
import type { Skill } from '../outbound.mts';
import { acdOk, acdRefusal } from './answer.mts';
import { TENANT_ABANDON_RATE_PERCENT } from './businessUnit.mts';
import type { AcdRequest } from './request.mts';
import { isDialer, withSkill } from './skills.mts';
import type { AcdTenant } from './tenant.mts';
import { newGeneralSettings } from './tenantSkills.mts';
import { upperFirst } from './upperFirst.mts';

type Blocks = Skill['parameters'];

/** Values that one page of the settings shares with another: writing one block changes the other. */
const SHARED_FIELDS = ['minimumRetryMinutes', 'maximumAttempts', 'loadNonFresh'] as const;

function sharedOf({ general }: Blocks): Record<string, unknown> {
	return Object.fromEntries(SHARED_FIELDS.map((name) => [name, general[name]]));
}

function withDialer(
	request: AcdRequest,
	tenant: AcdTenant,
	work: (blocks: Blocks) => Answer,
): Answer {
	return withSkill(request, tenant, (skill) =>
		isDialer(skill) ? work(skill.parameters) : acdRefusal(400, 'InvalidSkillId'),
	);
}

function blockOf(body: unknown, name: string): Record<string, unknown> | undefined {
	const block: unknown = Object(body)[name];
	const isObject = typeof block === 'object' && block !== null && !Array.isArray(block);
	return isObject ? { ...block } : undefined;
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

/** The calling hours of each time zone. */
export function getSkillTimeZones(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, (blocks) => acdOk({ timeZoneSettings: blocks.timeZones }));
}

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const timeZoneSettings = z.array(
	z.object({ standardName: z.string(), startTime: clock, endTime: clock }).passthrough(),
);

/** Writes the calling hours of the time zones that are named. */
export function putSkillTimeZones(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, (blocks) => {
		const parsed = timeZoneSettings.safeParse(Object(request.body).timeZoneSettings);
		if (!parsed.success) return acdRefusal(400, 'Invalid timeZoneSettings');
		const isKnown = ({ standardName }: { standardName: string }) =>
			blocks.timeZones.some((zone) => zone.standardName === standardName);
		if (!parsed.data.every(isKnown)) return acdRefusal(400, 'Invalid standardName');
		blocks.timeZones = blocks.timeZones.map((zone) => ({
			...zone,
			...parsed.data.find(({ standardName }) => standardName === zone.standardName),
		}));
		return acdOk(undefined);
	});
}

const DAYS = [
	'monday',
	'tuesday',
	'wednesday',
	'thursday',
	'friday',
	'saturday',
	'sunday',
] as const;

/** Whether the API takes a schedule: every day active, each with a window that is not empty. */
function isScheduleTaken(schedule: Record<string, unknown>): boolean {
	return DAYS.every((day) => {
		const start = clock.safeParse(schedule[`${day}StartTime`]);
		const end = clock.safeParse(schedule[`${day}EndTime`]);
		const isActive = schedule[`${day}IsActive`] === true;
		return isActive && start.success && end.success && start.data < end.data;
	});
}

/** The schedule by which a skill starts and stops by itself. */
export function getScheduleSettings(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, ({ schedule }) => acdOk(schedule));
}

/** Writes a schedule; one with a day off is refused. */
export function putScheduleSettings(request: AcdRequest, tenant: AcdTenant): Answer {
	return withDialer(request, tenant, (blocks) => {
		const block = blockOf(request.body, 'scheduleSettings');
		if (block === undefined || !isScheduleTaken(block)) return acdRefusal(400, 'InvalidParameter');
		blocks.schedule = { ...blocks.schedule, ...block };
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
