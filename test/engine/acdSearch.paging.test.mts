import type { INodeParameters } from 'n8n-workflow';

import { waiting } from '../../nodes/shared/transport/wait.ts';
import { DAY_MS, iso, jsonsOf, NOW, searchAcd } from './acdSearchRuns.mts';
import { contactRow, ContactsServer, page } from './contactsServer.mts';

const DAY = {
	contactSource: 'all',
	timeRange: 'between',
	startTime: iso(NOW - 1.5 * DAY_MS),
	endTime: iso(NOW - DAY_MS / 2),
};
const rowsOf = (count: number) => Array.from({ length: count }, (_, n) => contactRow(101 + n));
const options = (more: INodeParameters) => ({ ...DAY, options: more });

const started: ContactsServer[] = [];
async function serve(rows: ReturnType<typeof rowsOf>): Promise<ContactsServer> {
	const server = await ContactsServer.start(rows);
	started.push(server);
	return server;
}
beforeAll(() => {
	waiting.scale = 0.001;
});
afterAll(async () => {
	waiting.scale = 1;
	await Promise.all(started.map(async ({ server }) => await server.close()));
});

const idsOf = (run: Parameters<typeof jsonsOf>[0]) => jsonsOf(run).map(({ id }) => Number(id));
const all = (count: number) => Array.from({ length: count }, (_, n) => 101 + n);
const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);

test('pages by skip and top in order of the id, 10,000 at a time; a summary asks for its fields only', async () => {
	const tenant = await serve(rowsOf(25));
	const run = await searchAcd(tenant.server.credential, DAY);
	expect(sorted(idsOf(run))).toEqual(all(25));
	expect(tenant.pages).toEqual([
		{
			startDate: '2026-05-18T23:59:00.000Z',
			endDate: '2026-05-20T00:01:00.000Z',
			orderBy: 'contactId',
			mediaTypeId: '4',
			skip: '0',
			top: '10000',
		},
	]);
	const summary = await searchAcd(tenant.server.credential, { ...DAY, output: 'contactSummary' });
	expect(jsonsOf(summary)).toMatchObject([{ contactId: '+12015550100', frequency: 25 }]);
	expect(tenant.pages[1].fields).toBe(
		'contactId,masterContactId,contactStartDate,isOutbound,agentSeconds,fromAddress,toAddress,mediaTypeId',
	);
});

test('one day of 100,000 contacts is ten pages and an empty one beside one look, points of contact and skills', async () => {
	const tenant = await serve(rowsOf(100_000));
	const run = await searchAcd(tenant.server.credential, { ...DAY, output: 'contactSummary' });
	expect(jsonsOf(run)).toMatchObject([{ frequency: 100_000 }]);
	const { server } = tenant;
	expect(tenant.pages).toHaveLength(11);
	expect(server.count('/inContactAPI/')).toBe(14);
});

test('pages that are shorter than asked for are read on', async () => {
	const tenant = await serve(rowsOf(25));
	tenant.answer = ({ rows, skip, top }) => page(rows, skip, Math.min(top, 7));
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(sorted(idsOf(run))).toEqual(all(25));
});

test('without a total it is read until a page is empty', async () => {
	const tenant = await serve(rowsOf(25));
	tenant.answer = ({ rows, skip, top }) =>
		skip >= rows.length ? undefined : { body: { completedContacts: rows.slice(skip, skip + top) } };
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(sorted(idsOf(run))).toEqual(all(25));
});

test('a service that ignores pages gives all at once, and that is seen', async () => {
	const tenant = await serve(rowsOf(25));
	tenant.answer = ({ rows }) => page(rows, 0, 1_000);
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(sorted(idsOf(run))).toEqual(all(25));
	expect(run.node?.hints?.map(({ message }) => message)).toContain(
		'1 pages held more interactions than were asked for.',
	);
});

test('the same page again and again is refused', async () => {
	const tenant = await serve(rowsOf(25));
	tenant.answer = ({ rows, top }) => ({
		body: { totalRecords: 25, completedContacts: rows.slice(0, top) },
	});
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(run.error?.message).toBe(
		"'Search Completed Contacts' cannot be read: it gives the same page again and again",
	);
});

test('rows that come while it is read do no harm', async () => {
	const tenant = await serve(rowsOf(25));
	tenant.answer = ({ rows, skip, top }) =>
		page(skip > 0 ? [contactRow(50), ...rows] : rows, skip, top);
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(sorted(idsOf(run))).toEqual(all(25));
});

test('a row that slips to an earlier page because one went away is not lost: it is read anew', async () => {
	const tenant = await serve(rowsOf(25));
	tenant.answer = ({ rows, skip, top }) => {
		const now = [...rows];
		const isThere = (id: number) => now.some(({ contactId }) => contactId === id);
		const changes =
			skip === 10 && isThere(101) ? 'goes' : skip === 20 && !isThere(126) ? 'comes' : '';
		// One goes from before this page, and another comes later: the number of rows does not tell.
		if (changes === 'goes') tenant.contacts.splice(0, 1);
		if (changes === 'goes') now.splice(0, 1);
		if (changes === 'comes') tenant.contacts.push(contactRow(126));
		if (changes === 'comes') now.push(contactRow(126));
		return page(now, skip, top);
	};
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(sorted(idsOf(run))).toEqual([...all(25).slice(1), 126]);
});

test('fewer rows than CXone tells of are refused', async () => {
	const tenant = await serve(rowsOf(25));
	tenant.answer = ({ rows, skip, top }) => {
		const completedContacts = rows.slice(skip, Math.min(skip + top, 22));
		return completedContacts.length === 0
			? { status: 204 }
			: { body: { totalRecords: 25, completedContacts } };
	};
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(run.error?.message).toBe(
		"'Search Completed Contacts' cannot be read: it tells of 25 contacts and gives 22",
	);
});

test('an order that changes from page to page loses nothing unseen', async () => {
	const tenant = await serve(rowsOf(25));
	let turn = 0;
	tenant.answer = ({ rows, skip, top }) => {
		const by = turn++ % 2 === 0 ? 1 : -1;
		return page(
			[...rows].sort((a, b) => by * (Number(a.contactId) - Number(b.contactId))),
			skip,
			top,
		);
	};
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(run.error?.message).toContain('it tells of 25 contacts and gives');
});

test.each([
	['is refused', () => ({ status: 400, headers: { icStatusDescription: 'Invalid fields list' } })],
	[
		'is not understood',
		({ rows }: { rows: object[] }) => ({
			body: {
				totalRecords: rows.length,
				completedContacts: rows.map((row) => ({
					contactId: (row as { contactId: number }).contactId,
				})),
			},
		}),
	],
])('a list of fields that %s is left out, once for all pages', async (_, answerToFields) => {
	const tenant = await serve(rowsOf(25));
	tenant.answer = (asked) => (asked.query.fields === undefined ? undefined : answerToFields(asked));
	const run = await searchAcd(tenant.server.credential, {
		...options({ pageSize: 10, maxConcurrency: 1 }),
		output: 'contactSummary',
	});
	expect(jsonsOf(run)).toMatchObject([{ frequency: 25 }]);
	expect(tenant.asked.filter(({ fields }) => fields !== undefined)).toHaveLength(1);
	expect(tenant.asked.filter(({ top }) => top === '10')).toHaveLength(4);
});

test('a page that is no page starts the query again, and nothing comes twice', async () => {
	const tenant = await serve(rowsOf(25));
	let isFirst = true;
	tenant.answer = ({ skip }) => {
		if (skip !== 10 || !isFirst) return undefined;
		isFirst = false;
		return { body: { totalRecords: 25 } };
	};
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10 }));
	expect(sorted(idsOf(run))).toEqual(all(25));
});

test("more pages than 'Max Pages' are not read", async () => {
	const tenant = await serve(rowsOf(25));
	const run = await searchAcd(tenant.server.credential, options({ pageSize: 10, maxPages: 2 }));
	expect(run.error?.message).toBe(
		"'Search Completed Contacts' has more than 2 pages, the limit set in 'Max Pages'",
	);
});

test('rows that are no contacts are left out and told; ids that lost digits are refused', async () => {
	const tenant = await serve([
		...rowsOf(2),
		contactRow(undefined),
		contactRow(104, { contactStartDate: 'soon' }),
	]);
	tenant.answer = ({ skip, top }) =>
		page([...tenant.contacts, null as unknown as object], skip, top);
	const run = await searchAcd(tenant.server.credential, DAY);
	expect(sorted(idsOf(run))).toEqual([101, 102]);
	expect(run.node?.hints?.map(({ message }) => message)).toContain(
		"3 rows of CXone's answer without contact ID or start time were left out.",
	);
	tenant.contacts.push(contactRow(2 ** 60));
	const refused = await searchAcd(tenant.server.credential, DAY);
	expect(refused.error?.message).toContain('numbers of more than 15 digits');
});

test('a window with more rows than expected is cut before it is paged to the depth', async () => {
	const day = (n: number) => iso(NOW - (0.6 + n) * DAY_MS);
	const rows = Array.from({ length: 60_000 }, (_, n) =>
		contactRow(1_000 + n, { contactStartDate: day(n % 20) }),
	);
	const tenant = await serve(rows);
	// The look shows one row only, and no total.
	tenant.answer = ({ top, rows: found }) =>
		top === 1 ? { body: { totalRecords: 10, completedContacts: found.slice(0, 1) } } : undefined;
	const run = await searchAcd(tenant.server.credential, {
		...DAY,
		startTime: iso(NOW - 25 * DAY_MS),
		endTime: iso(NOW),
		output: 'contactSummary',
	});
	expect(jsonsOf(run)).toMatchObject([{ frequency: 60_000 }]);
	expect(Math.max(...tenant.pages.map(({ skip }) => Number(skip)))).toBeLessThan(50_000);
	expect(new Set(tenant.pages.map(({ startDate, endDate }) => startDate + endDate)).size).toBe(3);
});
