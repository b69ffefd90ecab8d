import { isLive, type CallingRecord } from '../../core/callingRecord';
import { lookWaits } from '../../core/createLook';
import { isSameText, type RecordColumn } from '../../core/recordColumns';
import { cautiousNow } from '../../transport/session';
import type { CallingList } from '../skillTenant';
import type { AcdRecord } from './answers';
import { getCallingListById } from './callingLists';
import { forEachRecord } from './records';
import { waitBeside } from './uploadJobs';
import type { ListRun, UploadRun } from './uploadRun';
import { flagOf, textOf } from './values';

/** How long records of a finished job may show late. */
const RECORDS_WITHIN_MS = 10_000;

/** What the records of a list say after the upload. */
export interface StoredRecords {
	/** Contact ids with a record that may ring, by its id or its phone: an id may be kept otherwise than it was sent. */
	liveIds: ReadonlySet<string>;
	/** The earliest expiry of those. */
	expiresAtMs: number | undefined;
	/** How many records of the upload say something else than was sent, by column. */
	differences: ReadonlyMap<string, number>;
}

/** The columns in which a record says something else than was sent. */
function differingColumns(
	{ order, phoneKeys, zoneOf }: UploadRun,
	position: number,
	{ record, row }: { record: CallingRecord; row: AcdRecord },
): Array<RecordColumn | 'phone' | 'externalId'> {
	const { contactId, e164, columns } = order.contactAt(position);
	const isSame = (column: RecordColumn): boolean => {
		const sent = columns[column] ?? '';
		if (sent === '') return true;
		const shown = textOf(row, column) ?? String(flagOf(row, column) ?? '');
		if (column === 'callerId') return sent.replace(/\D/g, '') === shown.replace(/\D/g, '');
		return isSameText(column === 'timeZone' ? (zoneOf(sent) ?? sent) : sent, shown);
	};
	const differing = order.columns.filter((column) => !isSame(column));
	const isSamePhone = record.phones.some((phone) => phoneKeys(phone).includes(e164));
	return [
		...(record.externalId === contactId ? [] : (['externalId'] as const)),
		...(isSamePhone ? [] : (['phone'] as const)),
		...differing,
	];
}

/** Who was sent, by contact id and by phone. */
interface Sent {
	ids: ReadonlyMap<string, number>;
	phones: ReadonlyMap<string, number>;
}

async function readOnce(run: UploadRun, list: CallingList, sent: Sent): Promise<StoredRecords> {
	const nowMs = cautiousNow(run.session);
	const liveIds = new Set<string>();
	const differences = new Map<string, number>();
	let expiresAtMs: number | undefined;
	const byPhone = ({ phones }: CallingRecord): number | undefined =>
		phones.flatMap((phone) => run.phoneKeys(phone).flatMap((key) => sent.phones.get(key) ?? []))[0];
	await forEachRecord(run.session, list.id, false, (record, row) => {
		if (!isLive(record, list.isActive, nowMs)) return;
		liveIds.add(record.externalId);
		if (record.expiresAtMs !== undefined)
			expiresAtMs = Math.min(expiresAtMs ?? Number.POSITIVE_INFINITY, record.expiresAtMs);
		const position = sent.ids.get(record.externalId) ?? byPhone(record);
		if (position === undefined) return;
		liveIds.add(run.order.contactAt(position).contactId);
		for (const column of differingColumns(run, position, { record, row }))
			differences.set(column, (differences.get(column) ?? 0) + 1);
	});
	return { liveIds, expiresAtMs, differences };
}

/**
 * Reads what a list holds after the upload, until it holds all that was sent, or as much as the rows say that it refused, 10 s
 * at most; tells in hints what was refused, and what differs from what was sent.
 */
export async function readStored(
	run: UploadRun,
	target: ListRun & { list: CallingList },
): Promise<StoredRecords> {
	const { session, order, hints } = run;
	const { list } = target;
	const sent = {
		ids: new Map(target.sent.map((position) => [order.contactAt(position).contactId, position])),
		phones: new Map(target.sent.map((position) => [order.contactAt(position).e164, position])),
	};
	let stored = await readOnce(run, list, sent);
	let refused = 0;
	for (const waitMs of [0, ...lookWaits(RECORDS_WITHIN_MS)]) {
		if (waitMs > 0) {
			await waitBeside(session, waitMs);
			stored = await readOnce(run, list, sent);
		}
		const { liveIds } = stored;
		const missing = [...sent.ids.keys()].filter((contactId) => !liveIds.has(contactId)).length;
		if (missing === 0) break;
		const shown = await getCallingListById(session, list.id);
		refused = Math.max(0, (shown?.invalidRecords ?? 0) - target.invalidBefore);
		if (refused >= missing) break;
	}
	if (refused > 0)
		hints.add(`CXone refused ${refused} records of the list '${list.name}', and does not say why.`);
	if (stored.differences.size > 0) {
		const texts = [...stored.differences].map(([column, count]) => `${column} (${count} records)`);
		hints.add(
			`In the list '${list.name}' CXone shows something else than was sent: ${texts.join(', ')}. Look at the mapping of the list in CXone.`,
		);
	}
	return stored;
}
