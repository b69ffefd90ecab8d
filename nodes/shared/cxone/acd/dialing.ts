import { lookWaits } from '../../core/createLook';
import { request } from '../../transport/request';
import { keepWait, type Session } from '../../transport/session';
import { failureOf } from '../../transport/wording';
import { doOnce } from '../once';
import type { Skill } from '../skillTenant';
import { factOf, valueOfFact } from './facts';
import { startSkill, stopSkill } from './skillCalls';
import { getSkillById, readRunning } from './skills';

/** How long a start whose answer was lost is looked for, whatever the cause. */
const START_LOOK_MS = 30_000;
/** How long a start or stop may be late to show. */
const SHOWN_WITHIN_MS = 5_000;

/** Looks until it shows what is wanted, or time is up. What was done stands, so a look that fails shows nothing. */
async function isShown(
	session: Session,
	look: () => Promise<boolean>,
	wanted: boolean,
): Promise<boolean> {
	for (const waitMs of [0, ...lookWaits(SHOWN_WITHIN_MS)]) {
		await keepWait(session, waitMs);
		const shown = await factOf(look());
		if (valueOfFact(shown) === wanted) return wanted;
		if ('unknown' in shown) return false;
	}
	return !wanted;
}

/**
 * Starts a skill: the one place whose request makes phones ring. A start whose answer was lost is looked for 30 s and never
 * sent again: CXone would take it, but what looks like a lost start may be one that a person stopped meanwhile. Throws an
 * `outcomeUnknown` failure then. Gives whether the skill shows as running, which an idle one may not.
 */
export async function startDialing(
	session: Session,
	{ id, name }: Skill,
): Promise<{ isShownRunning: boolean }> {
	const looksRunning = async () => (await readRunning(session, id)).isRunning;
	const end = await doOnce(session, {
		rule: startSkill,
		call: { path: { skillId: id } },
		look: { usualMs: START_LOOK_MS, slowMs: START_LOOK_MS },
		ifNotFound: 'stop',
		lookAt: `Look in CXone whether the skill '${name}' (${id}) runs.`,
		advice:
			'It is not started again by itself, since somebody may have stopped it meanwhile. If it does not run and should, run the workflow again.',
		find: async () => ((await looksRunning()) ? [id] : []),
	});
	if ('found' in end) return { isShownRunning: true };
	return { isShownRunning: await isShown(session, looksRunning, true) };
}

/** Stops a skill; see `Skills.stop`. A stop may be sent again: it only ever ends dialing. */
export async function stopDialing(
	session: Session,
	skillId: string,
	isForced: boolean,
): Promise<{ isShownRunning: boolean }> {
	const reply = await request(session, stopSkill, {
		path: { skillId },
		qs: { force: String(isForced) },
	});
	if (reply.kind !== 'done')
		throw failureOf(
			{ kind: 'status', call: stopSkill.title, right: stopSkill.right },
			session.access.says,
		);
	const look = async () => (await getSkillById(session, skillId))?.isShownRunning === true;
	return { isShownRunning: await isShown(session, look, false) };
}
