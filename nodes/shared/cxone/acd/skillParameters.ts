import type { Fact } from '../../core/checks';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { AcdRecord } from './answers';
import { factOf } from './facts';
import { getSkillParameters } from './skillCalls';

/** What a run has read of its skills, which several checks look at. */
const known = new WeakMap<Session, Map<string, Promise<Fact<AcdRecord>>>>();

/** All parameters of a skill, read once in a run. */
export async function readSkillParameters(
	session: Session,
	skillId: string,
): Promise<Fact<AcdRecord>> {
	const ofRun = known.get(session) ?? new Map<string, Promise<Fact<AcdRecord>>>();
	known.set(session, ofRun);
	const read = async () => {
		const reply = await request(session, getSkillParameters, { path: { skillId } });
		return reply.kind === 'done' ? reply.answer : undefined;
	};
	const reading = ofRun.get(skillId) ?? factOf(read());
	ofRun.set(skillId, reading);
	return await reading;
}
