import { waiting } from '../../nodes/shared/transport/wait.ts';
import { startSandbox, type FaultRule, type Sandbox } from '../../sandbox/server.mts';
import {
	answerTo,
	IN_YEAR,
	jsonsOf,
	search,
	searchBodies,
	summaryOf,
	yearOfCalls,
} from './searchRuns.mts';

type Effect = FaultRule['effect'];

const CONTACTS = ['C-000001', 'C-000002', 'C-000003', 'C-000004', 'C-000005', 'C-000006'];
const history = yearOfCalls(6, 100);
const truth = answerTo(history, { types: ['voice'] });
const PAGE_SIZE = 20;
const PAGES = Math.ceil(truth.length / PAGE_SIZE);
const PARAMETERS = {
	...IN_YEAR,
	contactSource: 'ids',
	contactIds: CONTACTS.join(),
	options: { pageSize: PAGE_SIZE },
};
let sandbox: Sandbox;

beforeAll(async () => {
	waiting.scale = 0.01;
	sandbox = await startSandbox({ history });
});
afterEach(() => sandbox.reset());
afterAll(async () => {
	waiting.scale = 1;
	await sandbox.close();
});

/** Page tokens of the searches, the first page as `null`. */
const tokens = () => searchBodies(sandbox).map(({ pageToken }) => pageToken);
const attempts = () => tokens().filter((token) => token === null).length;

it('reads page after page until no token comes, each with the filters of the first', async () => {
	const run = await search(sandbox, PARAMETERS);

	expect(PAGES).toBeGreaterThan(3);
	const bodies = searchBodies(sandbox);
	expect(bodies).toHaveLength(PAGES);
	expect(new Set(tokens()).size).toBe(PAGES);
	for (const { filters, pageSize } of bodies) {
		expect(filters).toEqual(bodies[0].filters);
		expect(pageSize).toBe(PAGE_SIZE);
	}
	expect(jsonsOf(run)).toEqual(truth);
});

describe('a fault that passes', () => {
	const stale: Effect = { type: 'status', status: 400 };
	const gone: Effect = { type: 'status', status: 410 };
	const cases: Array<[string, Effect, { skip?: number; times?: number; restarts: number }]> = [
		['a page without data', { type: 'noData' }, { skip: 1, restarts: 1 }],
		['a first page without data', { type: 'noData' }, { restarts: 1 }],
		['three pages without data', { type: 'noData' }, { times: 3, restarts: 3 }],
		['a corrupt token', { type: 'corruptToken' }, { restarts: 1 }],
		['a stale token on page 2', stale, { skip: 1, restarts: 1 }],
		['a stale token on the last page', gone, { skip: PAGES - 1, restarts: 1 }],
		['a page that comes again', { type: 'repeatedToken' }, { restarts: 1 }],
		['a later page that comes again', { type: 'repeatedToken' }, { skip: 2, restarts: 1 }],
		['an empty page', { type: 'emptyPage' }, { skip: 1, restarts: 0 }],
		['two empty pages', { type: 'emptyPage' }, { skip: 1, times: 2, restarts: 0 }],
		['three empty pages', { type: 'emptyPage' }, { skip: 1, times: 3, restarts: 1 }],
		['a larger page', { type: 'largePage', extraRows: 7 }, { skip: 1, restarts: 0 }],
		['a broken connection', { type: 'drop' }, { skip: 1, restarts: 0 }],
		['a cut answer', { type: 'raw', body: '{"data": [', cutAfterBytes: 4 }, { restarts: 0 }],
		['a web page as an answer', { type: 'raw' }, { skip: 1, restarts: 1 }],
		['a busy service', { type: 'status', status: 503 }, { skip: 1, times: 3, restarts: 0 }],
	];

	it.each(cases)('%s: each interaction once', async (_, effect, { restarts, ...when }) => {
		sandbox.faults.add({ call: 'searchInteractions', effect, ...when });

		const run = await search(sandbox, PARAMETERS);

		expect(sandbox.faults.left).toEqual([]);
		expect(run.status).toBe('success');
		expect(jsonsOf(run)).toEqual(truth);
		expect(attempts()).toBe(1 + restarts + (effect.type === 'raw' && restarts === 0 ? 1 : 0));
	});

	it.each(cases)('%s: each interaction counted once', async (_, effect, { restarts, ...when }) => {
		sandbox.faults.add({ call: 'searchInteractions', effect, ...when });

		const run = await search(sandbox, { ...PARAMETERS, output: 'contactSummary' });

		expect(sandbox.faults.left).toEqual([]);
		const counted = summaryOf(truth, CONTACTS).filter(({ frequency }) => frequency > 0);
		expect(jsonsOf(run)).toEqual(counted);
		expect(attempts()).toBe(1 + restarts + (effect.type === 'raw' && restarts === 0 ? 1 : 0));
	});

	it('larger pages are told of', async () => {
		const effect: Effect = { type: 'largePage', extraRows: 1 };
		sandbox.faults.add({ call: 'searchInteractions', effect, times: 2 });

		const run = await search(sandbox, PARAMETERS);

		expect(run.node?.hints).toEqual([
			expect.objectContaining({
				message: '2 pages held more interactions than were asked for.',
			}),
		]);
	});

	it('larger pages do not go beyond the limit', async () => {
		const effect: Effect = { type: 'largePage', extraRows: 50 };
		sandbox.faults.add({ call: 'searchInteractions', effect });

		const run = await search(sandbox, { ...PARAMETERS, returnAll: false, limit: 5 });

		expect(jsonsOf(run)).toEqual(truth.slice(0, 5));
	});
});

describe('a fault that stays', () => {
	it.each<[Effect, number, string]>([
		[{ type: 'noData' }, 1, "answered 'Search Interactions' with something that cannot be used"],
		[{ type: 'corruptToken' }, 0, "CXone refused 'Search Interactions' as not valid (400)"],
		[{ type: 'repeatedToken' }, 1, "'Search Interactions' gave the same page twice"],
		[{ type: 'emptyPage' }, 1, "'Search Interactions' gave 3 empty pages in a row"],
	])('%j ends in a clear error after three restarts', async (effect, skip, message) => {
		sandbox.faults.add({ call: 'searchInteractions', effect, skip, times: Infinity });

		const run = await search(sandbox, PARAMETERS);

		expect(run.status).toBe('error');
		expect(run.error?.message).toContain(message);
		expect(run.error?.description).toMatch(/\w{3}/);
		expect(attempts()).toBe(4);
		expect(run.items).toEqual([]);
	});

	it('gives no part of the history under Continue, but one error item', async () => {
		const effect: Effect = { type: 'emptyPage' };
		sandbox.faults.add({ call: 'searchInteractions', effect, skip: 1, times: Infinity });

		const run = await search(sandbox, PARAMETERS, { onError: 'continueErrorOutput' });

		expect(run.items).toEqual([]);
		expect(run.errorItems).toHaveLength(1);
		expect(run.errorItems[0].json.error).toMatch(/3 empty pages in a row/);
	});
});

describe('the maximum of pages', () => {
	it.each([
		[PAGES, 'success'],
		[PAGES - 1, 'error'],
	])('%i ends in %s', async (maxPages, status) => {
		const run = await search(sandbox, {
			...PARAMETERS,
			options: { ...PARAMETERS.options, maxPages },
		});

		expect(run.status).toBe(status);
		expect(searchBodies(sandbox)).toHaveLength(maxPages);
		if (status === 'error')
			expect(run.error?.message).toBe(
				`'Search Interactions' has more than ${maxPages} pages, the limit set in 'Max Pages'`,
			);
	});

	it('holds for all searches of the run together', async () => {
		const options = { pageSize: 500, contactsPerRequest: 1, maxPages: 4 };

		const run = await search(sandbox, { ...PARAMETERS, options });

		expect(run.error?.message).toMatch(/has more than 4 pages/);
		expect(searchBodies(sandbox)).toHaveLength(4);
	});
});
