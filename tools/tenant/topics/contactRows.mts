import { searchContacts } from '../../../nodes/shared/cxone/acd/calls.ts';
import { countedFields, NEWER, OLDER } from '../../../nodes/shared/cxone/acd/dialects.ts';
import { DAY_MS } from '../../../nodes/shared/core/time.ts';
import { countText } from '../../start/text.mts';
import type { Check } from '../checkContext.mts';
import { askContacts } from '../contactWindows.mts';
import { countsText } from '../judgments.mts';
import { fieldNames } from '../safeText.mts';
import { dialectOf, type Sample } from '../sample.mts';
import { outcomeText, rowsOf } from '../tenantReader.mts';
import { askOrders } from './contactOrder.mts';

/** Versions beside the nodes' own, between which the names change. */
const VERSIONS = [23, 30, 33];
const OWN_VERSION = Number(/\/v(\d+)\.0\//.exec(searchContacts.path)?.[1]);
const DIALECT_WORDS = {
	newer: 'newer names (contactStartDate, fromAddress, …)',
	older: 'older names (contactStart, fromAddr, …)',
	mixed: 'names of both dialects',
	unknown: 'neither dialect',
};

function addPageCap({ report }: Check, { rows, total, outcome, top, refusals }: Sample): void {
	const given = rows.length;
	const answer =
		outcome.kind !== 'done'
			? outcomeText(outcome)
			: total !== undefined && total > given
				? `gives ${countText(given)} of ${countText(total)}`
				: `gives ${countText(given)}, which are all`;
	const refused = refusals.map(([more, text]) => `top=${more} ${text}`);
	report.add(
		'history.pageCap',
		'Rows of one page',
		[...refused, `top=${top} ${answer}`].join('; '),
		'one window of 30 days',
		{ top, given, total: total ?? null },
	);
}

async function addDialects(check: Check, { rows, window }: Sample): Promise<void> {
	const { report } = check;
	const names = fieldNames(
		rows.slice(0, 1_000).flatMap((row) => Object.keys(Object(row) as object)),
	);
	const dialect = dialectOf(rows);
	report.add(
		`history.dialect${OWN_VERSION}`,
		`Field names at v${OWN_VERSION}`,
		DIALECT_WORDS[dialect],
		`${rows.length} rows, ${names.length} fields`,
		{ dialect, fields: names },
	);
	for (const version of VERSIONS.filter((one) => one !== OWN_VERSION)) {
		check.say(`Completed contacts at v${version}`);
		const outcome = await askContacts(check, window, { skip: '0', top: '1' }, version);
		const found = rowsOf(outcome);
		const isRead = found !== undefined && found.length > 0;
		const other = isRead ? dialectOf(found) : undefined;
		report.add(
			`history.dialect${version}`,
			`Field names at v${version}`,
			other === undefined ? outcomeText(outcome) : DIALECT_WORDS[other],
			isRead ? 'one row' : 'no row',
			{ dialect: other ?? null },
		);
	}
}

function addReading({ report }: Check, { rows, contacts, faults }: Sample): void {
	const isText = rows.some((row) => typeof Object(row).contactId === 'string');
	report.add(
		'history.readable',
		'Rows that the nodes can read',
		`${contacts.length} of ${rows.length}`,
		faults.length === 0 ? 'no fault' : countsText(faults),
	);
	report.add(
		'history.idType',
		'Ids of contacts are written',
		rows.length === 0 ? 'unknown' : isText ? 'as text' : 'as numbers',
		`${rows.length} rows`,
	);
}

/** Whether the list of fields that the nodes ask for is taken. */
async function addFields(check: Check, { rows, window }: Sample): Promise<void> {
	const names = countedFields(dialectOf(rows) === 'older' ? OLDER : NEWER);
	const outcome = await askContacts(check, window, {
		skip: '0',
		top: '1',
		fields: names.join(','),
	});
	const [row] = rowsOf(outcome) ?? [];
	const given = Object.keys(Object(row) as object);
	const isShort = given.length > 0 && given.every((name) => names.includes(name));
	check.report.add(
		'history.fields',
		'Whether fields limits what comes',
		outcome.kind !== 'done' ? outcomeText(outcome) : isShort ? 'yes' : 'it is ignored',
		`${names.length} fields asked for, ${given.length} given`,
	);
}

function addMasters({ report }: Check, { contacts, window, total, rows }: Sample): void {
	const ids = new Set(contacts.map(({ id }) => id));
	const children = contacts.filter(({ id, masterId }) => masterId !== id);
	const orphans = children.filter(({ masterId }) => !ids.has(masterId));
	const isAtEdge = ({ startMs }: { startMs: number }) => startMs < window.startMs + DAY_MS;
	const inner = orphans.filter((child) => !isAtEdge(child)).length;
	const isWhole = total === undefined || total <= rows.length;
	const answer =
		children.length === 0
			? 'unknown, no child was seen'
			: inner === 0
				? 'yes'
				: `no, ${inner} of ${children.length} children have none among the rows`;
	report.add(
		'history.masters',
		"Whether a child's master is always there",
		answer,
		`${children.length} children in ${contacts.length} rows${isWhole ? '' : ', which are not all of the window'}; ${orphans.length - inner} more lack it on the first day`,
		{ children: children.length, withoutMaster: orphans.length, withoutMasterInside: inner },
	);
}

/** What completed contacts look like, in one window. */
export async function askContactRows(check: Check, sample: Sample): Promise<void> {
	addPageCap(check, sample);
	if (sample.rows.length === 0) return;
	addReading(check, sample);
	await addDialects(check, sample);
	await addFields(check, sample);
	await askOrders(check, sample);
	addMasters(check, sample);
}
