import {
	addLeftOut,
	contactIdOfRow,
	InteractionRows,
	nothingLeftOut,
	startMsOfRow,
	SummaryRows,
} from '../../nodes/shared/core/interactionRows.ts';
import { hasLostDigits } from '../../nodes/shared/core/fields.ts';
import { SeenInteractions } from '../../nodes/shared/core/seenInteractions.ts';
import { isNearEdge, sharedEdges } from '../../nodes/shared/core/windows.ts';

const row = (id: unknown, contactId: unknown, startTime: unknown = '2026-01-01T00:00:00Z') => ({
	id,
	contactId,
	startTime,
});

describe.each([
	['InteractionRows', () => new InteractionRows(new Set(['a', 'b', '5']))],
	['SummaryRows', () => new SummaryRows(new Set(['a', 'b', '5']), [])],
])('%s', (_name, collect) => {
	test('leaves out rows that are none, and rows of contacts that were not asked for', () => {
		const rows = collect();
		rows.take([row('1', 'a'), null, 'text', 5, undefined, ['a'], row('2', 'c'), row('3', 5)]);

		expect(rows.leftOut).toMatchObject({ malformed: 5, foreign: 1 });
		expect(rows.count).toBe(2);
	});

	test('an id that comes again, on this page or the next, counts once; ids are compared as text', () => {
		const rows = collect();
		rows.take([row('1', 'a'), row('1', 'a'), row(2, 'a')]);
		rows.take([row('2', 'a'), row('1', 'a'), row('3', 'b')]);

		expect(rows.count).toBe(3);
	});

	test('an id that two contacts share counts once for each of them', () => {
		const rows = collect();
		rows.take([row('1', 'a'), row('1', 'b'), row('1', 'b'), row('1', 5)]);
		rows.take([row('1', 5), row('1', 'b'), row('1', 'a')]);

		expect(rows.count).toBe(3);
	});

	test('rows without an id are all new', () => {
		const rows = collect();
		rows.take([row(undefined, 'a'), row(undefined, 'a'), row('', 'a'), row(null, 'a')]);

		expect(rows.count).toBe(4);
	});

	test('after a reset the rows of the broken attempt are forgotten', () => {
		const rows = collect();
		rows.take([row('1', 'a'), null, row('2', 'other')]);
		rows.reset();
		expect(rows.leftOut).toEqual(nothingLeftOut());
		rows.take([row('1', 'a')]);

		expect(rows.count).toBe(1);
	});
});

test('InteractionRows keeps the rows as they came, those without contact too', () => {
	const rows = new InteractionRows(undefined);
	const odd = { id: '1', extra: { deep: [1] }, startTime: 'not a time' };
	rows.take([odd, row('2', undefined)]);
	rows.seal();

	expect(rows.rows[0]).toBe(odd);
	expect(rows.rows).toHaveLength(2);
	expect(rows.leftOut).toEqual(nothingLeftOut());
});

test('SummaryRows counts what it cannot count', () => {
	const rows = new SummaryRows(undefined, []);
	rows.take([row('1', undefined), row('2', 'a', 'soon'), row('3', 'a', undefined), row('4', 'a')]);

	expect(rows.leftOut).toEqual({ malformed: 0, foreign: 0, uncountable: 2 });
	expect(rows.count).toBe(2);
});

test.each([
	[
		'InteractionRows',
		new InteractionRows(undefined, (contactId, ms) => contactId === 'a' && ms > 0),
	],
	['SummaryRows', new SummaryRows(undefined, [], (contactId, ms) => contactId === 'a' && ms > 0)],
])('%s leaves out rows that their contact was not asked for', (name, rows) => {
	rows.take([row('1', 'a'), row('2', 'b'), row('3', 'a', 0), row('4', 'b', 'soon')]);

	expect(rows.count).toBe(name === 'InteractionRows' ? 2 : 1);
	expect(rows.leftOut.uncountable).toBe(name === 'InteractionRows' ? 0 : 1);
});

test.each([
	['2026-01-01T01:00:00', Date.UTC(2026, 0, 1, 1)],
	['2026-01-01 01:00:00', Date.UTC(2026, 0, 1, 1)],
	['2026-01-01T01:00:00+01:00', Date.UTC(2026, 0, 1)],
	['soon', undefined],
])('the time %s of a row is read as UTC where it has no zone', (startTime, ms) => {
	expect(startMsOfRow({ startTime })).toBe(ms);
});

test('SummaryRows keeps the rows near shared edges apart', () => {
	const edgeMs = Date.UTC(2026, 0, 1);
	const rows = new SummaryRows(undefined, [edgeMs]);
	rows.take([row('1', 'a'), row(7, 'a'), row('2', 'a', '2026-01-01T00:01:00.001Z')]);
	rows.take([row('3', 'a', '2025-12-31T23:59:00Z')]);

	expect(rows.edgeRows).toEqual([
		{ contactId: 'a', startMs: edgeMs, id: '1' },
		{ contactId: 'a', startMs: edgeMs, id: '7' },
		{ contactId: 'a', startMs: edgeMs - 60_000, id: '3' },
	]);
	expect(rows.summaries.get('a')).toEqual({
		frequency: 1,
		firstMs: edgeMs + 60_001,
		lastMs: edgeMs + 60_001,
	});
	rows.reset();
	expect(rows.edgeRows).toEqual([]);
});

test('SummaryRows remembers the ids of two pages only', () => {
	const rows = new SummaryRows(undefined, []);
	rows.take([row('1', 'a')]);
	rows.take([row('2', 'a')]);
	rows.take([row('1', 'a')]);

	expect(rows.count).toBe(3);
});

test('edges', () => {
	const range = { startMs: 0, endMs: 30 };
	expect(sharedEdges({ startMs: 0, endMs: 10 }, range)).toEqual([10]);
	expect(sharedEdges({ startMs: 10, endMs: 20 }, range)).toEqual([10, 20]);
	expect(sharedEdges(range, range)).toEqual([]);

	expect([-60_001, -60_000, 0, 60_000, 60_001].map((ms) => isNearEdge(ms, [0]))).toEqual([
		...[false, true, true, true, false],
	]);
	expect(isNearEdge(0, [])).toBe(false);
	expect(isNearEdge(500_000, [0, 500_000])).toBe(true);
});

test('SeenInteractions lets each interaction of a contact through once, and every one without id', () => {
	const seen = new SeenInteractions();
	const asked: Array<[contactId: string | undefined, id: string | undefined]> = [
		['a', '1'],
		['a', '1'],
		['b', '1'],
		['b', '1'],
		['c', '1'],
		['a', '2'],
		[undefined, '1'],
		[undefined, '1'],
		['a', undefined],
		['a', undefined],
	];
	expect(asked.map(([contactId, id]) => seen.add(contactId, id))).toEqual([
		...[true, false, true, false, true, true, true, false, true, true],
	]);
	expect(seen.has('b', '1')).toBe(true);
	expect(seen.has('b', '2')).toBe(false);
	expect(seen.has('x', '3')).toBe(false);
});

test.each([
	[2 ** 53, true],
	[-(2 ** 53), true],
	[1e21, true],
	[Number.MAX_SAFE_INTEGER, false],
	[0.5, false],
	[Number.NaN, false],
	['9007199254740993', false],
	[undefined, false],
])('the id %p has lost digits: %p', (id, isInexact) => {
	expect(hasLostDigits(id)).toBe(isInexact);
});

test('what several queries left out adds up', () => {
	const all = { malformed: 1, foreign: 2, uncountable: 3 };
	addLeftOut(all, { malformed: 10, foreign: 20, uncountable: 30 });
	expect(all).toEqual({ malformed: 11, foreign: 22, uncountable: 33 });
});

test.each([
	[{ contactId: 'a' }, 'a'],
	[{ contactId: 0 }, '0'],
	[{ contactId: '' }, undefined],
	[{}, undefined],
])('the contact of %j is %p', (given, contactId) => {
	expect(contactIdOfRow(given)).toBe(contactId);
});
