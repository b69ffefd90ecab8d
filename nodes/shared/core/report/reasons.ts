/** What all reasons are called that may not be shown. */
const OTHER = 'other reasons';
const NONE = 'no reason given';
/** A code such as `calledLately`: letters alone, so that no number, name or sentence of a server gets into a report. */
const CODE = /^[a-z]{2,}(?:[A-Z][a-z]+)*$/;
const LONGEST_CODE = 40;
const SHOWN_REASONS = 6;

/** A reason in words: `calledLately` becomes "called lately"; what is no such code becomes "other reasons". */
export function reasonInWords(reason: unknown): string {
	if (reason === undefined || reason === null || reason === '') return NONE;
	if (typeof reason !== 'string' || reason.length > LONGEST_CODE || !CODE.test(reason))
		return OTHER;
	return reason.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** The reasons with their counts, most frequent first, equal ones by name; the rarest together as other reasons. */
export function rankReasons(counts: ReadonlyMap<string, number>): Array<[string, number]> {
	const named = [...counts].filter(([words]) => words !== OTHER);
	named.sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
	const rest = named.splice(SHOWN_REASONS).reduce((sum, [, count]) => sum + count, 0);
	const other = rest + (counts.get(OTHER) ?? 0);
	return other > 0 ? [...named, [OTHER, other]] : named;
}
