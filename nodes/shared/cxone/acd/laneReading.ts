import { splitWindow, type ContactWindow } from '../../core/completedContactWindows';
import { toContactId } from '../../core/fields';
import type { QueryContacts } from '../../core/masterContacts';
import type { PageCount } from '../../core/pageCount';
import { settled } from '../../core/settled';
import { MINUTE_MS } from '../../core/windows';
import type { Session } from '../../transport/session';
import { readContacts, type ContactTaker } from './contactPages';
import { checkTime } from './contactTimes';
import { isRefusal, type AskedFields, type ContactRow } from './contactQuestion';
import type { Dialect } from './dialects';
import { laneFilters, type Lane } from './lanes';
import type { SearchNotes } from './searchNotes';

/** What is kept of the row of a contact that counts; nothing for a summary. */
export type KeptRow = ContactRow['row'] | undefined;

/** What the readings of all lanes of a search share. */
export interface LaneReading {
	session: Session;
	notes: SearchNotes;
	count: PageCount;
	pageSize: number;
	dialect: Dialect;
	fields: AskedFields;
	/** Whether totals count more than the rows of their own page. */
	tellsTotals: boolean;
	/** What was read so far. */
	tally: { rows: number; unreadable: number };
	/** The media types that are wanted; undefined for all. */
	mediaTypes: ReadonlySet<number> | undefined;
	keepsRows: boolean;
}

/** Whether a row is of the type and the skill that were asked for, whatever the service makes of its filters. */
function fitOf(
	{ contact: { mediaTypeId }, row }: ContactRow,
	lane: Lane,
	mediaTypes: ReadonlySet<number> | undefined,
): 'fits' | 'otherType' | 'foreign' {
	const skillId = toContactId(row.skillId);
	if (lane.skillId !== undefined && skillId !== undefined && skillId !== lane.skillId)
		return 'foreign';
	if (lane.mediaTypeId !== undefined)
		return mediaTypeId === undefined || mediaTypeId === lane.mediaTypeId ? 'fits' : 'foreign';
	if (mediaTypes === undefined) return 'fits';
	return mediaTypeId !== undefined && mediaTypes.has(mediaTypeId) ? 'fits' : 'otherType';
}

/** Reads a lane of a window into `into`. Gives the windows to be read instead, where this one has too many rows. */
export async function readLane(
	reading: LaneReading,
	planned: ContactWindow,
	lane: Lane,
	into: QueryContacts<KeptRow>,
): Promise<ContactWindow[] | undefined> {
	const { session, notes, count, dialect, mediaTypes, keepsRows, tally } = reading;
	let parts: ContactWindow[] | undefined;
	let rows = 0;
	let foreign = 0;
	let early = 0;
	const question = {
		asked: planned.asked,
		filters: laneFilters(lane, dialect),
		isByAddress: lane.address !== undefined,
	};
	const taker: ContactTaker = {
		take: (page, total = 0) => {
			const cut = rows === 0 ? splitWindow(planned, total) : [];
			if (cut.length > 1) {
				parts = cut;
				return false;
			}
			rows += page.length;
			for (const one of page) {
				checkTime(one, planned.asked);
				if (one.contact.startMs < planned.asked.startMs - MINUTE_MS) early += 1;
				const fit = fitOf(one, lane, mediaTypes);
				if (fit === 'fits') into.take(one.contact, keepsRows ? one.row : undefined);
				if (fit === 'foreign') foreign += 1;
			}
			return true;
		},
		reset: () => {
			into.reset();
			rows = 0;
			foreign = 0;
		},
	};
	const end = await settled(readContacts(session, question, reading, taker, count));
	if ('failure' in end && !isRefusal(end)) throw end.failure;
	let unreadable: number;
	if ('value' in end) unreadable = end.value;
	else {
		// What is asked for beyond the window may lie before the time that the service answers for.
		taker.reset();
		const asked = { ...planned.asked, startMs: planned.window.startMs };
		unreadable = await readContacts(session, { ...question, asked }, reading, taker, count);
	}
	if (parts !== undefined) return parts;
	notes.read({ rows, foreign, unreadable });
	if (early > 0) notes.goByEnd();
	tally.rows += rows;
	tally.unreadable += unreadable;
	return parts;
}
