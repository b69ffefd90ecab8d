import type { AbandonRate } from '../shared/core/abandonRate';
import { DAY_MS, dayStartMs, toIsoUtc } from '../shared/core/time';
import { openTenant } from '../shared/cxone/open';
import { ONE_AT_A_TIME, readSessionLimits } from '../shared/n8n/limits';
import type { NodeRun } from '../shared/n8n/runNode';
import { readLocator } from './skillPlan';

function toShownRate(rate: AbandonRate | undefined, fromMs: number, toMs: number) {
	return {
		abandoned: rate?.abandoned ?? null,
		answered: rate?.answered ?? null,
		ratePercent: rate?.ratePercent ?? null,
		from: toIsoUtc(fromMs),
		to: toIsoUtc(toMs),
	};
}

/** Tells of the skill of each item: whether it runs, its agents, who is left to call, and its abandonment rates. */
export async function getSkills({ context, parameters, output }: NodeRun): Promise<void> {
	const tenant = await openTenant(context, readSessionLimits(parameters, ONE_AT_A_TIME));
	if (tenant.dialsBy !== 'skills') throw new RangeError('No skills');
	await output.forEachItem(async (itemIndex) => {
		const locator = readLocator(parameters, itemIndex);
		const range = { min: 1, max: 30, isWhole: true };
		const days = parameters.number('statisticsDays', itemIndex, range);
		const skill = await tenant.skills.find(locator, { mayBeInactive: true });
		const toMs = tenant.session.now();
		const todayFromMs = dayStartMs(toMs, context.getTimezone());
		const windowFromMs = toMs - days * DAY_MS;
		const status = await tenant.skills.status(skill, { todayFromMs, windowFromMs, toMs });
		output.add(
			{
				campaignId: skill.id,
				campaignName: skill.name,
				status: status.isRunning ? 'running' : 'stopped',
				running: status.isRunning,
				active: skill.isActive ?? null,
				agents: status.activeAgents ?? null,
				recordsLeft: status.recordsLeft ?? null,
				abandonThreshold: status.settings?.abandonThresholdPercent ?? null,
				maximumRatio: status.settings?.maximumRatio ?? null,
				abandonment: {
					today: toShownRate(status.today, todayFromMs, toMs),
					window: toShownRate(status.window, windowFromMs, toMs),
				},
			},
			[itemIndex],
		);
		output.hint(
			'CXone counts calls 15 minutes late or more: the abandonment of the last minutes is not in.',
		);
	});
}

/** Gives the skills that dial, for each item. */
export async function getManySkills({ context, parameters, output }: NodeRun): Promise<void> {
	const tenant = await openTenant(context, readSessionLimits(parameters, ONE_AT_A_TIME));
	if (tenant.dialsBy !== 'skills') throw new RangeError('No skills');
	await output.forEachItem(async (itemIndex) => {
		const limit = parameters.boolean('returnAll', itemIndex)
			? undefined
			: parameters.number('limit', itemIndex, { min: 1, isWhole: true });
		for (const { id, name, isShownRunning, isActive } of (await tenant.skills.all()).slice(
			0,
			limit,
		))
			output.add(
				{
					id,
					name,
					campaignId: id,
					campaignName: name,
					status: isShownRunning ? 'running' : 'stopped',
					running: isShownRunning,
					active: isActive ?? null,
				},
				[itemIndex],
			);
	});
}
