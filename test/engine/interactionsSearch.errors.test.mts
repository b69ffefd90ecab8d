import { waiting } from '../../nodes/shared/transport/wait.ts';
import { startSandbox, type FaultRule, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems, type TestedNodeRun } from '../support/engine.mts';
import {
	answerTo,
	IN_YEAR,
	jsonsOf,
	search,
	searchBodies,
	summaryOf,
	yearOfCalls,
} from './searchRuns.mts';

const history = yearOfCalls(30, 300);
const voice = answerTo(history, { types: ['voice'] });
const contactIds = [...new Set(voice.map(({ contactId }) => contactId))].slice(0, 6);
const items = jsonItems(...contactIds.map((contactId) => ({ contactId })));
const IN_PAIRS = { ...IN_YEAR, options: { contactsPerRequest: 2, maxConcurrency: 1 } };
let sandbox: Sandbox;

beforeAll(async () => {
	waiting.scale = 0.01;
	sandbox = await startSandbox({ history });
});
afterEach(() => sandbox.reset());
afterAll(async () => {
	waiting.scale = 1;
	await sandbox.close();
});

function spoilSearch(effect: FaultRule['effect'], rule: Partial<FaultRule> = {}): void {
	sandbox.faults.add({ call: 'searchInteractions', effect, times: Infinity, ...rule });
}

const failedItems = ({ errorItems }: TestedNodeRun) =>
	errorItems.map(({ pairedItem }) => pairedItem);

describe('a search that fails', () => {
	it.each([
		[400, 1, "CXone refused 'Search Interactions' as not valid (400)"],
		[
			403,
			1,
			"CXone does not allow 'Search Interactions': the scope 'interactions:read' is missing",
		],
		[404, 1, "CXone does not know what 'Search Interactions' asked for (404)"],
		[413, 1, "CXone refused 'Search Interactions' as too large (413)"],
		[429, 4, "'Search Interactions' was refused after 4 tries (429)"],
		[500, 4, "CXone could not carry out 'Search Interactions' after 4 tries (status 500)"],
		[504, 4, "CXone could not carry out 'Search Interactions' after 4 tries (status 504)"],
	])('with %i is tried %i times and named', async (status, tries, message) => {
		spoilSearch({ type: 'status', status });

		const run = await search(sandbox, IN_YEAR, { items: items.slice(0, 1) });

		expect(run.status).toBe('error');
		expect(run.error?.name).toBe('NodeApiError');
		expect(run.error?.message).toContain(message);
		expect(run.error?.httpCode).toBe(String(status));
		expect(run.error?.description).toMatch(/\w{3}/);
		expect(searchBodies(sandbox)).toHaveLength(tries);
	});

	it('shows no contact id that the service repeats', async () => {
		spoilSearch({ type: 'status', status: 400, body: { message: `${contactIds[0]} is wrong` } });

		const run = await search(sandbox, IN_YEAR, { items: items.slice(0, 1) });

		expect(JSON.stringify([run.error?.message, run.error?.description])).not.toContain(
			contactIds[0],
		);
	});

	it('with a wrong secret says what to check', async () => {
		const credential = { ...sandbox.credential, clientSecret: 'wrong' };

		const run = await search({ credential }, IN_YEAR, { items: items.slice(0, 1) });

		expect(run.error?.message).toBe('CXone does not accept the credential');
		expect(run.error?.description).toContain("'Client Secret'");
		expect(searchBodies(sandbox)).toEqual([]);
	});

	it('stops the run under Stop: no request for the other contacts follows', async () => {
		spoilSearch({ type: 'status', status: 400 }, { skip: 1 });

		const run = await search(sandbox, IN_PAIRS, { items });

		expect(run.status).toBe('error');
		expect(searchBodies(sandbox)).toHaveLength(2);
	});
});

describe('a request that fails under Continue', () => {
	it.each(['interactions', 'contactSummary'])(
		'fails the items of its contacts only, for %s',
		async (output) => {
			spoilSearch({ type: 'status', status: 400 }, { skip: 1, times: 1 });

			const run = await search(
				sandbox,
				{ ...IN_PAIRS, output },
				{ items: [...items, items[3]], onError: 'continueErrorOutput' },
			);

			const [a, b, , , c, d] = contactIds;
			const answered = [
				...answerTo(voice, { contactIds: [a, b] }),
				...answerTo(voice, { contactIds: [c, d] }),
			];
			expect(jsonsOf(run)).toEqual(
				output === 'interactions' ? answered : summaryOf(voice, [a, b, c, d]),
			);
			expect(failedItems(run)).toEqual([{ item: 2 }, { item: 3 }, { item: 6 }]);
			for (const { json } of run.errorItems) expect(json.error).toContain('(400)');
		},
	);

	it('fails the items that ask for ids or all contacts together, and gives no part', async () => {
		for (const parameters of [
			{ ...IN_PAIRS, contactSource: 'ids', contactIds: contactIds.join() },
			{ ...IN_YEAR, contactSource: 'all', options: { maxConcurrency: 2 } },
		]) {
			sandbox.reset();
			spoilSearch({ type: 'status', status: 400 }, { skip: 1, times: 1 });

			const run = await search(sandbox, parameters, {
				items: items.slice(0, 2),
				onError: 'continueErrorOutput',
			});

			expect(sandbox.faults.left).toEqual([]);
			expect(run.items).toEqual([]);
			expect(failedItems(run)).toEqual([{ item: 0 }, { item: 1 }]);
		}
	});

	it('with a missing scope fails all items after a single request', async () => {
		spoilSearch({ type: 'status', status: 403 });

		const run = await search(sandbox, IN_PAIRS, { items, onError: 'continueErrorOutput' });

		expect(run.items).toEqual([]);
		expect(failedItems(run)).toEqual(items.map((_, item) => ({ item })));
		expect(searchBodies(sandbox)).toHaveLength(1);
	});
});

describe('rows that the service should not have given', () => {
	const good = { id: 'good', startTime: '2026-01-01T00:00:00Z', contactId: 'A', type: 'voice' };
	const body = JSON.stringify({
		data: [{ ...good, id: 'foreign', contactId: 'B' }, good, null, 'text', [good], good, { x: 1 }],
		pagination: {},
	});

	it.each([
		['interactions', [good, { x: 1 }]],
		['contactSummary', summaryOf([{ ...good, startTime: '2026-01-01T00:00:00.000Z' }], ['A'])],
	])('are left out of %s and told of', async (output, expected) => {
		spoilSearch({ type: 'raw', status: 200, contentType: 'application/json', body });

		const run = await search(
			sandbox,
			{ ...IN_YEAR, output },
			{ items: jsonItems({ contactId: 'A' }) },
		);

		expect(jsonsOf(run)).toEqual(expected);
		expect(run.node?.hints.map(({ message }) => message)).toEqual([
			'1 interactions of contacts that were not asked for were left out: CXone did not keep to the contact filter.',
			"3 rows of CXone's answer were no interactions and were left out.",
			...(output === 'contactSummary'
				? ['1 interactions without contact ID or time could not be counted in a summary.']
				: []),
		]);
	});

	it('unknown fields pass through untouched', async () => {
		const row = { ...good, a: { b: [0, false, '', null, 1e21] }, 'x.y': '📞', ['__proto__']: 7 };
		const body = JSON.stringify({ data: [row], pagination: { nextPageToken: '' }, total: 1 });
		spoilSearch({ type: 'raw', status: 200, contentType: 'application/json', body });

		const run = await search(sandbox, IN_YEAR, { items: jsonItems({ contactId: 'A' }) });

		expect(JSON.stringify(jsonsOf(run))).toBe(JSON.stringify([row]));
	});
});
