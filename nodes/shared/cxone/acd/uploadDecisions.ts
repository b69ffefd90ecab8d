import { recordPhone } from '../../core/recordPhones';
import { isTooLong, type RecordToWrite } from '../../core/uploadFile';
import { decideUploads, type UploadCandidate } from '../../core/uploadPlan';
import { zoneReader } from '../../core/windowsZones';
import { cautiousNow } from '../../transport/session';
import { getTimeZones } from './calls';
import { readRows } from './rows';
import type { ListRun, UploadRun } from './uploadRun';
import { textOf } from './values';

/** More time zones than there are. */
const MOST_ZONES = 1_000;

/** Reads the names of time zones, where records are to have one. */
export async function readZones(run: UploadRun): Promise<void> {
	if (!run.order.columns.includes('timeZone')) return;
	const rows = await readRows(run.session, getTimeZones, { pageSize: MOST_ZONES });
	const zones = rows?.flatMap((row) => {
		const standardName = textOf(row, 'standardName');
		return standardName === undefined
			? []
			: [{ standardName, displayName: textOf(row, 'displayName') }];
	});
	run.zoneOf = zoneReader(zones);
}

/** The record of a contact as it is written, or why it is none. */
export function recordOf({ order, zoneOf }: UploadRun, position: number): RecordToWrite | string {
	const { contactId, e164, columns } = order.contactAt(position);
	const { timeZone = '' } = columns;
	const zone = timeZone === '' ? '' : zoneOf(timeZone);
	if (zone === undefined) return 'unknownTimeZone';
	const record: RecordToWrite = {
		externalId: contactId,
		phone: recordPhone(e164),
		columns: { ...columns, timeZone: zone },
	};
	return isTooLong(record) ? 'tooLong' : record;
}

/** Decides for every contact of the sound lists, over all of them, by what is known now. */
export function decide(run: UploadRun): void {
	const { order, held, session } = run;
	const candidates: UploadCandidate[] = [];
	run.decisions.clear();
	for (const { upload } of run.sound)
		for (const position of upload.positions) {
			const record = recordOf(run, position);
			if (typeof record === 'string')
				run.decisions.set(position, { kind: 'rejected', reason: record });
			else {
				const { contactId, e164, score } = order.contactAt(position);
				candidates.push({ position, contactId, e164, score });
			}
		}
	const rules = { restDays: order.restDays, nowMs: cautiousNow(session) };
	for (const [position, decision] of decideUploads(candidates, held, rules))
		run.decisions.set(position, decision);
}

/** Those of a list who are to be uploaded. */
export function toUpload(run: UploadRun, { upload }: ListRun): number[] {
	return upload.positions.filter((position) => run.decisions.get(position)?.kind === 'upload');
}
