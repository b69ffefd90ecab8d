import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { countPages } from '../../nodes/shared/core/pageCount.ts';
import { acd } from '../../nodes/shared/cxone/acd/tenant.ts';
import { handMadeSession } from '../support/handMadeSession.mts';

const DAY_MS = 86_400_000;
const END = Date.UTC(2026, 4, 20);
const ROWS = 200_000;
const SPAN_MS = 20 * DAY_MS;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** A row every nine seconds or so. */
function serve({ url, qs = {} }: { url: string; qs?: Record<string, unknown> }) {
	if (url.endsWith('/points-of-contact')) return { statusCode: 200, body: { pointsOfContact: [] } };
	if (url.endsWith('/skills')) return { statusCode: 200, body: { totalRecords: 0, skills: [] } };
	const [from, to] = [qs.startDate, qs.endDate].map(
		(date) => ((Date.parse(String(date)) - END + SPAN_MS) / SPAN_MS) * ROWS,
	);
	const [first, last] = [Math.max(0, Math.ceil(from)), Math.min(ROWS - 1, Math.floor(to))];
	const start = first + Number(qs.skip);
	const length = Math.max(0, Math.min(Number(qs.top), last + 1 - start));
	const completedContacts = Array.from({ length }, (_, n) => ({
		contactId: 1_000_000 + start + n,
		masterContactId: 1_000_000 + start + n,
		contactStartDate: new Date(END - SPAN_MS + ((start + n) / ROWS) * SPAN_MS).toISOString(),
		isOutbound: false,
		agentSeconds: 30,
		fromAddress: '2015550100',
		toAddress: '3125550100',
		mediaTypeId: 4,
	}));
	return { statusCode: 200, body: { totalRecords: last + 1 - first, completedContacts } };
}

test('the memory of a summary does not grow with the contacts that were read', async () => {
	const session = handMadeSession(serve);
	const { interactions } = acd.open(session);
	const heapsMb: number[] = [];
	let count = 0;
	await interactions.read(
		{
			window: { startMs: END - SPAN_MS, endMs: END },
			interactionTypes: ['voice'],
			pageSize: 10_000,
			workers: 1,
			isForSummary: true,
			choices: {
				...{ askBy: 'automatic', direction: 'all', skillIds: [], ownNumbers: [] },
				...{ includeAttempts: false, defaultCountry: 'US' },
			},
		},
		{
			roomLeft: () => Number.POSITIVE_INFINITY,
			reset: () => undefined,
			take: (rows) => {
				count += rows.length;
				collectGarbage();
				heapsMb.push(process.memoryUsage().heapUsed / 1e6);
			},
		},
		countPages(1_000),
	);
	expect(count).toBe(ROWS);
	expect(heapsMb.length).toBeGreaterThanOrEqual(6);
	// Each window holds some 15 MB.
	expect(Math.max(...heapsMb) - heapsMb[0]).toBeLessThan(20);
});
