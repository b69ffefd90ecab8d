import { isBlank } from '../../../nodes/shared/core/fields.ts';
import type { AcdRecord } from '../../../nodes/shared/cxone/acd/answers.ts';
import { readCallingList } from '../../../nodes/shared/cxone/acd/callingLists.ts';
import {
	findCallingLists,
	findUploadJobs,
	getAttempts,
	getCallingList,
	getRecords,
} from '../../../nodes/shared/cxone/acd/listCalls.ts';
import { readRecord } from '../../../nodes/shared/cxone/acd/records.ts';
import { ADMIN_PAGE_SIZE } from '../../../nodes/shared/cxone/acd/rows.ts';
import { textOf } from '../../../nodes/shared/cxone/acd/values.ts';
import { firstOf, type Check } from '../checkContext.mts';
import { countsOf, countsText } from '../judgments.mts';
import { readFirstPages, readText, sizeText } from '../pages.mts';
import { fieldNames } from '../safeText.mts';
import { outcomeText, rowsOf } from '../tenantReader.mts';

function isFilled(value: unknown): boolean {
	return Array.isArray(value) ? value.length > 0 : !isBlank(value);
}

/** Statuses are words of CXone's; whatever does not look like one is only counted. */
function statusWord(row: AcdRecord): string {
	const status = textOf(row, 'status') ?? 'none';
	return /^[A-Za-z]{1,20}$/.test(status) ? status : 'other';
}

/** The id of the list whose records were asked for first. */
function askedListId(check: Check): string | undefined {
	const list = firstOf(check, getCallingList);
	return list.kind === 'done' ? textOf(list.answer, 'listId') : undefined;
}

async function addRecords(check: Check): Promise<void> {
	const { report } = check;
	const first = firstOf(check, getRecords);
	const rows = (rowsOf(first) ?? []) as AcdRecord[];
	if (first.kind !== 'done' || rows.length === 0) {
		report.add('lists.recordFields', 'Fields of records', outcomeText(first), getRecords.path);
		return;
	}
	const names = fieldNames(rows.flatMap((row) => Object.keys(row)));
	const filled = names.filter((name) => rows.some((row) => isFilled(row[name])));
	const readable = rows.filter((row) => readRecord(row, '0') !== undefined).length;
	report.add(
		'lists.recordFields',
		'Fields of records that are filled',
		filled.join(', ') || 'none',
		`${rows.length} records of one list, ${readable} readable by the nodes; ${names.length} fields in all`,
		{ fields: names, filled },
	);
	await addRecordPages(check, rows);
}

async function addRecordPages(check: Check, rows: AcdRecord[]): Promise<void> {
	const { report } = check;
	const question = 'Whether records page by skip and top';
	const listId = askedListId(check);
	if (rows.length > ADMIN_PAGE_SIZE) {
		const found = `top=${ADMIN_PAGE_SIZE} gave ${rows.length}`;
		report.add('lists.recordPages', question, 'no, all come at once', found);
		return;
	}
	if (listId === undefined || rows.length < 2) {
		report.add('lists.recordPages', question, 'unknown', 'no list with two records was seen');
		return;
	}
	const pages: string[] = [];
	const sizes: number[] = [];
	for (const skip of ['0', '1']) {
		const qs = { includeRecords: 'true', skip, top: '1' };
		const outcome = await check.reader.ask(getRecords, { path: { listId }, qs });
		const given = rowsOf(outcome) ?? [];
		pages.push(outcome.kind === 'done' ? JSON.stringify(given) : outcomeText(outcome));
		sizes.push(given.length);
	}
	const isPaged = sizes.every((size) => size === 1) && pages[0] !== pages[1];
	const isWhole = sizes.every((size) => size === rows.length);
	report.add(
		'lists.recordPages',
		question,
		isPaged ? 'yes' : isWhole ? 'no, all come at once' : 'unclear',
		`top=1 twice gave ${sizes.join(' and ')} records`,
	);
}

/** The tenant's calling lists, and what can be read of one. */
export async function askLists(check: Check): Promise<void> {
	const { report } = check;
	check.say('Calling lists');
	const pages = await readFirstPages(check, findCallingLists, 'listId');
	const { rows, trouble } = pages;
	const found = readText(pages);
	report.add('lists.count', 'Calling lists', sizeText(pages), found);
	if (trouble === undefined) {
		const statuses = countsOf(rows.map(statusWord));
		report.add(
			'lists.statuses',
			'Statuses',
			countsText(statuses),
			found,
			Object.fromEntries(statuses),
		);
		const readable = rows.flatMap((row) => readCallingList(row) ?? []);
		const names = new Set(readable.map(({ name }) => name));
		report.add(
			'lists.uniqueNames',
			'Whether names of lists are unique',
			readable.length < 2 ? 'unknown' : names.size === readable.length ? 'among these, yes' : 'no',
			`${readable.length} lists readable by the nodes, ${names.size} names`,
		);
	}
	await addRecords(check);
	const jobs = firstOf(check, findUploadJobs);
	report.add(
		'lists.jobs',
		'Listing upload jobs',
		outcomeText(jobs),
		`${rowsOf(jobs)?.length ?? 0} jobs on the first page`,
		{ fields: fieldNames(((rowsOf(jobs) ?? []) as object[]).flatMap((job) => Object.keys(job))) },
	);
	const attempts = firstOf(check, getAttempts);
	const attemptRows = (rowsOf(attempts) ?? []) as AcdRecord[];
	report.add(
		'lists.attempts',
		'Attempts of a list',
		outcomeText(attempts),
		`${attemptRows.length} attempts on the first page`,
		{ fields: fieldNames(attemptRows.flatMap((row) => Object.keys(row))) },
	);
}
