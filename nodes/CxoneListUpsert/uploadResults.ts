import { toIsoUtc } from '../shared/core/time';
import type { ListUploadReport } from '../shared/cxone/uploadOrder';
import type { NodeRun } from '../shared/n8n/runNode';
import { describeFailure } from '../shared/transport/failure';
import { hasRejectionRows, type ListOutput, type SettledList } from './results';
import type { UploadListPlan } from './uploadPlan';

/** A calling list as it leaves the node (contract 4.2); the counts add up to the input items of the list. */
export interface CallingListOutput extends ListOutput {
	skillId: string | null;
	skillName: string | null;
	/** Contacts of whom a record may ring already. */
	existing: number;
	/** ISO 8601 UTC; null where no record says it. */
	expiresAt: string | null;
}

/** A calling list after the run. */
export interface SettledUpload extends SettledList {
	list: UploadListPlan;
	outcomes: ListUploadReport['outcomes'];
	row: CallingListOutput;
}

/** Sums up what became of a list; without report nobody of it could be called. */
export function settleUpload(
	list: UploadListPlan,
	report: ListUploadReport | undefined,
	isDryRun: boolean,
): SettledUpload {
	const outcomes: ListUploadReport['outcomes'] = new Map(report?.outcomes);
	for (const itemIndex of list.withoutPhone)
		outcomes.set(itemIndex, { kind: 'rejected', reason: 'noPhone' });
	const rejections = new Map<number, unknown>();
	for (const itemIndex of list.kept)
		if (!outcomes.has(itemIndex)) rejections.set(itemIndex, report?.failure);
	const count = (kind: string) =>
		[...outcomes.values()].filter((outcome) => outcome.kind === kind).length;
	const { kept, duplicates, refused, withoutPhone } = list;
	return {
		list,
		outcomes,
		rejections,
		row: {
			listId: report?.listId ?? null,
			listName: report?.listName ?? list.target.pickedName ?? list.target.value,
			segment: list.target.segment ?? null,
			created: report?.isCreated ?? false,
			submitted: kept.length + duplicates.length + refused.length + withoutPhone.length,
			accepted: count('accepted'),
			duplicates: duplicates.length + count('duplicate'),
			rejected: count('rejected') + rejections.size + refused.length,
			batches: report?.uploads ?? 0,
			dryRun: isDryRun,
			skillId: report?.skillId ?? null,
			skillName: report?.skillName ?? null,
			existing: count('existing'),
			expiresAt: report?.expiresAtMs === undefined ? null : toIsoUtc(report.expiresAtMs),
		},
	};
}

/** Gives one row for each list. */
export function giveCallingLists({ output }: NodeRun, settled: readonly SettledUpload[]): void {
	for (const { list, row } of settled) {
		const sources = [...list.kept, ...list.duplicates, ...list.refused, ...list.withoutPhone];
		output.add(
			row,
			sources.sort((a, b) => a - b),
		);
	}
}

/** Gives one outcome for each input item that has no error item, in input order. */
export function giveUploadedContacts(
	{ context, output }: NodeRun,
	settled: readonly SettledUpload[],
	contactIdOf: (itemIndex: number) => string,
): void {
	const rows = settled.flatMap(({ list, row, outcomes, rejections }) => {
		const { listId, listName, segment, skillId, skillName, dryRun } = row;
		const rowOf = (itemIndex: number, outcome: string, more: object) => ({
			itemIndex,
			json: {
				contactId: contactIdOf(itemIndex),
				listId,
				listName,
				segment,
				skillId,
				skillName,
				outcome,
				...more,
				// What comes after must not take it for a contact that is in its list.
				...(dryRun ? { dryRun } : {}),
			},
		});
		const decided = [...outcomes].map(([itemIndex, { kind, ...more }]) =>
			rowOf(itemIndex, kind, more),
		);
		const doubled = list.duplicates.map((itemIndex) => rowOf(itemIndex, 'duplicate', {}));
		const failed = hasRejectionRows(context, 'contacts')
			? [...rejections].map(([itemIndex, failure]) =>
					rowOf(itemIndex, 'rejected', { reason: describeFailure(failure).message }),
				)
			: [];
		return [...decided, ...doubled, ...failed];
	});
	rows.sort((a, b) => a.itemIndex - b.itemIndex);
	for (const { itemIndex, json } of rows) output.add(json, [itemIndex]);
}
