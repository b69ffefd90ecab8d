import type { IExecuteFunctions } from 'n8n-workflow';
import type { NodeOutput } from '../shared/n8n/nodeOutput';
import type { NodeRun } from '../shared/n8n/runNode';
import { CxoneFailure, describeFailure, isCancelled } from '../shared/transport/failure';
import type { ListPlan } from './plan';

/** A list as it leaves the node (contract 2.3); the counts add up to the input items of the list. */
export interface ListOutput {
	listId: string | null;
	listName: string;
	segment: string | null;
	created: boolean;
	submitted: number;
	accepted: number;
	duplicates: number;
	rejected: number;
	batches: number;
	dryRun: boolean;
}

/** A list after the run; `rejections` by index of the input item. */
export interface SettledList {
	list: ListPlan;
	rejections: Map<number, unknown>;
	row: ListOutput;
}

/** Whether rejected contacts get a row of their own instead of an error item: with *Continue* and one outcome a contact. */
export function hasRejectionRows(
	context: IExecuteFunctions,
	outputKind: 'lists' | 'contacts',
): boolean {
	return (
		outputKind === 'contacts' &&
		context.continueOnFail() &&
		context.getNode().onError !== 'continueErrorOutput'
	);
}

/** A failure that leaves open what was done must be looked into before anything else, so it goes before all others. */
export function isUnknownOutcome(failure: unknown): boolean {
	return describeFailure(failure).facts.kind === 'outcomeUnknown';
}

/** Sums up a run that stops: what is in, what is not, and what running again would do (contract 3.5). */
function toStopFailure(settled: SettledList[], nextRun: string): CxoneFailure {
	const rejected = settled.reduce((sum, { rejections }) => sum + rejections.size, 0);
	const accepted = settled.reduce((sum, { row }) => sum + row.accepted, 0);
	const reasons = new Set(settled.flatMap(({ rejections }) => [...rejections.values()]));
	const [reason] = [...[...reasons].filter(isUnknownOutcome), ...reasons];
	const perList = settled
		.map(({ row }) => `${row.listName}: ${row.accepted} in, ${row.rejected} not in`)
		.join('; ');
	const { message, advice, facts } = describeFailure(reason);
	return new CxoneFailure(
		`${rejected} of ${accepted + rejected} contacts did not get into their lists: ${message}`,
		`${perList}. ${[nextRun, advice].filter((text) => text !== '').join(' ')}`.trimEnd(),
		facts,
	);
}

/**
 * Answers the rejected contacts: by an error that sums up the run under *Stop*, with `nextRun` in it, else by error
 * items.
 */
export function giveRejections(
	{ context, output }: NodeRun,
	settled: SettledList[],
	{ outputKind, nextRun }: { outputKind: 'lists' | 'contacts'; nextRun: string },
): void {
	const withRejections = settled.filter(({ rejections }) => rejections.size > 0);
	for (const { rejections } of withRejections) {
		const isStopping = !context.continueOnFail();
		if (!isStopping && hasRejectionRows(context, outputKind)) continue;
		for (const [itemIndex, reason] of rejections) {
			const failure = isStopping && !isCancelled(reason) ? toStopFailure(settled, nextRun) : reason;
			output.fail(failure, itemIndex);
		}
	}
}

/** Gives one row for each list. */
export function giveLists(output: NodeOutput, settled: SettledList[]): void {
	for (const { list, row } of settled) {
		const sources = [...list.kept, ...list.duplicates, ...list.refused].sort((a, b) => a - b);
		output.add(row, sources);
	}
}

/** Gives one outcome for each input item that has no error item, in input order. */
export function giveContacts(
	{ context, output }: NodeRun,
	settled: SettledList[],
	contactIdOf: (itemIndex: number) => string,
): void {
	const outcomes = settled.flatMap(({ list, row, rejections }) => {
		const { listId, listName, segment, dryRun } = row;
		const rowOf = (itemIndex: number, outcome: string, reason?: string) => ({
			itemIndex,
			json: {
				contactId: contactIdOf(itemIndex),
				listId,
				listName,
				segment,
				outcome,
				...(reason === undefined ? {} : { reason }),
				// What comes after must not take it for a contact that is in its list.
				...(dryRun ? { dryRun } : {}),
			},
		});
		const kept = list.kept.flatMap((itemIndex) => {
			if (!rejections.has(itemIndex)) return [rowOf(itemIndex, 'accepted')];
			if (!hasRejectionRows(context, 'contacts')) return [];
			return [rowOf(itemIndex, 'rejected', describeFailure(rejections.get(itemIndex)).message)];
		});
		const duplicates = list.duplicates.map((itemIndex) => rowOf(itemIndex, 'duplicate'));
		return kept.concat(duplicates);
	});
	outcomes.sort((a, b) => a.itemIndex - b.itemIndex);
	for (const { itemIndex, json } of outcomes) output.add(json, [itemIndex]);
}
