import { findWrongInRun, findWrongScores } from './checkRun.mts';
import { runJob } from './job.mts';
import {
	checkLines,
	failureLines,
	listsAndCampaigns,
	scoresAndSegments,
	stepsAfterTenant,
	type Stage,
} from './report.mts';
import type { TenantTarget } from './settings.mts';
import { summaryLines } from './summary.mts';
import { countOf, type Palette } from './text.mts';
import { readWorkflow, WORKFLOW_FILE } from './workflow.mts';

/** The host alone: an address may hold a password. */
function hostOf(address: string, variable: string): string {
	return URL.canParse(address) ? new URL(address).host : `the address in ${variable}`;
}

function placeOf({ authentication, credential }: TenantTarget): string {
	if (authentication === 'oAuth2') return hostOf(credential.tenantUrl, 'CXONE_TENANT_URL');
	const { environment, loginUrl = '' } = credential;
	const place =
		environment === 'custom'
			? hostOf(loginUrl, 'CXONE_LOGIN_URL')
			: { commercial: "NICE's commercial cloud", fedRamp: "NICE's FedRAMP cloud" }[environment];
	return `${place}, by an access key`;
}

function modeLine({ authentication, isLaunch }: TenantTarget, palette: Palette): string {
	if (isLaunch) {
		return palette.warning(
			'  Mode      launch: fills lists and launches campaigns (CXONE_LAUNCH=yes)',
		);
	}
	return authentication === 'oAuth2'
		? '  Mode      dry run: writes nothing'
		: '  Mode      dry run: searches and scores, writes nothing';
}

/**
 * Runs the workflow once against a tenant, as a dry run unless a launch is asked for and by an access
 * key up to the scores only, and says what happened. Resolves to whether all went well: the run came
 * to its end and gave what it should.
 */
export async function runAgainstTenant(tenant: TenantTarget, stage: Stage): Promise<boolean> {
	const { say, palette, timezone } = stage;
	const { authentication, isLaunch, contactIds, credential } = tenant;
	const isScoresOnly = authentication === 'accessKey';
	say([
		`  CXone     ${placeOf(tenant)}`,
		`  Workflow  ${WORKFLOW_FILE}`,
		`  Contacts  ${contactIds === undefined ? 'all with calls in the last 90 days' : countOf(contactIds.length, 'contact')}`,
		modeLine(tenant, palette),
		'',
	]);
	const workflow = readWorkflow({ isDryRun: !isLaunch, contactIds, authentication });
	const run = await runJob(workflow, { ...stage, credential });
	const failure = failureLines(run, palette);
	if (failure !== undefined) {
		say(['', ...failure]);
		return false;
	}
	const wrong = isScoresOnly ? findWrongScores(run) : findWrongInRun(run, timezone);
	const checked = isScoresOnly ? scoresAndSegments(run) : listsAndCampaigns(run);
	say([
		'',
		...summaryLines(run, { isDryRun: !isLaunch, isScoresOnly, zone: timezone, palette }),
		'',
		...checkLines(checked, wrong, 'the contact summaries', palette),
		'',
		...stepsAfterTenant(tenant, palette),
	]);
	return wrong.length === 0;
}
