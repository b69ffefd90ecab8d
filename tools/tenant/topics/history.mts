import type { TimeWindow } from '../../../nodes/shared/core/windows.ts';
import type { Check } from '../checkContext.mts';
import { askContacts, lookBack, rowCount } from '../contactWindows.mts';
import { outcomeText } from '../tenantReader.mts';

/** Days ago at which the looks end: each look holds 30 days. */
const LOOKS_END_DAYS_AGO = [0, 30, 60, 120, 240, 480, 960, 1_920, 3_840];
/** The rest of a year, for a tenant that has few contacts. */
const LOOKS_BETWEEN_DAYS_AGO = [90, 150, 180, 210, 270, 300, 330, 360];
const LOOK_DAYS = 30;
/** Looks between the last one with rows and the one behind it. */
const MOST_HALVINGS = 5;
/** Fewer rows show nothing of order and paging. */
const ENOUGH_ROWS = 10;

interface Look {
	daysAgo: number;
	rows: number | undefined;
	/** What was said instead of rows. */
	said: string;
}

async function look(check: Check, daysAgo: number): Promise<Look> {
	check.say(`Completed contacts up to ${daysAgo} days ago`);
	const window = lookBack(check.nowMs, daysAgo);
	const outcome = await askContacts(check, window, { skip: '0', top: '1' });
	return { daysAgo, rows: rowCount(outcome), said: outcomeText(outcome) };
}

function hasRows({ rows }: Look): boolean {
	return rows !== undefined && rows > 0;
}

/** Goes between the last look with rows and the next one behind it, by halves. */
async function narrow(check: Check, looks: Look[], last: Look): Promise<Look> {
	let near = last;
	let farDaysAgo = looks.find(({ daysAgo }) => daysAgo > last.daysAgo)?.daysAgo;
	for (let left = MOST_HALVINGS; left > 0 && farDaysAgo !== undefined; left--) {
		const steps = Math.floor((farDaysAgo - near.daysAgo) / LOOK_DAYS / 2);
		if (steps < 1) break;
		const between = await look(check, near.daysAgo + steps * LOOK_DAYS);
		looks.push(between);
		if (hasRows(between)) near = between;
		else farDaysAgo = between.daysAgo;
	}
	return near;
}

/**
 * Finds out how far back history reaches, by looks of 30 days. Gives the window that later questions are asked in: the
 * latest with enough rows, else with any; undefined where no look had one.
 */
export async function askHistory(check: Check): Promise<TimeWindow | undefined> {
	const looks: Look[] = [];
	for (const daysAgo of LOOKS_END_DAYS_AGO) {
		const one = await look(check, daysAgo);
		looks.push(one);
		// A refusal or silence comes again farther back.
		if (one.rows === undefined) break;
	}
	for (const daysAgo of LOOKS_BETWEEN_DAYS_AGO) {
		// Only where nothing was seen so far, and nothing was refused.
		if (looks.some(({ rows }) => rows !== 0)) break;
		looks.push(await look(check, daysAgo));
	}
	looks.sort((a, b) => a.daysAgo - b.daysAgo);
	const farthest = looks.filter(hasRows).at(-1);
	const reached = farthest && (await narrow(check, looks, farthest));
	const stopped = looks.find(({ rows }) => rows === undefined);
	const empty = looks.filter(({ rows }) => rows === 0).map(({ daysAgo }) => daysAgo);
	const behind = empty.filter((daysAgo) => daysAgo > (reached?.daysAgo ?? -1));
	const answer =
		reached === undefined
			? 'no completed contact was seen'
			: `rows between ${reached.daysAgo} and ${reached.daysAgo + LOOK_DAYS} days ago are the oldest seen`;
	const none = behind.length === 0 ? '' : `; none in the 30 days before day ${Math.min(...behind)}`;
	const refusal =
		stopped === undefined ? '' : `; the look ${stopped.daysAgo} days ago: ${stopped.said}`;
	check.report.add(
		'history.reach',
		'How far back history reaches',
		answer + none + refusal,
		`${looks.length} looks of 30 days`,
		{
			looks: looks
				.sort((a, b) => a.daysAgo - b.daysAgo)
				.map(({ daysAgo, rows }) => ({ endsDaysAgo: daysAgo, rows: rows ?? null })),
		},
	);
	const emptyLook = looks.find(({ rows }) => rows === 0);
	check.report.add(
		'history.noRows',
		'How no rows are told',
		emptyLook?.said ?? 'not seen',
		'a look without rows',
	);
	const usable =
		looks.find(({ rows }) => rows !== undefined && rows >= ENOUGH_ROWS) ?? looks.find(hasRows);
	return usable && lookBack(check.nowMs, usable.daysAgo);
}
