import type { CompletedContact } from '../../nodes/shared/core/completedContact.ts';
import type { TimeWindow } from '../../nodes/shared/core/windows.ts';
import {
	NEWER,
	OLDER,
	readContact,
	type ContactPage,
	type Dialect,
} from '../../nodes/shared/cxone/acd/dialects.ts';
import type { Check } from './checkContext.mts';
import { askContacts } from './contactWindows.mts';
import { countsOf } from './judgments.mts';
import type { Outcome } from './tenantReader.mts';

/** Rows of a page that are asked for: the most that public clients were seen to get. */
export const MOST_TOP = 10_000;

/** Rows of one window, as they came and as the nodes read them. */
export interface Sample {
	window: TimeWindow;
	rows: unknown[];
	contacts: CompletedContact[];
	/** Why rows could not be read, each with how often. */
	faults: Array<[string, number]>;
	total: number | undefined;
	/** What the rows were asked with beside the window. */
	qs: Record<string, string>;
	outcome: Outcome<ContactPage>;
}

/** Reads rows as the nodes do. */
export function readContacts(rows: readonly unknown[]): Pick<Sample, 'contacts' | 'faults'> {
	const read = rows.map(readContact);
	return {
		contacts: read.flatMap(({ contact }) => contact ?? []),
		faults: countsOf(read.flatMap((row) => (row.contact === undefined ? [row.fault] : []))),
	};
}

/** By which names rows are written, judged by the four fields in which the dialects differ. */
export function dialectOf(rows: readonly unknown[]): 'newer' | 'older' | 'mixed' | 'unknown' {
	const keys = new Set(rows.flatMap((row) => Object.keys(Object(row) as object)));
	const has = (dialect: Dialect) => Object.values(dialect).some((name: string) => keys.has(name));
	if (has(NEWER) && has(OLDER)) return 'mixed';
	if (has(NEWER)) return 'newer';
	return has(OLDER) ? 'older' : 'unknown';
}

/** Reads as many rows of a window as come at once, in order of contact id; without the order where that is refused. */
export async function readSample(check: Check, window: TimeWindow): Promise<Sample> {
	check.say(`Up to ${MOST_TOP} completed contacts`);
	const page = { skip: '0', top: String(MOST_TOP) };
	let qs: Record<string, string> = { ...page, orderBy: 'contactId' };
	let outcome = await askContacts(check, window, qs);
	if (outcome.kind === 'refused' && outcome.status === 400) {
		qs = page;
		outcome = await askContacts(check, window, qs);
	}
	const { rows, total } = outcome.kind === 'done' ? outcome.answer : { rows: [], total: undefined };
	return { window, rows, total, qs, outcome, ...readContacts(rows) };
}
