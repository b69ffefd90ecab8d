import assert from 'node:assert/strict';

import fc from 'fast-check';

import { countPages } from '../../nodes/shared/core/pageCount.ts';
import { acd } from '../../nodes/shared/cxone/acd/tenant.ts';
import type { InteractionQuery } from '../../nodes/shared/cxone/history.ts';
import { handMadeSession } from '../support/handMadeSession.mts';
import { assertAsyncProperty } from '../support/property.mts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const END = Date.UTC(2026, 4, 20, 12);
const OWN = '3125550100';
const PHONES = ['2015550100', '2025550101', '2125550102', '6465550103'];

/** A contact as the service has it; `master` is an earlier one of the array, or itself. */
interface Leg {
	startMs: number;
	masterId: number;
	id: number;
	phone: string;
	isOutbound: boolean;
	agentSeconds: number;
	isNobody: boolean;
}

const leg = fc.record({
	hoursBefore: fc.integer({ min: 0, max: 70 * 24 }),
	minutes: fc.integer({ min: 0, max: 59 }),
	phone: fc.constantFrom(...PHONES),
	isOutbound: fc.boolean(),
	isTry: fc.boolean(),
	isNobody: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
	isChild: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
});

/** Contacts in order of time; a child follows its master within the hour, with the same customer. */
const legs = fc.array(leg, { maxLength: 60 }).map((made) => {
	const inOrder = [...made].sort((a, b) => b.hoursBefore - a.hoursBefore || a.minutes - b.minutes);
	const all: Leg[] = [];
	for (const { hoursBefore, minutes, isChild, isTry, ...rest } of inOrder) {
		const own = all[all.length - 1];
		const id = 1_000 + all.length;
		const startMs = END - hoursBefore * HOUR_MS + minutes * 60_000 - HOUR_MS;
		if (isChild && own !== undefined) {
			all.push({ ...own, id, masterId: own.masterId, startMs: Math.max(startMs, own.startMs) });
			continue;
		}
		all.push({ ...rest, id, masterId: id, startMs, agentSeconds: isTry ? 0 : 30 });
	}
	return all;
});

const how = fc.record({
	days: fc.integer({ min: 1, max: 75 }),
	pageSize: fc.integer({ min: 1, max: 30 }),
	workers: fc.integer({ min: 1, max: 6 }),
	askBy: fc.constantFrom('automatic' as const, 'days' as const),
	asked: fc.option(fc.subarray(PHONES, { minLength: 1 }), { nil: undefined }),
	includeAttempts: fc.boolean(),
	isOlder: fc.boolean(),
	ignoresAddresses: fc.boolean(),
	isForSummary: fc.boolean(),
	mostOnPage: fc.integer({ min: 1, max: 40 }),
});
type How = Parameters<Parameters<typeof how.map>[0]>[0];

/** The service: both ends of a range count, pages by contact id. */
function serve(all: readonly Leg[], { isOlder, ignoresAddresses, mostOnPage }: How) {
	const names = isOlder
		? { start: 'contactStart', from: 'fromAddr', to: 'toAddr' }
		: { start: 'contactStartDate', from: 'fromAddress', to: 'toAddress' };
	return ({ url, qs = {} }: { url: string; qs?: Record<string, unknown> }) => {
		if (url.endsWith('/points-of-contact'))
			return { statusCode: 200, body: { pointsOfContact: [{ contactAddress: OWN }] } };
		if (url.endsWith('/skills')) return { statusCode: 200, body: { totalRecords: 0, skills: [] } };
		const [from, to] = [Date.parse(String(qs.startDate)), Date.parse(String(qs.endDate))];
		assert.ok(to - from <= 30 * DAY_MS);
		const rows = all
			.filter(({ startMs }) => startMs >= from && startMs <= to)
			.map((one) => {
				const customer = one.isNobody ? 'Anonymous' : one.phone;
				return {
					contactId: one.id,
					masterContactId: one.masterId,
					isOutbound: one.isOutbound,
					agentSeconds: one.agentSeconds,
					[names.start]: new Date(one.startMs).toISOString(),
					[names.from]: one.isOutbound ? OWN : customer,
					[names.to]: one.isOutbound ? customer : OWN,
					[isOlder ? 'mediaType' : 'mediaTypeId']: 4,
				};
			})
			.filter(
				(row) =>
					ignoresAddresses ||
					[names.from, names.to].every((name) => qs[name] === undefined || qs[name] === row[name]),
			);
		const skip = Number(qs.skip);
		const page = rows.slice(skip, skip + Math.min(Number(qs.top), mostOnPage));
		return page.length === 0
			? { statusCode: 204 }
			: { statusCode: 200, body: { totalRecords: rows.length, completedContacts: page } };
	};
}

/** How often, first and last each phone was talked to, counted without the code under test. */
function truthOf(all: readonly Leg[], fromMs: number, { includeAttempts, asked }: How) {
	const inRange = all.filter(({ startMs }) => startMs >= fromMs && startMs <= END);
	const isTry = (one: Leg) => one.isOutbound && one.agentSeconds === 0 && !includeAttempts;
	const counted = inRange.filter((one) => !one.isNobody && !isTry(one));
	const masters = new Set(inRange.filter((one) => !isTry(one)).map(({ id }) => id));
	const standing = new Set<number>();
	const times = new Map<string, number[]>();
	const inTime = [...counted].sort((a, b) => a.startMs - b.startMs || a.id - b.id);
	for (const { id, masterId, phone, startMs } of inTime) {
		if (id !== masterId) {
			if (masters.has(masterId) || standing.has(masterId)) continue;
			standing.add(masterId);
		}
		if (asked !== undefined && !asked.includes(phone)) continue;
		times.set(`+1${phone}`, [...(times.get(`+1${phone}`) ?? []), startMs]);
	}
	return times;
}

test('each phone has the interactions that an independent count gives it, however it is asked', async () => {
	await assertAsyncProperty(
		fc.asyncProperty(legs, how, async (all, given) => {
			const session = handMadeSession(serve(all, given), { maxConcurrency: given.workers });
			const { interactions } = acd.open(session);
			const startMs = END - given.days * DAY_MS;
			const query: InteractionQuery = {
				contactIds: given.asked?.map((phone) => `+1${phone}`),
				window: { startMs, endMs: END },
				interactionTypes: ['voice'],
				pageSize: given.pageSize,
				workers: given.workers,
				isForSummary: given.isForSummary,
				choices: {
					...{ askBy: given.askBy, direction: 'all', skillIds: [], ownNumbers: [] },
					...{ includeAttempts: given.includeAttempts, defaultCountry: 'US' },
				},
			};
			const times = new Map<string, number[]>();
			const count = countPages(100_000);
			const sink = {
				roomLeft: () => Number.POSITIVE_INFINITY,
				reset: () => assert.fail('a query starts again'),
				take: (rows: unknown[]) => {
					for (const row of rows as Array<{ contactId: string; startTime: string }>)
						times.set(row.contactId, [
							...(times.get(row.contactId) ?? []),
							Date.parse(row.startTime),
						]);
				},
			};
			await interactions.read(query, sink, count);
			const inOrder = (map: Map<string, number[]>) =>
				[...map].map(([phone, list]) => [phone, list.sort((a, b) => a - b)]).sort();
			assert.deepEqual(inOrder(times), inOrder(truthOf(all, startMs, given)));
		}),
	);
});
