import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { CsvError, isBlankCsvRow, parseCsv } from '../../nodes/shared/core/csv.ts';

/** A setting in the environment that cannot be followed; the message names it and says what to do. */
export class SettingsError extends Error {}

/** The stored values of a CXone OAuth2 API credential. */
export interface TenantCredential {
	tenantUrl: string;
	clientId: string;
	clientSecret: string;
}

/** Where the job runs: the embedded sandbox, or the tenant that the environment names. */
export type Target =
	| { kind: 'sandbox' }
	| {
			kind: 'tenant';
			credential: TenantCredential;
			/** False: a dry run. */
			isLaunch: boolean;
			/** The contacts to take; undefined for everyone with calls. */
			contactIds: string[] | undefined;
	  };

const TENANT_VARIABLES = ['CXONE_TENANT_URL', 'CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET'] as const;
const MORE_VARIABLES = ['CXONE_LAUNCH', 'CXONE_CONTACTS'] as const;

function readLaunch(text: string): boolean {
	if (text !== '' && text !== 'yes') {
		throw new SettingsError(
			`CXONE_LAUNCH is "${text}": set it to yes, or leave it out for a dry run`,
		);
	}
	return text === 'yes';
}

/**
 * Reads the target from the environment; empty variables count as not set. Rejects with a
 * `SettingsError` that names the variable: a tenant named in part, CXONE_LAUNCH other than `yes`,
 * CXONE_CONTACTS without a readable contact.
 */
export async function readTarget(environment: NodeJS.ProcessEnv): Promise<Target> {
	const valueOf = (name: string) => environment[name]?.trim() ?? '';
	const missing = TENANT_VARIABLES.filter((name) => valueOf(name) === '');
	const isTenantNamed = missing.length < TENANT_VARIABLES.length;
	const more = MORE_VARIABLES.filter((name) => valueOf(name) !== '');
	if (!isTenantNamed && more.length === 0) return { kind: 'sandbox' };
	if (missing.length > 0) {
		const present = isTenantNamed ? '' : `${more.join(' and ')} needs a tenant. `;
		throw new SettingsError(`${present}Not set: ${missing.join(', ')}`);
	}
	const [tenantUrl, clientId, clientSecret] = TENANT_VARIABLES.map(valueOf);
	const contacts = valueOf('CXONE_CONTACTS');
	return {
		kind: 'tenant',
		credential: { tenantUrl, clientId, clientSecret },
		isLaunch: readLaunch(valueOf('CXONE_LAUNCH')),
		contactIds: contacts === '' ? undefined : await readContactIds(contacts),
	};
}

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
