import { findCallingLists } from '../../nodes/shared/cxone/acd/listCalls.ts';
import { readRows, type RowsQuery } from '../../nodes/shared/cxone/acd/rows.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { handMadeSession } from '../support/handMadeSession.mts';

beforeAll(() => {
	waiting.scale = 0;
});

afterAll(() => {
	waiting.scale = 1;
});

type Page = { rows: object[]; total?: number | string } | undefined;

/** Reads from a service that answers each page as `pageAt` says, by request, `skip` and `top`. */
async function read(
	pageAt: (skip: number, top: number, request: number) => Page,
	query: Partial<RowsQuery> = {},
) {
	const asked: string[] = [];
	const session = handMadeSession(({ qs = {} }) => {
		const [skip, top] = [Number(qs.skip), Number(qs.top)];
		const page = pageAt(skip, top, asked.push(`${skip}+${top}`));
		if (page === undefined) return { statusCode: 204, body: '' };
		return { statusCode: 200, body: { totalRecords: page.total, callingLists: page.rows } };
	});
	const rows = await readRows(session, findCallingLists, {
		pageSize: 3,
		idField: 'listId',
		...query,
	});
	return { ids: rows?.map(({ listId }) => listId), asked };
}

const all = Array.from({ length: 7 }, (_, index) => ({ listId: index + 1 }));
const idsOfAll = all.map(({ listId }) => listId);

test('reads page after page until the total is reached', async () => {
	const { ids, asked } = await read((skip, top) => ({
		rows: all.slice(skip, skip + top),
		total: '7',
	}));
	expect(ids).toEqual(idsOfAll);
	expect(asked).toEqual(['0+3', '3+3', '6+3']);
});

test('goes on to the empty page where no total is told, also after a page that is capped lower', async () => {
	const { ids, asked } = await read((skip) => {
		const rows = all.slice(skip, skip + 2);
		return rows.length === 0 ? undefined : { rows };
	});
	expect(ids).toEqual(idsOfAll);
	expect(asked).toEqual(['0+3', '2+3', '4+3', '6+3', '7+3']);
});

test('a service that ignores paging gives all at once, and is asked once', async () => {
	const { ids, asked } = await read(() => ({ rows: all, total: 7 }));
	expect(ids).toEqual(idsOfAll);
	expect(asked).toEqual(['0+3']);
});

test('fewer rows than a page, given again, are all there are', async () => {
	const two = all.slice(0, 2);
	const { ids } = await read(() => ({ rows: two }), { idField: undefined });
	expect(ids).toEqual([1, 2]);
});

test('a full page that comes again and again cannot be told from the whole, and is refused', async () => {
	const reading = read(() => ({ rows: all.slice(0, 3) }));
	await expect(reading).rejects.toThrow(/same page again and again/);
});

test('a row that slips to the page before while another goes is found by reading again', async () => {
	const { ids } = await read((skip, top, request) => {
		const now = request === 1 ? all : all.slice(1);
		return { rows: now.slice(skip, skip + top), total: now.length };
	});
	expect(ids).toEqual(idsOfAll.slice(1));
});

test('a total that is always one more than the rows is believed to count what this key does not see', async () => {
	const { ids } = await read((skip, top) => ({ rows: all.slice(skip, skip + top), total: 8 }));
	expect(ids).toEqual(idsOfAll);
});

test('more rows at once than are allowed are refused before they are taken', async () => {
	const reading = read(() => ({ rows: all }), { mostAtOnce: 6 });
	await expect(reading).rejects.toThrow(/ignores pages.*more than 6 rows/);
});

test('a row without id is refused where rows must be known again', async () => {
	await expect(read(() => ({ rows: [{ listName: 'x' }] }))).rejects.toThrow(/without 'listId'/);
});
