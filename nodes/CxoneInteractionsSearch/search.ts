import { addLeftOut, nothingLeftOut } from '../shared/core/interactionRows';
import { countPages } from '../shared/core/pageCount';
import type { SearchChoices } from '../shared/cxone/history';
import { openTenant } from '../shared/cxone/open';
import type { Traits } from '../shared/cxone/tenant';
import { readConcurrency, readSessionLimits } from '../shared/n8n/limits';
import type { Parameters } from '../shared/n8n/parameters';
import type { NodeRun } from '../shared/n8n/runNode';
import { hintAtFound, hintAtLeftOut } from './hints';
import { interactionsMode } from './interactionsMode';
import { planSearches } from './plan';
import { runSearches, type SearchSettings } from './runSearches';
import { summaryMode } from './summaryMode';

const START_CONCURRENCY = 8;

/** An id as CXone writes it: what it gives is compared with it. */
function withoutZeros(skillId: string): string {
	return skillId.replace(/^0+(?=\d)/, '');
}

function readChoices(parameters: Parameters): SearchChoices {
	return {
		askBy: parameters.option('options.askBy', 0, ['automatic', 'days', 'address']),
		direction: parameters.option('options.direction', 0, ['all', 'inbound', 'outbound']),
		skillIds: [...new Set(parameters.list('options.skillIds', 0).map(withoutZeros))],
		includeAttempts: parameters.boolean('options.includeAttempts', 0),
		ownNumbers: parameters.list('options.ownNumbers', 0),
		defaultCountry: parameters.text('options.defaultCountry', 0),
	};
}

function readSettings(
	parameters: Parameters,
	workers: number,
	{ mostRowsOnPage }: Traits,
): SearchSettings {
	const whole = (name: string, max?: number) =>
		parameters.number(name, 0, { min: 1, max, isWhole: true });
	const output = parameters.option('output', 0, ['interactions', 'contactSummary']);
	return {
		pageSize: whole('options.pageSize', mostRowsOnPage),
		contactsPerRequest: whole('options.contactsPerRequest', 500),
		workers,
		choices: readChoices(parameters),
		isForSummary: output === 'contactSummary',
	};
}

/**
 * Searches the interactions that the input asks for (contracts 2.1 and 4.1): all pages, each interaction once, in the
 * order of the contacts whatever finishes first; as they are, or summed up for each contact while paging.
 */
export async function searchItems(nodeRun: NodeRun): Promise<void> {
	const { context, parameters, output } = nodeRun;
	const concurrency = readConcurrency(parameters, START_CONCURRENCY);
	const limits = readSessionLimits(parameters, concurrency);
	const count = countPages(parameters.number('options.maxPages', 0, { min: 1, isWhole: true }));
	const includesAll = parameters.boolean('options.includeContactsWithoutInteractions', 0);
	const tenant = await openTenant(context, limits);
	const { interactions } = tenant;
	const settings = readSettings(parameters, concurrency.max, tenant.traits);
	const { isForSummary } = settings;
	const readKey = interactions.contactReader?.(settings.choices);
	const plans = await planSearches(nodeRun, Date.now(), readKey);
	if (plans.length === 0) return;

	const modes = new Map(
		plans.map((plan) => [
			plan,
			isForSummary ? summaryMode(plan, includesAll, readKey !== undefined) : interactionsMode(plan),
		]),
	);
	const tallies = await runSearches({ tenant, settings, output, count }, modes);
	const leftOut = nothingLeftOut();
	for (const mode of modes.values()) addLeftOut(leftOut, mode.leftOut);
	hintAtLeftOut(output, leftOut, count);
	hintAtFound(output, tallies, isForSummary);
	for (const note of interactions.notes()) output.hint(note);
	context.logger.info(
		`CXone Interactions Search read ${count.pages} pages; ${count.restarts} queries were started again.`,
	);
}
