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
import { outcomeText, type Outcome } from './tenantReader.mts';

/** Rows of a page that are asked for: first the most that public clients were seen to get. */
const TOPS = [10_000, 1_000, 100];

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
	/** Rows that were asked for at once. */
	top: number;
	/** Larger pages that were asked for before, and what came. */
	refusals: Array<[top: number, text: string]>;
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

/** Reads a window in order of contact id; without the order where that is refused. */
async function readOrdered(check: Check, window: TimeWindow, top: number) {
	const page: Record<string, string> = { skip: '0', top: String(top) };
	const ordered = { ...page, orderBy: 'contactId' };
	const outcome = await askContacts(check, window, ordered);
	const isRefused = outcome.kind === 'refused' && outcome.status === 400;
	if (!isRefused) return { qs: ordered, outcome };
	const plain = await askContacts(check, window, page);
	return plain.kind === 'done' ? { qs: page, outcome: plain } : { qs: ordered, outcome };
}

/** Reads as many rows of a window as come at once: fewer are asked for where so many are refused. */
export async function readSample(check: Check, window: TimeWindow): Promise<Sample> {
	const refusals: Sample['refusals'] = [];
	for (const top of TOPS) {
		check.say(`Up to ${top} completed contacts`);
		const { qs, outcome } = await readOrdered(check, window, top);
		const isLast = top === TOPS.at(-1);
		if (outcome.kind !== 'done' && !isLast) {
			refusals.push([top, outcomeText(outcome)]);
			continue;
		}
		const { rows, total } =
			outcome.kind === 'done' ? outcome.answer : { rows: [], total: undefined };
		return { window, rows, total, qs, outcome, top, refusals, ...readContacts(rows) };
	}
	throw new RangeError('No page size to ask for');
}
