import { callsOf, daysAgo, hintsOf, score } from './scoreRuns.mts';

const ids = (count: number) => Array.from({ length: count }, (_, n) => n);

/** So many contacts with two calls each, spread so that nothing is thin but what a test changes. */
function contacts(count: number, callDays: (n: number) => number[] = (n) => [n, n + 40]): object[] {
	return callsOf(Object.fromEntries(ids(count).map((n) => [`C-${n}`, callDays(n)])));
}

const START = 'The data hardly tell the contacts apart, so take the scores with care: ';

describe('thin data', () => {
	it('are not told where there is enough', async () => {
		expect(hintsOf(await score(contacts(30)))).toEqual([]);
	});

	it.each([2, 5, 29])('are told of %i contacts', async (count) => {
		expect(hintsOf(await score(contacts(count)))).toEqual([
			`${START}only ${count} contacts have a history, and among fewer than 30 one call can change who comes first.`,
		]);
	});

	it('are told of less than 30 days between the first interaction and the last', async () => {
		const within = (days: number) => contacts(60, (n) => [n / 10, days - n / 1_000]);
		const exactly = [...within(29), { contactId: 'C-0', startTime: daysAgo(30) }];

		expect(hintsOf(await score(within(29.99)))).toEqual([
			`${START}all interactions lie within 29.9 days, and in fewer than 30 those who stopped look like those who pause.`,
		]);
		expect(hintsOf(await score(exactly))).toEqual([]);
	});

	it('are told of more than 80 % of contacts with one interaction', async () => {
		const withSingles = (singles: number) =>
			contacts(100, (n) => (n < singles ? [n / 2] : [n / 2, n / 2 + 10]));

		expect(hintsOf(await score(withSingles(81)))).toEqual([
			`${START}81 of 100 contacts (81 %) have one interaction only, so that frequency hardly tells them apart.`,
		]);
		expect(hintsOf(await score(withSingles(80)))).toEqual([]);
	});

	it('are told of more than half of the contacts at one score', async () => {
		const withTies = (ties: number) => contacts(60, (n) => (n < ties ? [20, 50] : [n, n + 1]));

		expect(hintsOf(await score(withTies(31)))).toEqual([
			`${START}31 of 60 contacts (51.6 %) share the score 45, and among them the order means nothing.`,
		]);
		expect(hintsOf(await score(withTies(30)))).toEqual([]);
	});

	it('are told in one hint', async () => {
		const run = await score(contacts(10, () => [1]));

		expect(hintsOf(run)).toEqual([
			`${START}only 10 contacts have a history, and among fewer than 30 one call can change who comes first; all interactions lie within 0 days, and in fewer than 30 those who stopped look like those who pause; 10 of 10 contacts (100 %) have one interaction only, so that frequency hardly tells them apart; 10 of 10 contacts (100 %) share the score 52, and among them the order means nothing.`,
		]);
	});

	it('count contacts with a history only', async () => {
		const unknown = ids(100).map((n) => ({ contactId: `U-${n}`, startTime: null }));

		expect(hintsOf(await score([...unknown, ...contacts(30)]))).toEqual([]);
		expect(hintsOf(await score(unknown))).toEqual([]);
	});

	it.each<[string, object[]]>([
		['one interaction', callsOf({ A: [1] })],
		['one summary', [{ contactId: 'A', frequency: 1, lastInteraction: daysAgo(1) }]],
		['many interactions', callsOf({ A: [1, 2, 3] })],
		['others without history', [...callsOf({ A: [1] }), { contactId: 'B' }]],
		['no history', [{ contactId: 'A', startTime: null }]],
	])('are no matter for a single contact: %s', async (_, jsons) => {
		expect(hintsOf(await score(jsons))).toEqual([]);
	});
});

describe('thin data of summaries', () => {
	const summaries = (first: (n: number) => unknown) =>
		ids(60).map((n) => ({
			contactId: `C-${n}`,
			frequency: 2 + (n % 7),
			firstInteraction: first(n),
			lastInteraction: daysAgo(n / 10),
		}));

	it('know the span by the first interaction that CXone Interactions Search gives', async () => {
		expect(hintsOf(await score(summaries((n) => daysAgo(10 + n))))).toEqual([]);
		expect(hintsOf(await score(summaries(() => daysAgo(12))))).toEqual([
			expect.stringMatching(/all interactions lie within 12 days/),
		]);
	});

	it('say nothing of a span that is not known', async () => {
		for (const unknown of [undefined, null, 'soon'])
			expect(hintsOf(await score(summaries((n) => (n === 0 ? unknown : daysAgo(12)))))).toEqual([]);
	});

	it('know it where each contact has one interaction', async () => {
		const singles = summaries(() => undefined).map((row) => ({ ...row, frequency: 1 }));
		expect(hintsOf(await score(singles))).toEqual([
			expect.stringMatching(/within 5.9 days.*60 of 60 contacts \(100 %\) have one interaction/),
		]);
	});
});
