import type { AcdRecord, AcdRows } from '../../nodes/shared/cxone/acd/answers.ts';
import { ADMIN_PAGE_SIZE } from '../../nodes/shared/cxone/acd/rows.ts';
import type { CallRule } from '../../nodes/shared/transport/call.ts';
import { countText } from '../start/text.mts';
import { firstOf, type Check } from './checkContext.mts';
import { outcomeText } from './tenantReader.mts';

const MOST_PAGES = 5;

/** Rows of the first pages of a call. */
export interface Pages {
	rows: AcdRecord[];
	total: number | undefined;
	/** False where there are more. */
	areAll: boolean;
	/** Why there are none, where the call gave no answer that can be read. */
	trouble?: string;
}

/** Reads on from the first asking of a call, five pages at most; a service that ignores pages is asked no further. */
export async function readFirstPages(
	check: Check,
	rule: CallRule<AcdRows>,
	idField: string,
): Promise<Pages> {
	const first = firstOf(check, rule);
	if (first.kind !== 'done')
		return { rows: [], total: undefined, areAll: false, trouble: outcomeText(first) };
	const { total } = first.answer;
	const rows = [...first.answer.rows];
	const known = new Set(rows.map((row) => row[idField]));
	for (let page = 1; page < MOST_PAGES; page++) {
		const isWhole =
			total === undefined ? rows.length < page * ADMIN_PAGE_SIZE : rows.length >= total;
		if (isWhole) return { rows, total, areAll: true };
		const qs = { skip: String(rows.length), top: String(ADMIN_PAGE_SIZE) };
		const next = await check.reader.ask(rule, { qs });
		const fresh =
			next.kind === 'done' ? next.answer.rows.filter((row) => !known.has(row[idField])) : [];
		if (fresh.length === 0) return { rows, total, areAll: total === undefined };
		for (const row of fresh) known.add(row[idField]);
		rows.push(...fresh);
	}
	return { rows, total, areAll: total !== undefined && rows.length >= total };
}

/** How many there are, in words. */
export function sizeText({ rows, total, areAll, trouble }: Pages): string {
	if (trouble !== undefined) return trouble;
	if (areAll || total === undefined) return areAll ? `${rows.length}` : `at least ${rows.length}`;
	return countText(total);
}

/** How many of them were read, in words. */
export function readText({ rows, areAll }: Pages): string {
	return areAll ? `all ${rows.length} read` : `the first ${rows.length} read`;
}
