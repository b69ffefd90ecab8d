import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { CsvError, isBlankCsvRow, parseCsv } from '../../nodes/shared/core/csv.ts';
import { SettingsError } from './settingsError.mts';

const ID_COLUMNS = ['contactid', 'contact_id', 'contact', 'id'];

/**
 * The contact IDs in the text of a file: one a line, or CSV with a column contactId (or contact_id,
 * contact, id) in its first line; without such a column the first field of each line. Throws a CsvError.
 */
export function parseContactFile(text: string): string[] {
	const rows = parseCsv(text)
		.filter((row) => !isBlankCsvRow(row))
		.map(({ fields }) => fields.map((field) => field.trim()));
	const header = rows[0]?.map((name) => name.toLowerCase()) ?? [];
	const column = header.findIndex((name) => ID_COLUMNS.includes(name));
	const ids = (column === -1 ? rows : rows.slice(1)).map((fields) => fields[Math.max(column, 0)]);
	return [...new Set(ids.filter((id) => id !== undefined && id !== ''))];
}

function idsInFile(path: string, text: string): string[] {
	try {
		return parseContactFile(text);
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		throw new SettingsError(`CXONE_CONTACTS: ${path}, line ${error.line}: ${error.message}`);
	}
}

/**
 * The contact IDs that CXONE_CONTACTS names: those in a file, or a list separated by commas, blanks
 * or lines; each once. Rejects with a `SettingsError` when there is none, or no such file.
 */
export async function readContactIds(setting: string): Promise<string[]> {
	const isFile = existsSync(setting);
	if (!isFile && /[/\\]|\.(csv|txt)$/i.test(setting)) {
		throw new SettingsError(`CXONE_CONTACTS names a file that is not there: ${setting}`);
	}
	const ids = isFile
		? idsInFile(setting, await readFile(setting, 'utf8'))
		: [...new Set(setting.split(/[\s,]+/).filter((id) => id !== ''))];
	if (ids.length === 0) throw new SettingsError(`CXONE_CONTACTS holds no contact ID: ${setting}`);
	return ids;
}
