import { startSandbox, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems } from '../support/engine.mts';
import {
	answerTo,
	IN_YEAR,
	jsonsOf,
	search,
	searchBodies,
	summaryOf,
	YEAR,
	yearOfCalls,
	type Question,
} from './searchRuns.mts';

const history = yearOfCalls(40, 400);
const [A, B, C] = ['C-000001', 'C-000002', 'C-000003'];
const LATE = '2026-01-01T00:00:00.000Z';
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ history });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** The voice rows that answer a question, tied to an input item. */
function rowsOfItem(item: number, question: Question) {
	return answerTo(history, { types: ['voice'], ...question }).map((json) => ({
		json,
		pairedItem: { item },
	}));
}

const askedFilters = () => searchBodies(sandbox).map(({ filters }) => filters);

describe('a parameter that differs from item to item', () => {
	it('groups the items that ask for the same time range', async () => {
		const items = jsonItems(
			{ contactId: A, from: YEAR.startTime },
			{ contactId: B, from: LATE },
			{ contactId: C, from: YEAR.startTime },
			{ contactId: A, from: LATE },
		);

		const run = await search(
			sandbox,
			{ ...IN_YEAR, startTime: '={{ $json.from }}', options: { maxConcurrency: 1 } },
			{ items },
		);

		expect(askedFilters()).toEqual([
			{ contactIds: [A, C], ...YEAR, interactionType: ['voice'] },
			{ contactIds: [B, A], ...YEAR, startTime: LATE, interactionType: ['voice'] },
		]);
		const inYear = answerTo(history, { contactIds: [A, C], types: ['voice'] });
		const late = answerTo(history, { contactIds: [A, B], types: ['voice'], startTime: LATE });
		expect(run.items).toEqual([
			...inYear.map((json) => ({ json, pairedItem: { item: json.contactId === A ? 0 : 2 } })),
			...late.map((json) => ({ json, pairedItem: { item: json.contactId === A ? 3 : 1 } })),
		]);
	});

	it('may be the interaction types', async () => {
		const items = jsonItems(
			{ contactId: A, types: ['chat'] },
			{ contactId: A, types: [] },
			{ contactId: B, types: ['chat'] },
		);

		const run = await search(
			sandbox,
			{ ...IN_YEAR, interactionTypes: '={{ $json.types }}' },
			{ items },
		);

		expect(askedFilters()).toEqual([
			{ contactIds: [A, B], ...YEAR, interactionType: ['chat'] },
			{ contactIds: [A], ...YEAR },
		]);
		expect(run.items).toHaveLength(
			answerTo(history, { contactIds: [A, B], types: ['chat'] }).length +
				answerTo(history, { contactIds: [A] }).length,
		);
	});

	it('may be the contact ids, of which each is asked once', async () => {
		const items = jsonItems({ ids: [A] }, { ids: `${B},${C}` }, { ids: [C, A] });

		const run = await search(
			sandbox,
			{ ...IN_YEAR, contactSource: 'ids', contactIds: '={{ $json.ids }}' },
			{ items },
		);

		expect(askedFilters().map(({ contactIds }) => contactIds)).toEqual([[A, B, C]]);
		expect(run.items).toEqual(
			answerTo(history, { types: ['voice'], contactIds: [A, B, C] }).map((json) => ({
				json,
				pairedItem: { item: json.contactId === A ? 0 : 1 },
			})),
		);
	});

	it('may be the contact field', async () => {
		const items = jsonItems({ field: 'a', a: A }, { field: 'b', b: B });

		await search(sandbox, { ...IN_YEAR, contactIdField: '={{ $json.field }}' }, { items });

		expect(askedFilters().map(({ contactIds }) => contactIds)).toEqual([[A, B]]);
	});

	it('may be the contact source', async () => {
		const items = jsonItems(
			{ source: 'inputItems', contactId: A },
			{ source: 'ids', contactId: C },
			{ source: 'inputItems', contactId: C },
		);

		const run = await search(
			sandbox,
			{ ...IN_YEAR, contactSource: '={{ $json.source }}', contactIds: B },
			{ items },
		);

		expect(askedFilters().map(({ contactIds }) => contactIds)).toEqual([[A, B, C]]);
		const sourceOf = new Map([A, B, C].map((contactId, item) => [contactId, { item }]));
		for (const { json, pairedItem } of run.items)
			expect(pairedItem).toEqual(sourceOf.get(String(json.contactId)));
		expect(run.items).toHaveLength(
			answerTo(history, { contactIds: [A, B, C], types: ['voice'] }).length,
		);
	});

	it('may be the limit, which holds for each group', async () => {
		const items = jsonItems({ contactId: A, most: 2 }, { contactId: B, most: 3 });

		const run = await search(
			sandbox,
			{ ...IN_YEAR, returnAll: false, limit: '={{ $json.most }}' },
			{ items },
		);

		expect(run.items).toEqual([
			...rowsOfItem(0, { contactIds: [A] }).slice(0, 2),
			...rowsOfItem(1, { contactIds: [B] }).slice(0, 3),
		]);
	});

	it('is asked once where it gives the same for all items', async () => {
		const items = jsonItems({ contactId: A }, { contactId: B });

		await search(sandbox, { daysBack: '={{ 10 + 20 }}' }, { items });

		expect(askedFilters().map(({ contactIds }) => contactIds)).toEqual([[A, B]]);
	});

	it('fails its own item only, under Continue', async () => {
		const items = jsonItems(
			{ contactId: A, from: 'no time' },
			{ contactId: B, from: LATE },
			{ contactId: C, from: YEAR.endTime },
		);

		const run = await search(
			sandbox,
			{ ...IN_YEAR, startTime: '={{ $json.from }}', output: 'contactSummary' },
			{ items, onError: 'continueErrorOutput' },
		);

		const late = answerTo(history, { contactIds: [B], types: ['voice'], startTime: LATE });
		expect(jsonsOf(run)).toEqual(summaryOf(late, [B]));
		expect(run.errorItems.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			["'Start Time' is not a time", { item: 0 }],
			["'End Time' is not after 'Start Time'", { item: 2 }],
		]);
	});
});
