import assert from 'node:assert/strict';

import fc from 'fast-check';

import {
	addToSummary,
	mergeSummaries,
	type SummaryMap,
} from '../../nodes/shared/core/contactSummary.ts';
import {
	InteractionRows,
	SummaryRows,
	type RowCollector,
} from '../../nodes/shared/core/interactionRows.ts';
import { parseInstantMs } from '../../nodes/shared/core/time.ts';
import { assertProperty } from '../support/property.mts';
import { calls, type Call } from '../support/scoreInputs.mts';

function summaryOf(given: readonly Call[]): SummaryMap {
	const summaries: SummaryMap = new Map();
	for (const { contactId, startMs } of given) addToSummary(summaries, contactId, startMs);
	return summaries;
}

/** Merges copies, since merging may keep the parts of what is merged. */
function merged(...parts: SummaryMap[]): SummaryMap {
	const whole: SummaryMap = new Map();
	for (const part of parts) {
		const copies = Array.from(part, ([contactId, record]) => [contactId, { ...record }] as const);
		mergeSummaries(whole, new Map(copies));
	}
	return whole;
}

test('summaries merge in any order and grouping, to the summary of all', () => {
	assertProperty(
		fc.property(calls, calls, calls, (one, two, three) => {
			const [a, b, c] = [one, two, three].map(summaryOf);
			const whole = summaryOf([...one, ...two, ...three]);
			assert.deepEqual(merged(a, b, c), whole);
			assert.deepEqual(merged(c, b, a), whole);
			assert.deepEqual(merged(merged(a, b), c), whole);
			assert.deepEqual(merged(a, merged(b, c)), whole);
			assert.deepEqual(merged(a, new Map()), a);
		}),
	);
});

/** Calls cut into pages whose ends come again on the next page. */
function toPages(given: readonly Call[], pageSize: number, overlap: number): object[][] {
	const rows = given.map(({ id, contactId, startMs }) => ({ id, contactId, startTime: startMs }));
	const pages: object[][] = [];
	for (let start = 0; start < rows.length; start += pageSize)
		pages.push(rows.slice(Math.max(0, start - overlap), start + pageSize));
	return pages;
}

test('counted at once or kept and counted later, pages that overlap give the same summary', () => {
	const page = fc.record({
		size: fc.integer({ min: 1, max: 12 }),
		overlapShare: fc.double({ min: 0, max: 1, noNaN: true }),
		isRestarted: fc.boolean(),
	});
	assertProperty(
		fc.property(calls, page, (given, { size, overlapShare, isRestarted }) => {
			const once = [...new Map(given.map((call) => [call.id, call])).values()];
			const pages = toPages(once, size, Math.floor(size * overlapShare));
			const kept = new InteractionRows(undefined);
			const counted = new SummaryRows(undefined, []);
			const readInto = (collector: RowCollector) => {
				if (isRestarted) {
					for (const rows of pages.slice(0, 2)) collector.take(rows);
					collector.reset();
				}
				for (const rows of pages) collector.take(rows);
			};
			readInto(kept);
			readInto(counted);

			const later: SummaryMap = new Map();
			for (const { contactId, startTime } of kept.rows)
				addToSummary(later, String(contactId), parseInstantMs(startTime, 'UTC') ?? Number.NaN);
			assert.equal(kept.count, once.length);
			assert.equal(counted.count, once.length);
			assert.deepEqual(counted.summaries, later);
			assert.deepEqual(later, summaryOf(once));
		}),
	);
});

test('whatever a page holds, each row is given out, left out with a reason, or a repetition', () => {
	const anyRow = fc.oneof(
		fc.anything(),
		fc.record(
			{ id: fc.anything(), contactId: fc.anything(), startTime: fc.anything() },
			{ noNullPrototype: false },
		),
	);
	assertProperty(
		fc.property(fc.array(anyRow), fc.boolean(), (rows, isAsked) => {
			const asked = isAsked ? new Set(['a']) : undefined;
			for (const collector of [new InteractionRows(asked), new SummaryRows(asked, [])]) {
				collector.take(rows);
				const { malformed, foreign, uncountable } = collector.leftOut;
				const answered = collector.count + malformed + foreign + uncountable;
				assert.ok(answered <= rows.length);
				const withoutId = rows.map((row) =>
					typeof row === 'object' && row !== null && 'id' in row ? { ...row, id: undefined } : row,
				);
				collector.reset();
				collector.take(withoutId);
				const left = collector.leftOut;
				assert.equal(
					collector.count + left.malformed + left.foreign + left.uncountable,
					rows.length,
				);
			}
		}),
	);
});
