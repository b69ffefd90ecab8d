import assert from 'node:assert/strict';

import fc from 'fast-check';

import { InteractionRows } from '../../nodes/shared/core/interactionRows.ts';
import { readInteractions } from '../../nodes/shared/cxone/rest/interactions.ts';
import { countPages, MAX_RESTARTS } from '../../nodes/shared/cxone/paging.ts';
import { CxoneFailure } from '../../nodes/shared/transport/failure.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { handMadeSession } from '../support/handMadeSession.mts';
import { PagedServer, type PageFault } from '../support/pagedServer.mts';
import { assertAsyncProperty } from '../support/property.mts';

const fault: fc.Arbitrary<PageFault> = fc.oneof(
	{ arbitrary: fc.constant<PageFault>({ kind: 'none' }), weight: 6 },
	fc.constant<PageFault>({ kind: 'repeatedToken' }),
	fc.constant<PageFault>({ kind: 'rewind' }),
	{ arbitrary: fc.constant<PageFault>({ kind: 'emptyPage' }), weight: 2 },
	fc.constant<PageFault>({ kind: 'lost' }),
	fc.record({
		kind: fc.constant('noRows' as const),
		body: fc.constantFrom<unknown>(
			...[{}, { data: null }, { data: {} }, { data: 'rows' }, null, undefined, '', '<html>', []],
			{ data: [], error: 'failed' },
		),
	}),
	fc.record({
		kind: fc.constant('staleToken' as const),
		status: fc.constantFrom(400, 404, 410, 422),
	}),
	fc.record({ kind: fc.constant('overlap' as const), rows: fc.nat({ max: 5 }) }),
	fc.record({
		kind: fc.constant('status' as const),
		status: fc.constantFrom(429, 500, 502, 503, 504),
	}),
);

/** Whether so few faults must not keep the query from its end. */
function isBearable(faults: readonly PageFault[]): boolean {
	const countOf = (...kinds: Array<PageFault['kind']>) =>
		faults.filter(({ kind }) => kinds.includes(kind)).length;
	const restarts = countOf('noRows', 'repeatedToken', 'staleToken', 'rewind');
	return (
		restarts + Math.floor(countOf('emptyPage') / 3) <= MAX_RESTARTS &&
		countOf('status', 'lost') <= 3
	);
}

beforeAll(() => {
	waiting.scale = 0;
});

afterAll(() => {
	waiting.scale = 1;
});

test('a query gives exactly the rows of the server, each once, or fails', async () => {
	const ends = { whole: 0, failed: 0 };
	await assertAsyncProperty(
		fc.asyncProperty(
			fc.nat({ max: 30 }),
			fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }),
			fc.integer({ min: 1, max: 9 }),
			fc.array(fault, { maxLength: 25 }),
			fc.boolean(),
			async (rowCount, pageSizes, pageSize, anyFaults, hasIds) => {
				// A row without an id that comes twice cannot be known, so only rows with one may overlap.
				const faults = anyFaults.filter(
					({ kind }) => hasIds || !['overlap', 'rewind'].includes(kind),
				);
				const rows = Array.from({ length: rowCount }, (_, number) => ({
					...(hasIds ? { id: `call-${number}` } : {}),
					...{ contactId: 'a', number },
				}));
				const server = new PagedServer(rows, pageSizes, faults);
				const session = handMadeSession((request) => server.answer(request));
				const collector = new InteractionRows(undefined);
				const query = { window: { startMs: 0, endMs: 1 }, interactionTypes: [] };
				const [end] = await Promise.allSettled([
					readInteractions(session, query, pageSize, collector, countPages(1_000)),
				]);
				if (end.status === 'rejected') {
					ends.failed += 1;
					assert.ok(end.reason instanceof CxoneFailure, String(end.reason));
					assert.ok(!isBearable(faults), end.reason.message);
					return;
				}
				ends.whole += 1;
				assert.deepEqual(collector.rows, rows);
			},
		),
	);
	// Both ends were seen, or the property would show little.
	expect(Math.min(ends.whole, ends.failed)).toBeGreaterThan(0);
});

test('a server that pages without end is left at the page limit', async () => {
	await assertAsyncProperty(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 60 }),
			fc.nat({ max: 5 }),
			async (maxPages, rowCount) => {
				let requests = 0;
				const session = handMadeSession(() => {
					requests += 1;
					const data = Array.from({ length: rowCount }, (_, row) => ({ id: requests * 10 + row }));
					return { statusCode: 200, body: { data, pagination: { nextPageToken: `${requests}` } } };
				});
				const sink = { roomLeft: () => 5, take: () => {}, reset: () => {} };
				const query = { window: { startMs: 0, endMs: 1 }, interactionTypes: [] };
				await assert.rejects(
					readInteractions(session, query, 5, sink, countPages(maxPages)),
					(failure) => failure instanceof CxoneFailure && failure.facts.kind === 'paging',
				);
				assert.ok(requests <= maxPages);
			},
		),
	);
});
