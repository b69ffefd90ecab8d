import { abandonRate, type AbandonRate } from '../../core/abandonRate';
import { toIsoUtc } from '../../core/time';
import { request } from '../../transport/request';
import type { Session } from '../../transport/session';
import type { AcdRecord } from './answers';
import { getSkillSummary } from './skillCalls';
import { numberOf } from './values';

function countOf(row: AcdRecord, name: string): number | undefined {
	const count = numberOf(row, name);
	return count !== undefined && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/**
 * How many of the answered calls of a skill were abandoned in a span of at most 30 days; no row means no calls. Undefined
 * where CXone does not tell. Throws a `CxoneFailure` where the counts cannot be read.
 */
export async function readAbandonRate(
	session: Session,
	skillId: string,
	fromMs: number,
	toMs: number,
): Promise<AbandonRate | undefined> {
	const reply = await request(session, getSkillSummary, {
		path: { skillId },
		qs: { startDate: toIsoUtc(fromMs), endDate: toIsoUtc(toMs) },
	});
	if (reply.kind !== 'done') return undefined;
	const { rows } = reply.answer;
	if (rows.length === 0) return abandonRate({ connects: 0, handled: 0, abandoned: 0 });
	// One row is that of the skill; more would be rows of other skills, or parts of the span.
	if (rows.length > 1) return undefined;
	const [row] = rows;
	return abandonRate({
		connects: countOf(row, 'connects'),
		handled: countOf(row, 'contactsHandled'),
		abandoned: countOf(row, 'abandonCount'),
	});
}
