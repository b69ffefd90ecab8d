import { waiting } from '../../nodes/shared/transport/wait.ts';
import { DAY_MS, hintsOf, iso, jsonItems, jsonsOf, NOW, searchAcd } from './acdSearchRuns.mts';
import { contactRow, ContactsServer } from './contactsServer.mts';

const started: ContactsServer[] = [];
beforeAll(() => {
	waiting.scale = 0.001;
});
afterAll(async () => {
	waiting.scale = 1;
	await Promise.all(started.map(async ({ server }) => await server.close()));
});
async function serve(): Promise<ContactsServer> {
	const server = await ContactsServer.start([contactRow(101), contactRow(102)]);
	started.push(server);
	return server;
}
const range = (days: number) => ({
	contactSource: 'all',
	timeRange: 'between',
	startTime: iso(NOW - days * DAY_MS),
	endTime: iso(NOW - DAY_MS / 2),
});
const descriptionOf = (error: unknown) => String((error as { description?: string }).description);

test('a range that begins too early names the earliest begin that is taken', async () => {
	const tenant = await serve();
	const earliest = iso(NOW - 70.5 * DAY_MS);
	tenant.answer = ({ query }) =>
		query.startDate < earliest
			? { status: 400, headers: { icStatusDescription: 'Invalid startDate - data is not kept' } }
			: undefined;
	const run = await searchAcd(tenant.server.credential, range(90));
	expect(run.error?.message).toBe(
		'CXone does not answer for a time range that begins so early (400)',
	);
	expect(descriptionOf(run.error)).toBe(
		`The earliest begin that it takes is ${earliest.slice(0, 10)}T00:00:00.000Z: lower 'Days Back', or set 'Start Time' to it. CXone said: Invalid startDate - data is not kept.`,
	);
	const days = Number((NOW - Date.parse(`${earliest.slice(0, 10)}T00:00:00.000Z`)) / DAY_MS);
	const taken = await searchAcd(tenant.server.credential, range(days));
	expect(taken.error).toBeUndefined();
});

test('a refusal for another reason is told with the reason that stands in the header only', async () => {
	const tenant = await serve();
	tenant.answer = () => ({
		status: 400,
		headers: { icStatusDescription: 'Invalid orderby arguments' },
	});
	const run = await searchAcd(tenant.server.credential, range(5));
	expect(run.error?.message).toBe("CXone refused 'Search Completed Contacts' as not valid (400)");
	expect(descriptionOf(run.error)).toContain('CXone said: Invalid orderby arguments.');
});

test('no reason of a call by address is shown: it may repeat the number', async () => {
	const tenant = await serve();
	tenant.answer = ({ query, top }) =>
		query.fromAddress === '2015550100' && top === 1
			? { status: 500, headers: { icStatusDescription: 'Odd address 2015550100 of Jane' } }
			: undefined;
	const run = await searchAcd(
		tenant.server.credential,
		{ ...range(5), contactSource: 'inputItems', options: { askBy: 'address', pageSize: 1 } },
		{ items: jsonItems({ contactId: '2015550100' }) },
	);
	expect(run.error?.message).toContain("could not carry out 'Search Completed Contacts'");
	expect(`${run.error?.message} ${descriptionOf(run.error)}`).not.toMatch(/Jane|2015550100/);
});

test('a permission that is missing is told', async () => {
	const tenant = await serve();
	tenant.answer = () => ({ status: 403 });
	const run = await searchAcd(tenant.server.credential, range(5));
	expect(run.error?.message).toContain("does not allow 'Search Completed Contacts'");
});

test('points of contact that a new login may not see do not end the run', async () => {
	const tenant = await serve();
	tenant.server.odd.set('/inContactAPI/services/v30.0/points-of-contact', { status: 403 });
	tenant.server.odd.set('/inContactAPI/services/v30.0/skills', { status: 403 });
	const run = await searchAcd(tenant.server.credential, range(5));
	expect(run.error).toBeUndefined();
	expect(jsonsOf(run)).toHaveLength(2);
	expect(hintsOf(run).join()).toContain("'Own Numbers'");
});

test('points of contact that fail for good are an error: own numbers could count as customers', async () => {
	const tenant = await serve();
	tenant.server.odd.set('/inContactAPI/services/v30.0/points-of-contact', { status: 500 });
	const run = await searchAcd(tenant.server.credential, range(5));
	expect(run.error?.message).toContain("could not carry out 'Get Points of Contact'");
});

test('a tenant that shows no masters says so in a hint', async () => {
	const tenant = await serve();
	for (const row of tenant.contacts) delete (row as { masterContactId?: unknown }).masterContactId;
	const run = await searchAcd(tenant.server.credential, range(5));
	expect(jsonsOf(run)).toHaveLength(2);
	expect(hintsOf(run).join()).toContain('CXone shows contacts without masterContactId');
});

test('a window that fails fails the search: a history that lacks it scores wrongly', async () => {
	const tenant = await serve();
	tenant.contacts.push(contactRow(50, { contactStartDate: iso(NOW - 40 * DAY_MS) }));
	tenant.answer = ({ query }) =>
		query.top !== '1' && query.startDate < iso(NOW - 20 * DAY_MS) ? { status: 500 } : undefined;
	const run = await searchAcd(tenant.server.credential, range(60), {
		onError: 'continueErrorOutput',
	});
	expect(run.items).toEqual([]);
	expect(run.errorItems).toHaveLength(1);
});
