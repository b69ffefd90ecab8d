import { parseCommandLine } from '../../sandbox/cliOptions.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import type { Palette } from './palette.mts';

const TENANT_COMMAND =
	'CXONE_TENANT_URL=https://… CXONE_CLIENT_ID=… CXONE_CLIENT_SECRET=… npm start';

/** Where to go after a run against the sandbox, as lines. */
export function stepsAfterSandbox({ credential }: Sandbox, palette: Palette): string[] {
	const { port } = parseCommandLine([]).sandbox;
	return [
		palette.heading('Build a flow of your own'),
		'  npm run sandbox, and in n8n create the credential CXone OAuth2 API with:',
		`    Tenant URL     http://127.0.0.1:${port}`,
		`    Client ID      ${credential.clientId}`,
		`    Client Secret  ${credential.clientSecret}`,
		'  Then import a workflow from workflows/ and run it.',
		'',
		palette.heading('Try your own tenant'),
		`  ${TENANT_COMMAND}`,
		'  This is a dry run over the last 90 days: it reads, decides everything and writes nothing.',
		'  CXONE_CONTACTS=contacts.csv, or a list of IDs, takes these contacts only.',
		'  CXONE_LAUNCH=yes fills the lists and launches the campaigns, which dial people.',
		'',
		palette.heading('Read on'),
		'  README.md and docs/',
	];
}

/** Where to go after a run against a tenant, as lines. */
export function stepsAfterTenant(isLaunch: boolean, palette: Palette): string[] {
	const step = isLaunch
		? '  Look at the lists and campaigns in CXone. Another run for the same day makes nothing twice.'
		: '  Nothing was written. CXONE_LAUNCH=yes fills the lists and launches the campaigns, which dial people.';
	return [
		palette.heading('Next'),
		step,
		'  In n8n import workflows/nightly-segmentation-to-campaigns.json to have it run every night.',
	];
}
