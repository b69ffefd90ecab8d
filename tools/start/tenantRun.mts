import { findWrongInRun } from './checkRun.mts';
import { runJob } from './job.mts';
import { stepsAfterTenant, checkLines, failureLines, type Stage } from './report.mts';
import type { Target } from './settings.mts';
import { summaryLines } from './summary.mts';
import { countOf } from './text.mts';
import { readWorkflow, WORKFLOW_FILE } from './workflow.mts';

type Tenant = Extract<Target, { kind: 'tenant' }>;

/** The host alone: an address may hold a password. */
function hostOf(tenantUrl: string): string {
	return URL.canParse(tenantUrl) ? new URL(tenantUrl).host : 'the address in CXONE_TENANT_URL';
}

/**
 * Runs the workflow once against a tenant, as a dry run unless a launch is asked for, and says what
 * happened. Resolves to whether all went well: the run came to its end and gave what it should.
 */
export async function runAgainstTenant(tenant: Tenant, stage: Stage): Promise<boolean> {
	const { say, palette, timezone } = stage;
	const { isLaunch, contactIds, credential } = tenant;
	say([
		`  CXone     ${hostOf(credential.tenantUrl)}`,
		`  Workflow  ${WORKFLOW_FILE}`,
		`  Contacts  ${contactIds === undefined ? 'all with calls in the last 90 days' : countOf(contactIds.length, 'contact')}`,
		isLaunch
			? palette.warning('  Mode      launch: fills lists and launches campaigns (CXONE_LAUNCH=yes)')
			: '  Mode      dry run: writes nothing',
		'',
	]);
	const run = await runJob(readWorkflow({ isDryRun: !isLaunch, contactIds }), {
		...stage,
		credential,
	});
	const failure = failureLines(run, palette);
	if (failure !== undefined) {
		say(['', ...failure]);
		return false;
	}
	const wrong = findWrongInRun(run, timezone);
	say([
		'',
		...summaryLines(run, { isDryRun: !isLaunch, zone: timezone, palette }),
		'',
		...checkLines(run, wrong, 'the contact summaries', palette),
		'',
		...stepsAfterTenant(isLaunch, palette),
	]);
	return wrong.length === 0;
}
