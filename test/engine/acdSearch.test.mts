import type { AcdOptions } from '../../sandbox/server.mts';
import {
	answerTo,
	IN_90_DAYS,
	jsonItems,
	jsonsOf,
	openAt,
	searchAcd,
	summaryOf,
} from './acdSearchRuns.mts';

const ALL = { contactSource: 'all', ...IN_90_DAYS };

/** The interactions as a test compares them, by id. */
function slim(rows: ReadonlyArray<Record<string, unknown>>) {
	return rows
		.map(({ id, contactId, startTime }) => ({ id, contactId, startTime }))
		.sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1));
}

const TENANTS: Array<[string, AcdOptions]> = [
	['the newer dialect', {}],
	['the older dialect', { dialectFlipsAt: 33 }],
	['payloads in resultSet, totals as text', { wrapsInResultSet: true, isTotalText: true }],
	['numbers as text', { areNumbersText: true }],
	['addresses in many spellings', { addressFormat: 'mixed' }],
	['links that lead elsewhere', { linksOrigin: 'http://127.0.0.1:9' }],
	['a field that may not be asked for', { lackedFields: ['mediaTypeId'] }],
	['points of contact that are forbidden', { forbiddenCalls: ['pointsOfContact'] }],
];

describe.each(TENANTS)('%s', (_, acd) => {
	test('all calls of the range, each once, and none of nobody', async () => {
		const sandbox = await openAt(acd);
		const run = await searchAcd(sandbox.acd.credential, ALL);
		expect(run.error).toBeUndefined();
		const expected = answerTo(sandbox);
		expect(expected.length).toBeGreaterThan(20);
		expect(slim(jsonsOf(run))).toEqual(slim(expected));
	});

	test('the summary is the count of the same', async () => {
		const sandbox = await openAt(acd);
		const run = await searchAcd(sandbox.acd.credential, { ...ALL, output: 'contactSummary' });
		expect(run.error).toBeUndefined();
		const given = jsonsOf(run).map(
			({ contactId, frequency, firstInteraction, lastInteraction }) => [
				contactId,
				{ frequency, first: firstInteraction, last: lastInteraction },
			],
		);
		expect(Object.fromEntries(given)).toEqual(summaryOf(answerTo(sandbox)));
	});
});

test('the contacts of the input, whatever the spelling, with the id as which they were asked', async () => {
	const sandbox = await openAt();
	const [first, second] = [sandbox.phoneOf('C-000001'), sandbox.phoneOf('C-000002')];
	const items = jsonItems(
		{ contactId: first.slice(2) },
		{ contactId: first },
		{ contactId: second },
	);
	const run = await searchAcd(sandbox.acd.credential, IN_90_DAYS, { items });
	expect(run.error).toBeUndefined();
	const expected = answerTo(sandbox, { contactIds: ['C-000001', 'C-000002'] });
	expect(slim(jsonsOf(run))).toEqual(slim(expected));
	for (const { contactId, askedAs } of jsonsOf(run))
		expect(askedAs).toBe(contactId === first ? first.slice(2) : second);
});
