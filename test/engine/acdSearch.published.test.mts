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
	['refuses the order', { order: 'refused' }, /Invalid orderby arguments/],
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
