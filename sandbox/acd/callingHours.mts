import type { Skill } from '../outbound.mts';
import type { AcdRules } from './options.mts';
import { TENANT_ZONE, localTime } from './zoneTime.mts';

/** Whether a clock time lies in a window, whose end is no part of it. Times are `HH:MM`. */
function isWithin(clock: string, start: unknown, end: unknown): boolean {
	return clock >= String(start) && clock < String(end);
}

function isZoneOpen({ parameters }: Skill, zone: string, atMs: number): boolean {
	const setting = parameters.timeZones.find(({ standardName }) => standardName === zone);
	if (setting === undefined) return true;
	const { timeZoneActiveToCall, startTime, endTime } = setting;
	return timeZoneActiveToCall === true && isWithin(localTime(zone, atMs).clock, startTime, endTime);
}

/** Tells of each zone whether a skill may call its people now. A zone of which its settings say nothing sets no limit. */
export function openZones(skill: Skill, atMs: number): (zone: string) => boolean {
	const known = new Map<string, boolean>();
	return (zone) => {
		const isOpen = known.get(zone) ?? isZoneOpen(skill, zone, atMs);
		known.set(zone, isOpen);
		return isOpen;
	};
}

/** Whether a skill may call people of a zone at any hour of the day. */
export function doesZoneOpen({ parameters }: Skill, zone: string): boolean {
	const setting = parameters.timeZones.find(({ standardName }) => standardName === zone);
	if (setting === undefined) return true;
	return (
		setting.timeZoneActiveToCall === true && String(setting.startTime) < String(setting.endTime)
	);
}

function isScheduledNow(skill: Skill, atMs: number): boolean {
	const { schedule } = skill.parameters;
	if (schedule.isScheduled !== true) return false;
	const { day, clock, dayStartMs } = localTime(TENANT_ZONE, atMs);
	const isOpen = isWithin(clock, schedule[`${day}StartTime`], schedule[`${day}EndTime`]);
	// Who stops a skill by hand has stopped it for the rest of the day.
	return isOpen && schedule[`${day}IsActive`] === true && !((skill.stoppedAtMs ?? 0) >= dayStartMs);
}

/** Whether a skill dials: it was started by hand, or by its schedule where schedules do that. */
export function isRunning(skill: Skill, atMs: number, { doesScheduleStart }: AcdRules): boolean {
	return skill.isStarted || (doesScheduleStart && isScheduledNow(skill, atMs));
}
