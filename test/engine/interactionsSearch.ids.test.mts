import { startSandbox, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems } from '../support/engine.mts';
import { answerTo, IN_YEAR, jsonsOf, search, searchBodies, yearOfCalls } from './searchRuns.mts';

const numbered = {
	id: 'numbered',
	startTime: '2026-01-01T00:00:00.000Z',
	contactId: '42',
	type: 'voice',
};
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ history: [...yearOfCalls(60), numbered] });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe('contact ids that are given', () => {
	it('are refused before any request when they are objects', async () => {
		const run = await search(sandbox, {
			...IN_YEAR,
			contactSource: 'ids',
			contactIds: '={{ [{ id: "C-000004" }] }}',
		});

		expect(run.error?.message).toBe("'Contact IDs' holds objects instead of IDs");
		expect(sandbox.requests).toEqual([]);
	});

	it.each(['={{ 9007199254740993 }}', '={{ [42, 9007199254740993] }}'])(
		'are refused before any request where a number lost digits: %s',
		async (contactIds) => {
			const run = await search(sandbox, { ...IN_YEAR, contactSource: 'ids', contactIds });

			expect(run.error).toMatchObject({
				message: "'Contact IDs' holds a number that has lost digits",
				description: expect.stringContaining('Make it text'),
			});
			expect(sandbox.requests).toEqual([]);
		},
	);

	it.each([
		['with commas', ' C-000004 ,C-000009,, '],
		['with lines', 'C-000004\nC-000009\r\n'],
		['with both, and twice', 'C-000004\nC-000009,C-000004'],
		['as an array by expression', '={{ ["C-000004", "C-000009", "C-000004"] }}'],
	])('are read %s', async (_, contactIds) => {
		const run = await search(
			sandbox,
			{ ...IN_YEAR, contactSource: 'ids', contactIds },
			{ items: jsonItems({ contactId: 'C-000012' }) },
		);

		const asked = ['C-000004', 'C-000009'];
		expect(searchBodies(sandbox).map(({ filters }) => filters.contactIds)).toEqual([asked]);
		expect(run.items).toEqual(
			answerTo(sandbox.state.history, { contactIds: asked, types: ['voice'] }).map((json) => ({
				json,
				pairedItem: { item: 0 },
			})),
		);
	});

	it('may be numbers by expression', async () => {
		const run = await search(sandbox, {
			...IN_YEAR,
			contactSource: 'ids',
			contactIds: '={{ [42] }}',
		});

		expect(jsonsOf(run)).toEqual([numbered]);
	});

	it.each([' , \n', '={{ [] }}', '={{ null }}'])('must not be empty: %j', async (contactIds) => {
		const run = await search(sandbox, { ...IN_YEAR, contactSource: 'ids', contactIds });

		expect(run.error).toMatchObject({
			message: "'Contact IDs' is empty",
			context: { itemIndex: 0 },
		});
		expect(sandbox.requests).toEqual([]);
	});
});

it('asks for all contacts without a contact filter', async () => {
	const run = await search(
		sandbox,
		{ ...IN_YEAR, contactSource: 'all' },
		{ items: jsonItems({ contactId: 'C-000004' }, { contactId: 'C-000009' }) },
	);

	for (const { filters } of searchBodies(sandbox)) expect(filters).not.toHaveProperty('contactIds');
	expect(run.items).toEqual(
		answerTo(sandbox.state.history, { types: ['voice'] }).map((json) => ({
			json,
			pairedItem: { item: 0 },
		})),
	);
});
