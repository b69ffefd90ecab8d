import { lookWaits } from '../../core/createLook';
import { InputFailure } from '../../core/inputFailure';
import { settled } from '../../core/settled';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { Skill } from '../skillTenant';
import { getScheduleSettings, stopSkill } from './skillCalls';
import { getSkillById, readRunning } from './skills';
import { waitBeside } from './uploadJobs';
import type { UploadRun } from './uploadRun';
import { flagOf, valueOf } from './values';
import type { AcdRecord } from './answers';

/** How long a skill that was told to stop may show as running. */
const STOPS_WITHIN_MS = 30_000;

/** The failure of a list whose skill runs although nobody chose to upload then. */
function runningFailure({ name }: Skill, found: string): InputFailure {
	return new InputFailure(
		`The skill '${name}' runs (${found}): whoever is uploaded would be called at once`,
		"Stop it in CXone, or choose 'Stop It First' in 'If Skill Is Running'.",
	);
}

/**
 * Throws an `InputFailure` where a skill shows signs of dialing, unless that is wanted. After it was told to stop, calls that
 * are still up are none.
 */
export async function checkIdle({ session, order }: UploadRun, skill: Skill): Promise<void> {
	if (order.ifSkillIsRunning === 'upload') return;
	if (order.ifSkillIsRunning === 'stopFirst') {
		const shown = await getSkillById(session, skill.id);
		if (shown?.isShownRunning !== false) throw runningFailure(skill, 'it was started again');
		return;
	}
	const { isRunning, found } = await readRunning(session, skill.id);
	if (isRunning) throw runningFailure(skill, found);
}

/** Stops a skill in the ordinary way, whatever it shows, and waits until it no longer shows as running. Calls go on to their end. */
async function stop(session: Session, skill: Skill): Promise<void> {
	const { id: skillId } = skill;
	await request(session, stopSkill, { path: { skillId }, qs: { force: 'false' } });
	for (const waitMs of [0, ...lookWaits(STOPS_WITHIN_MS)]) {
		if (waitMs > 0) await waitBeside(session, waitMs);
		const shown = await getSkillById(session, skillId);
		if (shown?.isShownRunning === false) return;
	}
	throw runningFailure(skill, 'CXone shows it as running after it was told to stop');
}

/** Sees to it that a skill does not dial, as `ifSkillIsRunning` says. Throws an `InputFailure` where it does. */
export async function settleSkill(run: UploadRun, skill: Skill): Promise<void> {
	const { session, order } = run;
	if (order.ifSkillIsRunning === 'error') await checkIdle(run, skill);
	if (order.ifSkillIsRunning === 'stopFirst' && !order.isDryRun) await stop(session, skill);
}

/** Tells of a schedule that may start a skill by itself. */
export async function hintAtSchedule({ session, hints }: UploadRun, skill: Skill): Promise<void> {
	const { id: skillId, name } = skill;
	const look = await settled(request(session, getScheduleSettings, { path: { skillId } }));
	if ('failure' in look || look.value.kind !== 'done') {
		hints.add(
			`Whether the skill '${name}' has a schedule, by which it may start by itself, could not be read.`,
		);
		return;
	}
	const { answer } = look.value;
	const block = valueOf(answer, 'scheduleSettings') as AcdRecord | undefined;
	if (flagOf(block ?? answer, 'isScheduled') === true)
		hints.add(`The skill '${name}' has a schedule: it may start by itself.`);
}
