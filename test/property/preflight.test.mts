import fc from 'fast-check';

import { abandonRate, isAboveCeiling } from '../../nodes/shared/core/abandonRate.ts';
import { judgeTimeZones, type CallingHours } from '../../nodes/shared/core/callingHours.ts';
import { blockingChecks, type Check, type Fact } from '../../nodes/shared/core/checks.ts';
import { judgePhones, openRecords } from '../../nodes/shared/core/listChecks.ts';
import {
	judgeSkill,
	type PreflightLimits,
	type SkillFacts,
} from '../../nodes/shared/core/preflight.ts';
import { parseTimeOfDay, showTimeOfDay } from '../../nodes/shared/core/timeOfDay.ts';
import { assertProperty } from '../support/property.mts';

const count = fc.nat(2_000_000);
const minutes = fc.integer({ min: 0, max: 1_440 });
const maybe = <Value,>(arb: fc.Arbitrary<Value>) => fc.option(arb, { nil: undefined });

describe('the rate of abandoned calls', () => {
	it('is never told too low, and rises with what was abandoned', () => {
		assertProperty(
			fc.property(maybe(count), maybe(count), count, (connects, handled, abandoned) => {
				const rate = abandonRate({ connects, handled, abandoned });
				if (connects === undefined && handled === undefined) {
					expect(rate).toBeUndefined();
					return;
				}
				const { answered, ratePercent } = rate ?? { answered: NaN, ratePercent: NaN };
				for (const each of [connects, handled === undefined ? undefined : handled + abandoned])
					if (each !== undefined) expect(answered).toBeLessThanOrEqual(Math.max(each, abandoned));
				if (answered === 0) {
					expect(ratePercent).toBeNull();
					return;
				}
				// In whole numbers: shown / 100 is the rate or less than a hundredth above it.
				const shown = BigInt(Math.round((ratePercent ?? 0) * 100));
				const [part, whole] = [BigInt(abandoned) * 10_000n, BigInt(answered)];
				expect(shown * whole >= part && (shown - 1n) * whole < part).toBe(true);
				expect(ratePercent).toBeLessThanOrEqual(100);
			}),
		);
	});

	it('is above a ceiling exactly where its counts are', () => {
		assertProperty(
			fc.property(
				fc.nat(10_000),
				fc.integer({ min: 1, max: 10_000 }),
				fc.nat(100),
				(a, b, ceiling) => {
					const [abandoned, answered] = [Math.min(a, b), b];
					const rate = { abandoned, answered, ratePercent: 0 };
					expect(isAboveCeiling(rate, ceiling)).toBe(
						BigInt(abandoned) * 100n > BigInt(ceiling) * BigInt(answered),
					);
				},
			),
		);
	});

	it.each([
		[{ connects: 300, handled: 250, abandoned: 10 }, 260, 3.85],
		[{ connects: 100, handled: 250, abandoned: 3 }, 100, 3],
		[{ connects: 5, handled: undefined, abandoned: 10 }, 10, 100],
		[{ connects: 10_000, handled: undefined, abandoned: 301 }, 10_000, 3.01],
	])('of %j is counted right', (counts, answered, ratePercent) => {
		expect(abandonRate(counts)).toMatchObject({ answered, ratePercent });
	});
});

describe('a time of day', () => {
	it('is read as it is shown', () => {
		assertProperty(
			fc.property(minutes, (ofDay) => {
				const shown = showTimeOfDay(ofDay);
				expect(parseTimeOfDay(shown)).toBe(ofDay);
				expect(parseTimeOfDay(` ${shown}:00 `)).toBe(ofDay);
			}),
		);
	});

	it('of any text is within a day, or none', () => {
		assertProperty(
			fc.property(fc.oneof(fc.string(), fc.anything()), (value) => {
				const read = parseTimeOfDay(value);
				expect(read === undefined || (read >= 0 && read <= 1_440)).toBe(true);
			}),
		);
	});

	it.each([
		['8:00 PM', 1_200],
		['12:00 am', 0],
		['12:30 PM', 750],
		['20:00:01', 1_201],
		['24:00', 1_440],
		['24:01', undefined],
		['13:00 pm', undefined],
		['08:60', undefined],
		['0800', undefined],
		[800, undefined],
		[null, undefined],
	])('%j is %j', (text, expected) => {
		expect(parseTimeOfDay(text)).toBe(expected);
	});
});

const LIMITS: PreflightLimits = {
	earliestMinutes: 480,
	latestMinutes: 1_200,
	ceilingPercent: 3,
	windowDays: 30,
};

function fact<Value>(arb: fc.Arbitrary<Value>): fc.Arbitrary<Fact<Value>> {
	return fc.oneof(
		{ weight: 4, arbitrary: arb.map((known) => ({ known })) },
		{
			weight: 1,
			arbitrary: fc.record(
				{ unknown: fc.constant('hidden'), isPassing: fc.boolean() },
				{ requiredKeys: ['unknown'] },
			),
		},
	);
}

const hours: fc.Arbitrary<CallingHours> = fc.record({
	name: fc.constant('zone'),
	isActive: maybe(fc.boolean()),
	startMinutes: maybe(minutes),
	endMinutes: maybe(minutes),
});
const rate = maybe(
	fc
		.record({ abandoned: fc.nat(500), handled: fc.nat(5_000) })
		.map((counts) => abandonRate({ ...counts, connects: undefined })!),
);
const facts: fc.Arbitrary<SkillFacts> = fc.record({
	settingsDiffer: fc.constantFrom(undefined, '', 'differs'),
	abandonment: fact(
		fc.record({
			hasMessage: fc.boolean(),
			timeoutSeconds: maybe(fc.constantFrom(0, 1.9, 2, 2.01, 9, -1)),
		}),
	),
	timeZones: fact(fc.array(hours, { maxLength: 3 })),
	schedule: fact(
		fc.record({ isScheduled: maybe(fc.boolean()), days: fc.array(hours, { maxLength: 3 }) }),
	),
	lists: fact(
		fc.array(
			fc.record({
				name: fc.constantFrom('one', 'two'),
				isActive: fc.boolean(),
				isNamed: fc.boolean(),
				countedLeft: maybe(fc.nat(3)),
				records: fact(
					fc
						.record({ open: fc.nat(3), expired: fc.nat(3), withoutExpiry: fc.nat(3) })
						.map(({ open, expired, withoutExpiry }) => ({
							open,
							expired: Math.min(open, expired),
							withoutExpiry: Math.min(open - Math.min(open, expired), withoutExpiry),
							firstExpiryMs: open - Math.min(open, expired) - withoutExpiry > 0 ? 4e12 : undefined,
						})),
				),
			}),
			{ maxLength: 3 },
		),
	),
	mayFeedMore: fc.constantFrom(undefined, { unknown: 'hidden' }),
	activeAgents: fact(fc.nat(2)),
	isAgentless: maybe(fc.boolean()),
	callerId: fact(fc.constantFrom('skill', 'tenant', 'none')),
	dncGroups: fact(fc.array(fc.constant('group'), { maxLength: 2 })),
	ordering: fact(
		fc.array(
			fc.record({
				by: fc.constantFrom('', 'Score', 'score', 'Attempts'),
				direction: fc.constantFrom('', 'Descending', 'asc', '1'),
			}),
			{ maxLength: 2 },
		),
	),
	rates: fact(fc.record({ today: rate, window: rate })),
});

function byName(checks: readonly Check[]): Record<string, Check['result']> {
	return Object.fromEntries(checks.map(({ check, result }) => [check, result]));
}

describe('the checks of a skill', () => {
	it('answer each once, in words, whatever was read', () => {
		assertProperty(
			fc.property(facts, (read) => {
				const checks = judgeSkill(read, LIMITS);
				expect(new Set(checks.map(({ check }) => check)).size).toBe(checks.length);
				expect(checks).toHaveLength(read.settingsDiffer === undefined ? 15 : 16);
				for (const { result, found, wanted } of checks) {
					expect(['pass', 'fail', 'unknown']).toContain(result);
					expect(found).toMatch(/\S/);
					expect(wanted).toMatch(/\S/);
					expect(`${found} ${wanted}`).not.toMatch(/undefined|NaN|null|Invalid/);
				}
			}),
		);
	});

	it('let nothing pass that was not read', () => {
		assertProperty(
			fc.property(facts, (read) => {
				const results = byName(judgeSkill(read, LIMITS));
				const needs: Array<[object, string[]]> = [
					[read.abandonment, ['abandonmentMessage', 'abandonmentTimeout']],
					[read.timeZones, ['timeZonesActive', 'callingHours']],
					[read.schedule, ['scheduleHours']],
					[read.lists, ['listActive', 'recordsLeft', 'recordsNotExpired', 'onlyTheseLists']],
					[read.activeAgents, ['agentsAssigned']],
					[read.callerId, ['callerId']],
					[read.dncGroups, ['dncGroup']],
					[read.ordering, ['orderedByScore']],
					[read.rates, ['abandonmentRate']],
				];
				for (const [given, names] of needs)
					if ('unknown' in given)
						for (const name of names) expect([name, results[name]]).toEqual([name, 'unknown']);
			}),
		);
	});

	it('pass calling hours only where every zone that may be called keeps to them', () => {
		assertProperty(
			fc.property(fc.array(hours, { maxLength: 4 }), facts, (zones, read) => {
				const { callingHours } = byName(
					judgeSkill({ ...read, timeZones: { known: zones } }, LIMITS),
				);
				const open = zones.filter(({ isActive }) => isActive !== false);
				const keeps = open.every(
					({ startMinutes: from = -1, endMinutes: to = 9_999 }) =>
						from >= 480 && to <= 1_200 && to >= from && to > 0,
				);
				if (callingHours === 'pass') expect(open.length > 0 && keeps).toBe(true);
				const breaks = open.some(
					({ startMinutes: from = 480, endMinutes: to = 1_200 }) => from < 480 || to > 1_200,
				);
				if (breaks) expect(callingHours).toBe('fail');
			}),
		);
	});

	it.each([
		[undefined, 0],
		[0, 0],
		[1_300, 0],
		[600, 540],
	])('take hours from %p to %p for such that go through midnight', (startMinutes, endMinutes) => {
		const zone = { name: 'zone', isActive: true, startMinutes, endMinutes };
		const { result } = judgeTimeZones([zone], { earliestMinutes: 0, latestMinutes: 1_440 });
		expect(result).toBe('fail');
	});

	it('fail where another active list could ring somebody', () => {
		assertProperty(
			fc.property(facts, (read) => {
				if ('unknown' in read.lists) return;
				const rings = read.lists.known.some(
					({ isNamed, isActive, records, countedLeft = 0 }) =>
						!isNamed &&
						isActive &&
						('known' in records ? records.known.open - records.known.expired : countedLeft) > 0,
				);
				const { onlyTheseLists } = byName(judgeSkill(read, LIMITS));
				if (rings) expect(onlyTheseLists).toBe('fail');
				else expect(onlyTheseLists).not.toBe('fail');
			}),
		);
	});

	it('block on every failure, and on what trouble hid, and on nothing else', () => {
		assertProperty(
			fc.property(facts, (read) => {
				const checks = judgeSkill(read, LIMITS);
				const blocking = blockingChecks(checks);
				for (const check of checks)
					expect(blocking.includes(check)).toBe(
						check.result === 'fail' || check.isPassing === true,
					);
			}),
		);
	});

	it('judge no rate of fewer than 100 answered calls', () => {
		assertProperty(
			fc.property(fc.nat(99), facts, (answered, read) => {
				const few = { abandoned: answered, answered, ratePercent: 100 };
				const rates = { known: { today: few, window: few } };
				expect(byName(judgeSkill({ ...read, rates }, LIMITS)).abandonmentRate).toBe('unknown');
			}),
		);
	});
});

describe('the phones of a run', () => {
	it('fail exactly where one of them has two live records', () => {
		assertProperty(
			fc.property(
				fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 5 }),
				fc.nat(2),
				fc.boolean(),
				(counts, withoutPhone, isUnread) => {
					const { result, found } = judgePhones({
						counts: new Map(counts.map((each, index) => [`+1212555010${index}`, each])),
						withoutPhone,
						unread: isUnread ? { unknown: 'hidden' } : undefined,
					});
					const isDoubled = counts.some((each) => each > 1);
					const isUnknown = isUnread || withoutPhone > 0;
					expect(result).toBe(isDoubled ? 'fail' : isUnknown ? 'unknown' : 'pass');
					expect(found).not.toContain('555');
				},
			),
		);
	});
});

describe('open records', () => {
	it('are those of the skill or of none, that are neither final nor removed', () => {
		const record = fc.record({
			isFinal: fc.boolean(),
			isRemoved: fc.boolean(),
			skillId: fc.constantFrom(undefined, '1', '2'),
			expiresAtMs: fc.constantFrom(undefined, 500, 1_000, 2_000),
		});
		assertProperty(
			fc.property(fc.array(record), (given) => {
				const records = given.map((each) => ({
					listId: '1',
					externalId: 'a',
					phones: [],
					lastCallMs: undefined,
					callbackMs: undefined,
					agentDisposition: undefined,
					score: undefined,
					latestExpiryMs: each.expiresAtMs,
					...each,
				}));
				const open = given.filter(
					({ isFinal, isRemoved, skillId = '1' }) => !isFinal && !isRemoved && skillId === '1',
				);
				expect(openRecords(records, '1', 1_000)).toEqual({
					open: open.length,
					expired: open.filter(({ expiresAtMs = 9_999 }) => expiresAtMs <= 1_000).length,
					withoutExpiry: open.filter(({ expiresAtMs }) => expiresAtMs === undefined).length,
					firstExpiryMs: open.some(({ expiresAtMs }) => expiresAtMs === 2_000) ? 2_000 : undefined,
				});
			}),
		);
	});
});
