import type { IExecuteFunctions } from 'n8n-workflow';
import { splitIntoBatches } from '../shared/core/batches';
import { sendBatch, type BatchReport, type BatchRun } from '../shared/cxone/lists';
import { MAX_BATCH_SIZE } from '../shared/cxone/schemas';
import type { NodeOutput } from '../shared/items';
import { readConcurrency, readSessionLimits } from '../shared/limits';
import { Parameters } from '../shared/parameters';
import { runPool } from '../shared/transport/pool';
import { openSession, type Session } from '../shared/transport/session';
import { properties } from './description';
import { planUpsert, type ListPlan, type UpsertPlan } from './plan';
import { giveContacts, giveLists, giveRejections, type SettledList } from './results';
import { resolveList, type ResolvedList } from './resolveList';

/** Batches at a time that a run begins with: a write costs CXone more than a read. */
const START_CONCURRENCY = 4;

/** A list on its way: `resolved` is absent when the list could not be had. */
interface ListRun {
	list: ListPlan;
	resolved?: ResolvedList;
	report: BatchReport;
}

async function resolveAll(
	session: Session,
	plan: UpsertPlan,
	output: NodeOutput,
	isDryRun: boolean,
	workers: number,
): Promise<ListRun[]> {
	return await runPool(plan.lists, workers, async (list): Promise<ListRun> => {
		const report: BatchReport = { rejections: new Map(), batches: 0 };
		const [end] = await Promise.allSettled([resolveList(session, list.target, output, isDryRun)]);
		if (end.status === 'fulfilled') return { list, resolved: end.value, report };
		for (const itemIndex of list.kept) report.rejections.set(itemIndex, end.reason);
		return { list, report };
	});
}

async function sendAll(
	session: Session,
	plan: UpsertPlan,
	runs: ListRun[],
	batchSize: number,
	workers: number,
): Promise<void> {
	const run: BatchRun = { size: batchSize };
	const batches = runs.flatMap(({ list, resolved, report }) =>
		splitIntoBatches(resolved?.listId ? list.kept : [], batchSize).map((items) => ({
			items,
			listId: resolved?.listId ?? '',
			report,
		})),
	);
	await runPool(batches, workers, async ({ items, listId, report }) => {
		await sendBatch(session, listId, plan.contactOf, items, run, report);
	});
}

/**
 * Puts the contacts of the input into their lists (contract 2.3): lists are found by exact name or created, contacts
 * go in by batches, each contact once; a dry run decides all that and writes nothing.
 */
export async function upsertLists(context: IExecuteFunctions, output: NodeOutput): Promise<void> {
	const parameters = new Parameters(context, properties);
	const isDryRun = parameters.boolean('dryRun', 0);
	const outputKind = parameters.option('output', 0, ['lists', 'contacts']);
	const batchSize = parameters.number('options.batchSize', 0, {
		min: 1,
		max: MAX_BATCH_SIZE,
		isWhole: true,
	});
	const concurrency = readConcurrency(parameters, START_CONCURRENCY);
	const limits = readSessionLimits(parameters, concurrency);
	const plan = await planUpsert(context, parameters, output);
	if (plan.lists.length === 0) return;

	const session = await openSession(context, limits);
	const runs = await resolveAll(session, plan, output, isDryRun, concurrency.max);
	if (isDryRun)
		for (const { list, resolved, report } of runs)
			report.batches = resolved === undefined ? 0 : Math.ceil(list.kept.length / batchSize);
	else await sendAll(session, plan, runs, batchSize, concurrency.max);

	const settled = runs.map(
		({ list, resolved, report }): SettledList => ({
			list,
			rejections: report.rejections,
			row: {
				listId: resolved?.listId ?? null,
				listName: resolved?.listName ?? list.target.value,
				segment: list.target.segment,
				created: resolved?.isCreated ?? false,
				submitted: list.kept.length + list.duplicates.length + list.refused.length,
				accepted: list.kept.length - report.rejections.size,
				duplicates: list.duplicates.length,
				rejected: report.rejections.size + list.refused.length,
				batches: report.batches,
				dryRun: isDryRun,
			},
		}),
	);
	giveRejections(context, output, settled, outputKind);
	if (outputKind === 'lists') giveLists(output, settled);
	else giveContacts(context, output, settled, plan.contactIdOf);
}
