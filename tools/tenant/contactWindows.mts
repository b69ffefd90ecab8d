import { lookWindows } from '../../nodes/shared/core/completedContactWindows.ts';
import { DAY_MS, toIsoUtc } from '../../nodes/shared/core/time.ts';
import type { TimeWindow } from '../../nodes/shared/core/windows.ts';
import { searchContacts } from '../../nodes/shared/cxone/acd/calls.ts';
import type { ContactPage } from '../../nodes/shared/cxone/acd/dialects.ts';
import type { Check } from './checkContext.mts';
import type { Outcome } from './tenantReader.mts';

const LOOK_DAYS = 30;

/** The 30 days that end so many days ago, cut as the nodes cut their looks. */
export function lookBack(nowMs: number, daysAgo: number): TimeWindow {
	const endMs = nowMs - daysAgo * DAY_MS;
	const [window] = lookWindows({ startMs: endMs - LOOK_DAYS * DAY_MS, endMs });
	return window;
}

/** Asks for completed contacts that began in a window. */
export async function askContacts(
	{ reader }: Check,
	{ startMs, endMs }: TimeWindow,
	qs: Record<string, string>,
	version?: number,
): Promise<Outcome<ContactPage>> {
	const range = { startDate: toIsoUtc(startMs), endDate: toIsoUtc(endMs) };
	return await reader.ask(searchContacts, { qs: { ...range, ...qs }, version });
}

/** How many rows an outcome tells of: its total, else those that it holds; undefined where it tells nothing. */
export function rowCount(outcome: Outcome<ContactPage>): number | undefined {
	if (outcome.kind !== 'done') return undefined;
	const { rows, total } = outcome.answer;
	return total ?? rows.length;
}
