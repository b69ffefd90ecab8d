import { type CallingList, type CallingRecord, type Skill, isLive } from '../outbound.mts';
import { doesZoneOpen } from './callingHours.mts';

const MINUTE_MS = 60_000;

function isLoaded({ attempts }: CallingRecord, { parameters }: Skill): boolean {
	const { loadFresh, loadNonFresh, loadCallbacks } = parameters.general;
	const last = attempts.at(-1);
	if (last === undefined) return loadFresh !== false;
	return (last.callbackAtMs === undefined ? loadNonFresh : loadCallbacks) !== false;
}

function isDue({ attempts }: CallingRecord, { parameters }: Skill, atMs: number): boolean {
	const last = attempts.at(-1);
	if (last === undefined) return true;
	const restMs = Number(parameters.general.minimumRetryMinutes) * MINUTE_MS;
	return atMs >= (last.callbackAtMs ?? last.atMs + restMs);
}

/** Whether a skill still has to do with a record, now or later: it is the skill's, lives, is not held back, has attempts left. */
export function isLeft(
	skill: Skill,
	list: CallingList,
	record: CallingRecord,
	atMs: number,
	heldBack: ReadonlySet<string>,
): boolean {
	const { general } = skill.parameters;
	return (
		record.skillId === skill.skillId &&
		isLive(list, record, atMs) &&
		record.attempts.length < Number(general.maximumAttempts) &&
		!heldBack.has(record.phone) &&
		isLoaded(record, skill) &&
		doesZoneOpen(skill, record.timeZone)
	);
}

/** Whether a skill that runs may call a record now. @param isZoneOpen whether people of a zone may be called now */
export function mayRing(
	skill: Skill,
	list: CallingList,
	record: CallingRecord,
	atMs: number,
	heldBack: ReadonlySet<string>,
	isZoneOpen: (zone: string) => boolean,
): boolean {
	return (
		record.createdAtMs <= atMs &&
		isLeft(skill, list, record, atMs, heldBack) &&
		isDue(record, skill, atMs) &&
		isZoneOpen(record.timeZone)
	);
}
