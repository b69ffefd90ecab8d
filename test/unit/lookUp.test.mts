import { findLists } from '../../nodes/shared/cxone/rest/calls.ts';
import { lookUp } from '../../nodes/shared/cxone/rest/lookUp.ts';
import { listRow } from '../../nodes/shared/cxone/rest/schemas.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { handMadeSession, type HandMadeAnswer } from '../support/handMadeSession.mts';

/** A look-up over the answers, one for each request; gives what was found and the query strings sent. */
async function look(
	answers: HandMadeAnswer[],
	options: Parameters<typeof lookUp>[3] = { isWanted: (name) => name === 'vip' },
) {
	const queries: unknown[] = [];
	const session = handMadeSession(({ qs }) => answers[queries.push(qs) - 1]);
	const found = await lookUp(session, findLists, listRow, options);
	return { names: found?.map(({ name }) => name), ids: found?.map(({ id }) => id), queries };
}

const page = (data: unknown[], nextPageToken: string | null = null): HandMadeAnswer => ({
	statusCode: 200,
	body: { data, pagination: { nextPageToken } },
});

beforeAll(() => {
	waiting.scale = 0;
});

afterAll(() => {
	waiting.scale = 1;
});

test('finds what is wanted on every page, in the order of the service', async () => {
	const run = await look(
		[
			page(
				[
					{ id: 1, name: 'vip' },
					{ id: '2', name: 'VIP' },
				],
				'b',
			),
			page([{ id: '3', name: 'vip ' }], 'c'),
			page([{ id: '4', name: 'vip', contactCount: 0 }]),
		],
		{ name: 'vip', isWanted: (name) => name === 'vip' },
	);

	expect(run.ids).toEqual(['1', '4']);
	expect(run.queries).toEqual([
		{ name: 'vip', pageSize: 100 },
		{ name: 'vip', pageSize: 100, pageToken: 'b' },
		{ name: 'vip', pageSize: 100, pageToken: 'c' },
	]);
});

test('without a name none is sent, and all rows are wanted', async () => {
	const run = await look(
		[
			page([
				{ id: 'a', name: '' },
				{ id: 'b', name: 'x' },
			]),
		],
		{},
	);
	expect(run).toEqual({ names: ['', 'x'], ids: ['a', 'b'], queries: [{ pageSize: 100 }] });
});

test('rows without a name, and rows of other names whatever they hold, are passed over', async () => {
	const odd = [null, 5, 'vip', [], {}, { id: 'a' }, { name: 5 }, { name: 'other' }];
	expect((await look([page([...odd, { id: 'b', name: 'vip', type: null }])])).ids).toEqual(['b']);
});

test.each([{ name: 'vip' }, { id: '', name: 'vip' }, { id: {}, name: 'vip' }])(
	'%j must not count as absent, or it would be made again',
	async (row) => {
		await expect(look([page([row])])).rejects.toMatchObject({ facts: { kind: 'unusable' } });
	},
);

test('no more rows than the limit, and no page beyond it', async () => {
	const rows = (ids: string[]) => ids.map((id) => ({ id, name: 'vip' }));
	const run = await look([page(rows(['1', '2']), 'b'), page(rows(['3', '4', '5']), 'c')], {
		limit: 3,
	});

	expect(run.ids).toEqual(['1', '2', '3']);
	expect(run.queries).toEqual([{ pageSize: 3 }, { pageSize: 3, pageToken: 'b' }]);
});

test.each([404, 405, 501])('%d: the tenant lacks the look-up', async (statusCode) => {
	expect((await look([{ statusCode }])).names).toBeUndefined();
});

test('a look-up that starts again finds nothing twice', async () => {
	const run = await look([
		page([{ id: '1', name: 'vip' }], 'b'),
		{ statusCode: 400 },
		page([{ id: '1', name: 'vip' }], 'c'),
		page([{ id: '2', name: 'vip' }]),
	]);
	expect(run.ids).toEqual(['1', '2']);
});

test('a look-up that fails throws, so that nobody takes it for "not there"', async () => {
	await expect(look([{ statusCode: 403 }])).rejects.toMatchObject({
		facts: { kind: 'status', status: 403, call: 'Look Up Lists', scope: 'lists:read' },
	});
});
