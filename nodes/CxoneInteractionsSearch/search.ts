import { addLeftOut, nothingLeftOut } from '../shared/core/interactionRows';
import { countPages } from '../shared/core/pageCount';
import { openTenant } from '../shared/cxone/open';
import { readConcurrency, readSessionLimits } from '../shared/n8n/limits';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { hintAtFound, hintAtLeftOut } from './hints';
import { interactionsMode } from './interactionsMode';
import { planSearches } from './plan';
import { runSearches, type SearchSettings } from './runSearches';
import { summaryMode } from './summaryMode';

const START_CONCURRENCY = 8;

function readSettings(parameters: Parameters, workers: number): SearchSettings {
	const whole = (name: string, max?: number) =>
		parameters.number(name, 0, { min: 1, max, isWhole: true });
	return {
		pageSize: whole('options.pageSize', 500),
		contactsPerRequest: whole('options.contactsPerRequest', 500),
		workers,
	};
}

/**
 * Searches the interactions that the input asks for (contract 2.1): all pages, each interaction once, in the order of
 * the contacts whatever finishes first; as they are, or summed up for each contact while paging.
 */
export async function searchItems(nodeRun: NodeRun): Promise<void> {
	const { context, parameters, output } = nodeRun;
	const concurrency = readConcurrency(parameters, START_CONCURRENCY);
	const settings = readSettings(parameters, concurrency.max);
	const limits = readSessionLimits(parameters, concurrency);
	const count = countPages(parameters.number('options.maxPages', 0, { min: 1, isWhole: true }));
	const isSummary =
		parameters.option('output', 0, ['interactions', 'contactSummary']) === 'contactSummary';
	const includesAll = parameters.boolean('options.includeContactsWithoutInteractions', 0);
	const plans = await planSearches(nodeRun, Date.now());
	if (plans.length === 0) return;

	const tenant = await openTenant(context, limits);
	const modes = new Map(
		plans.map((plan) => [
			plan,
			isSummary ? summaryMode(plan, includesAll) : interactionsMode(plan),
		]),
	);
	const tallies = await runSearches({ tenant, settings, output, count }, modes);
	const leftOut = nothingLeftOut();
	for (const mode of modes.values()) addLeftOut(leftOut, mode.leftOut);
	hintAtLeftOut(output, leftOut, count);
	hintAtFound(output, tallies, isSummary);
	context.logger.info(
		`CXone Interactions Search read ${count.pages} pages; ${count.restarts} queries were started again.`,
	);
}
