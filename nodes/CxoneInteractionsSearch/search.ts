import type { IExecuteFunctions } from 'n8n-workflow';
import { addLeftOut, nothingLeftOut, type LeftOut } from '../shared/core/interactionRows';
import { countPages, type PageCount } from '../shared/cxone/paging';
import { MAX_PAGE_SIZE } from '../shared/cxone/schemas';
import type { NodeOutput } from '../shared/items';
import { readConcurrency, readSessionLimits } from '../shared/limits';
import { Parameters } from '../shared/parameters';
import { openSession } from '../shared/transport/session';
import { properties } from './description';
import { interactionsMode, summaryMode } from './modes';
import { planSearches } from './plan';
import { runSearch, type SearchSettings } from './runSearch';

/** Queries at a time that a run begins with. */
const START_CONCURRENCY = 8;

function readSettings(parameters: Parameters, workers: number): SearchSettings {
	const whole = (name: string, max?: number) =>
		parameters.number(name, 0, { min: 1, max, isWhole: true });
	return {
		pageSize: whole('options.pageSize', MAX_PAGE_SIZE),
		contactsPerRequest: whole('options.contactsPerRequest', 500),
		workers,
	};
}

function giveHints(output: NodeOutput, leftOut: LeftOut, count: PageCount): void {
	if (leftOut.foreign > 0)
		output.hint(
			`${leftOut.foreign} interactions of contacts that were not asked for were left out: CXone did not keep to the contact filter.`,
		);
	if (leftOut.malformed > 0)
		output.hint(
			`${leftOut.malformed} rows of CXone's answer were no interactions and were left out.`,
		);
	if (leftOut.uncountable > 0)
		output.hint(
			`${leftOut.uncountable} interactions without contact ID or time could not be counted in a summary.`,
		);
	if (count.oversizedPages > 0)
		output.hint(`${count.oversizedPages} pages held more interactions than were asked for.`);
}

/**
 * Searches the interactions that the input asks for (contract 2.1): all pages, each interaction once, in the order of
 * the contacts whatever finishes first; as they are, or summed up for each contact while paging.
 */
export async function searchItems(context: IExecuteFunctions, output: NodeOutput): Promise<void> {
	const parameters = new Parameters(context, properties);
	const concurrency = readConcurrency(parameters, START_CONCURRENCY);
	const settings = readSettings(parameters, concurrency.max);
	const limits = readSessionLimits(parameters, concurrency);
	const count = countPages(parameters.number('options.maxPages', 0, { min: 1, isWhole: true }));
	const isSummary =
		parameters.option('output', 0, ['interactions', 'contactSummary']) === 'contactSummary';
	const includesAll = parameters.boolean('options.includeContactsWithoutInteractions', 0);
	const plans = await planSearches(context, parameters, output, Date.now());
	if (plans.length === 0) return;

	const session = await openSession(context, limits);
	const leftOut = nothingLeftOut();
	for (const plan of plans) {
		const mode = isSummary
			? summaryMode(plan, context.getTimezone(), includesAll)
			: interactionsMode(plan, context.getTimezone());
		await runSearch(session, plan, settings, mode, output, count);
		addLeftOut(leftOut, mode.leftOut);
	}
	giveHints(output, leftOut, count);
	context.logger.info(
		`CXone Interactions Search read ${count.pages} pages; ${count.restarts} queries were started again.`,
	);
}
