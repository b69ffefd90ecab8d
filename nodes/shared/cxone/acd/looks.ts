import { lookWindows, type Look } from '../../core/completedContactWindows';
import { InputFailure } from '../../core/inputFailure';
import { runPool } from '../../core/pool';
import { settled, type Settled } from '../../core/settled';
import { DAY_MS, toIsoUtc } from '../../core/time';
import type { TimeWindow } from '../../core/windows';
import type { CxoneFailure } from '../../transport/failure';
import type { Session } from '../../transport/session';
import { checkTime } from './contactTimes';
import { brokenReading, isRefusal, peekContacts, type ContactRow } from './contactQuestion';
import { laneFilters, type Lane } from './lanes';

/** What a look at a stretch of time showed of one lane. */
export interface LaneLook {
	window: TimeWindow;
	lane: Lane;
	total: number | undefined;
	/** Whether its total counts more than the rows of its own page, as far as it shows. */
	tellsTotals: boolean;
	/** Its first contact, undefined where there is none that can be read. */
	sample: ContactRow | undefined;
}

async function lookAt(session: Session, window: TimeWindow, lane: Lane): Promise<LaneLook> {
	const question = { asked: window, filters: laneFilters(lane), isByAddress: false };
	const { contacts, rowCount, total } = await peekContacts(session, question, 1);
	if (rowCount === 0 && total !== 0)
		throw brokenReading(`it tells of ${total} contacts and gives none`);
	for (const contact of contacts) checkTime(contact, window);
	// A total of the one row that was asked for may be that of its page.
	const isWhole = rowCount !== 1 || total !== 1;
	const tellsTotals = isWhole || (await peekContacts(session, question, 1, 1)).rowCount === 0;
	return {
		window,
		lane,
		total: tellsTotals ? total : undefined,
		tellsTotals,
		sample: contacts[0],
	};
}

/** The first day on which the service takes a range to begin that ends with the window; undefined where it takes none. */
async function earliestTaken(session: Session, window: TimeWindow, lane: Lane) {
	const firstDay = Math.ceil(window.startMs / DAY_MS);
	let refused = firstDay - 1;
	let taken = Math.ceil(window.endMs / DAY_MS);
	const lastDay = taken;
	while (taken - refused > 1) {
		const day = Math.floor((refused + taken) / 2);
		const asked = { startMs: day * DAY_MS, endMs: window.endMs };
		const end = await settled(lookAt(session, asked, lane));
		if ('failure' in end && !isRefusal(end)) return undefined;
		if ('failure' in end) refused = day;
		else taken = day;
	}
	return taken === lastDay ? undefined : taken * DAY_MS;
}

/** A reason that speaks of the range. Where none is given, the border found may be that of something that came to pass meanwhile. */
const SPEAKS_OF_RANGE = /(?<!up)date|range|period|retention|histor|\b(?:days|months|years)\b/i;

async function refusedRange(
	session: Session,
	failure: CxoneFailure,
	looks: ReadonlyArray<Settled<LaneLook>>,
	windows: readonly TimeWindow[],
	lane: Lane,
): Promise<Error> {
	const { detail = '' } = failure.facts;
	if (!SPEAKS_OF_RANGE.test(detail)) return failure;
	// From the latest window on: the first that is refused holds the border, where one after it was taken.
	const at = looks.findIndex(isRefusal);
	const earliestMs = await earliestTaken(session, windows[at], lane);
	const startOfTaken = at > 0 ? windows[at - 1].startMs : undefined;
	const allowedMs = earliestMs ?? startOfTaken;
	if (allowedMs === undefined) return failure;
	return new InputFailure(
		'CXone does not answer for a time range that begins so early (400)',
		`The earliest begin that it takes is ${toIsoUtc(allowedMs)}: lower 'Days Back', or set 'Start Time' to it. CXone said: ${detail}.`,
	);
}

/**
 * Looks at a range, 30 days at a time: how many contacts each lane has there, and one of them. Windows in order, the
 * earliest first; the lanes of each in order. Throws an `InputFailure` that names the earliest time allowed where the
 * service does not answer for so early a range.
 */
export async function lookAround(
	session: Session,
	range: TimeWindow,
	lanes: readonly Lane[],
	workers: number,
): Promise<LaneLook[]> {
	const latestFirst = lookWindows(range).reverse();
	const tasks = latestFirst.flatMap((window) => lanes.map((lane) => ({ window, lane })));
	const ends = await runPool(tasks, workers, async ({ window, lane }) => {
		const end = await settled(lookAt(session, window, lane));
		if ('failure' in end && !isRefusal(end)) throw end.failure;
		return end;
	});
	const firstRefused = ends.find(isRefusal);
	if (firstRefused !== undefined) {
		const ofFirstLane = ends.filter((_, index) => index % lanes.length === 0);
		const [lane] = lanes;
		if (!ofFirstLane.some(isRefusal)) throw firstRefused.failure;
		throw await refusedRange(session, firstRefused.failure, ofFirstLane, latestFirst, lane);
	}
	const looks = ends.flatMap((end) => ('value' in end ? [end.value] : []));
	return latestFirst.reverse().flatMap((window) => looks.filter((look) => look.window === window));
}

/** The looks at some lanes as one for each window, for the planning of windows. */
export function sumLooks(looks: readonly LaneLook[]): Look[] {
	const sums = new Map<TimeWindow, Look>();
	for (const { window, total } of looks) {
		const before = sums.get(window);
		const known = before === undefined ? 0 : before.totalRows;
		const totalRows = total === undefined || known === undefined ? undefined : known + total;
		sums.set(window, { window, totalRows });
	}
	return [...sums.values()];
}
