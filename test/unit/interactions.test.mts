import { readInteractions } from '../../nodes/shared/cxone/rest/interactions.ts';
import { countPages } from '../../nodes/shared/cxone/paging.ts';
import { handMadeSession } from '../support/handMadeSession.mts';

test('the rows of a page do not stay in its answer once they are taken', async () => {
	const answers = [
		{ data: [{ id: 1 }, { id: 2 }], pagination: { nextPageToken: 'b' } },
		{ data: [{ id: 3 }], pagination: { nextPageToken: null } },
	];
	const unasked = [...answers];
	const session = handMadeSession(() => ({ statusCode: 200, body: unasked.shift() }));
	const taken: unknown[] = [];

	await readInteractions(
		session,
		{ window: { startMs: 0, endMs: 1 }, interactionTypes: [] },
		2,
		{
			roomLeft: () => 100,
			take: (rows) => taken.push(...rows),
			reset: () => taken.splice(0),
		},
		countPages(10),
	);

	expect(taken).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
	expect(answers.map(({ data }) => data)).toEqual([[], []]);
});
