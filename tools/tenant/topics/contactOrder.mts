import { compareIds } from '../../../nodes/shared/core/ids.ts';
import type { Check } from '../checkContext.mts';
import { askContacts } from '../contactWindows.mts';
import { orderOf, rowOrder } from '../judgments.mts';
import { readContacts, type Sample } from '../sample.mts';
import { outcomeText, rowsOf } from '../tenantReader.mts';

/** Rows of the pages that are laid side by side. */
const LARGEST_PAGE = 100;
const PAGES = 3;

async function addDefaultOrder(check: Check, { window }: Sample): Promise<void> {
	const { report } = check;
	const page = { skip: '0', top: '200' };
	check.say('Order and pages');
	const outcome = await askContacts(check, window, page);
	const { contacts: asTheyCame } = readContacts(rowsOf(outcome) ?? []);
	report.add(
		'history.defaultOrder',
		'Order of rows without orderBy',
		outcome.kind === 'done' ? rowOrder(asTheyCame) : outcomeText(outcome),
		`${asTheyCame.length} rows`,
	);
}

async function addPagedOrder(check: Check, { window, contacts, qs }: Sample): Promise<void> {
	const { report } = check;
	if (qs.orderBy === undefined) {
		report.add('history.orderBy', 'orderBy contactId over pages', 'refused', 'one request');
		return;
	}
	const size = Math.min(LARGEST_PAGE, Math.floor(contacts.length / PAGES));
	if (size < 1) {
		report.add('history.orderBy', 'orderBy contactId over pages', 'unknown', 'too few rows');
		return;
	}
	const paged: string[] = [];
	for (let skip = 0; skip < size * PAGES; skip += size) {
		const one = await askContacts(check, window, {
			...qs,
			skip: String(skip),
			top: String(size),
		});
		paged.push(...readContacts(rowsOf(one) ?? []).contacts.map(({ id }) => id));
	}
	const isSorted = orderOf(paged, compareIds) === 'ascending';
	const isUnique = new Set(paged).size === paged.length;
	const whole = contacts.slice(0, size * PAGES).map(({ id }) => id);
	const isSame = JSON.stringify(paged) === JSON.stringify(whole);
	const faults = [
		isSorted ? '' : 'not ascending',
		isUnique ? '' : 'rows come twice',
		isSame ? '' : 'not the rows of one large page',
	].filter((text) => text !== '');
	report.add(
		'history.orderBy',
		'orderBy contactId over pages',
		faults.length === 0 ? 'holds' : `does not hold: ${faults.join(', ')}`,
		`${PAGES} pages of ${size} beside one large page`,
	);
}

/** In which order rows come, without an order and by `contactId` over pages. */
export async function askOrders(check: Check, sample: Sample): Promise<void> {
	await addDefaultOrder(check, sample);
	await addPagedOrder(check, sample);
}
