import { parseCommandLine } from '../../sandbox/cliOptions.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import type { JobOptions, JobRun } from './job.mts';
import type { TenantTarget } from './settings.mts';
import { countOf, type Palette } from './text.mts';

/** Most differences that are shown one by one. */
const SHOWN_DIFFERENCES = 5;

/** What both kinds of run need: how to run the workflow, and where to say what happened. */
export interface Stage extends Omit<JobOptions, 'credential'> {
	say(lines: string[]): void;
}

/** The error that ended a run, as lines; undefined for a run that came to its end. */
export function failureLines({ engine }: JobRun, palette: Palette): string[] | undefined {
	const { status, error } = engine;
	if (status === 'canceled') return [palette.bad('✘ Stopped.')];
	if (status === 'success') return undefined;
	const [failedName] = Object.entries(engine.nodes).find(([, node]) => node.error) ?? ['The run'];
	const description = error?.description ?? '';
	return [
		palette.bad(`✘ ${failedName}: ${error?.message ?? 'failed without saying why'}`),
		...(description === '' ? [] : [`  ${description}`]),
	];
}

/** By an access key a contact is its phone number, of which no screen or log is to hold more than the end. */
export function withoutPhones(text: string): string {
	return text.replace(/(?<![\w.-])\+?\d{5,}(\d\d)(?![\d.])/g, '…$1');
}

/** What was checked in a run that filled lists and launched campaigns, or would have. */
export function listsAndCampaigns({ scores, lists, campaigns }: JobRun): string {
	return `${countOf(lists.length, 'list')} (${countOf(scores.length, 'contact')}) and ${countOf(campaigns.length, 'campaign')}`;
}

/** What was checked in a run that ended with the scores. */
export function scoresAndSegments({ scores }: JobRun): string {
	return `scores and segments of ${countOf(scores.length, 'contact')}`;
}

/**
 * The result of the check against the independent calculation, as lines.
 *
 * @param checked what was checked
 * @param wrong what differs, empty when nothing does
 * @param checkedAgainst what the calculation started from
 */
export function checkLines(
	checked: string,
	wrong: string[],
	checkedAgainst: string,
	palette: Palette,
): string[] {
	if (wrong.length > 0) {
		const more = wrong.length - SHOWN_DIFFERENCES;
		return [
			palette.bad(
				`✘ Check failed: an independent calculation from ${checkedAgainst} gives something else in ${countOf(wrong.length, 'place')}.`,
			),
			...wrong.slice(0, SHOWN_DIFFERENCES).map((text) => `  ${withoutPhones(text)}`),
			...(more > 0 ? [`  … and ${more} more`] : []),
		];
	}
	return [
		palette.good(
			`✔ Checked: ${checked} agree with an independent calculation from ${checkedAgainst}.`,
		),
	];
}

const TENANT_COMMAND =
	'CXONE_TENANT_URL=https://… CXONE_CLIENT_ID=… CXONE_CLIENT_SECRET=… npm start';
const ACCESS_KEY_COMMAND = 'CXONE_ACCESS_KEY_ID=… CXONE_ACCESS_KEY_SECRET=… npm start';

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
		`  ${ACCESS_KEY_COMMAND}`,
		"  The same by an access key for NICE's published ACD API: search, scores and segments only.",
		'  CXONE_CONTACTS=contacts.csv, or a list of IDs, takes these contacts only.',
		'  CXONE_LAUNCH=yes, without an access key, fills the lists and launches the campaigns, which dial people.',
		'',
		palette.heading("See a night and a day by NICE's published ACD API"),
		'  npm start -- acd',
		'  Fills a calling list at night, checks, starts in the morning, dials the day, and counts whose phone rang.',
		'',
		palette.heading('Read on'),
		'  README.md and docs/',
	];
}

/** Where to go after a run against a tenant, as lines. */
export function stepsAfterTenant(
	{ authentication, isLaunch }: TenantTarget,
	palette: Palette,
): string[] {
	if (authentication === 'accessKey') {
		return [
			palette.heading('Next'),
			'  Nothing was written: by an access key npm start only searches and scores.',
			'  In n8n create the credential CXone Access Key API and choose it in CXone Interactions Search.',
		];
	}
	const step = isLaunch
		? '  Look at the lists and campaigns in CXone. Another run for the same day makes nothing twice.'
		: '  Nothing was written. CXONE_LAUNCH=yes fills the lists and launches the campaigns, which dial people.';
	return [
		palette.heading('Next'),
		step,
		'  In n8n import workflows/nightly-segmentation-to-campaigns.json to have it run every night.',
	];
}
