import { z } from 'zod';

import type { Answer } from '../answer.mts';
import { ZONE_NAMES } from '../zones.mts';
import { acdOk, acdRefusal } from './answer.mts';
import type { AcdRequest } from './request.mts';
import { blockOf, withDialer } from './skillBlocks.mts';
import type { AcdTenant } from './tenant.mts';

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
			ZONE_NAMES.includes(standardName);
		if (!parsed.data.every(isKnown)) return acdRefusal(400, 'Invalid standardName');
		for (const setting of parsed.data) {
			const present = blocks.timeZones.find(
				({ standardName }) => standardName === setting.standardName,
			);
			if (present === undefined) blocks.timeZones.push({ ...setting });
			else Object.assign(present, setting);
		}
		return acdOk(undefined);
	});
}

/** The days of a schedule. */
export const DAYS = [
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
