import { isBlank } from '../../core/fields';
import type { AcdRecord } from './answers';
import { flagOf, textOf, valueOf } from './values';

const STATUS = 'icFinalStatus';
/** Words of records that are not done with. */
const OPEN_WORD =
	/^(?:no|n|none|(?:not|non)[-\s]?(?:final\w*|complete\w*|done|finished)|un-?final\w*|unfinished|incomplete|open|active|new|fresh|pending|false|0)$/i;
/** Words of those that are, where the status of all says something. */
const FINAL_WORD = /^(?:final|complete|done|closed|finish|exhaust|true|yes|y$|1$)/i;

/** Whether a row has a final status that is more than a no. */
export function hasFinalStatus(row: AcdRecord): boolean {
	return !isBlank(valueOf(row, STATUS)) && flagOf(row, STATUS) !== false;
}

/** Whether a row says that it is done with: its final status is anything but nothing, or a way to write "no". */
export function saysFinal(row: AcdRecord): boolean {
	return hasFinalStatus(row) && !OPEN_WORD.test(textOf(row, STATUS) ?? '');
}

/** A row, and whether its record is done with. */
interface SplitRow {
	row: AcdRecord;
	isFinal: boolean;
}

/**
 * Tells open records from finished ones by the rows that came for each. A row that came for one kind alone is of that kind,
 * whatever its status says. Where rows came for both, the kind that has others too is given unasked with the other one;
 * where both are the same, `finalized` does nothing and the status tells: any, where some rows have none, else a word that is
 * known to mean the end. What cannot be told may ring.
 */
export function* splitFinal(
	asOpen: readonly AcdRecord[],
	asFinal: readonly AcdRecord[],
): Generator<SplitRow> {
	const keyOf = (row: AcdRecord) => JSON.stringify(row);
	const finalKeys = new Set(asOpen.length > 0 ? asFinal.map(keyOf) : []);
	const shared = new Set<string>();
	let openAlone = 0;
	if (finalKeys.size > 0)
		for (const row of asOpen) {
			const key = keyOf(row);
			if (finalKeys.has(key)) shared.add(key);
			else openAlone += 1;
		}
	const finalAlone = finalKeys.size - shared.size;
	const isSomeBlank = shared.size > 0 && asOpen.some((row) => !hasFinalStatus(row));
	const isFinalShared = (row: AcdRecord): boolean => {
		if (openAlone === 0 && finalAlone > 0) return false;
		if (finalAlone === 0 && openAlone > 0) return true;
		return saysFinal(row) && (isSomeBlank || FINAL_WORD.test(textOf(row, STATUS) ?? ''));
	};
	const isShared = (row: AcdRecord) => shared.size > 0 && shared.has(keyOf(row));
	for (const row of asOpen) yield { row, isFinal: isShared(row) && isFinalShared(row) };
	for (const row of asFinal) if (!isShared(row)) yield { row, isFinal: true };
}
