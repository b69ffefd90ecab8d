import type { Session } from '../../transport/session';
import type { Skill, SkillStatus, StatusSpans } from '../skillTenant';
import { factOf, valueOfFact } from './facts';
import { countRecordsLeft } from './feeds';
import { readSettings } from './skillSettings';
import { readAbandonRate } from './skillSummary';
import { readActiveAgents, readRunning } from './skills';

/** How a skill is doing; what cannot be read is undefined. Throws a `CxoneFailure` where the skill itself cannot be. */
export async function readStatus(
	session: Session,
	{ id }: Skill,
	{ todayFromMs, windowFromMs, toMs }: StatusSpans,
): Promise<SkillStatus> {
	const { isRunning } = await readRunning(session, id);
	return {
		isRunning,
		settings: valueOfFact(await factOf(readSettings(session, id))),
		activeAgents: valueOfFact(await factOf(readActiveAgents(session, id))),
		recordsLeft: valueOfFact(await factOf(countRecordsLeft(session, id))),
		today: valueOfFact(await factOf(readAbandonRate(session, id, todayFromMs, toMs))),
		window: valueOfFact(await factOf(readAbandonRate(session, id, windowFromMs, toMs))),
	};
}
