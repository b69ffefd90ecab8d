import { CsvError, isBlankCsvRow, parseCsv } from '../../nodes/shared/core/csv.ts';
import type { CallingList } from '../outbound.mts';
import { ZONE_NAMES, zoneOfNumber, zoneOfState, zoneOfZip } from '../zones.mts';
import { dayStart } from './dates.mts';

/** Most characters of one record, all fields together. */
const MAX_RECORD_LENGTH = 512;

/** What a row of a file says, once it can be a record. */
export interface RecordDraft {
	externalId: string;
	phone: string;
	/** Only of a number that is not North American. */
	e164?: string;
	fields: Record<string, string>;
	timeZone: string;
	/** Begin of the day on which the record expires, if it says so itself. */
	expiresOnMs: number | undefined;
}

/** The rows of a file: what can be records, and how many cannot. */
export interface RecordsFile {
	drafts: RecordDraft[];
	invalidRows: number;
}

/**
 * A phone number in the one format in which all are kept: digits alone, ten of a North American one; undefined for what
 * cannot be a number.
 */
export function keptPhone(text: string): string | undefined {
	const digits = text.replace(/\D/g, '');
	if (/^1?[2-9]\d{9}$/.test(digits)) return digits.slice(-10);
	return text.trim().startsWith('+') && /^[2-9]\d{7,14}$/.test(digits) ? digits : undefined;
}

/** The zone as CXone finds it: the record's own, else by zip, city and state, or area code, else the default one. */
function zoneOf(fields: Record<string, string>, phone: string, fallback: string | undefined) {
	const { timeZone, zip = '', city, state = '' } = fields;
	if (timeZone !== undefined) return ZONE_NAMES.includes(timeZone) ? timeZone : undefined;
	const byPlace = zoneOfZip(zip) ?? (city === undefined ? undefined : zoneOfState(state));
	const byArea = phone.length === 10 ? zoneOfNumber(phone) : undefined;
	return byPlace ?? byArea ?? fallback;
}

function draftOf(
	list: CallingList,
	valueOf: (column: string) => string,
	defaultTimeZone: string | undefined,
): RecordDraft | undefined {
	const fields: Record<string, string> = {};
	for (const [field, column] of Object.entries(list.columns)) {
		const value = valueOf(column);
		if (value !== '') fields[field] = value;
	}
	const main =
		list.destinations.find(({ fieldName }) => fieldName === 'PhoneNumber') ?? list.destinations[0];
	const written = valueOf(main.column);
	const phone = keptPhone(written);
	const { externalId, expirationDate } = fields;
	if (externalId === undefined || phone === undefined) return undefined;
	const timeZone = zoneOf(fields, phone, defaultTimeZone);
	if (timeZone === undefined) return undefined;
	const expiresOnMs = expirationDate === undefined ? undefined : dayStart(expirationDate);
	if (expirationDate !== undefined && expiresOnMs === undefined) return undefined;
	const isForeign = /^\+(?!1)/.test(written);
	const e164 = isForeign ? `+${phone}` : undefined;
	return { externalId, phone, e164, fields, timeZone, expiresOnMs };
}

/**
 * Reads an uploaded file, UTF-8 with a header, commas or tabs between fields. A row without external id or phone, longer
 * than 512 characters, or in a zone that nobody can tell, is no record; neither is anything of a file that is no CSV.
 */
export function readRecordsFile(
	list: CallingList,
	text: string,
	defaultTimeZone: string | undefined,
): RecordsFile {
	try {
		const [header, ...rows] = parseCsv(text, text.split(/\r?\n/, 1)[0].includes('\t') ? '\t' : ',');
		const names = header?.fields.map((name) => name.trim()) ?? [];
		const file: RecordsFile = { drafts: [], invalidRows: 0 };
		for (const row of rows) {
			if (isBlankCsvRow(row)) continue;
			const valueOf = (column: string) => row.fields[names.indexOf(column)]?.trim() ?? '';
			const length = row.fields.reduce((sum, field) => sum + field.length, 0);
			const draft =
				length > MAX_RECORD_LENGTH || row.fields.length !== names.length
					? undefined
					: draftOf(list, valueOf, defaultTimeZone);
			if (draft === undefined) file.invalidRows += 1;
			else file.drafts.push(draft);
		}
		return file;
	} catch (error) {
		if (error instanceof CsvError) return { drafts: [], invalidRows: 1 };
		throw error;
	}
}
