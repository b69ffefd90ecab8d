import { startSandbox, type Interaction, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems, type TestedNodeRun } from '../support/engine.mts';
import { IN_YEAR, search } from './searchRuns.mts';

const history = Array.from(
	{ length: 10 },
	(_, n): Interaction => ({
		id: `row-${n}`,
		startTime: `2026-01-01T10:00:0${n}.000Z`,
		contactId: n < 6 ? 'A' : 'B',
		type: 'voice',
	}),
);
const itemsOf = (...contactIds: string[]) =>
	jsonItems(...contactIds.map((contactId) => ({ contactId })));
const LIMIT = "'Return All' is off and 'Limit' was reached: ";
const CUT_HISTORY = [`${LIMIT}a history that is cut short scores wrongly.`];
const CUT_CONTACTS = [`${LIMIT}further contacts may have been left out.`];
const CHECK = "Check the contact IDs, the time range and 'Interaction Types'.";
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ history });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const hintsOf = ({ node }: TestedNodeRun) => node?.hints.map(({ message }) => message);

describe.each(['interactions', 'contactSummary'])('the hints of %s', (output) => {
	it.each([
		[['A', 'B'], []],
		[['A', 'B', 'A'], []],
		[['A', 'x', 'B', 'y'], ['2 of the 4 contacts asked for had interactions.']],
		[['x', 'y', 'x'], [`None of the 2 contacts asked for had interactions. ${CHECK}`]],
	])('say how many contacts were found, of %j', async (contactIds, hints) => {
		const parameters = { ...IN_YEAR, output, options: { contactsPerRequest: 1 } };

		const run = await search(sandbox, parameters, { items: itemsOf(...contactIds) });

		expect(hintsOf(run)).toEqual(hints);
	});

	it('count a contact once that several searches ask for', async () => {
		const items = jsonItems(
			{ contactId: 'A', to: '2026-02-01T00:00:00Z' },
			{ contactId: 'A', to: '2025-06-01T00:00:00Z' },
			{ contactId: 'x', to: '2025-06-01T00:00:00Z' },
		);

		const run = await search(
			sandbox,
			{ ...IN_YEAR, output, endTime: '={{ $json.to }}' },
			{ items },
		);

		expect(hintsOf(run)).toEqual(['1 of the 2 contacts asked for had interactions.']);
	});

	it.each([
		['voice', []],
		['chat', ["No interactions were found. Check the time range and 'Interaction Types'."]],
	])('tell where all contacts had none, for %s', async (type, hints) => {
		const parameters = { ...IN_YEAR, output, contactSource: 'all', interactionTypes: [type] };

		expect(hintsOf(await search(sandbox, parameters))).toEqual(hints);
	});

	it('say nothing of what failed', async () => {
		sandbox.faults.add({
			call: 'searchInteractions',
			times: Infinity,
			effect: { type: 'status', status: 400 },
		});
		for (const contactSource of ['inputItems', 'all']) {
			const run = await search(
				sandbox,
				{ ...IN_YEAR, output, contactSource },
				{ items: itemsOf('A', 'x'), onError: 'continueErrorOutput' },
			);

			expect(run.errorItems).toHaveLength(2);
			expect(hintsOf(run)).toEqual([]);
		}
	});

	it('count only contacts that were answered', async () => {
		sandbox.faults.add({
			call: 'searchInteractions',
			effect: { type: 'status', status: 400 },
		});

		const run = await search(
			sandbox,
			{ ...IN_YEAR, output, options: { contactsPerRequest: 1, maxConcurrency: 1 } },
			{ items: itemsOf('x', 'A', 'y'), onError: 'continueErrorOutput' },
		);

		expect(hintsOf(run)).toEqual(['1 of the 2 contacts asked for had interactions.']);
	});
});

describe('a limit that was reached', () => {
	it.each([
		['within a page', 3, {}, CUT_HISTORY],
		['at the end of a page with more to come', 4, { pageSize: 2 }, CUT_HISTORY],
		['before the last contact', 6, { contactsPerRequest: 1 }, CUT_HISTORY],
		['with the last row', 10, {}, []],
		['never', 11, {}, []],
	])('%s: of interactions', async (_, limit, options, hints) => {
		const parameters = { ...IN_YEAR, returnAll: false, limit, options };

		const run = await search(sandbox, parameters, { items: itemsOf('A', 'B') });

		expect(run.items).toHaveLength(Math.min(limit, 10));
		expect(hintsOf(run)).toEqual(hints);
	});

	it('by a page that holds more than was asked for', async () => {
		const effect = { type: 'largePage', extraRows: 2 } as const;
		sandbox.faults.add({ call: 'searchInteractions', effect });

		const parameters = { ...IN_YEAR, returnAll: false, limit: 8 };
		const run = await search(sandbox, parameters, { items: itemsOf('A', 'B') });

		expect(hintsOf(run)).toEqual(expect.arrayContaining(CUT_HISTORY));
		expect(run.items).toHaveLength(8);
	});

	it.each([
		[1, 'inputItems', CUT_CONTACTS],
		[2, 'inputItems', []],
		[1, 'all', CUT_CONTACTS],
		[2, 'all', []],
	])('at %i, of contacts of %s', async (limit, contactSource, hints) => {
		const parameters = { ...IN_YEAR, output: 'contactSummary', contactSource };

		const run = await search(
			sandbox,
			{ ...parameters, returnAll: false, limit },
			{ items: itemsOf('A', 'B') },
		);

		expect(run.items).toHaveLength(limit);
		expect(hintsOf(run)).toEqual(hints);
	});
});
