import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { parseArgs } from 'node:util';

import { isCountry } from '../../nodes/shared/core/phone.ts';
import { reasonOf } from '../../sandbox/reason.mts';
import { SettingsError } from '../start/settings.mts';

/** How to use the command. */
export const USAGE = `Asks a CXone tenant what its ACD API does, and writes a report without secrets and personal data.
It only reads: one login, then nothing but GET.

Usage: npm run check-tenant -- [options]

  --json              the report as JSON
  --country <code>    country of phone numbers that name none (default US)
  --help              this text

Environment:
  CXONE_ACCESS_KEY_ID, CXONE_ACCESS_KEY_SECRET   an access key of an employee
  CXONE_ENVIRONMENT   commercial (default) or fedRamp
  CXONE_LOGIN_URL     address to log in at instead of NICE's
  CXONE_API_BASE_URL  address of the API, if not the one that CXone names
`;

/** What the check is to do. */
export interface Settings {
	isHelpAsked: boolean;
	isJson: boolean;
	/** ISO 3166, two capitals. */
	country: string;
	/** The fields of a credential of the type cxoneAccessKeyApi. */
	credentials: ICredentialDataDecryptedObject;
}

const KEY_VARIABLES = ['CXONE_ACCESS_KEY_ID', 'CXONE_ACCESS_KEY_SECRET'] as const;
const CLOUDS = ['commercial', 'fedRamp'];

function readArguments(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				json: { type: 'boolean', default: false },
				country: { type: 'string', default: 'US' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new SettingsError(`${reasonOf(error)}. See npm run check-tenant -- --help`);
	}
}

function readCredentials(environment: NodeJS.ProcessEnv): Settings['credentials'] {
	const valueOf = (name: string) => environment[name]?.trim() ?? '';
	const missing = KEY_VARIABLES.filter((name) => valueOf(name) === '');
	if (missing.length > 0)
		throw new SettingsError(
			`Not set: ${missing.join(', ')}. An access key of a CXone employee is needed; see npm run check-tenant -- --help`,
		);
	const [accessKeyId, accessKeySecret] = KEY_VARIABLES.map(valueOf);
	const [cloud, loginUrl] = [valueOf('CXONE_ENVIRONMENT'), valueOf('CXONE_LOGIN_URL')];
	if (cloud !== '' && !CLOUDS.includes(cloud))
		throw new SettingsError(`CXONE_ENVIRONMENT is none of ${CLOUDS.join(', ')}: set it to one`);
	if (cloud !== '' && loginUrl !== '')
		throw new SettingsError('CXONE_ENVIRONMENT and CXONE_LOGIN_URL are both set: leave one out');
	return {
		accessKeyId,
		accessKeySecret,
		environment: loginUrl === '' ? cloud || CLOUDS[0] : 'custom',
		loginUrl,
		apiBaseUrl: valueOf('CXONE_API_BASE_URL'),
	};
}

/** Reads command line (without the program's name) and environment. Throws a `SettingsError` that says what to do. */
export function readSettings(args: string[], environment: NodeJS.ProcessEnv): Settings {
	const { json: isJson, country, help: isHelpAsked } = readArguments(args);
	if (!isCountry(country))
		throw new SettingsError(`--country ${country}: two capital letters are needed, such as US`);
	const credentials = isHelpAsked ? {} : readCredentials(environment);
	return { isHelpAsked, isJson, country, credentials };
}
