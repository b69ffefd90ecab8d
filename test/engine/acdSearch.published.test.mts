import type { INodeParameters } from 'n8n-workflow';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import { DAY_MS, hintsOf, iso, jsonItems, jsonsOf, NOW, searchAcd } from './acdSearchRuns.mts';
import { PublishedHistory, type Leg, type Oddities } from './publishedHistory.mts';

const opened: PublishedHistory[] = [];
beforeAll(() => {
	waiting.scale = 0.001;
});
afterAll(async () => {
	waiting.scale = 1;
	await Promise.all(opened.map(async ({ server }) => await server.close()));
});

async function serve(legs: Leg[], odd: Oddities = {}): Promise<PublishedHistory> {
	const history = await PublishedHistory.start(legs, odd);
	opened.push(history);
	return history;
}

const OWN = '3125550100';
const END = NOW - DAY_MS;
const START = END - 40 * DAY_MS;
const RANGE: INodeParameters = {
	timeRange: 'between',
	startTime: iso(START),
	endTime: iso(END),
};
const phoneOf = (n: number) => `+1201555${String(1_000 + n)}`;
const national = (n: number) => phoneOf(n).slice(2);

function leg(id: number, startMs: number, changes: Partial<Leg> = {}): Leg {
	return {
		id: String(id),
		startMs,
		endMs: startMs + 300_000,
		isOutbound: false,
		from: national(1),
		to: OWN,
		agentSeconds: 30,
		mediaTypeId: 4,
		skillId: 5001,
		...changes,
	};
}

/** What happened: calls of 20 customers in both directions, some transferred, some tried in vain, some of nobody. */
function tell(count: number, from = START, to = END) {
	const legs: Leg[] = [];
	const happened: Array<{ phone: string; id: string; startMs: number }> = [];
	let id = 900_000;
	for (let n = 0; n < count; n++) {
		const startMs = from + Math.floor(((to - from) * n) / (count - 1));
		const customer = (n * 7) % 20;
		const isOutbound = n % 3 === 0;
		const sides = isOutbound
			? { isOutbound, from: OWN, to: national(customer) }
			: { from: national(customer) };
		const own = leg(id++, startMs, sides);
		if (n % 11 === 5) {
			// Nobody answered, or nobody is known.
			if (isOutbound) legs.push({ ...own, agentSeconds: 0 });
			else legs.push({ ...own, from: ['', 'anonymous', '266696687', '911', '2042'][n % 5] });
			continue;
		}
		legs.push(own);
		if (n % 5 === 2)
			legs.push({ ...own, id: String(id++), masterId: own.id, startMs: startMs + 90_000 });
		happened.push({ phone: phoneOf(customer), id: own.id, startMs });
	}
	return { legs, happened };
}

function counted(rows: ReadonlyArray<{ phone: string; startMs: number }>) {
	const times = new Map<string, number[]>();
	for (const { phone, startMs } of rows) times.set(phone, [...(times.get(phone) ?? []), startMs]);
	return [...times]
		.map(([contactId, all]) => ({
			contactId,
			frequency: all.length,
			firstInteraction: iso(Math.min(...all)),
			lastInteraction: iso(Math.max(...all)),
		}))
		.sort((a, b) => a.contactId.localeCompare(b.contactId));
}

function summaryIn(run: Awaited<ReturnType<typeof searchAcd>>) {
	return jsonsOf(run)
		.map(({ contactId, frequency, firstInteraction, lastInteraction }) => ({
			contactId,
			frequency,
			firstInteraction,
			lastInteraction,
		}))
		.sort((a, b) => String(a.contactId).localeCompare(String(b.contactId)));
}

const idsOf = (run: Awaited<ReturnType<typeof searchAcd>>) =>
	jsonsOf(run)
		.map(({ id, contactId }) => `${id} ${contactId}`)
		.sort();
const idsIn = (rows: ReadonlyArray<{ phone: string; id: string }>) =>
	rows.map(({ id, phone }) => `${id} ${phone}`).sort();
const textOf = ({ error }: { error?: unknown }) => {
	const { message, description } = Object(error) as { message?: string; description?: string };
	return error === undefined ? undefined : `${message} ${description}`;
};

const EXACT: Array<[string, Oddities]> = [
	['is plain', {}],
	[
		'speaks the older dialect, wrapped, in texts',
		{ dialect: 'older', isWrapped: true, isText: true },
	],
	['tells no total', { total: () => undefined }],
	['counts the rows of the page as total', { total: (_, onPage) => onPage }],
	['counts no further than 50', { total: (rows) => Math.min(rows, 50) }],
	['counts one too few', { total: (rows) => Math.max(0, rows - 1) }],
	['gives 20 rows a page', { cap: 20 }],
	['gives 20 rows a page and no total', { cap: 20, total: () => undefined }],
	['gives 20 rows a page and counts them as total', { cap: 20, total: (_, onPage) => onPage }],
	[
		'gives 20 rows a page and counts no further than 50',
		{ cap: 20, total: (rows) => Math.min(rows, 60) },
	],
	['orders by start', { order: 'start' }],
	['orders the latest first', { order: 'latest' }],
	['ignores fields', { fields: 'ignored' }],
	['refuses fields', { fields: 'refused' }],
	['tells none by an empty array', { none: 'array' }],
	['tells none by null', { none: 'null' }],
	['leaves out the start', { leavesOutStart: true }],
	['leaves out the end', { leavesOutEnd: true }],
	['leaves out both ends', { leavesOutStart: true, leavesOutEnd: true }],
	['compares minutes', { comparedToMs: 60_000 }],
	['compares minutes and leaves out the end', { comparedToMs: 60_000, leavesOutEnd: true }],
	['has foreign links', { foreignLinks: true, cap: 20 }],
	['ignores addresses', { addresses: 'ignored' }],
	['takes addresses as a beginning', { addresses: 'prefix' }],
	['refuses addresses', { addresses: 'refused' }],
	['compares the digits of addresses', { addresses: 'digits' }],
	['calls addresses otherwise', { addresses: 'otherName' }],
	...[0, '0', null, undefined, '', -1, '-1'].map((noMaster): [string, Oddities] => [
		`writes ${JSON.stringify(noMaster)} where a contact is its own master`,
		{ noMaster },
	]),
	[
		'shows its own numbers two at a time',
		{
			pointsOfContact: ['3125550111', '3125550112', '3125550113', OWN],
			pointsPerPage: 2,
		},
	],
	['shows own numbers that are none', { pointsOfContact: ['chat@example.com', 'Web chat', ' '] }],
	['shows no own numbers', { pointsOfContact: [] }],
	['shows blank own numbers', { pointsOfContact: ['', ' '] }],
	['does not show its own numbers', { pointsStatus: 403 }],
	['lacks points of contact', { pointsStatus: 404 }],
];
/** What cannot be told apart from a fault: an error that says what it is. */
const REFUSED: Array<[string, Oddities, RegExp]> = [
	['orders anew for each page', { order: 'mixed', cap: 20 }, /cannot be read/],
	[
		'orders anew for each page without a total',
		{ order: 'mixed', cap: 3, total: () => undefined },
		/cannot be read/,
	],
	['counts ten too many', { total: (rows) => rows + 10 }, /tells of \d+ contacts and gives/],
	[
		'keeps less',
		{ earliestMs: START + 10.3 * DAY_MS },
		/begins so early.*earliest begin.*13 months/,
	],
	['shows times of a zone in the west', { shownLaterMs: -7 * 3_600_000 }, /zone/],
	['shows times of a zone in the east', { shownLaterMs: 2 * 3_600_000 }, /zone/],
	[
		'names starts otherwise',
		{
			changeRow: ({ contactStartDate: begun, ...row }) => ({ ...row, begun }),
		},
		/start/,
	],
];

const story = tell(240);
describe('the published API that', () => {
	const inOptions = { pageSize: 50 };
	test.each(EXACT)('%s: exactly what happened', async (_, odd) => {
		const history = await serve(story.legs, odd);
		const { credential } = history.server;
		const all = await searchAcd(credential, { ...RANGE, contactSource: 'all', options: inOptions });
		expect(textOf(all)).toBeUndefined();
		expect(idsOf(all)).toEqual(idsIn(story.happened));
		const items = jsonItems(...[3, 4].map((n) => ({ contactId: phoneOf(n) })));
		const wanted = story.happened.filter(({ phone }) => [3, 4].map(phoneOf).includes(phone));
		for (const askBy of ['automatic', 'days']) {
			const summary = await searchAcd(
				credential,
				{ ...RANGE, output: 'contactSummary', options: { ...inOptions, askBy } },
				{ items },
			);
			expect(textOf(summary)).toBeUndefined();
			expect(summaryIn(summary)).toEqual(counted(wanted));
		}
	});

	test.each(REFUSED)('%s: an error that says it', async (_, odd, expected) => {
		const history = await serve(story.legs, odd);
		for (const output of ['interactions', 'contactSummary']) {
			const run = await searchAcd(history.server.credential, {
				...RANGE,
				contactSource: 'all',
				output,
				options: inOptions,
			});
			expect(textOf(run)).toMatch(expected);
			expect(run.items).toEqual([]);
		}
	});

	test('goes by the end of contacts: each once, and what may be missing is said', async () => {
		const { legs, happened } = tell(240, START - DAY_MS, END - 8 * 3_600_000);
		const long = legs.map((one) => ({ ...one, endMs: one.startMs + 7 * 3_600_000 }));
		const history = await serve(long, { by: 'end' });
		const run = await searchAcd(history.server.credential, {
			...RANGE,
			contactSource: 'all',
			options: inOptions,
		});
		expect(textOf(run)).toBeUndefined();
		expect(idsOf(run)).toEqual(idsIn(happened.filter(({ startMs }) => startMs >= START)));
		expect(hintsOf(run).join()).toContain('by when they end');
	});
});

type Parameters = Record<string, unknown>;
async function ask(
	history: PublishedHistory,
	parameters: Parameters,
	items?: ReturnType<typeof jsonItems>,
	more: object = {},
) {
	return await searchAcd(
		history.server.credential,
		{ ...RANGE, ...parameters } as INodeParameters,
		{ ...(items && { items }), ...more },
	);
}

describe('odd histories', () => {
	test('a day of one contact with 60,000 rows: the summary counts them', async () => {
		const legs = Array.from({ length: 60_000 }, (_, n) => leg(1_000 + n, END - DAY_MS + n * 1_000));
		const history = await serve(legs);
		const run = await ask(
			history,
			{ output: 'contactSummary', startTime: iso(END - DAY_MS) },
			jsonItems({ contactId: phoneOf(1) }),
		);
		expect(textOf(run)).toBeUndefined();
		expect(summaryIn(run)).toMatchObject([{ contactId: phoneOf(1), frequency: 60_000 }]);
		expect(history.asked.length).toBeLessThan(20);
	});

	test('50,001 rows in a window of days, 10 pages of which say 1,000 rows', async () => {
		const legs = Array.from({ length: 50_001 }, (_, n) =>
			leg(1_000 + n, END - 2 * DAY_MS + n * 3_000, { from: national(n % 500) }),
		);
		const history = await serve(legs, { cap: 1_000 });
		const run = await ask(history, {
			contactSource: 'all',
			output: 'contactSummary',
			startTime: iso(END - 2 * DAY_MS),
		});
		expect(textOf(run)).toBeUndefined();
		expect(jsonsOf(run).reduce((sum, { frequency }) => sum + Number(frequency), 0)).toBe(50_001);
	});

	test('a look that tells of contacts and gives none is an error', async () => {
		const history = await serve(story.legs, {
			answer: (query) =>
				query.top === '1' && query.startDate === iso(START)
					? { body: { totalRecords: 200, completedContacts: [] } }
					: undefined,
		});
		const run = await ask(history, { contactSource: 'all' });
		expect(textOf(run)).toMatch(/tells of 200 contacts and gives none/);
	});

	test('a first page that tells of contacts and gives none is an error', async () => {
		const history = await serve(story.legs, {
			answer: (query) =>
				Number(query.top) > 1 && query.skip === '0'
					? { body: { totalRecords: 200, completedContacts: [] } }
					: undefined,
		});
		const run = await ask(history, { contactSource: 'all' });
		expect(textOf(run)).toMatch(/tells of 200 contacts and gives 0/);
		expect(run.items).toEqual([]);
	});

	test('an empty answer that says it failed is none of no rows', async () => {
		const history = await serve(story.legs, {
			answer: () => ({ body: { completedContacts: [], error: 'database is locked' } }),
		});
		const run = await ask(history, { contactSource: 'all' });
		expect(textOf(run)).toBeDefined();
	});

	test('rows that come while it is read are not lost, and none comes twice', async () => {
		let added = 0;
		const history = await serve([...story.legs], {
			cap: 20,
			before: (legs, at) => {
				if (at % 4 === 3 && added < 5) legs.push(leg(1 + added++, START + (at + 1) * DAY_MS));
			},
		});
		const run = await ask(history, { contactSource: 'all', options: { pageSize: 50 } });
		expect(textOf(run)).toBeUndefined();
		const ids = idsOf(run);
		expect(new Set(ids).size).toBe(ids.length);
		for (const id of idsIn(story.happened)) expect(ids).toContain(id);
	});

	test('ids beyond 2^53 as text are kept; as numbers they are refused', async () => {
		const legs = [leg(1, END - DAY_MS), leg(2, END - DAY_MS)];
		const big = (asNumber: boolean): Oddities => ({
			changeRow: (row, { id }) => {
				const text = `90071992547409930${id}`;
				const given = asNumber ? Number(text) : text;
				return { ...row, contactId: given, masterContactId: given };
			},
		});
		const kept = await ask(await serve(legs, big(false)), { contactSource: 'all' });
		expect(jsonsOf(kept).map(({ id }) => id)).toEqual(['900719925474099302', '900719925474099301']);
		const refused = await ask(await serve(legs, big(true)), { contactSource: 'all' });
		expect(textOf(refused)).toMatch(/digits|2\^53|exact/i);
	});

	test('skill ids with leading zeros and blanks are the skills', async () => {
		const legs = story.legs.map((one, n) => ({ ...one, skillId: n % 2 === 0 ? 5001 : 5003 }));
		const history = await serve(legs);
		const plain = await ask(history, { contactSource: 'all', options: { skillIds: '5001' } });
		const odd = await ask(history, { contactSource: 'all', options: { skillIds: ' 05001 ' } });
		expect(idsOf(plain).length).toBeGreaterThan(50);
		expect(textOf(odd)).toBeUndefined();
		expect(idsOf(odd)).toEqual(idsOf(plain));
	});

	test('several types and skills where rows do not say their type', async () => {
		const legs = story.legs.map((one, n) => ({
			...one,
			skillId: n % 2 === 0 ? 5001 : 5002,
			mediaTypeId: n % 4 === 0 ? 3 : 4,
		}));
		const parameters = {
			contactSource: 'all',
			interactionTypes: ['voice', 'sms'],
			options: { skillIds: '5001, 5002' },
		};
		const truth = await ask(await serve(legs), parameters);
		expect(idsOf(truth).length).toBeGreaterThan(50);
		const silent = await serve(legs, { changeRow: ({ mediaTypeId: _, ...row }) => row });
		const run = await ask(silent, parameters);
		expect(textOf(run)).toBeUndefined();
		expect(idsOf(run)).toEqual(idsOf(truth));
	});

	test('three spellings of a number are one contact, and each item has its answer', async () => {
		const history = await serve(story.legs);
		const run = await ask(
			history,
			{ output: 'contactSummary' },
			jsonItems(
				{ contactId: phoneOf(3) },
				{ contactId: '(201) 555-1003' },
				{ contactId: '1 201 555 1003' },
			),
		);
		const wanted = counted(story.happened.filter(({ phone }) => phone === phoneOf(3)));
		expect(summaryIn(run)).toEqual(wanted);
	});

	test.each([
		['DE', '+4930901820', '030 901820', '4930901820', '030 8765432'],
		['GB', '+442079460000', '020 7946 0000', '00442079460000', '020 7946 0999'],
	])('numbers of %s, in each spelling', async (defaultCountry, e164, nationalText, other, to) => {
		const legs = [e164, nationalText, other].map((from, n) =>
			leg(10 + n, END - (n + 1) * DAY_MS, { from, to: to.replaceAll(' ', '') }),
		);
		const us = leg(50, END - DAY_MS, { from: '+12015551003', to });
		const history = await serve([...legs, us], { pointsOfContact: [to] });
		const options = { defaultCountry };
		for (const askBy of ['days', 'automatic']) {
			const run = await ask(
				history,
				{ options: { ...options, askBy } },
				jsonItems({ contactId: nationalText }),
			);
			expect(textOf(run)).toBeUndefined();
			expect(idsOf(run)).toHaveLength(3);
		}
	});

	test('limit 1 gives the latest; a summary of 1 gives one contact whole', async () => {
		const history = await serve(story.legs);
		const one = await ask(history, { contactSource: 'all', returnAll: false, limit: 1 });
		const latest = [...story.happened].sort((a, b) => b.startMs - a.startMs)[0];
		expect(idsOf(one)).toEqual(idsIn([latest]));
		const summary = await ask(
			history,
			{ output: 'contactSummary', returnAll: false, limit: 1 },
			jsonItems({ contactId: phoneOf(3) }, { contactId: phoneOf(4) }),
		);
		expect(summaryIn(summary)).toEqual(
			counted(story.happened.filter(({ phone }) => phone === phoneOf(3))),
		);
		expect(hintsOf(summary).join()).toContain("'Limit' was reached");
	});

	test('items with ranges of their own each count in theirs', async () => {
		const history = await serve(story.legs);
		const middle = START + 20 * DAY_MS;
		const items = jsonItems(
			{ contactId: phoneOf(3), from: iso(START), to: iso(middle) },
			{ contactId: phoneOf(4), from: iso(middle), to: iso(END) },
			{ contactId: 'nobody', from: iso(middle), to: iso(END) },
		);
		const run = await ask(
			history,
			{ output: 'contactSummary', startTime: '={{ $json.from }}', endTime: '={{ $json.to }}' },
			items,
			{ onError: 'continueRegularOutput' },
		);
		const of = (n: number, from: number, to: number) =>
			story.happened.filter(
				({ phone, startMs }) => phone === phoneOf(n) && startMs >= from && startMs <= to,
			);
		const rows = jsonsOf(run);
		expect(rows.filter(({ error }) => error !== undefined)).toHaveLength(1);
		expect(summaryIn(run).filter(({ frequency }) => frequency !== undefined)).toEqual(
			counted([...of(3, START, middle), ...of(4, middle, END)]),
		);
	});

	test('the order that is refused is left out, where totals tell that nothing is lost', async () => {
		const history = await serve(story.legs, { order: 'refused', cap: 20 });
		const run = await ask(history, { contactSource: 'all', options: { pageSize: 50 } });
		expect(textOf(run)).toBeUndefined();
		expect(idsOf(run)).toEqual(idsIn(story.happened));
	});

	test('own numbers cut to the first 50 without a total', async () => {
		const pointsOfContact = Array.from({ length: 60 }, (_, n) => `31255502${10 + n}`);
		pointsOfContact.push(OWN);
		const history = await serve(story.legs, { pointsOfContact, pointsPerPage: 50 });
		const run = await ask(history, { contactSource: 'all' });
		expect(idsOf(run)).toEqual(idsIn(story.happened));
	});

	test('a master later than its child, and a child of another skill, count once', async () => {
		const master = leg(100, END - DAY_MS);
		const child = leg(90, END - DAY_MS - 60_000, { masterId: '100', skillId: 5002 });
		const history = await serve([master, child]);
		const run = await ask(history, { contactSource: 'all' });
		expect(idsOf(run)).toEqual([`100 ${phoneOf(1)}`]);
		const bySkill = await ask(history, { contactSource: 'all', options: { skillIds: '5002' } });
		expect(idsOf(bySkill)).toEqual([`90 ${phoneOf(1)}`]);
	});
});
