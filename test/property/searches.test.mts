import assert from 'node:assert/strict';

import fc from 'fast-check';
import type { IExecuteFunctions } from 'n8n-workflow';

import { interactionsMode } from '../../nodes/CxoneInteractionsSearch/interactionsMode.ts';
import { splitSearch } from '../../nodes/CxoneInteractionsSearch/parts.ts';
import { runSearches } from '../../nodes/CxoneInteractionsSearch/runSearches.ts';
import { summaryMode } from '../../nodes/CxoneInteractionsSearch/summaryMode.ts';
import { toPlans, type AskingItem } from '../../nodes/CxoneInteractionsSearch/searchPlan.ts';
import { clusterRanges } from '../../nodes/shared/core/ranges.ts';
import { countPages } from '../../nodes/shared/core/pageCount.ts';
import { rest } from '../../nodes/shared/cxone/rest/tenant.ts';
import type { SearchChoices } from '../../nodes/shared/cxone/history.ts';
import type { SearchRequest } from '../../nodes/shared/cxone/rest/schemas.ts';
import { NodeOutput } from '../../nodes/shared/n8n/nodeOutput.ts';
import type { Interaction } from '../../sandbox/server.mts';
import { rowsInRange, type RangeReading } from '../engine/filteringTenant.mts';
import { handMadeSession } from '../support/handMadeSession.mts';
import { assertAsyncProperty, assertProperty } from '../support/property.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const START_MS = Date.parse('2026-01-01T00:00:17.345Z');
const CONTACTS = ['a', 'b', 'c', '__proto__'];

const at = (ms: number) => new Date(ms).toISOString();
const drift = fc.oneof(
	fc.constantFrom(0, MINUTE_MS - 1, MINUTE_MS, MINUTE_MS + 1),
	fc.integer({ min: 0, max: 200_000 }),
);
const range = fc
	.record({ from: drift, to: drift, hours: fc.constantFrom(0.1, 2, 5) })
	.map(({ from, to, hours }) => ({
		startMs: START_MS + from,
		endMs: START_MS + hours * HOUR_MS + to,
	}));
const items = fc.array(
	fc.record({
		range,
		contactIds: fc.option(fc.uniqueArray(fc.constantFrom(...CONTACTS), { minLength: 1 }), {
			nil: undefined,
			freq: 3,
		}),
	}),
	{ minLength: 1, maxLength: 8 },
);
/** Near the ends of ranges, near the edges of windows, and anywhere. */
const instant = fc
	.tuple(
		fc.constantFrom(0, 0.1, 1, 5 / 3, 2.5, 2, 5),
		fc.oneof(drift, fc.integer({ min: -90_000, max: 90_000 })),
	)
	.map(([hours, offsetMs]) => START_MS + hours * HOUR_MS + offsetMs);
/** Some interactions have several contacts, as a conference has. */
const history = fc
	.array(
		fc.record({
			startMs: instant,
			contactIds: fc.uniqueArray(fc.constantFrom(...CONTACTS), { minLength: 1, maxLength: 3 }),
		}),
		{ maxLength: 25 },
	)
	.map((interactions) =>
		interactions
			.flatMap(({ startMs, contactIds }, n) =>
				contactIds.map(
					(contactId): Interaction => ({
						id: `int-${n}`,
						contactId,
						startTime: at(startMs),
						type: 'voice',
					}),
				),
			)
			.sort((a, b) => (a.startTime < b.startTime ? -1 : 1)),
	);
const reading: fc.Arbitrary<RangeReading> = fc.record({
	endIsInclusive: fc.boolean(),
	truncatesToMs: fc.constantFrom(1, 1_000, MINUTE_MS),
});

interface TimeRange {
	startMs: number;
	endMs: number;
}
const areNear = (a: TimeRange, b: TimeRange) =>
	Math.abs(a.startMs - b.startMs) <= MINUTE_MS && Math.abs(a.endMs - b.endMs) <= MINUTE_MS;

/** Groups of what hangs together by pairs that are near, by trying all pairs again and again. */
function hangingTogether<Thing>(things: readonly Thing[], rangeOf: (thing: Thing) => TimeRange) {
	const groups: Thing[][] = [];
	for (const thing of things) {
		const near = groups.filter((group) =>
			group.some((other) => areNear(rangeOf(other), rangeOf(thing))),
		);
		for (const group of near) groups.splice(groups.indexOf(group), 1);
		groups.push([...near.flat(), thing]);
	}
	return groups;
}

test('ranges are in one cluster where they hang together by pairs that are near', () => {
	assertProperty(
		fc.property(fc.array(range, { maxLength: 30 }), (ranges) => {
			const positions = ranges.map((_, position) => position);
			const expected = hangingTogether(positions, (position) => ranges[position]);
			const sorted = (clusters: number[][]) =>
				clusters.map((cluster) => [...cluster].sort((a, b) => a - b).join()).sort();
			assert.deepEqual(sorted(clusterRanges(ranges)), sorted(expected));
		}),
	);
});

interface GivenRow {
	contactId: string;
	id: string;
	item: number;
}
type Item = { range: TimeRange; contactIds: string[] | undefined };

/** What a run must give, found without the code under test: each contact of a group once, in the ranges of its items. */
function truthOf(given: Item[], rows: Interaction[], how: RangeReading): GivenRow[] {
	const positions = given.map((_, position) => position);
	return [true, false].flatMap((asksAll) => {
		const alike = positions.filter((n) => (given[n].contactIds === undefined) === asksAll);
		return hangingTogether(alike, (n) => given[n].range).flatMap((group) => {
			const ranges = group.map((n) => given[n].range);
			const union = {
				startTime: at(Math.min(...ranges.map(({ startMs }) => startMs))),
				endTime: at(Math.max(...ranges.map(({ endMs }) => endMs))),
			};
			const isOneRange = new Set(ranges.map((one) => JSON.stringify(one))).size === 1;
			return rowsInRange(rows, union, how).flatMap(({ contactId, id, startTime }) => {
				const ms = Date.parse(startTime);
				const askers = group
					.sort((a, b) => a - b)
					.filter((n) => given[n].contactIds?.includes(contactId) ?? asksAll)
					.filter(
						(n) => isOneRange || (given[n].range.startMs <= ms && ms <= given[n].range.endMs),
					);
				return askers.length === 0 ? [] : [{ contactId, id, item: askers[0] }];
			});
		});
	});
}

function countByContact(rows: Array<{ contactId: string }>) {
	return CONTACTS.map((contactId) => rows.filter((row) => row.contactId === contactId).length);
}

test('each contact has the interactions in the ranges of its items, each once, however it is asked', async () => {
	const settings = fc.record({
		pageSize: fc.integer({ min: 1, max: 9 }),
		contactsPerRequest: fc.integer({ min: 1, max: 4 }),
		workers: fc.integer({ min: 1, max: 4 }),
	});
	await assertAsyncProperty(
		fc.asyncProperty(items, history, reading, settings, async (given, rows, how, numbers) => {
			const session = handMadeSession(
				({ body }) => {
					const { filters, pageSize, pageToken } = body as SearchRequest;
					const found = rowsInRange(rows, filters, how).filter(
						({ contactId }) => filters.contactIds?.includes(contactId) !== false,
					);
					const start = Number(pageToken ?? 0);
					const next = start + pageSize;
					const nextPageToken = next < found.length ? String(next) : null;
					return {
						statusCode: 200,
						body: { data: found.slice(start, next), pagination: { nextPageToken } },
					};
				},
				{ maxConcurrency: numbers.workers },
			);
			const plans = toPlans(
				given.map(
					(item, itemIndex): AskingItem => ({
						itemIndex,
						question: {
							asksAll: item.contactIds === undefined,
							range: item.range,
							interactionTypes: [],
							limit: undefined,
						},
						contactIds: item.contactIds,
					}),
				),
			);
			const choices = {
				...{ askBy: 'automatic', direction: 'all', skillIds: [], ownNumbers: [] },
				...{ includeAttempts: false, defaultCountry: 'US' },
			} satisfies SearchChoices;
			const runWith = async (
				modeOf: (plan: (typeof plans)[number]) => ReturnType<typeof interactionsMode>,
			) => {
				const output = new NodeOutput({ getNode: () => ({}) } as unknown as IExecuteFunctions, 1);
				const modes = new Map(plans.map((plan) => [plan, modeOf(plan)]));
				const run = {
					tenant: rest.open(session),
					settings: { ...numbers, choices, isForSummary: false },
					output,
				};
				await runSearches({ ...run, count: countPages(10_000) }, modes);
				return output.toOutputs()[0];
			};

			const truth = truthOf(given, rows, how);
			const interactions = (await runWith(interactionsMode)).map(({ json, pairedItem }) => ({
				contactId: String(json.contactId),
				id: String(json.id),
				item: (pairedItem as { item: number }).item,
			}));
			const inOrder = (list: GivenRow[]) => list.map((row) => JSON.stringify(row)).sort();
			assert.deepEqual(inOrder(interactions), inOrder(truth));

			const summaries = await runWith((plan) => summaryMode(plan, false));
			const counted = summaries.flatMap(({ json }) =>
				Array.from({ length: Number(json.frequency) }, () => ({
					contactId: String(json.contactId),
				})),
			);
			assert.deepEqual(countByContact(counted), countByContact(truth));
		}),
	);
});

test('no contact is asked for twice in one search, and windows cover the range', () => {
	assertProperty(
		fc.property(items, fc.integer({ min: 1, max: 20 }), (given, workers) => {
			const asking = given.map((item, itemIndex) => ({
				...{ itemIndex, contactIds: item.contactIds },
				question: {
					...{ asksAll: item.contactIds === undefined, range: item.range },
					...{ interactionTypes: ['voice'], limit: undefined },
				},
			}));
			const plans = toPlans(asking);
			assert.deepEqual(
				plans.flatMap((plan) => plan.items).sort((a, b) => a - b),
				given.map((_, item) => item),
			);
			for (const plan of plans) {
				const how = { contactsPerRequest: 2, workers, contactLimit: undefined };
				const parts = splitSearch(plan, how);
				const asked = parts.flatMap(({ contactIds = [] }) => contactIds);
				assert.equal(new Set(asked).size, asked.length);
				assert.equal(parts[0].window.startMs, plan.range.startMs);
				assert.equal(parts[parts.length - 1].window.endMs, plan.range.endMs);
			}
		}),
	);
});
