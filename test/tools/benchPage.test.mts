import type { AcdSearch } from '../../tools/bench/acdSearch.mts';
import { ACD_HEADING, acdSearchDoc, withSection } from '../../tools/bench/acdSearchDoc.mts';

const timing = (medianMs: number) => ({ medianMs, leastMs: medianMs, mostMs: medianMs });
const race = (interactions: number, contactRequests: number) => ({
	interactions,
	contactRequests,
	requests: contactRequests + 2,
	nodes: timing(2_000),
	bare: timing(1_800),
});
const measured: AcdSearch = {
	day: race(100_000, 11),
	year: race(1_000_000, 135),
	memory: { heapMib: 99.6, processMib: 120.2 },
	login: { requests: 8, logins: 1, discoveries: 1, time: timing(180) },
};

test('the section on the search by an access key tells what was measured', () => {
	const section = acdSearchDoc(measured, ['2 cores']);
	expect(section.startsWith(`${ACD_HEADING}\n\n`)).toBe(true);
	expect(section).toContain('| a day | 100,000 | 13 (11 for contacts) | 2.00 s (2.00–2.00) |');
	expect(section).toContain('| a year | 1,000,000 | 137 (135 for contacts) |');
	expect(section).toContain('| 90 % |');
	expect(section).toContain('| 1,000,000 | 100 MiB | 120 MiB |');
	expect(section).toContain('| 8 | 1 | 1 | 0.18 s (0.18–0.18) |');
	expect(section).toContain('- 2 cores\n');
});

describe('a section of a page', () => {
	const section = '## B\n\nnew\n';

	test.each([
		['takes the place of the old one', '# P\n\n## B\n\nold\n\n## C\n\nc\n', '\n## C\n\nc\n'],
		['does so at the end', '# P\n\n## B\n\nold\n', ''],
		['is added where there is none', '# P\n', ''],
	])('%s', (_, page, rest) => {
		expect(withSection(page, '## B', section)).toBe(`# P\n\n## B\n\nnew\n${rest}`);
	});

	test('is not taken for one whose heading begins alike', () => {
		const page = '# P\n\n## Better\n\nbetter\n';
		expect(withSection(page, '## B', section)).toBe(`${page}\n${section}`);
	});

	test('leaves the page as it is when it is measured the same', () => {
		const page = withSection('# P\n\n## A\n\na\n', '## B', section);
		expect(withSection(page, '## B', section)).toBe(page);
	});
});
