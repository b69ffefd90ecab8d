import { countPages } from '../../nodes/shared/core/pageCount.ts';
import { readPages, type Page, type PagedQuery } from '../../nodes/shared/cxone/paging.ts';
import { access } from '../../nodes/shared/cxone/rest/access.ts';
import { CxoneFailure } from '../../nodes/shared/transport/failure.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { failureOf } from '../../nodes/shared/transport/wording.ts';
import { handMadeSession } from '../support/handMadeSession.mts';

const page = (rows: unknown[], next?: string | null): Page => ({ rows, next });
const stale = (status: number) =>
	failureOf({ kind: 'status', call: 'Search', status }, access.says);
const unusable = failureOf({ kind: 'unusable' }, access.says);

/** Reads the answers one after the other; the last one again and again. Gives what was asked and what was kept. */
async function read(
	answers: Array<Page | CxoneFailure | undefined>,
	overrides: Partial<PagedQuery> = {},
	maxPages = 100,
) {
	const session = handMadeSession(() => ({ statusCode: 500 }));
	const count = countPages(maxPages);
	const tokens: Array<string | undefined> = [];
	let rows: unknown[] = [];
	const query: PagedQuery = {
		title: 'Search',
		nextPageSize: () => 2,
		fetchPage: async (token) => {
			const answer = answers[Math.min(tokens.push(token), answers.length) - 1];
			if (answer instanceof CxoneFailure) throw answer;
			return answer;
		},
		onRows: (more) => {
			for (const row of more) rows.push(row);
			return true;
		},
		onRestart: () => {
			rows = [];
		},
		...overrides,
	};
	const [end] = await Promise.allSettled([readPages(session, query, count)]);
	const failure = end.status === 'rejected' ? (end.reason as CxoneFailure) : undefined;
	const isThere = end.status === 'fulfilled' ? end.value : undefined;
	return { isThere, failure, rows, tokens, count, waitedMs: session.waiting.waitedMs };
}

beforeAll(() => {
	waiting.scale = 0;
});

afterAll(() => {
	waiting.scale = 1;
});

test('reads page after page with the token of the one before', async () => {
	const run = await read([page([1, 2], 'b'), page([3, 4], 'c'), page([5], null)]);

	expect(run).toMatchObject({ isThere: true, rows: [1, 2, 3, 4, 5], waitedMs: 0 });
	expect(run.tokens).toEqual([undefined, 'b', 'c']);
	expect(run.count).toEqual({ pages: 3, restarts: 0, oversizedPages: 0, maxPages: 100 });
});

test.each([
	['null', page([1], null)],
	['empty', page([1], '')],
	['absent', page([1])],
])('a token that is %s ends it', async (_name, only) => {
	expect(await read([only])).toMatchObject({ isThere: true, rows: [1], tokens: [undefined] });
});

test.each([
	['a token that repeats', [page([1], 'b'), page([2], 'b')]],
	['an answer without rows', [page([1], 'b'), unusable]],
	['a first answer without rows', [unusable]],
	['three empty pages', [page([1], 'b'), page([], 'c'), page([], 'd'), page([], 'e')]],
	['a token refused with 400', [page([1], 'b'), stale(400)]],
	['a token refused with 404', [page([1], 'b'), stale(404)]],
	['a token refused with 410', [page([1], 'b'), stale(410)]],
	['a token refused with 422', [page([1], 'b'), stale(422)]],
])('%s starts the query again, and no row is given twice', async (_name, broken) => {
	const run = await read([...broken, page([1], 'x'), page([2], null)]);

	expect(run).toMatchObject({ isThere: true, rows: [1, 2], count: { restarts: 1 } });
	expect(run.tokens.slice(-2)).toEqual([undefined, 'x']);
	expect(run.waitedMs).toBe(250);
});

test('after three restarts it fails with the fault, and says how', async () => {
	const run = await read([page([1], 'b')]);

	expect(run.failure?.facts.kind).toBe('paging');
	expect(run.failure?.message).toContain('same page token twice');
	expect(run.count.restarts).toBe(3);
	expect(run.tokens).toHaveLength(8);
	expect(run.waitedMs).toBe(0.5 * (500 + 1_000 + 2_000));
});

test('two empty pages in a row lead on', async () => {
	const run = await read([page([], 'b'), page([], 'c'), page([1], 'd'), page([], 'e'), page([2])]);
	expect(run).toMatchObject({ isThere: true, rows: [1, 2], count: { restarts: 0 } });
});

test.each([
	['400 to a call without token', [stale(400)]],
	['403', [page([1], 'b'), stale(403)]],
	['429', [page([1], 'b'), stale(429)]],
	['a lost connection', [page([1], 'b'), failureOf({ kind: 'lost' })]],
	['a cancel', [page([1], 'b'), failureOf({ kind: 'cancelled' })]],
])('%s is no fault of paging: it is thrown as it is', async (_name, answers) => {
	const run = await read(answers);
	expect(run.failure).toBe(answers[answers.length - 1]);
	expect(run.count.restarts).toBe(0);
});

test('an error that is none of ours is thrown as it is', async () => {
	const error = new TypeError('a bug');
	const run = await read([], {
		fetchPage: async () => {
			throw error;
		},
	});
	expect(run.failure).toBe(error);
});

test('a tenant that lacks the call', async () => {
	expect(await read([undefined])).toMatchObject({ isThere: false, failure: undefined });
});

test('the page limit counts restarts too, and is named', async () => {
	expect(await read([page([1], 'b'), page([2], 'c'), page([3])], {}, 3)).toMatchObject({
		rows: [1, 2, 3],
		failure: undefined,
	});
	const run = await read([page([1], 'b'), page([2], 'b'), page([1], 'x'), page([2])], {}, 3);
	expect(run.failure?.message).toContain("more than 3 pages, the limit set in 'Max Pages'");
});

test('ends where no more rows are wanted', async () => {
	const room = [2, 2, 1, 0];
	const sizes: number[] = [];
	const full = await read([page([1, 2], 'b'), page([3], 'c')], {
		nextPageSize: () => room.shift() ?? 0,
		onRows: (_rows) => {
			sizes.push(room.length);
			return true;
		},
	});
	expect(sizes).toHaveLength(2);
	expect(full.tokens).toEqual([undefined, 'b']);
	const stopped = await read([page([1, 2], 'b')], { onRows: () => false });
	expect(stopped).toMatchObject({ isThere: true, tokens: [undefined] });
});

test('asks for one page size from the first page to the last', async () => {
	const asked: number[] = [];
	let room = 150;
	const run = await read([], {
		nextPageSize: () => Math.min(100, room),
		fetchPage: async (_token, pageSize) => {
			asked.push(pageSize);
			room -= pageSize;
			return page([{ id: asked.length }], `t${asked.length}`);
		},
	});
	expect(run.isThere).toBe(true);
	expect(asked).toEqual([100, 100]);
});

test('the same page again and again under new tokens starts again, then fails', async () => {
	let token = 0;
	const rows = [{ id: 'a' }, { id: 'b' }];
	const run = await read([], {
		fetchPage: async () => page([...rows], `t${token++}`),
	});
	expect(run.failure?.message).toBe("'Search' gave the same page twice");
	expect(run.count).toMatchObject({ restarts: 3, pages: 8 });
});

test('equal rows without ids may be different ones', async () => {
	const run = await read([page([{ type: 'voice' }], 'b'), page([{ type: 'voice' }])]);
	expect(run).toMatchObject({ isThere: true, failure: undefined });
	expect(run.rows).toHaveLength(2);
});

test('a token that the service stumbles over with 500 starts again', async () => {
	const run = await read([page([1], 'b'), stale(500), page([1], 'b'), page([2])]);
	expect(run).toMatchObject({ rows: [1, 2], failure: undefined });
});

test('pages with more rows than asked for are counted', async () => {
	expect((await read([page([1, 2, 3], 'b'), page([4, 5])])).count.oversizedPages).toBe(1);
});
