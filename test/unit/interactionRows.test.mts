import {
	addLeftOut,
	contactIdOfRow,
	EdgeFilter,
	InteractionRows,
	isOnEdge,
	nothingLeftOut,
	sharedEdges,
	SummaryRows,
} from '../../nodes/shared/core/interactionRows.ts';

const row = (id: unknown, contactId: unknown, startTime: unknown = '2026-01-01T00:00:00Z') => ({
	id,
	contactId,
	startTime,
});

describe.each([
	['InteractionRows', () => new InteractionRows(new Set(['a', 'b', '5']))],
	['SummaryRows', () => new SummaryRows(new Set(['a', 'b', '5']), 'UTC', [])],
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
	const rows = new SummaryRows(undefined, 'UTC', []);
	rows.take([row('1', undefined), row('2', 'a', 'soon'), row('3', 'a', undefined), row('4', 'a')]);

	expect(rows.leftOut).toEqual({ malformed: 0, foreign: 0, uncountable: 2 });
	expect(rows.count).toBe(2);
});

test('SummaryRows reads times without zone in the zone given', () => {
	const rows = new SummaryRows(undefined, 'Europe/Vienna', []);
	rows.take([row('1', 'a', '2026-01-01T01:00:00')]);

	expect(rows.summaries.get('a')?.firstMs).toBe(Date.UTC(2026, 0, 1));
});

test('SummaryRows keeps the rows at shared edges apart', () => {
	const edgeMs = Date.UTC(2026, 0, 1);
	const rows = new SummaryRows(undefined, 'UTC', [edgeMs]);
	rows.take([row('1', 'a'), row(7, 'a'), row('2', 'a', '2026-01-01T00:00:00.001Z')]);

	expect(rows.edgeRows).toEqual([
		{ contactId: 'a', startMs: edgeMs, id: '1' },
		{ contactId: 'a', startMs: edgeMs, id: '7' },
	]);
	expect(rows.summaries.get('a')).toEqual({
		frequency: 1,
		firstMs: edgeMs + 1,
		lastMs: edgeMs + 1,
	});
	rows.reset();
	expect(rows.edgeRows).toEqual([]);
});

test('SummaryRows remembers the ids of two pages only', () => {
	const rows = new SummaryRows(undefined, 'UTC', []);
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

	const edgeMs = Date.UTC(2026, 0, 1);
	expect(isOnEdge(row('1', 'a'), [edgeMs], 'UTC')).toBe(true);
	expect(isOnEdge(row('1', 'a', '2026-01-01T01:00:00'), [edgeMs], 'Europe/Vienna')).toBe(true);
	expect(isOnEdge(row('1', 'a', 'soon'), [edgeMs], 'UTC')).toBe(false);
	expect(isOnEdge(row('1', 'a'), [], 'UTC')).toBe(false);
});

test('EdgeFilter lets each id through once, and every row without one', () => {
	const edges = new EdgeFilter();
	expect(['1', 1, '2', undefined, undefined, null].map((id) => edges.isNew(id))).toEqual([
		...[true, false, true, true, true, true],
	]);
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
