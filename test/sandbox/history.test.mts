import fc from 'fast-check';

import { type HistoryPlan, generateHistory } from '../../sandbox/history.mts';
import { Chance } from '../../sandbox/random.mts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 4, 4, 12, 34, 56, 789);

const plans = fc.record({
	contacts: fc.integer({ min: 0, max: 40 }),
	days: fc.integer({ min: 1, max: 500 }),
	seed: fc.integer(),
	nowMs: fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2060, 0, 1) }),
});

function callsByContact(history: ReturnType<typeof generateHistory>): Map<string, number> {
	const calls = new Map<string, number>();
	for (const { contactId } of history) calls.set(contactId, (calls.get(contactId) ?? 0) + 1);
	return calls;
}

describe('every generated history', () => {
	test('keeps to its plan and to the service’s order', () => {
		fc.assert(
			fc.property(plans, (plan) => {
				const history = generateHistory(plan);
				const startMs = plan.nowMs - plan.days * DAY_MS;
				const isInPlan = history.every(({ startTime, contactId }) => {
					const timeMs = Date.parse(startTime);
					const isTimeRight = timeMs >= startMs && timeMs < plan.nowMs;
					const isContactRight = Number(contactId.slice(2)) <= plan.contacts;
					return isTimeRight && isContactRight && /^C-\d{6}$/.test(contactId);
				});
				expect(isInPlan).toBe(true);
				const keys = history.map(({ startTime, id }) => `${startTime} ${id}`);
				expect(keys.every((key) => /^\d{4}(-\d\d){2}T(\d\d:){2}\d\d\.\d{3}Z /.test(key))).toBe(
					true,
				);
				expect(keys.every((key, n) => n === 0 || keys[n - 1] < key)).toBe(true);
				expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
			}),
			{ numRuns: 1_000 },
		);
	});

	test('depends on the plan alone', () => {
		fc.assert(
			fc.property(plans, (plan) => {
				const again = JSON.stringify(generateHistory({ ...plan }));
				expect(again === JSON.stringify(generateHistory(plan))).toBe(true);
			}),
			{ numRuns: 1_000 },
		);
	});

	test('grows to exactly minInteractions, and keeps who calls once and who never', () => {
		fc.assert(
			fc.property(plans, fc.nat(2_000), (plan, minInteractions) => {
				const plain = generateHistory(plan);
				fc.pre(plain.length > 0);
				const grown = generateHistory({ ...plan, minInteractions });
				expect(grown).toHaveLength(Math.max(plain.length, minInteractions));
				const before = callsByContact(plain);
				const after = callsByContact(grown);
				expect(new Set(after.keys())).toEqual(new Set(before.keys()));
				const hasRepeats = plain.length > before.size;
				const isEachRight = [...before].every(([contact, calls]) =>
					calls === 1 && hasRepeats ? after.get(contact) === 1 : (after.get(contact) ?? 0) >= calls,
				);
				expect(isEachRight).toBe(true);
			}),
			{ numRuns: 1_000 },
		);
	});
});

test('nobody cannot make any number of calls', () => {
	const plan = { contacts: 0, days: 10, seed: 1, nowMs: NOW_MS };
	expect(generateHistory(plan)).toEqual([]);
	expect(() => generateHistory({ ...plan, minInteractions: 1 })).toThrow(/minInteractions/);
});

test('another seed makes another history', () => {
	const plan = { contacts: 50, days: 100, nowMs: NOW_MS };
	expect(generateHistory({ ...plan, seed: 1 })).not.toEqual(generateHistory({ ...plan, seed: 2 }));
});

/** Contacts in each segment by the default score of the RF Score node. */
function segments(history: ReturnType<typeof generateHistory>) {
	const contacts = new Map<string, { frequency: number; lastMs: number }>();
	for (const { contactId, startTime, type } of history) {
		const lastMs = Date.parse(startTime);
		if (type !== 'voice' || lastMs < NOW_MS - 90 * DAY_MS) continue;
		const frequency = (contacts.get(contactId)?.frequency ?? 0) + 1;
		contacts.set(contactId, { frequency, lastMs });
	}
	const counts = { high: 0, medium: 0, low: 0 };
	for (const { frequency, lastMs } of contacts.values()) {
		const recency = Math.max(0, 50 - 0.5 * ((NOW_MS - lastMs) / DAY_MS));
		const score = recency + 2.5 * Math.min(frequency, 20);
		counts[score >= 70 ? 'high' : score >= 40 ? 'medium' : 'low'] += 1;
	}
	return counts;
}

describe.each([1, 2, 3, 20_050_101])('a history of 1,000 contacts, seed %d', (seed) => {
	const plan: HistoryPlan = { contacts: 1_000, days: 365, seed, nowMs: NOW_MS };
	const history = generateHistory(plan);
	const calls = [...callsByContact(history).values()];

	test.each([90, 365])('fills every segment from %d days', (days) => {
		const { high, medium, low } = segments(generateHistory({ ...plan, days }));
		expect(high).toBeGreaterThanOrEqual(5);
		expect(medium).toBeGreaterThanOrEqual(50);
		expect(low).toBeGreaterThanOrEqual(50);
	});

	test('about 5 % never call, about half of the callers once, and a few very often', () => {
		expect(calls.length).toBeGreaterThan(920);
		expect(calls.length).toBeLessThan(980);
		const singleShare = calls.filter((count) => count === 1).length / calls.length;
		expect(singleShare).toBeGreaterThan(0.38);
		expect(singleShare).toBeLessThan(0.62);
		const mean = history.length / calls.length;
		expect(Math.max(...calls)).toBeGreaterThan(10 * mean);
	});

	test('some callers are silent for 90 days', () => {
		const since = new Date(NOW_MS - 90 * DAY_MS).toISOString();
		const recent = callsByContact(history.filter(({ startTime }) => startTime >= since));
		expect(recent.size).toBeGreaterThan(100);
		expect(calls.length - recent.size).toBeGreaterThan(100);
	});

	test('has ties within a contact and between contacts, and bursts within the hour', () => {
		let ownTies = 0;
		let foreignTies = 0;
		let bursts = 0;
		const lastMs = new Map<string, number>();
		history.forEach((row, n) => {
			const timeMs = Date.parse(row.startTime);
			const before = history[n - 1];
			if (before?.startTime === row.startTime) {
				if (before.contactId === row.contactId) ownTies += 1;
				else foreignTies += 1;
			}
			if (timeMs - (lastMs.get(row.contactId) ?? 0) < 3_600_000) bursts += 1;
			lastMs.set(row.contactId, timeMs);
		});
		expect(ownTies).toBeGreaterThan(5);
		expect(foreignTies).toBeGreaterThan(2);
		expect(bursts).toBeGreaterThan(100);
	});

	test('is mostly voice, with some of each other type', () => {
		const share = (type: string) =>
			history.filter((row) => row.type === type).length / history.length;
		expect(share('voice')).toBeGreaterThan(0.75);
		for (const type of ['chat', 'email', 'sms']) expect(share(type)).toBeGreaterThan(0.01);
	});
});

describe('chance', () => {
	const draws = 40_000;
	function meanOf(draw: (chance: Chance) => number): number {
		const chance = new Chance(7);
		let sum = 0;
		for (let n = 0; n < draws; n += 1) sum += draw(chance);
		return sum / draws;
	}

	test.each([0.243, 0.793, 1, 2.426, 9])('gamma of shape %d has its mean', (shape) => {
		const tolerance = 5 * Math.sqrt(shape / draws);
		expect(Math.abs(meanOf((chance) => chance.gamma(shape)) - shape)).toBeLessThan(tolerance);
	});

	test('beta, exponential and normal have their means', () => {
		const betaMean = 0.793 / (0.793 + 2.426);
		expect(meanOf((chance) => chance.beta(0.793, 2.426))).toBeCloseTo(betaMean, 2);
		expect(meanOf((chance) => chance.exponential(4))).toBeCloseTo(0.25, 2);
		expect(Math.abs(meanOf((chance) => chance.normal()))).toBeLessThan(0.025);
	});
});
