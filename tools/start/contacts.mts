import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { SettingsError } from './settingsError.mts';

const ID_COLUMNS = ['contactid', 'contact_id', 'contact', 'id'];

/** The fields of a CSV line; quotes around a field and doubled quotes in it are taken off. */
function fieldsOf(line: string): string[] {
	const fields = line.matchAll(/(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g);
	return [...fields].map(([, quoted, plain]) =>
		(quoted === undefined ? plain : quoted.replaceAll('""', '"')).trim(),
	);
}

/**
 * The contact IDs in the text of a file: one a line, or CSV with a column contactId (or contact_id,
 * contact, id) in its first line; without such a column the first field of each line.
 */
export function parseContactFile(text: string): string[] {
	const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
	const rows = lines.filter((line) => line.trim() !== '').map(fieldsOf);
	const header = rows[0]?.map((name) => name.toLowerCase()) ?? [];
	const column = header.findIndex((name) => ID_COLUMNS.includes(name));
	const ids = (column === -1 ? rows : rows.slice(1)).map((fields) => fields[Math.max(column, 0)]);
	return [...new Set(ids.filter((id) => id !== undefined && id !== ''))];
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
		? parseContactFile(await readFile(setting, 'utf8'))
		: [...new Set(setting.split(/[\s,]+/).filter((id) => id !== ''))];
	if (ids.length === 0) throw new SettingsError(`CXONE_CONTACTS holds no contact ID: ${setting}`);
	return ids;
}
