import { startSandbox, type Sandbox } from '../../sandbox/server.mts';
import { findWrongInSandbox } from './checkRun.mts';
import { runJob, type JobRun } from './job.mts';
import {
	checkLines,
	failureLines,
	listsAndCampaigns,
	stepsAfterSandbox,
	type Stage,
} from './report.mts';
import { requestLine, summaryLines } from './summary.mts';
import { countOf, countText } from './text.mts';
import { readWorkflow, WORKFLOW_FILE } from './workflow.mts';

/** What the second run made again, as a text each; empty when it made nothing twice. */
export function findMadeTwice(
	{ lists, campaigns }: Pick<JobRun, 'lists' | 'campaigns'>,
	before: { lists: number; campaigns: number },
	after: Sandbox['state'],
): string[] {
	const wrong = [
		...lists.filter(({ created }) => created).map(({ listName }) => `the list ${listName}`),
		...campaigns
			.filter(({ outcome }) => outcome === 'created')
			.map(({ campaignName }) => `the campaign ${campaignName}`),
	].map((what) => `${what} was made again`);
	if (after.lists.length !== before.lists || after.campaigns.length !== before.campaigns) {
		wrong.push(
			`the sandbox has ${after.lists.length} lists and ${after.campaigns.length} campaigns instead of ${before.lists} and ${before.campaigns}`,
		);
	}
	return wrong;
}

async function runTwice(sandbox: Sandbox, stage: Stage): Promise<boolean> {
	const { say, palette, timezone } = stage;
	const workflow = readWorkflow();
	const options = { ...stage, credential: sandbox.credential };

	const first = await runJob(workflow, options);
	const failure = failureLines(first, palette);
	if (failure !== undefined) {
		say(['', ...failure]);
		return false;
	}
	say(['', ...summaryLines(first, { isDryRun: false, zone: timezone, palette }), '']);
	const wrong = findWrongInSandbox(sandbox, first, timezone);
	say(checkLines(listsAndCampaigns(first), wrong, "the sandbox's call history", palette));

	say(['', palette.heading('The same once more')]);
	const before = {
		lists: sandbox.state.lists.length,
		campaigns: sandbox.state.campaigns.length,
	};
	const second = await runJob(workflow, options);
	const secondFailure = failureLines(second, palette);
	if (secondFailure !== undefined) {
		say(['', ...secondFailure]);
		return false;
	}
	const twice = findMadeTwice(second, before, sandbox.state);
	say([palette.faint(requestLine(second))]);
	say(
		twice.length === 0
			? [
					palette.good(
						`✔ Nothing was made twice: 0 new lists, 0 new campaigns; there are still ${countOf(before.lists, 'list')} and ${countOf(before.campaigns, 'campaign')}.`,
					),
				]
			: [palette.bad('✘ Something was made twice:'), ...twice.map((text) => `  ${text}`)],
	);
	return wrong.length === 0 && twice.length === 0;
}

/**
 * Runs the workflow twice against a sandbox in this process, and says what happened. Resolves to
 * whether all went well: both runs came to their end, the lists and campaigns are what they should
 * be, and nothing was made twice.
 */
export async function runAgainstSandbox(stage: Stage): Promise<boolean> {
	const sandbox = await startSandbox();
	try {
		const { history } = sandbox.state;
		const callers = new Set(history.map(({ contactId }) => contactId)).size;
		stage.say([
			`  CXone     sandbox in this process: ${countText(history.length)} interactions of ${countText(callers)} contacts in a year`,
			`  Workflow  ${WORKFLOW_FILE}`,
			'',
		]);
		const isGood = await runTwice(sandbox, stage);
		stage.say(['', ...stepsAfterSandbox(sandbox, stage.palette)]);
		return isGood;
	} finally {
		await sandbox.close();
	}
}
