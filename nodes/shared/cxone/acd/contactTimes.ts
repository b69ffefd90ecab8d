import { InputFailure } from '../../core/inputFailure';
import { DAY_MS } from '../../core/time';
import { MINUTE_MS, type TimeWindow } from '../../core/windows';
import type { ContactRow } from './contactQuestion';

/** Contacts that lasted into the range may be given by a service that goes by their end; reports may add some time to it. */
const LONGEST_AFTER_END_MS = 3 * 3_600_000;

/**
 * Checks the time of a contact that was given for a range: by its start or, for one that began before, by its end. Throws
 * an `InputFailure` for one that cannot be of the range by any reading but that of another zone.
 */
export function checkTime({ contact: { startMs }, row }: ContactRow, range: TimeWindow): void {
	if (startMs > range.endMs + MINUTE_MS) throw otherZone();
	const seconds = Number(row.totalDurationSeconds ?? Number.NaN);
	const lastedMs = Number.isFinite(seconds) ? seconds * 1_000 + LONGEST_AFTER_END_MS : DAY_MS;
	if (startMs + lastedMs < range.startMs) throw otherZone();
}

function otherZone(): InputFailure {
	return new InputFailure(
		'CXone gives contacts of another time than was asked for',
		'Contacts came back that began before or after the time range, so that their times seem to be those of another zone and do not say so: a history by them would be wrong. Ask your CXone administrator in which zone its API tells the start of contacts.',
	);
}
