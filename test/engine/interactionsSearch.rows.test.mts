import { startSandbox, type Interaction, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems } from '../support/engine.mts';
import { byId, IN_YEAR, jsonsOf, search, searchBodies, summaryOf } from './searchRuns.mts';

/** A conference: one interaction of two contacts. */
const shared = ['A', 'B'].map((contactId) => ({
	id: 'conference',
	startTime: '2026-01-01T10:00:00.000Z',
	contactId,
	type: 'voice',
}));
const BOTH = jsonItems({ contactId: 'A' }, { contactId: 'B' });
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ history: shared });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** Makes the service answer with this text. */
function answerWith(data: string): void {
	const body = `{"data": ${data}, "pagination": {}}`;
	const effect = { type: 'raw', status: 200, contentType: 'application/json', body } as const;
	sandbox.faults.add({ call: 'searchInteractions', times: Infinity, effect });
}

describe('an interaction of two contacts', () => {
	it.each([1, 2])('counts for both, asked %i at a time', async (contactsPerRequest) => {
		const parameters = { ...IN_YEAR, options: { contactsPerRequest } };

		const run = await search(sandbox, parameters, { items: BOTH });
		const summary = await search(
			sandbox,
			{ ...parameters, output: 'contactSummary' },
			{ items: BOTH },
		);

		expect(jsonsOf(run)).toEqual(shared);
		expect(jsonsOf(summary)).toEqual(summaryOf(shared, ['A', 'B']));
	});

	it.each([0, 1])('counts for both at the edge %i of two windows', async (edge) => {
		const range = {
			...IN_YEAR,
			startTime: '2026-01-01T00:00:00Z',
			endTime: '2026-01-01T16:00:00Z',
			contactSource: 'all',
		};
		await search(sandbox, range);
		const edges = searchBodies(sandbox).map(({ filters }) => filters.endTime);
		expect(edges).toHaveLength(16);
		const startTime = edges.sort()[edge];
		answerWith(JSON.stringify(shared.map((row) => ({ ...row, startTime }))));

		const run = await search(sandbox, range);
		const summary = await search(sandbox, { ...range, output: 'contactSummary' });

		// Every window gives both rows; only those two that meet there take them for theirs alone.
		const perContact = (contactId: string) =>
			jsonsOf(run).filter((row) => row.contactId === contactId).length;
		expect(perContact('A')).toBe(perContact('B'));
		expect(jsonsOf(summary).map(({ frequency }) => frequency)).toEqual([
			perContact('A'),
			perContact('A'),
		]);
	});
});

describe('a time without zone', () => {
	it.each(['Europe/Vienna', 'America/New_York', 'UTC'])(
		'of CXone is UTC in a workflow of %s',
		async (timezone) => {
			answerWith(JSON.stringify([{ ...shared[0], startTime: '2026-01-01T10:00:00' }]));

			const run = await search(
				sandbox,
				{ ...IN_YEAR, output: 'contactSummary' },
				{ items: BOTH.slice(0, 1), timezone },
			);

			expect(jsonsOf(run)).toEqual(summaryOf(shared, ['A']));
		},
	);
});

describe('ids that are numbers', () => {
	const row = (id: string, contactId: string) =>
		`{"id": ${id}, "contactId": ${contactId}, "startTime": "2026-01-01T10:00:00.000Z"}`;
	const items = jsonItems({ contactId: '42' }, { contactId: '9007199254740993' });

	it.each([
		['interaction', [row('9007199254740993', '42'), row('9007199254740992', '42')]],
		['contact', [row('1', '9007199254740993')]],
	])('of an %s, beyond 2^53, end in a clear error', async (_, rows) => {
		answerWith(`[${rows.join()}]`);

		for (const output of ['interactions', 'contactSummary']) {
			const run = await search(sandbox, { ...IN_YEAR, output }, { items });

			expect(run.error).toMatchObject({
				name: 'NodeOperationError',
				message:
					"CXone answered 'Search Interactions' with ids that are numbers of more than 15 digits, which cannot be read exactly",
				description: expect.stringContaining('ids as text'),
			});
			expect(JSON.stringify([run.error?.message, run.error?.description])).not.toMatch(/90071/);
		}
	});

	it('up to 2^53 are read', async () => {
		const ids = [row('9007199254740991', '42'), row('9007199254740990', '42'), row('-0.5', '42')];
		answerWith(`[${ids.join()}]`);

		const run = await search(sandbox, IN_YEAR, { items });
		const summary = await search(sandbox, { ...IN_YEAR, output: 'contactSummary' }, { items });

		expect(run.items).toHaveLength(3);
		expect(jsonsOf(summary).map(({ frequency }) => frequency)).toEqual([3]);
	});

	it('fail their own items only, under Continue', async () => {
		const effect = {
			type: 'raw',
			status: 200,
			contentType: 'application/json',
			body: `{"data": [${row('9007199254740993', '42')}], "pagination": {}}`,
		} as const;
		sandbox.faults.add({ call: 'searchInteractions', effect });

		const run = await search(
			sandbox,
			{ ...IN_YEAR, options: { contactsPerRequest: 1, maxConcurrency: 1 } },
			{
				items: jsonItems({ contactId: '42' }, { contactId: 'A' }),
				onError: 'continueErrorOutput',
			},
		);

		expect(jsonsOf(run)).toEqual(shared.slice(0, 1));
		expect(run.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
	});
});

describe('a last page that holds more rows than there is room for', () => {
	const rows = Array.from(
		{ length: 9 },
		(_, n): Interaction => ({ ...shared[0], id: `row-${n}`, contactId: n < 6 ? 'A' : 'B' }),
	);

	it.each([1, 4, 5, 8, 9, 20])('gives %i rows at most', async (limit) => {
		answerWith(JSON.stringify(rows));

		const run = await search(sandbox, { ...IN_YEAR, returnAll: false, limit }, { items: BOTH });

		expect(byId(jsonsOf(run) as Interaction[])).toEqual(rows.slice(0, limit));
	});

	it('gives no contact more than the limit', async () => {
		answerWith(JSON.stringify(rows));
		const parameters = { ...IN_YEAR, output: 'contactSummary', returnAll: false, limit: 1 };

		const run = await search(sandbox, { ...parameters, contactSource: 'all' });

		expect(jsonsOf(run)).toEqual(summaryOf(rows, ['A']));
	});
});
