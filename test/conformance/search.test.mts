import type { IDataObject } from 'n8n-workflow';

import type { Interaction, Sandbox } from '../../sandbox/server.mts';
import { answerTo, IN_YEAR, summaryOf, yearOfCalls, YEAR } from '../engine/searchRuns.mts';
import { jsonItems, jsonsOf } from '../support/engine.mts';
import { openSandbox } from '../support/withSandbox.mts';
import { families, searchBy, type ConformingFamily } from './families.mts';

/** Calls alone: other channels have no phone, by which one of the families knows a contact. */
const HISTORY = yearOfCalls(40, 900).filter(({ type }) => type === 'voice');
const CONTACTS = [...new Set(HISTORY.map(({ contactId }) => contactId))];
/** Half an hour after the last call, so that no report lacks it. */
const NOW_MS = Date.parse(YEAR.endTime) + 1_800_000;

async function openTenant(history = HISTORY): Promise<Sandbox> {
	return await openSandbox({ history, now: () => NOW_MS, acd: { hasNoise: true } });
}

/** The contact and start of each interaction, sorted: what a search must give whatever else its rows hold. */
function calls(rows: IDataObject[]): string[] {
	return rows.map(({ contactId, startTime }) => `${contactId} ${startTime}`).sort();
}

function expectedCalls(family: ConformingFamily, sandbox: Sandbox, rows: Interaction[]): string[] {
	const startTimeOf = ({ startTime }: Interaction) => new Date(startTime).toISOString();
	return rows
		.map((row) => `${family.contactIdOf(sandbox, row.contactId)} ${startTimeOf(row)}`)
		.sort();
}

describe.each(families)('$authentication', (family) => {
	test('all contacts: each interaction once, over all pages, by contact and start', async () => {
		const sandbox = await openTenant();
		const run = await searchBy(family, sandbox, {
			...IN_YEAR,
			contactSource: 'all',
			options: family.inPagesOf(50),
		});
		expect(run.error).toBeUndefined();
		expect(calls(jsonsOf(run))).toEqual(
			expectedCalls(family, sandbox, family.interactionsOf(sandbox)),
		);
	});

	test('contacts of the input: all of theirs and nothing else, linked to their items', async () => {
		const sandbox = await openTenant();
		const asked = CONTACTS.slice(0, 7);
		const items = asked.map((contactId) => ({ contactId: family.contactIdOf(sandbox, contactId) }));
		const run = await searchBy(family, sandbox, IN_YEAR, { items: jsonItems(...items) });
		const expected = answerTo(family.interactionsOf(sandbox), {
			contactIds: asked,
			endIsInclusive: true,
		});
		expect(run.error).toBeUndefined();
		expect(calls(jsonsOf(run))).toEqual(expectedCalls(family, sandbox, expected));
		for (const { json, pairedItem } of run.items) {
			const { item } = pairedItem as { item: number };
			expect(json.contactId).toBe(items[item].contactId);
		}
	});

	test('a summary counts what the interactions are, for contacts without any too', async () => {
		const sandbox = await openTenant();
		const parameters = { ...IN_YEAR, contactSource: 'all', output: 'contactSummary' };
		const run = await searchBy(family, sandbox, parameters);
		const expected = summaryOf(family.interactionsOf(sandbox), CONTACTS).map((summary) => ({
			...summary,
			contactId: family.contactIdOf(sandbox, summary.contactId),
		}));
		const byContact = (a: IDataObject, b: IDataObject) =>
			String(a.contactId) < String(b.contactId) ? -1 : 1;
		const rows = jsonsOf(run).map(
			({ contactId, frequency, firstInteraction, lastInteraction }) => ({
				contactId,
				frequency,
				firstInteraction,
				lastInteraction,
			}),
		);
		expect(rows.sort(byContact)).toEqual(
			expected
				.map((row) => ({
					...row,
					firstInteraction: row.firstInteraction && new Date(row.firstInteraction).toISOString(),
					lastInteraction: row.lastInteraction && new Date(row.lastInteraction).toISOString(),
				}))
				.sort(byContact),
		);
	});

	test('a range in the middle: its start counts, what is outside does not', async () => {
		const sandbox = await openTenant();
		const sorted = HISTORY.map(({ startTime }) => startTime).sort();
		const [startTime, endTime] = [sorted[200], sorted[600]];
		const run = await searchBy(family, sandbox, {
			timeRange: 'between',
			contactSource: 'all',
			startTime,
			endTime,
		});
		const rows = answerTo(family.interactionsOf(sandbox), { startTime, endTime });
		const atEnd = answerTo(family.interactionsOf(sandbox), {
			startTime: endTime,
			endTime,
			endIsInclusive: true,
		});
		const found = calls(jsonsOf(run));
		const expected = expectedCalls(family, sandbox, rows);
		// Whether the end belongs to the range is the service's to say.
		const withEnd = expectedCalls(family, sandbox, [...rows, ...atEnd]);
		expect([expected, withEnd]).toContainEqual(found);
	});

	test('nothing found is no error, and says so', async () => {
		const sandbox = await openTenant([]);
		const run = await searchBy(family, sandbox, { ...IN_YEAR, contactSource: 'all' });
		expect(run.error).toBeUndefined();
		expect(run.items).toEqual([]);
		expect(JSON.stringify(run.node?.hints)).toContain('No interactions were found');
	});
});
