import type { Ring } from '../dialing.mts';
import type { CallAttempt, Skill } from '../outbound.mts';
import { ownNumber } from '../phones.mts';
import { spelledAddress } from './addresses.mts';
import type { AcdContact } from './contacts.mts';
import type { AcdRules } from './options.mts';

/** The completed contact that a ring leaves: an outbound row, with no second of an agent unless one spoke. */
export function dialedContact(
	{ phone, contactId, outcome }: Ring,
	attempt: CallAttempt,
	skill: Skill,
	{ addressFormat }: AcdRules,
): AcdContact {
	const isSpoken = outcome === 'answered';
	const caller = skill.callerIdOverride === '' ? ownNumber(0).slice(2) : skill.callerIdOverride;
	return {
		contactId,
		masterContactId: contactId,
		startMs: attempt.atMs,
		durationSeconds: attempt.durationSeconds,
		agentSeconds: isSpoken ? attempt.durationSeconds - 10 : 0,
		isOutbound: true,
		mediaTypeId: skill.mediaTypeId,
		from: caller,
		to: spelledAddress(phone, addressFormat, contactId),
		skillId: skill.skillId,
		agentId: attempt.agentId ?? 0,
		tags: [],
		kind: isSpoken ? 'call' : 'attempt',
		isAbandoned: outcome === 'abandoned',
	};
}
