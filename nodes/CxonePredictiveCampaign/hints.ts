import type { NodeOutput } from '../shared/n8n/nodeOutput';
import type { LaunchPlan } from './plan';
import type { CampaignResult } from './results';

/** Says in a hint that a run launched nothing, where that could be overlooked. */
export function hintAtOutcomes(
	plans: readonly LaunchPlan[],
	results: readonly CampaignResult[],
	output: NodeOutput,
): void {
	const dryCount = plans.filter(({ isDryRun }) => isDryRun).length;
	if (dryCount > 0)
		output.hint(
			dryCount === plans.length
				? 'Dry run: nothing was launched.'
				: `Dry run: nothing was launched for ${dryCount} of ${plans.length} items.`,
		);
	const existingCount = results.filter(({ outcome }) => outcome === 'existing').length;
	if (dryCount === 0 && existingCount === plans.length)
		output.hint(
			`No campaign was launched: ${existingCount === 1 ? 'it was' : `all ${existingCount} were`} there already.`,
		);
}
