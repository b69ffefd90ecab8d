/**
 * Compares two ids for one order that all runs share, whatever order a service gives: those of digits alone come first,
 * by their value, all others by their code units.
 */
export function compareIds(a: string, b: string): number {
	const [aDigits, bDigits] = [a, b].map((id) => /^\d+$/.exec(id)?.[0].replace(/^0+/, ''));
	if ((aDigits === undefined) !== (bDigits === undefined)) return aDigits === undefined ? 1 : -1;
	if (aDigits !== undefined && bDigits !== undefined && aDigits !== bDigits) {
		if (aDigits.length !== bDigits.length) return aDigits.length - bDigits.length;
		return aDigits < bDigits ? -1 : 1;
	}
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
