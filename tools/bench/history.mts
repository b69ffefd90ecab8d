import type { Interaction } from '../../sandbox/server.mts';

const DAY_MS = 86_400_000;
/** Within the 90 days of the default search. */
const SPAN_DAYS = 89;

/** Voice interactions for all contacts, about as many for each, spread evenly over the days before `nowMs`, 89 by default. */
export function evenHistory(
	contacts: number,
	interactions: number,
	nowMs: number,
	days = SPAN_DAYS,
): Interaction[] {
	return Array.from({ length: interactions }, (_, index) => ({
		id: `i-${index}`,
		startTime: new Date(nowMs - ((index + 1) / interactions) * days * DAY_MS).toISOString(),
		// A large odd step visits the contacts in a mixed order, and some more often than others.
		contactId: `C-${String((index * 7_919 + Math.floor(index / 13)) % contacts).padStart(6, '0')}`,
		type: 'voice',
		agentId: index % 97,
		durationSeconds: 30 + (index % 600),
	})) as Interaction[];
}
