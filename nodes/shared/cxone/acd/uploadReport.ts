import { fileCount } from '../../core/uploadFile';
import type { ContactOutcome, ListUploadReport, UploadReport } from '../uploadOrder';
import type { StoredRecords } from './storedRecords';
import type { ListRun, UploadRun } from './uploadRun';

/** What became of a contact; undefined for one that shares the failure of its list. */
function outcomeOf(
	{ order, decisions }: UploadRun,
	{ list, failure, sent, isStopped }: Omit<ListRun, 'sent'> & { sent: ReadonlySet<number> },
	position: number,
	liveIds: ReadonlySet<string> | undefined,
): ContactOutcome | undefined {
	const decision = decisions.get(position);
	if (decision === undefined) return undefined;
	switch (decision.kind) {
		case 'duplicate':
		case 'rejected':
			return decision;
		case 'existing':
			return isStopped && decision.heldIn === list?.id ? undefined : decision;
		case 'upload': {
			if (order.isDryRun) return failure === undefined ? { kind: 'accepted' } : undefined;
			if (isStopped || !sent.has(position)) return undefined;
			if (liveIds?.has(order.contactAt(position).contactId)) return { kind: 'accepted' };
			return failure === undefined ? { kind: 'rejected', reason: 'notStored' } : undefined;
		}
	}
}

function listReport(
	run: UploadRun,
	target: ListRun,
	stored: StoredRecords | undefined,
): ListUploadReport {
	const { order, decisions } = run;
	const { upload, skill, list } = target;
	const sent = new Set(target.sent);
	const outcomes = new Map<number, ContactOutcome>();
	let wanted = 0;
	for (const position of upload.positions) {
		if (decisions.get(position)?.kind === 'upload') wanted += 1;
		const outcome = outcomeOf(run, { ...target, sent }, position, stored?.liveIds);
		if (outcome !== undefined) outcomes.set(position, outcome);
	}
	return {
		listId: list?.id,
		listName: list?.name,
		skillId: skill?.id,
		skillName: skill?.name,
		isCreated: order.isDryRun
			? list === undefined && wanted > 0
			: list !== undefined && list.id === target.madeId,
		expiresAtMs: stored?.expiresAtMs,
		uploads: order.isDryRun ? fileCount(wanted) : target.uploads,
		outcomes,
		// A run that stops at its first failure leaves the other lists as they are.
		failure: target.failure ?? run.firstFailure,
	};
}

/** Reports what became of everybody, list by list in the order of the upload. */
export function reportOf(
	run: UploadRun,
	stored: ReadonlyMap<ListRun, StoredRecords>,
): UploadReport {
	const lists = run.runs.map((target) => listReport(run, target, stored.get(target)));
	return { lists, hints: [...run.hints] };
}
