import { startSandbox, type Interaction, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems } from '../support/engine.mts';
import {
	answerTo,
	IN_YEAR,
	jsonsOf,
	search,
	searchBodies,
	summaryOf,
	yearOfCalls,
} from './searchRuns.mts';

const ALL = { ...IN_YEAR, contactSource: 'all' };
const history = yearOfCalls(80);
const contactIds = [...new Set(history.map(({ contactId }) => contactId))].sort();
const byContact = (ids: string[]) =>
	ids.flatMap((contactId) => answerTo(history, { contactIds: [contactId], types: ['voice'] }));
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ history });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const pageSizes = () => searchBodies(sandbox).map(({ pageSize }) => pageSize);

describe('all results', () => {
	it('are the default', async () => {
		const run = await search(sandbox, ALL);

		expect(run.items).toHaveLength(answerTo(history, { types: ['voice'] }).length);
		expect(run.items.length).toBeGreaterThan(50);
	});
});

describe('a limit of interactions', () => {
	const voice = answerTo(history, { types: ['voice'] });

	it.each([
		[7, 500, [7]],
		[50, 20, [20, 20, 20]],
		[40, 20, [20, 20]],
		[voice.length, 500, [voice.length]],
	])('of %i is kept, and no row beyond it is asked for', async (limit, pageSize, asked) => {
		const parameters = { ...ALL, returnAll: false, limit, options: { pageSize } };

		const run = await search(sandbox, parameters);

		expect(pageSizes()).toEqual(asked);
		expect(jsonsOf(run)).toEqual(voice.slice(0, limit));
		expect(jsonsOf(await search(sandbox, parameters))).toEqual(jsonsOf(run));
	});

	it('of 50 is the default', async () => {
		const run = await search(sandbox, { ...ALL, returnAll: false });

		expect(jsonsOf(run)).toEqual(voice.slice(0, 50));
	});

	it('above the number of rows gives all of them', async () => {
		const limit = voice.length + 1;

		const run = await search(sandbox, { ...ALL, returnAll: false, limit });

		expect(jsonsOf(run)).toEqual(voice);
	});

	it('goes from request to request over the contacts, in their order', async () => {
		const limit = 30;
		const items = jsonItems(...contactIds.map((contactId) => ({ contactId })));
		const parameters = {
			...IN_YEAR,
			returnAll: false,
			limit,
			options: { contactsPerRequest: 1, pageSize: 8 },
		};

		const run = await search(sandbox, parameters, { items });

		const expected = byContact(contactIds).slice(0, limit);
		expect(run.items).toEqual(
			expected.map((json) => ({ json, pairedItem: { item: contactIds.indexOf(json.contactId) } })),
		);
		const bodies = searchBodies(sandbox);
		let received = 0;
		let readOfContact = 0;
		let asked = 0;
		for (const { filters, pageSize, pageToken } of bodies) {
			// A query keeps the size of its first page.
			if (pageToken === null) [readOfContact, asked] = [0, Math.min(8, limit - received)];
			expect(pageSize).toBe(asked);
			const left = byContact(filters.contactIds ?? []).length - readOfContact;
			const pageRows = Math.min(left, pageSize);
			readOfContact += pageRows;
			received += pageRows;
		}
		expect(received).toBeGreaterThanOrEqual(limit);
		expect(received).toBeLessThan(limit + 8);
		const lastAsked = bodies[bodies.length - 1].filters.contactIds;
		expect(lastAsked).toEqual([expected[limit - 1].contactId]);
	});

	it('of zero is refused before any request', async () => {
		const run = await search(sandbox, { ...ALL, returnAll: false, limit: 0 });

		expect(run.error).toMatchObject({
			message: "'Limit' is not a whole number of 1 or more",
			context: { itemIndex: 0 },
		});
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a limit of contacts', () => {
	it('counts contacts, whose histories are whole, and asks for no more contacts than needed', async () => {
		const limit = 3;
		const items = jsonItems(...contactIds.map((contactId) => ({ contactId })));

		const run = await search(
			sandbox,
			{ ...IN_YEAR, output: 'contactSummary', returnAll: false, limit, options: { pageSize: 2 } },
			{ items },
		);

		const voice = answerTo(history, { types: ['voice'] });
		const callers = contactIds.filter((id) => voice.some(({ contactId }) => contactId === id));
		const expected = summaryOf(voice, callers.slice(0, limit));
		expect(Math.max(...expected.map(({ frequency }) => frequency))).toBeGreaterThan(2);
		expect(jsonsOf(run)).toEqual(expected);
		const asked = new Set(searchBodies(sandbox).flatMap(({ filters }) => filters.contactIds ?? []));
		expect(asked.size).toBeLessThan(2 * limit + 1);
	});

	it('counts contacts without interactions where they have a row', async () => {
		const items = jsonItems({ contactId: 'silent-1' }, { contactId: 'silent-2' });

		const run = await search(
			sandbox,
			{
				...IN_YEAR,
				output: 'contactSummary',
				returnAll: false,
				limit: 1,
				options: { includeContactsWithoutInteractions: true },
			},
			{ items },
		);

		expect(jsonsOf(run)).toEqual(summaryOf([] as Interaction[], ['silent-1']));
		expect(searchBodies(sandbox)).toHaveLength(1);
	});

	it('is stable for all contacts', async () => {
		const parameters = { ...ALL, output: 'contactSummary', returnAll: false, limit: 5 };

		const run = await search(sandbox, parameters);

		const voice = answerTo(history, { types: ['voice'] });
		const firstFive = [...new Set(voice.map(({ contactId }) => contactId))].slice(0, 5);
		expect(jsonsOf(run)).toEqual(summaryOf(voice, firstFive));
		expect(jsonsOf(await search(sandbox, parameters))).toEqual(jsonsOf(run));
	});
});
