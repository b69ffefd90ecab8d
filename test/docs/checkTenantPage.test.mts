import { TOPICS } from '../../tools/tenant/report.mts';
import { MOST_REQUESTS } from '../../tools/tenant/runCheck.mts';
import { USAGE } from '../../tools/tenant/settings.mts';
import { readDocument, tableRows } from './markdown.mts';

const page = readDocument('docs/check-tenant.md');
const firstCells = tableRows(page).map(([first]) => first.replaceAll('`', ''));

test('the page of the tenant check has every option and variable of the command', () => {
	const named = USAGE.match(/CXONE_\w+|--(?!help)[a-z]+(?= )/g) ?? [];
	expect(named.length).toBeGreaterThan(6);
	for (const name of new Set(named))
		expect(firstCells.map((cell) => cell.split(' ')[0])).toContain(name);
});

test('the page has every part of the report, and how many requests it sends at most', () => {
	expect(firstCells).toEqual(expect.arrayContaining(Object.values(TOPICS)));
	expect(page).toContain(`${MOST_REQUESTS} at most`);
});
