/**
 * `npm run check-tenant`: asks a real tenant, with an access key from the environment, what its ACD API does, and prints a
 * report without secrets and personal data. It reads only.
 */
import { setTimeout as wait } from 'node:timers/promises';

import packageJson from '../../package.json' with { type: 'json' };
import { readLoginTrouble } from '../../credentials/login/loginTrouble.ts';
import { reasonOf } from '../../sandbox/reason.mts';
import { SettingsError } from '../start/settings.mts';
import { runCheck } from './runCheck.mts';
import { readSettings, USAGE } from './settings.mts';

const VARIABLES = `'Access Key ID' is CXONE_ACCESS_KEY_ID here, 'Access Key Secret' is CXONE_ACCESS_KEY_SECRET, 'Environment' is CXONE_ENVIRONMENT, 'Login URL' is CXONE_LOGIN_URL and 'API Base URL' is CXONE_API_BASE_URL.`;

async function run(): Promise<void> {
	const settings = readSettings(process.argv.slice(2), process.env);
	if (settings.isHelpAsked) {
		process.stdout.write(USAGE);
		return;
	}
	const report = await runCheck({
		settings,
		nowMs: Date.now(),
		say: (text) => process.stderr.write(`${text} …\n`),
		wait: async (ms) => await wait(ms),
	});
	const by = `${packageJson.name} ${packageJson.version}`;
	const day = new Date().toISOString().slice(0, 10);
	const text = settings.isJson
		? JSON.stringify({ by, day, findings: report.findings }, null, 2)
		: ['# Check of a CXone tenant (ACD API)', '', `${by}, ${day}`, '', ...report.lines()].join(
				'\n',
			);
	process.stdout.write(`${text.trimEnd()}\n`);
}

function adviceOf(error: unknown): string {
	if (error instanceof SettingsError) return error.message;
	// Not by instanceof: the credential's modules are loaded a second time, as CommonJS.
	const { httpCode, description } = Object(error) as { httpCode?: unknown; description?: unknown };
	const isLogin = readLoginTrouble(String(httpCode)) !== undefined;
	return isLogin
		? `${reasonOf(error)}\n${String(description)}\n${VARIABLES}`
		: `The check could not run: ${reasonOf(error)}`;
}

run().catch((error: unknown) => {
	process.stderr.write(`✘ ${adviceOf(error)}\n`);
	process.exitCode = 1;
});
