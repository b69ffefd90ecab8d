import { makeList } from '../../nodes/shared/cxone/acd/listOfName.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { handMadeSession } from '../support/handMadeSession.mts';

beforeAll(() => {
	waiting.scale = 0;
});
afterAll(() => {
	waiting.scale = 1;
});

const row = (listId: number, status = 'Active') => ({ listId, listName: 'vip', status });

/** Makes a list while look-ups show what is given, one after the other, the last for good. */
async function make(looks: object[][], created: { statusCode: number; body?: unknown }) {
	let looked = 0;
	const session = handMadeSession(({ method }) => {
		if (method === 'POST') return created;
		const callingLists = looks[Math.min(looked++, looks.length - 1)];
		return { statusCode: 200, body: { totalRecords: callingLists.length, callingLists } };
	});
	return await makeList(session, 'vip');
}

test('all runs take the lowest id, once the new list shows', async () => {
	const made = await make([[row(7)], [row(7), row(9)]], { statusCode: 200, body: { listId: 9 } });
	expect(made).toMatchObject({ list: { id: '7' }, madeId: '9' });
	const own = await make([[], [row(12)], [row(9), row(12)]], {
		statusCode: 200,
		body: { resultSet: { listId: 9 } },
	});
	expect(own).toMatchObject({ list: { id: '9' }, madeId: '9' });
});

test('a name that is taken is looked for', async () => {
	const body = { error_description: 'InvalidListName' };
	const made = await make([[], [row(7)]], { statusCode: 400, body });
	expect(made).toMatchObject({ list: { id: '7' }, madeId: undefined });
});

test('a refusal for another reason is one', async () => {
	await expect(make([[]], { statusCode: 400 })).rejects.toThrow(
		"CXone refused 'Create Calling List'",
	);
});
