import { settled } from '../shared/core/settled';
import { openTenant } from '../shared/cxone/open';
import { readSessionLimits } from '../shared/n8n/limits';
import type { NodeRun } from '../shared/n8n/runNode';
import { isCancelled } from '../shared/transport/failure';
import { wait } from '../shared/transport/wait';
import { hintAtOutcomes } from './hints';
import { launchOne, type LaunchRun } from './launchOne';
import { LOOK_UP_CONCURRENCY, lookAtLaunched } from './lookUps';
import { LaunchMemory } from './memory';
import { describeNextRun } from './nextRun';
import { planLaunch, type LaunchPlan } from './plan';
import { toRow, toStopFailure, type CampaignResult } from './results';

/** The failure of the first of the plans that are left, as it leaves the node: one that stops the run tells of the whole of it. */
async function toRunFailure(
	run: LaunchRun,
	failure: unknown,
	done: string[],
	[plan, ...left]: LaunchPlan[],
): Promise<unknown> {
	if (run.tenant.session.continuesOnFail || isCancelled(failure)) return failure;
	const mayBeLaunched = run.memory.unknownOf(plan.order.name) !== undefined;
	const nextRun = await describeNextRun(run.tenant, run.launched, {
		hasLookUp: run.hasLookUp,
		isSafeOtherwise: !mayBeLaunched,
	});
	const leftNames = left.map(({ order }) => order.name);
	return toStopFailure(failure, done, leftNames, { nextRun, mayBeLaunched });
}

/**
 * Launches a campaign for each item (contract 2.4). Everything that can be checked is checked for all items before the
 * first request; a campaign is looked up by name and never made twice; nothing is made after a cancel.
 */
export async function launchCampaigns(nodeRun: NodeRun): Promise<void> {
	const { context, parameters, output } = nodeRun;
	const limits = readSessionLimits(parameters, LOOK_UP_CONCURRENCY);
	const delayMs = parameters.number('options.delayBetweenCampaigns', 0, { min: 0, max: 3_600_000 });
	const ifOutcomeUnknown = parameters.option('options.ifOutcomeUnknown', 0, ['stop', 'retry']);
	const nowMs = Date.now();
	const plans: LaunchPlan[] = [];
	await output.forEachItem((itemIndex) => {
		plans.push(planLaunch(nodeRun, itemIndex, nowMs));
	});
	if (plans.length === 0) return;

	const tenant = await openTenant(context, limits);
	if (tenant.dialsBy === 'skills') throw new RangeError('No campaigns');
	const { session } = tenant;
	const lookedAtMs = session.now();
	const lookUps = await tenant.campaigns.findEach(plans.map(({ order }) => order.name));
	const hasLookUp = [...lookUps.values()].every(
		(lookUp) => 'failure' in lookUp || lookUp.value !== undefined,
	);
	const memory = new LaunchMemory(context);
	const run: LaunchRun = {
		tenant,
		output,
		memory,
		ifOutcomeUnknown,
		lookUps,
		lookedAtMs,
		hasLookUp,
		launched: [],
		planned: new Map(),
	};
	const results: CampaignResult[] = [];
	const done: string[] = [];
	for (const [position, plan] of plans.entries()) {
		const earlier = memory.ofEarlierTry(plan.itemIndex);
		if (earlier !== undefined)
			run.launched.push({ campaign: earlier, isMadeAnew: plan.ifExists === 'create' });
		const end =
			earlier === undefined
				? await settled(launchOne(run, plan))
				: { value: { outcome: 'created', campaign: earlier } as const };
		if ('failure' in end) {
			const failure = await toRunFailure(run, end.failure, done, plans.slice(position));
			output.fail(failure, plan.itemIndex);
			continue;
		}
		results.push(end.value);
		const row = toRow(plan, end.value);
		output.add(row, [plan.itemIndex]);
		done.push(`${plan.order.name}: ${row.outcome}`);
		if (earlier === undefined && row.created && position < plans.length - 1)
			await wait(delayMs, session.signal);
	}
	hintAtOutcomes(plans, results, output);
	await lookAtLaunched({ tenant, output }, run.launched, (name) => {
		const lookUp = lookUps.get(name);
		if (lookUp === undefined || 'failure' in lookUp) return undefined;
		return lookUp.value?.concat(memory.named(name));
	});
}
