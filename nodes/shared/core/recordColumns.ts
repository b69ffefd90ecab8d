import { hasLostDigits, isBlank } from './fields';
import { InputFailure } from './inputFailure';
import type { PhoneReader } from './phone';
import { recordPhone } from './recordPhones';
import { readSwitch } from './switches';

/** The columns of a record beside its id and its phone, in the order of the file. */
export const RECORD_COLUMNS = [
	'score',
	'customer1',
	'customer2',
	'firstName',
	'lastName',
	'address',
	'city',
	'state',
	'zip',
	'timeZone',
	'notes',
	'callerId',
	'priority',
] as const;
/** A column of a record. */
export type RecordColumn = (typeof RECORD_COLUMNS)[number];

/** What a record says in its columns; those that are absent are left empty. */
export type ColumnTexts = Partial<Record<RecordColumn, string>>;

const NUMBER_COLUMNS: readonly RecordColumn[] = ['score', 'customer1', 'customer2'];
/** A spreadsheet would take such text for a formula. */
const FORMULA_START = /^[=+\-@\t\r]/;
const MOST_DECIMALS = 2;

function numberText(column: RecordColumn, value: unknown): string {
	const number = typeof value === 'string' ? Number(value.trim()) : value;
	if (typeof number !== 'number' || !Number.isFinite(number) || hasLostDigits(number))
		throw new InputFailure(
			`The column '${column}' takes numbers, and the item holds none for it`,
			"Check 'Columns' and the item: CXone sorts by this column.",
		);
	const factor = 10 ** MOST_DECIMALS;
	return String(Math.round(number * factor) / factor);
}

function flagText(value: unknown): string {
	const flag = readSwitch(value);
	if (flag === undefined)
		throw new InputFailure(
			"The column 'priority' takes true or false alone",
			"In CXone it is the flag of hot records, which are called before all others; it is no segment. For an order by points map the column 'score'.",
		);
	return String(flag);
}

function plainText(column: RecordColumn, value: unknown): string {
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'boolean') return String(value);
	if (typeof value === 'number' && Number.isFinite(value) && !hasLostDigits(value))
		return String(value);
	throw new InputFailure(
		`The item holds no text for the column '${column}'`,
		"Check 'Columns': give text, a number that has all its digits, or nothing.",
	);
}

/**
 * The text of a value in a column: numbers with two decimals at most, the flag as true or false, a caller id as a phone, a
 * time zone as it is named, and free text that no spreadsheet takes for a formula. Empty for a value that says nothing.
 * Throws an `InputFailure` for a value that the column does not take.
 */
export function columnText(column: RecordColumn, value: unknown, readPhone: PhoneReader): string {
	if (isBlank(value) || (typeof value === 'string' && value.trim() === '')) return '';
	if (NUMBER_COLUMNS.includes(column)) return numberText(column, value);
	if (column === 'priority') return flagText(value);
	const text = plainText(column, value);
	if (column === 'timeZone') return text;
	if (column === 'callerId') {
		const { e164 } = readPhone(text);
		if (e164 !== undefined) return recordPhone(e164);
	}
	return FORMULA_START.test(text) ? `'${text}` : text;
}

/** Whether two texts of a column say the same: numbers by their value, flags and texts without case. */
export function isSameText(sent: string, shown: string): boolean {
	const [a, b] = [sent, shown].map((text) => text.trim().toLowerCase());
	if (a === b) return true;
	const [x, y] = [a, b].map(Number);
	if (a !== '' && b !== '' && x === y) return true;
	const [flag, other] = [a, b].map((text) => text.replace(/^1$/, 'true').replace(/^0$/, 'false'));
	return flag === other;
}
