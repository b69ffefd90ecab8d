import type { PhoneReader } from '../../nodes/shared/core/phone.ts';
import { compareIds } from '../../nodes/shared/core/ids.ts';

/** How a row of values is sorted; `tooFew` where fewer than three can show none. */
export type Order = 'ascending' | 'descending' | 'none' | 'tooFew';

/** How values are sorted; equal ones beside each other are no break. */
export function orderOf<Value>(values: Value[], compare: (a: Value, b: Value) => number): Order {
	const signs = values.slice(1).map((value, at) => Math.sign(compare(values[at], value)));
	if (signs.filter((sign) => sign !== 0).length < 2) return 'tooFew';
	if (!signs.includes(1)) return 'ascending';
	return signs.includes(-1) ? 'none' : 'descending';
}

/** The default order of rows, by contact id and by start. */
export function rowOrder(rows: Array<{ id: string; startMs: number }>): string {
	const byId = orderOf(
		rows.map(({ id }) => id),
		compareIds,
	);
	const byStart = orderOf(
		rows.map(({ startMs }) => startMs),
		(a, b) => a - b,
	);
	if (byId === 'tooFew' && byStart === 'tooFew') return 'unknown, too few rows';
	const found = [
		byId === 'ascending' || byId === 'descending' ? `${byId} by contactId` : '',
		byStart === 'ascending' || byStart === 'descending' ? `${byStart} by start` : '',
	].filter((text) => text !== '');
	return found.length === 0 ? 'none, neither by contactId nor by start' : found.join(', ');
}

/** How an address is spelled, in words that do not show it. */
export function spellingName(address: string, read: PhoneReader): string {
	const reading = read(address);
	if (reading.kind !== 'phone') return `no phone: ${reading.kind}`;
	const { e164, spelling } = reading;
	if (address === e164) return 'E.164 (+ and digits)';
	const isDigits = /^\d+$/.test(address);
	if (isDigits && address === e164.slice(1)) return 'digits with country code';
	if (isDigits) return spelling === 'national' ? 'national digits' : 'other digits';
	return address.startsWith('+') ? 'international, with separators' : 'national, with separators';
}

/** How often each value comes, the most frequent first. */
export function countsOf(values: Iterable<string>): Array<[value: string, count: number]> {
	const counts = new Map<string, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** Counts in words: `national digits 12, E.164 3`. */
export function countsText(counts: Array<[string, number]>): string {
	return counts.map(([value, count]) => `${value} ${count}`).join(', ') || 'none';
}

/** The middle of numbers, undefined of none. */
export function medianOf(numbers: readonly number[]): number | undefined {
	const sorted = [...numbers].sort((a, b) => a - b);
	return sorted[Math.floor((sorted.length - 1) / 2)];
}
