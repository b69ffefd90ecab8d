import { openTenant } from '../shared/cxone/open';
import type { UploadReport } from '../shared/cxone/uploadOrder';
import { readConcurrency, readSessionLimits } from '../shared/n8n/limits';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import type { NodeRun } from '../shared/n8n/runNode';
import { giveRejections, isUnknownOutcome } from './results';
import { planUpload, type UploadPlan } from './uploadPlan';
import {
	giveCallingLists,
	giveUploadedContacts,
	settleUpload,
	type SettledUpload,
} from './uploadResults';

/** Requests at a time that a run begins with. */
const START_CONCURRENCY = 4;

/** Why people were not uploaded, as a person reads it. */
const REASONS: Readonly<Record<string, string>> = {
	noPhone: 'no phone that can be called',
	tooLong: 'a record longer than 512 characters',
	unknownTimeZone: 'a time zone that CXone does not know',
	calledLately: "called within 'Rest Days'",
	finished: 'finished by an agent within 30 days',
	callbackPromised: 'a callback is to come',
	notStored: 'CXone shows no record of them after the upload',
};

/** Running it again finishes what broke. */
const SAFE =
	'Running again is safe: whoever is in a list is not uploaded again, and no list is made twice.';

function hintAtRejected(output: NodeOutput, settled: readonly SettledUpload[]): void {
	const counts = new Map<string, number>();
	for (const { outcomes } of settled)
		for (const outcome of outcomes.values())
			if (outcome.kind === 'rejected')
				counts.set(outcome.reason, (counts.get(outcome.reason) ?? 0) + 1);
	if (counts.size === 0) return;
	const texts = [...counts].map(([reason, count]) => `${count} ${REASONS[reason] ?? reason}`);
	output.hint(`Not uploaded: ${texts.join('; ')}.`);
}

function hintAtOutcome(
	output: NodeOutput,
	{ lists, order }: UploadPlan,
	settled: readonly SettledUpload[],
): void {
	const kept = lists.flatMap((list) => list.kept);
	const foreign = kept.filter((position) => !/^\+1/.test(order.contactAt(position).e164)).length;
	if (foreign > 0)
		output.hint(
			`${foreign} numbers are written as E.164, since they are not of +1. Whether CXone dials them so is not proven: look at one of the records in CXone first.`,
		);
	hintAtRejected(output, settled);
	const accepted = settled.reduce((sum, { row }) => sum + row.accepted, 0);
	const itemCount = settled.reduce((sum, { row }) => sum + row.submitted, 0);
	if (order.isDryRun) output.hint('Dry run: nothing was written to CXone.');
	else if (accepted === 0) output.hint(`None of the ${itemCount} items was uploaded.`);
	else if (order.ifSkillIsRunning === 'error')
		output.hint(
			'CXone did not show the skills as running. That is no proof: one that was started and is idle may not show, and calls whoever was uploaded.',
		);
}

/**
 * Uploads the contacts of the input into calling lists that skills dial (contract 4.2), so that nobody rings twice, and
 * nobody who was to be held back, whoever starts the skills.
 */
export async function uploadLists(nodeRun: NodeRun): Promise<void> {
	const { context, parameters, output } = nodeRun;
	const isDryRun = parameters.boolean('dryRun', 0);
	const outputKind = parameters.option('output', 0, ['lists', 'contacts']);
	const limits = readSessionLimits(parameters, readConcurrency(parameters, START_CONCURRENCY));
	const plan = await planUpload(nodeRun, isDryRun);
	const callable = plan.lists.filter(({ kept }) => kept.length > 0);
	let report: UploadReport = { lists: [], hints: [] };
	if (callable.length > 0) {
		const tenant = await openTenant(context, limits);
		if (tenant.dialsBy === 'campaigns') throw new RangeError('Campaigns dial here');
		report = await tenant.callingLists.upload({
			...plan.order,
			lists: callable.map(({ target, skill, kept }) => ({
				list: { by: target.by, value: target.value, mayCreate: target.mayCreate },
				skill,
				positions: kept,
			})),
		});
	}
	for (const hint of report.hints) output.hint(hint);
	const settled = plan.lists.map((list) =>
		settleUpload(list, report.lists[callable.indexOf(list)], isDryRun),
	);
	hintAtOutcome(output, plan, settled);
	const failures = settled.flatMap(({ rejections }) => [...rejections.values()]);
	const nextRun = failures.some(isUnknownOutcome) || isDryRun ? '' : SAFE;
	giveRejections(nodeRun, settled, { outputKind, nextRun });
	if (outputKind === 'lists') giveCallingLists(nodeRun, settled);
	else giveUploadedContacts(nodeRun, settled, plan.contactIdOf);
}
