import type { IExecuteFunctions } from 'n8n-workflow';
import { settled } from '../shared/core/settled';
import type { NodeOutput } from '../shared/items';
import { readSessionLimits } from '../shared/limits';
import { Parameters } from '../shared/parameters';
import { describeFailure, isCancelled } from '../shared/transport/failure';
import { openSession } from '../shared/transport/session';
import { wait } from '../shared/transport/wait';
import { properties } from './description';
import { hintAtOutcomes } from './hints';
import { launchOne, type LaunchRun } from './launchOne';
import { LOOK_UP_CONCURRENCY, lookAtLaunched, lookUpNames } from './lookUps';
import { LaunchMemory } from './memory';
import { describeNextRun } from './nextRun';
import { planLaunch, type LaunchPlan } from './plan';
import { mayBeMade, toRow, toStopFailure, type CampaignResult } from './results';

/** The failure of a campaign as it leaves the node: one that stops the run tells of the whole of it. */
async function toRunFailure(
	run: LaunchRun,
	failure: unknown,
	done: string[],
	left: LaunchPlan[],
): Promise<unknown> {
	if (run.session.continuesOnFail || isCancelled(failure)) return failure;
	const isUnknown = mayBeMade(describeFailure(failure).facts);
	const nextRun = await describeNextRun(run.session, run.launched, {
		hasLookUp: run.hasLookUp,
		isSafeOtherwise: !isUnknown,
	});
	const leftNames = left.map(({ campaign }) => campaign.name);
	return toStopFailure(failure, done, leftNames, nextRun);
}

/**
 * Launches a campaign for each item (contract 2.4). Everything that can be checked is checked for all items before the
 * first request; a campaign is looked up by name and never made twice; nothing is made after a cancel.
 */
export async function launchCampaigns(
	context: IExecuteFunctions,
	output: NodeOutput,
): Promise<void> {
	const parameters = new Parameters(context, properties);
	const limits = readSessionLimits(parameters, LOOK_UP_CONCURRENCY);
	const delayMs = parameters.number('options.delayBetweenCampaigns', 0, { min: 0, max: 3_600_000 });
	const ifOutcomeUnknown = parameters.option('options.ifOutcomeUnknown', 0, ['stop', 'retry']);
	const nowMs = Date.now();
	const plans: LaunchPlan[] = [];
	await output.forEachItem((itemIndex) => {
		plans.push(planLaunch(context, parameters, itemIndex, nowMs, output));
	});
	if (plans.length === 0) return;

	const session = await openSession(context, limits);
	const lookedAtMs = session.now();
	const lookUps = await lookUpNames(session, plans);
	const hasLookUp = [...lookUps.values()].every(
		(lookUp) => 'failure' in lookUp || lookUp.found !== undefined,
	);
	const memory = new LaunchMemory(context);
	const run: LaunchRun = {
		session,
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
			const left = plans.slice(position + 1);
			output.fail(await toRunFailure(run, end.failure, done, left), plan.itemIndex);
			continue;
		}
		results.push(end.value);
		const row = toRow(plan, end.value);
		output.add(row, [plan.itemIndex]);
		done.push(`${plan.campaign.name}: ${row.outcome}`);
		if (earlier === undefined && row.created && position < plans.length - 1)
			await wait(delayMs, session.signal);
	}
	hintAtOutcomes(plans, results, output);
	await lookAtLaunched(
		session,
		run.launched,
		(name) => {
			const lookUp = lookUps.get(name);
			if (lookUp === undefined || 'failure' in lookUp) return undefined;
			return lookUp.found?.concat(memory.named(name));
		},
		output,
	);
}
