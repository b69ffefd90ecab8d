import { openTenant, whatDials } from '../shared/cxone/open';
import type { FillReport, CampaignTenant } from '../shared/cxone/tenant';
import { readConcurrency, readSessionLimits } from '../shared/n8n/limits';
import type { NodeRun } from '../shared/n8n/runNode';
import { describeFailure, isCancelled, mayHaveWorked } from '../shared/transport/failure';
import { hintAtDoubles } from './agreement';
import { ListMemory } from './memory';
import { describeNextRun } from './nextRun';
import { planUpsert, type ListPlan, type UpsertPlan } from './plan';
import { resolveLists, type ResolvedList, type ResolveRun } from './resolveList';
import {
	giveContacts,
	giveLists,
	giveRejections,
	isUnknownOutcome,
	type SettledList,
} from './results';
import { uploadLists } from './upload';

/** Batches at a time that a run begins with: a write costs CXone more than a read. */
const START_CONCURRENCY = 4;

/** A list on its way: `resolved` is absent when the list could not be had. */
interface ListRun {
	list: ListPlan;
	resolved?: ResolvedList;
	report: FillReport;
}

async function resolveAll(run: ResolveRun, lists: ListPlan[]): Promise<ListRun[]> {
	const ends = await resolveLists(
		run,
		lists.map(({ target }) => target),
	);
	return ends.map((end, index) => {
		const list = lists[index];
		const report: FillReport = { rejections: new Map(), batches: 0 };
		if ('value' in end) return { list, resolved: end.value, report };
		for (const itemIndex of list.kept) report.rejections.set(itemIndex, end.failure);
		return { list, report };
	});
}

async function fillAll(
	{ tenant, workers }: ResolveRun,
	runs: ListRun[],
	contactAt: UpsertPlan['contactOf'],
	batchSize: number,
): Promise<void> {
	const fillings = runs.flatMap(({ list, resolved, report }) => {
		const listId = resolved?.listId;
		return listId === undefined ? [] : [{ listId, positions: list.kept, contactAt, report }];
	});
	await tenant.lists.fill(fillings, { batchSize, workers });
}

function settle({ list, resolved, report }: ListRun, isDryRun: boolean): SettledList {
	return {
		list,
		rejections: report.rejections,
		row: {
			listId: resolved?.listId ?? null,
			listName: resolved?.listName ?? list.target.value,
			segment: list.target.segment ?? null,
			created: resolved?.isCreated ?? false,
			submitted: list.kept.length + list.duplicates.length + list.refused.length,
			accepted: list.kept.length - report.rejections.size,
			duplicates: list.duplicates.length,
			rejected: report.rejections.size + list.refused.length,
			batches: report.batches,
			dryRun: isDryRun,
		},
	};
}

/** What a person must know beside the rows: lists that are too many, and runs that put nothing in. */
async function hintAtOutcome(run: ResolveRun, runs: ListRun[], itemCount: number): Promise<void> {
	const { output, isDryRun } = run;
	for (const { resolved } of runs) {
		const { listId, listName, seen } = resolved ?? {};
		if (!listId || !listName || seen === undefined) continue;
		await hintAtDoubles(run, { name: listName, usedId: listId, seen });
	}
	if (isDryRun) output.hint('Dry run: nothing was written to CXone.');
	else if (runs.every(({ list, report }) => list.kept.length === report.rejections.size)) {
		const failures = runs.flatMap(({ report }) => [...new Set(report.rejections.values())]);
		output.hint(
			failures.some((failure) => mayHaveWorked(describeFailure(failure).facts))
				? `No contact is known to be in a list: all ${itemCount} items were rejected, and some may be in all the same.`
				: `No contact went into a list: all ${itemCount} items were rejected.`,
		);
	}
}

/** What running again would do after a run that stops; empty for one that goes on or was cancelled. */
async function nextRunOf(
	{ tenant, workers }: { tenant: CampaignTenant; workers: number },
	runs: ListRun[],
	isStopping: boolean,
): Promise<string> {
	const failures = [
		...new Set(runs.flatMap(({ report }) => [...new Set(report.rejections.values())])),
	];
	if (!isStopping || failures.length === 0 || failures.some(isCancelled)) return '';
	const made = runs.flatMap(({ resolved }) => resolved?.made ?? []);
	return await describeNextRun(tenant, made, {
		isSafeOtherwise: !failures.some(isUnknownOutcome),
		workers,
	});
}

/** Puts the contacts of the input into their lists, in the way of the family that the node speaks (contract 2.3, 4.2). */
export async function fillLists(nodeRun: NodeRun): Promise<void> {
	if (whatDials(nodeRun.context) === 'skills') await uploadLists(nodeRun);
	else await upsertLists(nodeRun);
}

/**
 * Puts the contacts of the input into their lists (contract 2.3): lists are found by exact name or created, contacts
 * go in by batches, each contact once; a dry run decides all that and writes nothing.
 */
async function upsertLists(nodeRun: NodeRun): Promise<void> {
	const { context, parameters, output } = nodeRun;
	const isDryRun = parameters.boolean('dryRun', 0);
	const outputKind = parameters.option('output', 0, ['lists', 'contacts']);
	const batchSize = parameters.number('options.batchSize', 0, {
		min: 1,
		max: 1_000,
		isWhole: true,
	});
	const concurrency = readConcurrency(parameters, START_CONCURRENCY);
	const limits = readSessionLimits(parameters, concurrency);
	const plan = await planUpsert(nodeRun, isDryRun);
	const itemCount = context.getInputData().length;
	if (plan.lists.length === 0) {
		output.hint(`No contact went into a list: all ${itemCount} items were rejected.`);
		return;
	}

	const tenant = await openTenant(context, limits);
	if (tenant.dialsBy === 'skills') throw new RangeError('Skills dial here');
	const memory = new ListMemory(context);
	const run: ResolveRun = { tenant, output, memory, isDryRun, workers: concurrency.max };
	const runs = await resolveAll(run, plan.lists);
	if (isDryRun)
		for (const { list, resolved, report } of runs)
			report.batches = resolved === undefined ? 0 : Math.ceil(list.kept.length / batchSize);
	else await fillAll(run, runs, plan.contactOf, batchSize);

	await hintAtOutcome(run, runs, itemCount);
	const nextRun = await nextRunOf(run, runs, !context.continueOnFail());
	const settled = runs.map((one) => settle(one, isDryRun));
	giveRejections(nodeRun, settled, { outputKind, nextRun });
	if (outputKind === 'lists') giveLists(output, settled);
	else giveContacts(nodeRun, settled, plan.contactIdOf);
}
