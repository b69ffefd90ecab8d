import type { INodeParameters } from 'n8n-workflow';

import { startSandbox, type Interaction, type Sandbox } from '../../sandbox/server.mts';
import { jsonItems } from '../support/engine.mts';
import { byId, jsonsOf, search, searchBodies, summaryOf } from './searchRuns.mts';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-01-01T00:00:00.000Z');
const END_MS = Date.parse('2026-03-01T00:00:00.000Z');
const CONTACTS = Array.from({ length: 20 }, (_, n) => `C-${n}`);

const at = (ms: number) => new Date(ms).toISOString();
const call = (id: string, contactId: string, ms: number): Interaction => ({
	id,
	contactId,
	startTime: at(ms),
	type: 'voice',
});
/** Two calls of each contact, well within all ranges. */
const inside = CONTACTS.flatMap((contactId, n) => [
	call(`first-${contactId}`, contactId, START_MS + 3_600_000 + n),
	call(`second-${contactId}`, contactId, END_MS - 3_600_000 + n),
]);
/** Calls at the ends of ranges that drift. */
const atEnds = [
	call('before', 'C-1', START_MS - 1),
	call('at-start', 'C-1', START_MS),
	call('at-end', 'C-1', END_MS),
	call('later', 'C-1', END_MS + 5),
	call('latest', 'C-1', END_MS + 10),
	call('of-another', 'C-2', END_MS + 7),
];
const NOW_RANGE: INodeParameters = {
	timeRange: 'between',
	startTime: '={{ $now.minus({ days: 90 }) }}',
	endTime: '={{ $now }}',
};
const OWN_RANGE: INodeParameters = {
	timeRange: 'between',
	startTime: '={{ $json.from }}',
	endTime: '={{ $json.to }}',
};
/** An item that asks for a contact up to some milliseconds after the end. */
const upTo = (contactId: string, laterMs: number) => ({
	contactId,
	from: at(START_MS + laterMs),
	to: at(END_MS + laterMs),
});

let sandbox: Sandbox;

async function withHistory(history: Interaction[], work: () => Promise<void>): Promise<void> {
	sandbox = await startSandbox({ history });
	try {
		await work();
	} finally {
		await sandbox.close();
	}
}

describe('a range that ends at $now', () => {
	const nowMs = Date.now();
	const recent = CONTACTS.flatMap((contactId, n) => [
		call(`old-${n}`, contactId, nowMs - 80 * 86_400_000),
		call(`new-${n}`, contactId, nowMs - 3_600_000),
	]);

	it.each(['interactions', 'contactSummary'])(
		'is one search for all items, and counts each interaction once: %s',
		async (output) => {
			await withHistory(recent, async () => {
				const items = jsonItems(
					...Array.from({ length: 600 }, (_, n) => ({ contactId: CONTACTS[n % 20] })),
				);

				const run = await search(sandbox, { ...NOW_RANGE, output }, { items });

				expect(run.error).toBeUndefined();
				expect(sandbox.requestCounts()).toEqual({ token: 1, searchInteractions: 1 });
				expect(searchBodies(sandbox)[0].filters.contactIds).toEqual(CONTACTS);
				if (output === 'interactions')
					expect(byId(jsonsOf(run) as Interaction[])).toEqual(byId(recent));
				else expect(jsonsOf(run)).toEqual(summaryOf(recent, CONTACTS));
			});
		},
	);

	it.each(['interactions', 'contactSummary'])(
		'counts once for all contacts: %s',
		async (output) => {
			await withHistory(recent, async () => {
				const items = jsonItems(...CONTACTS.map((contactId) => ({ contactId })));
				const parameters = { ...NOW_RANGE, contactSource: 'all', output };

				const run = await search(sandbox, parameters, { items });

				expect(sandbox.requestCounts().searchInteractions).toBe(20);
				if (output === 'interactions')
					expect(byId(jsonsOf(run) as Interaction[])).toEqual(byId(recent));
				else expect(jsonsOf(run)).toEqual(expect.arrayContaining(summaryOf(recent, CONTACTS)));
				expect(run.items).toHaveLength(output === 'interactions' ? recent.length : CONTACTS.length);
			});
		},
	);

	it('counts contacts once that overlapping lists of ids name', async () => {
		await withHistory(recent, async () => {
			const items = jsonItems({ ids: ['C-1', 'C-2'] }, { ids: ['C-2', 'C-3'] }, { ids: ['C-3'] });
			const parameters = {
				...NOW_RANGE,
				contactSource: 'ids',
				contactIds: '={{ $json.ids }}',
				output: 'contactSummary',
			};

			const run = await search(sandbox, parameters, { items });

			const pairs = [{ item: 0 }, [{ item: 0 }, { item: 1 }], [{ item: 1 }, { item: 2 }]];
			expect(run.items).toEqual(
				summaryOf(recent, ['C-1', 'C-2', 'C-3']).map((json, n) => ({
					json,
					pairedItem: pairs[n],
				})),
			);
		});
	});
});

describe('ranges that lie within a minute of each other', () => {
	const history = [...inside, ...atEnds];

	it('are asked together, and a contact keeps what lies in the ranges of its own items', async () => {
		await withHistory(history, async () => {
			const items = jsonItems(upTo('C-1', 0), upTo('C-2', 7), upTo('C-1', 6), upTo('C-3', 20));

			const run = await search(sandbox, OWN_RANGE, { items });

			const [{ filters }, ...others] = searchBodies(sandbox);
			expect(others).toEqual([]);
			expect(filters).toMatchObject({ startTime: at(START_MS), endTime: at(END_MS + 20) });
			const sources = new Map(run.items.map(({ json, pairedItem }) => [json.id, pairedItem]));
			expect(Object.fromEntries(sources)).toEqual({
				...{ 'first-C-1': { item: 0 }, 'second-C-1': { item: 0 } },
				...{ 'at-start': { item: 0 }, 'at-end': { item: 0 }, later: { item: 2 } },
				...{ 'first-C-2': { item: 1 }, 'second-C-2': { item: 1 }, 'of-another': { item: 1 } },
				...{ 'first-C-3': { item: 3 }, 'second-C-3': { item: 3 } },
			});
			expect(run.items).toHaveLength(sources.size);

			const output = { output: 'contactSummary' };
			const summary = await search(sandbox, { ...OWN_RANGE, ...output }, { items });
			const rows = history.filter(({ id }) => sources.has(id));
			expect(jsonsOf(summary)).toEqual(summaryOf(rows, ['C-1', 'C-2', 'C-3']));
			expect(summary.items[0].pairedItem).toEqual([{ item: 0 }, { item: 2 }]);
		});
	});

	it.each([
		[MINUTE_MS, 1],
		[MINUTE_MS + 1, 2],
	])('at %i ms are %i searches', async (laterMs, searches) => {
		await withHistory(history, async () => {
			const items = jsonItems(upTo('C-1', 0), upTo('C-2', laterMs));

			const run = await search(sandbox, { ...OWN_RANGE, output: 'contactSummary' }, { items });

			expect(searchBodies(sandbox)).toHaveLength(searches);
			const rowsOf = (contactId: string, fromMs: number, toMs: number) =>
				history.filter(
					(row) =>
						row.contactId === contactId &&
						Date.parse(row.startTime) >= fromMs &&
						// Two searches leave out the end, as the sandbox does.
						Date.parse(row.startTime) <= toMs - (searches === 2 ? 1 : 0),
				);
			expect(jsonsOf(run)).toEqual([
				...summaryOf(rowsOf('C-1', START_MS, END_MS), ['C-1']),
				...summaryOf(rowsOf('C-2', START_MS + laterMs, END_MS + laterMs), ['C-2']),
			]);
		});
	});

	it('filter all contacts too, and keep rows whose time cannot be read', async () => {
		await withHistory(history, async () => {
			const hidden = { id: 'no-time', contactId: 'C-9', startTime: 'soon', type: 'voice' };
			const outside = call('outside', 'C-9', END_MS + 31_000);
			sandbox.faults.add({
				call: 'searchInteractions',
				times: Infinity,
				effect: {
					type: 'raw',
					status: 200,
					contentType: 'application/json',
					body: JSON.stringify({ data: [...history, hidden, outside], pagination: {} }),
				},
			});
			const items = jsonItems(upTo('', 0), upTo('', 30_000));
			const parameters = {
				...OWN_RANGE,
				contactSource: 'all',
				startTime: at(START_MS),
				options: { maxConcurrency: 1 },
				returnAll: false,
				limit: 500,
			};

			const run = await search(sandbox, parameters, { items });

			const expected = [...history, hidden].filter(({ id }) => id !== 'before');
			expect(byId(jsonsOf(run) as Interaction[])).toEqual(byId(expected));
			const late = ['later', 'latest', 'of-another'];
			for (const { json, pairedItem } of run.items)
				expect(pairedItem).toEqual({ item: late.includes(String(json.id)) ? 1 : 0 });
		});
	});
});

test('thousands of items whose range drifts take as many requests as items with one range', async () => {
	await withHistory(inside, async () => {
		const items = jsonItems(...Array.from({ length: 5_000 }, (_, n) => upTo(`many-${n}`, n * 3)));

		const run = await search(sandbox, OWN_RANGE, { items });

		expect(run.error).toBeUndefined();
		expect(sandbox.requestCounts().searchInteractions).toBe(20);
	});
});

describe('an item whose contact is asked for by another item too', () => {
	it('fails with the part of its contacts, and the other item keeps what it asked for', async () => {
		await withHistory(inside, async () => {
			sandbox.faults.add({
				call: 'searchInteractions',
				skip: 0,
				effect: { type: 'status', status: 400 },
			});
			const items = jsonItems({ ids: ['C-1', 'C-2'] }, { ids: ['C-2', 'C-3'] });
			const parameters = {
				timeRange: 'between',
				startTime: at(START_MS),
				endTime: at(END_MS),
				contactSource: 'ids',
				contactIds: '={{ $json.ids }}',
				options: { contactsPerRequest: 1, maxConcurrency: 1 },
			};

			const run = await search(sandbox, parameters, { items, onError: 'continueErrorOutput' });

			expect(run.errorItems.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
			expect(run.items).toEqual(
				['C-2', 'C-3'].flatMap((contactId) =>
					inside
						.filter((row) => row.contactId === contactId)
						.map((json) => ({ json, pairedItem: { item: 1 } })),
				),
			);
		});
	});
});
