/** Which of several items of one contact goes into the list (contract 2.3). */
export type DuplicateChoice = 'last' | 'first' | 'error';

/** Items of one list, each index exactly once: `kept` go in, `duplicates` give way to a kept one, `refused` are an error. */
export interface DuplicateSplit {
	kept: number[];
	duplicates: number[];
	refused: number[];
}

/** Decides for each position which items are kept, in input order; with `error` the first is kept and the rest refused. */
export function splitDuplicates(
	contactIds: readonly string[],
	choice: DuplicateChoice,
): DuplicateSplit {
	const chosen = new Map<string, number>();
	contactIds.forEach((contactId, position) => {
		if (choice === 'last' || !chosen.has(contactId)) chosen.set(contactId, position);
	});
	const split: DuplicateSplit = { kept: [], duplicates: [], refused: [] };
	contactIds.forEach((contactId, position) => {
		if (chosen.get(contactId) === position) split.kept.push(position);
		else (choice === 'error' ? split.refused : split.duplicates).push(position);
	});
	return split;
}
