import type { CompletedContact } from '../../nodes/shared/core/completedContact.ts';
import type { Check } from './checkContext.mts';
import { askContacts } from './contactWindows.mts';
import { readContacts, type Sample } from './sample.mts';
import { outcomeText, rowsOf } from './tenantReader.mts';

/** Rows that a filter is asked for. */
export const TOP = '100';
/** What a filter did. */
export const FILTERS = 'filters';
const IGNORED = 'is ignored';

/** Asks with a filter and says what it did, judged by `isRight` of the rows that came. */
export async function tryFilter(
	check: Check,
	sample: Sample,
	filter: Record<string, string>,
	isRight: (answer: CompletedContact[], rows: readonly unknown[]) => boolean,
): Promise<string> {
	const outcome = await askContacts(check, sample.window, { ...sample.qs, top: TOP, ...filter });
	const rows = rowsOf(outcome);
	if (rows === undefined) return outcomeText(outcome);
	if (rows.length === 0) return 'gives no rows';
	const { contacts } = readContacts(rows);
	if (isRight(contacts, rows)) return FILTERS;
	const idsOf = (some: CompletedContact[]) => some.map(({ id }) => id).join();
	const unfiltered = sample.contacts.slice(0, contacts.length);
	return idsOf(contacts) === idsOf(unfiltered) ? IGNORED : 'gives other rows too';
}
