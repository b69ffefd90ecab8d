import { startSandbox, type Interaction, type Sandbox } from '../../sandbox/server.mts';
import { FilteringTenant, rowsInRange, type RangeReading } from './filteringTenant.mts';
import { answerTo, byId, jsonsOf, search, searchBodies, summaryOf } from './searchRuns.mts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const INCLUSIVE = { endIsInclusive: true, truncatesToMs: 1 };
/** No multiple of the windows, so that their edges are rounded. */
const RANGE = { startTime: '2026-01-01T00:00:00.000Z', endTime: '2026-02-03T04:05:06.007Z' };
const ALL = { contactSource: 'all', timeRange: 'between', ...RANGE };

interface Window {
	startTime: string;
	endTime: string;
}

function inOrder(windows: Window[]): Window[] {
	return [...windows].sort((a, b) => (a.startTime < b.startTime ? -1 : 1));
}

/** The windows that a search of all contacts asks for, in order of time. */
async function windowsOf(sandbox: Sandbox, parameters: object): Promise<Window[]> {
	sandbox.reset();
	const run = await search(sandbox, { ...ALL, ...parameters });
	expect(run.status).toBe('success');
	return inOrder(
		searchBodies(sandbox).map(({ filters: { startTime, endTime } }) => ({ startTime, endTime })),
	);
}

/** Rows exactly at each edge, beside it, and two of one contact at the same instant. */
function rowsAround(edges: string[]): Interaction[] {
	return edges.flatMap((edge, n) =>
		[-MINUTE_MS, -1, 0, 0, 0, 1, 700, 59_999, MINUTE_MS].map((offsetMs, m) => ({
			id: `row-${n}-${m}`,
			startTime: new Date(Date.parse(edge) + offsetMs).toISOString(),
			contactId: `C-${(n + (m === 3 ? 2 : m)) % 7}`,
			type: 'voice',
		})),
	);
}

let empty: Sandbox;
beforeAll(async () => {
	empty = await startSandbox({ history: [] });
});
afterAll(async () => await empty.close());

describe('the windows of a search of all contacts', () => {
	it.each([
		['by default', {}, RANGE, 20],
		['for one at a time', { options: { maxConcurrency: 1 } }, RANGE, 1],
		['for a short range', {}, { ...RANGE, endTime: '2026-01-01T03:30:00.000Z' }, 3],
		['for less than an hour', {}, { ...RANGE, endTime: '2026-01-01T00:00:00.001Z' }, 1],
		['with a limit', { returnAll: false }, RANGE, 1],
	])('meet without gap or overlap %s', async (_, parameters, range, count) => {
		const windows = await windowsOf(empty, { ...parameters, ...range });

		expect(windows).toHaveLength(count);
		expect(windows[0].startTime).toBe(range.startTime);
		expect(windows[windows.length - 1].endTime).toBe(range.endTime);
		for (const [n, { startTime, endTime }] of windows.slice(0, -1).entries()) {
			expect(windows[n + 1].startTime).toBe(endTime);
			expect(Date.parse(endTime) % MINUTE_MS).toBe(0);
			expect(Date.parse(endTime) - Date.parse(startTime)).toBeGreaterThanOrEqual(HOUR_MS);
		}
	});
});

describe('rows on the edges of windows', () => {
	let history: Interaction[];

	beforeAll(async () => {
		const windows = await windowsOf(empty, {});
		history = rowsAround([RANGE.startTime, ...windows.map(({ endTime }) => endTime)]);
		expect(history).toHaveLength(21 * 9);
	});

	async function expectTruth(tenant: Pick<Sandbox, 'credential'>, truth: Interaction[]) {
		for (const pageSize of [500, 1]) {
			const options = { pageSize };
			const run = await search(tenant, { ...ALL, options });
			expect(run.items).toHaveLength(truth.length);
			expect(byId(jsonsOf(run))).toEqual(byId(truth));
			const times = jsonsOf(run).map(({ startTime }) => startTime);
			expect(times).toEqual([...times].sort());

			const summary = await search(tenant, { ...ALL, output: 'contactSummary', options });
			const contactIds = new Set(truth.map(({ contactId }) => contactId));
			expect(jsonsOf(summary)).toHaveLength(contactIds.size);
			expect(jsonsOf(summary)).toEqual(
				expect.arrayContaining(summaryOf(truth, contactIds.values())),
			);
		}
	}

	it('are given once where the end of a search is exclusive', async () => {
		const sandbox = await startSandbox({ history });
		try {
			const truth = answerTo(history, RANGE);
			expect(truth).toHaveLength(history.length - 2 - 7);
			await expectTruth(sandbox, truth);
		} finally {
			await sandbox.close();
		}
	});

	it('are given once where the end of a search is inclusive', async () => {
		const tenant = new FilteringTenant(history, INCLUSIVE);
		await tenant.start();
		try {
			const truth = answerTo(history, { ...RANGE, endIsInclusive: true });
			expect(truth).toHaveLength(history.length - 2 - 4);
			await expectTruth(tenant, truth);
		} finally {
			await tenant.close();
		}
	});

	it.each([
		['seconds', 1_000, true],
		['seconds', 1_000, false],
		['minutes', MINUTE_MS, true],
		['minutes', MINUTE_MS, false],
	])('are given once where times are cut to %s', async (_, truncatesToMs, endIsInclusive) => {
		const reading = { endIsInclusive, truncatesToMs };
		const tenant = new FilteringTenant(history, reading);
		await tenant.start();
		try {
			await expectTruth(tenant, rowsInRange(history, RANGE, reading));
		} finally {
			await tenant.close();
		}
	});

	it.each<[string, RangeReading]>([
		['by whole days', { endIsInclusive: true, truncatesToMs: 24 * HOUR_MS }],
		[
			'by overlap with calls of 40 minutes',
			{ endIsInclusive: false, truncatesToMs: 1, lastsMs: 40 * MINUTE_MS },
		],
	])('are given once where ranges are read %s', async (_, reading) => {
		const calls = history.map((row, n) => {
			const startMs = Date.parse(row.startTime) - (n % 90) * MINUTE_MS;
			return { ...row, startTime: new Date(startMs).toISOString() };
		});
		calls.sort((a, b) => (a.startTime < b.startTime ? -1 : 1));
		const tenant = new FilteringTenant(calls, reading);
		await tenant.start();
		try {
			await expectTruth(tenant, rowsInRange(calls, RANGE, reading));
		} finally {
			await tenant.close();
		}
	});

	it('are given once with their contacts asked for', async () => {
		const tenant = new FilteringTenant(history, INCLUSIVE);
		await tenant.start();
		try {
			const contactIds = ['C-0', 'C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6'];
			const run = await search(tenant, {
				...ALL,
				contactSource: 'ids',
				contactIds: contactIds.join(),
				options: { contactsPerRequest: 2 },
			});
			expect(byId(jsonsOf(run))).toEqual(
				byId(answerTo(history, { ...RANGE, endIsInclusive: true })),
			);
		} finally {
			await tenant.close();
		}
	});
});
