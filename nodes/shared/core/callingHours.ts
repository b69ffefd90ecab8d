import { fail, namesOf, pass, unknown, type Outcome } from './checks';
import { showTimeOfDay } from './timeOfDay';

/** Hours in which something may be called, in minutes after midnight; undefined where they cannot be read. */
export interface CallingHours {
	name: string;
	isActive: boolean | undefined;
	startMinutes: number | undefined;
	endMinutes: number | undefined;
}

/** Calling hours that must not be exceeded, in minutes after midnight. */
export interface HourLimits {
	earliestMinutes: number;
	latestMinutes: number;
}

/** Judges hours, none of which may begin before or end after the limits; hours through midnight end after any. */
function judgeHours(
	hours: readonly CallingHours[],
	{ earliestMinutes, latestMinutes }: HourLimits,
	what: string,
): Outcome {
	const isOutside = ({ startMinutes: start, endMinutes: end }: CallingHours) =>
		(start !== undefined && start < earliestMinutes) ||
		(end !== undefined && (end > latestMinutes || end === 0)) ||
		(start !== undefined && end !== undefined && end < start);
	const outside = hours.filter(isOutside);
	const show = (minutes: number | undefined) =>
		minutes === undefined ? '?' : showTimeOfDay(minutes);
	if (outside.length > 0) {
		const [{ startMinutes, endMinutes }] = outside;
		return fail(
			`${outside.length} ${what} go beyond, first ${show(startMinutes)}-${show(endMinutes)}: ${namesOf(outside.map(({ name }) => name))}`,
		);
	}
	const unread = hours.filter(
		({ startMinutes: start, endMinutes: end }) => start === undefined || end === undefined,
	);
	return unread.length > 0
		? unknown(`the hours of ${namesOf(unread.map(({ name }) => name))} cannot be read`)
		: pass(`${hours.length} ${what} within`);
}

/** Whether the zones that may be called keep to the hours. */
export function judgeTimeZones(zones: readonly CallingHours[], limits: HourLimits): Outcome {
	// What does not say whether it is active may be.
	const open = zones.filter(({ isActive }) => isActive !== false);
	if (zones.length === 0)
		return fail('the skill has no hours by zone, so that nothing bounds them');
	return open.length === 0 ? unknown('no zone is active') : judgeHours(open, limits, 'zones');
}

/** Whether any zone may be called at all. */
export function judgeActiveZones(zones: readonly CallingHours[]): Outcome {
	const active = zones.filter(({ isActive }) => isActive === true).length;
	if (active > 0) return pass(`${active} of ${zones.length} zones are active`);
	return zones.some(({ isActive }) => isActive === undefined)
		? unknown('the zones do not say whether they are active')
		: fail('no time zone is active');
}

/** Whether the schedule by which a skill runs keeps to the hours. */
export function judgeSchedule(
	{ isScheduled, days }: { isScheduled: boolean | undefined; days: CallingHours[] },
	limits: HourLimits,
): Outcome {
	if (isScheduled === false) return pass('the skill has no schedule of its own');
	const active = days.filter(({ isActive }) => isActive !== false);
	const outcome = judgeHours(active, limits, 'days');
	if (isScheduled === undefined)
		return unknown('CXone does not say whether the skill has a schedule');
	if (active.length === 0) return unknown('no day can be read');
	return { ...outcome, found: `${outcome.found}; a schedule may start the skill by itself` };
}
