import type { Campaign } from '../shared/cxone/tenant';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import type { LaunchPlan } from './plan';
import type { CampaignResult } from './results';

/** Says in a hint that CXone keeps a new campaign under another name, by which no later run finds it. */
export function hintAtKeptName({ id, name }: Campaign, keptName: string, output: NodeOutput): void {
	output.hint(
		`CXone keeps the campaign '${name}' (${id}) under another name, '${keptName}', so a second run does not find it and launches another. Choose a 'Campaign Name' that CXone keeps as it is.`,
	);
}

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
