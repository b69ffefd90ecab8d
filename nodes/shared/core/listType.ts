/** What a list of that type is to us: one that a campaign can dial, clearly another, or one that nobody can tell. */
export type ListKind = 'outbound' | 'other' | 'unknown';

/** Lists of contacts that are not to be called: filled with ours they would silence them. */
const HOLDS_BACK =
	/dnc|dnd|donot|nocall|nevercall|suppress|block|blacklist|exclu|optout|unsubscri|scrub|litigat/;

/** Reads the type of a list in any spelling, such as `OUTBOUND_LIST`; a tenant that names no type is trusted. */
export function kindOfList(type: string | null | undefined): ListKind {
	const word = (type ?? '').replace(/[^A-Za-z]/g, '').toLowerCase();
	if (word === '') return 'outbound';
	if (HOLDS_BACK.test(word)) return 'other';
	if (word.includes('outbound')) return 'outbound';
	return word.includes('inbound') ? 'other' : 'unknown';
}
