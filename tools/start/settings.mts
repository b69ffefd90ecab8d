import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { CsvError, isBlankCsvRow, parseCsv } from '../../nodes/shared/core/csv.ts';

/** A setting in the environment that cannot be followed; the message names it and says what to do. */
export class SettingsError extends Error {}

/** The stored values of a CXone OAuth2 API credential. */
export interface ClientCredential {
	tenantUrl: string;
	clientId: string;
	clientSecret: string;
}

/** The stored values of a CXone Access Key API credential. */
export interface AccessKeyCredential {
	accessKeyId: string;
	accessKeySecret: string;
	environment: 'commercial' | 'fedRamp' | 'custom';
	/** For `custom` only. */
	loginUrl?: string;
}

/** How a tenant is reached; the kinds are the values of the nodes' parameter `authentication`. */
type Login =
	| { authentication: 'oAuth2'; credential: ClientCredential; isLaunch: boolean }
	| { authentication: 'accessKey'; credential: AccessKeyCredential; isLaunch: false };

/** The tenant that the environment names. Without `isLaunch` the run is a dry run. */
export type TenantTarget = Login & {
	kind: 'tenant';
	/** The contacts to take; undefined for everyone with calls. */
	contactIds: string[] | undefined;
};

/** Where the job runs: the embedded sandbox, or a tenant. */
export type Target = { kind: 'sandbox' } | TenantTarget;

const CLIENT_VARIABLES = ['CXONE_TENANT_URL', 'CXONE_CLIENT_ID', 'CXONE_CLIENT_SECRET'] as const;
const KEY_VARIABLES = ['CXONE_ACCESS_KEY_ID', 'CXONE_ACCESS_KEY_SECRET'] as const;
const KEY_OPTIONS = ['CXONE_LOGIN_URL', 'CXONE_ENVIRONMENT'] as const;
const MORE_VARIABLES = ['CXONE_LAUNCH', 'CXONE_CONTACTS'] as const;

type ValueOf = (name: string) => string;

/** The values of variables that must all be set; `given` are those that make them needed. */
function readAll(names: readonly string[], valueOf: ValueOf, given: string[], needs: string) {
	const missing = names.filter((name) => valueOf(name) === '');
	if (missing.length === 0) return names.map(valueOf);
	const reason =
		missing.length < names.length
			? ''
			: `${given.join(' and ')} ${given.length === 1 ? 'needs' : 'need'} ${needs}. `;
	throw new SettingsError(`${reason}Not set: ${missing.join(', ')}`);
}

function readClient(valueOf: ValueOf, given: string[]): Login {
	const [tenantUrl, clientId, clientSecret] = readAll(CLIENT_VARIABLES, valueOf, given, 'a tenant');
	const launch = valueOf('CXONE_LAUNCH');
	if (launch !== '' && launch !== 'yes') {
		throw new SettingsError(
			`CXONE_LAUNCH is "${launch}": set it to yes, or leave it out for a dry run`,
		);
	}
	return {
		authentication: 'oAuth2',
		credential: { tenantUrl, clientId, clientSecret },
		isLaunch: launch === 'yes',
	};
}

function readCloud(valueOf: ValueOf): Pick<AccessKeyCredential, 'environment' | 'loginUrl'> {
	const [loginUrl, environment] = KEY_OPTIONS.map(valueOf);
	if (loginUrl !== '' && environment !== '') {
		throw new SettingsError(
			"CXONE_LOGIN_URL and CXONE_ENVIRONMENT are both set: the first is for a login of your own, the second for a cloud of NICE's. Leave one out",
		);
	}
	if (loginUrl !== '') return { environment: 'custom', loginUrl };
	if (environment === '' || environment === 'commercial') return { environment: 'commercial' };
	if (environment === 'fedRamp') return { environment };
	throw new SettingsError(
		`CXONE_ENVIRONMENT is "${environment}": set it to commercial or fedRamp, or leave it out for commercial`,
	);
}

function readAccessKey(valueOf: ValueOf, given: string[]): Login {
	const [accessKeyId, accessKeySecret] = readAll(KEY_VARIABLES, valueOf, given, 'an access key');
	if (valueOf('CXONE_LAUNCH') !== '') {
		throw new SettingsError(
			'CXONE_LAUNCH cannot be followed with CXONE_ACCESS_KEY_ID: by an access key npm start only searches and scores. Leave it out',
		);
	}
	return {
		authentication: 'accessKey',
		credential: { accessKeyId, accessKeySecret, ...readCloud(valueOf) },
		isLaunch: false,
	};
}

/**
 * Reads the target from the environment; empty variables count as not set. Rejects with a
 * `SettingsError` that names the variables: a tenant named in part or in two ways, a value that is
 * not one of those allowed, CXONE_LAUNCH with an access key, CXONE_CONTACTS without a readable contact.
 */
export async function readTarget(environment: NodeJS.ProcessEnv): Promise<Target> {
	const valueOf = (name: string) => environment[name]?.trim() ?? '';
	const givenOf = (names: readonly string[]) => names.filter((name) => valueOf(name) !== '');
	const ofClient = givenOf(CLIENT_VARIABLES);
	const ofKey = givenOf([...KEY_VARIABLES, ...KEY_OPTIONS]);
	const more = givenOf(MORE_VARIABLES);
	if ([...ofClient, ...ofKey, ...more].length === 0) return { kind: 'sandbox' };
	if (ofClient.length > 0 && ofKey.length > 0) {
		throw new SettingsError(
			`A tenant is reached by a client or by an access key, and variables of both are set: leave out ${ofClient.join(', ')}, or ${ofKey.join(', ')}`,
		);
	}
	const login = ofKey.length > 0 ? readAccessKey(valueOf, ofKey) : readClient(valueOf, more);
	const contacts = valueOf('CXONE_CONTACTS');
	return {
		kind: 'tenant',
		...login,
		contactIds: contacts === '' ? undefined : await readContactIds(contacts),
	};
}

/** What `npm start` shows: the job, or by `acd` a night and a day by an access key. */
export type Story = 'job' | 'acd';

/** Reads what is to be shown from the arguments. Throws a `SettingsError` for others, and for `acd` with a tenant. */
export function readStory(words: readonly string[], target: Target): Story {
	if (words.length === 0) return 'job';
	if (words.length > 1 || words[0] !== 'acd') {
		throw new SettingsError(
			`npm start takes no argument but acd (npm start -- acd), and was given ${words.join(' ')}`,
		);
	}
	if (target.kind === 'tenant') {
		throw new SettingsError(
			'npm start -- acd dials, in the embedded sandbox alone, and variables name a tenant: leave out those that begin with CXONE_',
		);
	}
	return 'acd';
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
