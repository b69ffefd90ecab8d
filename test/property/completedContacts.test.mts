import assert from 'node:assert/strict';

import fc from 'fast-check';

import type { CompletedContact } from '../../nodes/shared/core/completedContact.ts';
import {
	LONGEST_RANGE_MS,
	longestWindows,
	lookWindows,
	planWindows,
	splitWindow,
	type ContactWindow,
} from '../../nodes/shared/core/completedContactWindows.ts';
import { customerOf, toOwnNumbers, type NoCustomer } from '../../nodes/shared/core/customer.ts';
import { MasterContacts } from '../../nodes/shared/core/masterContacts.ts';
import { phoneReader, spellingsOf } from '../../nodes/shared/core/phone.ts';
import { readContact, readContactPage } from '../../nodes/shared/cxone/acd/dialects.ts';
import { assertProperty } from '../support/property.mts';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-01-01T00:00:17.345Z');
const read = phoneReader('US');

/** Each in the spellings in which a service may write it, by hand. */
const PEOPLE: Record<string, string[]> = {
	'+12125550111': ['2125550111', '12125550111', '+12125550111', '(212) 555-0111', '212.555.0111'],
	'+12125550122': ['2125550122', '+1 212 555 0122', 'tel:+12125550122'],
	'+447911123456': ['447911123456', '+44 7911 123456', '00447911123456'],
	'+4930123456': ['4930123456', '+49 30 123456'],
};
const OWN: Record<string, string[]> = {
	'+13125550100': ['3125550100', '+13125550100'],
	'+18005550199': ['18005550199', '8005550199', '+1 800 555 0199'],
};
const NOBODY: Array<[string, NoCustomer]> = [
	['', 'hidden'],
	['Anonymous', 'hidden'],
	['0000000000', 'hidden'],
	['266696687', 'hidden'],
	['4021', 'extension'],
	['sip:4021@pbx.example.test', 'address'],
	['someone@example.test', 'address'],
	['911', 'emergency'],
	['+18005550150', 'tollFree'],
	['9005550150', 'premium'],
	['5551234', 'impossible'],
];

/** One contact as it truly is. */
interface True {
	id: string;
	masterId: string;
	startMs: number;
	isOutbound: boolean;
	agentSeconds: number;
	customer: { phone: string } | { phone: undefined; reason: NoCustomer };
	from: string;
	to: string;
}

const side = fc.oneof(
	{ weight: 6, arbitrary: fc.constantFrom(...Object.keys(PEOPLE)).map((phone) => ({ phone })) },
	{
		weight: 2,
		arbitrary: fc
			.constantFrom(...NOBODY)
			.map(([text, reason]) => ({ phone: undefined, text, reason })),
	},
	{
		weight: 1,
		arbitrary: fc.constant({ phone: undefined, text: '', reason: 'internal' as const }),
	},
);
const leg = fc.record({
	side,
	isOutbound: fc.boolean(),
	/** Whether the sides are noted the other way round, as happens: the own number tells. */
	isTurned: fc.boolean(),
	agentSeconds: fc.constantFrom(0, 0, 30),
	afterMs: fc.oneof(fc.integer({ min: 0, max: 90_000 }), fc.integer({ min: 0, max: 4 * DAY_MS })),
	spelling: fc.nat(),
});
const call = fc.record({
	/** Around the ends of looks, at whole days, and anywhere. */
	startMs: fc
		.tuple(
			fc.oneof(
				fc.constantFrom(0, 1, 2, 10, 20, 30, 60, 70),
				fc.double({ min: -1, max: 71, noNaN: true }),
			),
			fc.constantFrom(0, 1, -1, -17_345, 2_655, 42_655, -40_000, MINUTE_MS),
		)
		.map(([days, offsetMs]) => Math.round(START_MS + days * DAY_MS + offsetMs)),
	legs: fc.array(leg, { minLength: 1, maxLength: 4 }),
	/** A service may not show it: another skill's. */
	hidesMaster: fc.boolean(),
	isRead: fc.boolean(),
});

const pick = <Thing,>(things: readonly Thing[], n: number) => things[n % things.length];

function contactsOf(
	calls: ReadonlyArray<typeof call extends fc.Arbitrary<infer Call> ? Call : never>,
): True[] {
	let lastId = 900_000_000;
	return calls.flatMap(({ startMs, legs, hidesMaster }) => {
		const masterId = String(lastId + 1);
		const all = legs.map(
			({ side: one, isOutbound, isTurned, agentSeconds, afterMs, spelling }, n): True => {
				lastId += 1;
				const own = pick(Object.values(OWN).flat(), spelling);
				const isInternal = one.phone === undefined && one.reason === 'internal';
				const other = isInternal ? pick(Object.values(OWN).flat(), spelling + 1) : undefined;
				const customerText =
					one.phone === undefined ? (other ?? one.text) : pick(PEOPLE[one.phone], spelling);
				const isCustomerFirst = isOutbound === isTurned;
				return {
					id: String(lastId),
					masterId,
					startMs: n === 0 ? startMs : startMs + afterMs,
					isOutbound,
					agentSeconds,
					customer:
						one.phone === undefined
							? { phone: undefined, reason: one.reason }
							: { phone: one.phone },
					from: isCustomerFirst ? customerText : own,
					to: isCustomerFirst ? own : customerText,
				};
			},
		);
		return hidesMaster ? all.slice(1) : all;
	});
}

/** How a service reads a range of dates. */
const reading = fc.record({
	truncatesToMs: fc.constantFrom(1, 1_000, MINUTE_MS),
	truncatesRows: fc.boolean(),
	/** Which ends of the range it takes in. */
	ends: fc.constantFrom('both', 'start', 'end'),
});
type Reading = typeof reading extends fc.Arbitrary<infer One> ? One : never;
interface Range {
	startMs: number;
	endMs: number;
}

function isServed(startMs: number, range: Range, how: Reading): boolean {
	const floor = (ms: number) => Math.floor(ms / how.truncatesToMs) * how.truncatesToMs;
	const rowMs = how.truncatesRows ? floor(startMs) : startMs;
	const [firstMs, lastMs] = [floor(range.startMs), floor(range.endMs)];
	const isAfterStart = how.ends === 'end' ? rowMs > firstMs : rowMs >= firstMs;
	return isAfterStart && (how.ends === 'start' ? rowMs < lastMs : rowMs <= lastMs);
}

const writing = fc.record({
	isOlder: fc.boolean(),
	isText: fc.boolean(),
	isWrapped: fc.boolean(),
	isMasterBlank: fc.boolean(),
});
type Writing = typeof writing extends fc.Arbitrary<infer One> ? One : never;

function toRow(
	contact: True,
	{ isOlder, isText, isMasterBlank }: Writing,
): Record<string, unknown> {
	const { id, masterId, startMs, isOutbound, agentSeconds, from, to } = contact;
	const start = new Date(startMs).toISOString();
	const master = isMasterBlank && masterId === id ? '' : Number(masterId);
	const row = {
		contactId: Number(id),
		masterContactId: master,
		isOutbound,
		agentSeconds,
		...(isOlder
			? { contactStart: start, fromAddr: from, toAddr: to, mediaType: 4 }
			: { contactStartDate: start, fromAddress: from, toAddress: to, mediaTypeId: 4 }),
	};
	if (!isText) return row;
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => {
			if (typeof value === 'boolean') return [name, value ? 'True' : 'False'];
			return [name, String(value)];
		}),
	);
}

interface Outcome {
	interactions: string[];
	attempts: number;
	children: number;
	reasons: Record<string, number>;
}
interface Wanted {
	range: Range;
	includesAttempts: boolean;
	direction: 'inbound' | 'outbound' | undefined;
	asked: string[] | undefined;
}

/** What a search must come to, straight from what is true. */
function truthOf(
	contacts: readonly True[],
	{ range, includesAttempts, direction, asked }: Wanted,
): Outcome {
	const inRange = contacts.filter(
		({ startMs }) => startMs >= range.startMs && startMs <= range.endMs,
	);
	const isTry = (contact: True) =>
		!includesAttempts && contact.isOutbound && contact.agentSeconds === 0;
	const isWanted = ({ customer, isOutbound }: True) =>
		customer.phone !== undefined &&
		asked?.includes(customer.phone) !== false &&
		(direction === undefined || (direction === 'outbound') === isOutbound);
	const outcome: Outcome = { interactions: [], attempts: 0, children: 0, reasons: {} };
	for (const { customer } of inRange)
		if (customer.phone === undefined)
			outcome.reasons[customer.reason] = (outcome.reasons[customer.reason] ?? 0) + 1;
	const wanted = inRange.filter(isWanted);
	outcome.attempts = wanted.filter(isTry).length;
	const spoken = wanted.filter((contact) => !isTry(contact));
	const readIds = new Set(inRange.filter((contact) => !isTry(contact)).map(({ id }) => id));
	for (const masterId of new Set(spoken.map((contact) => contact.masterId))) {
		const group = spoken.filter((contact) => contact.masterId === masterId);
		const master = group.find(({ id }) => id === masterId);
		const [first] = [...group].sort((a, b) => a.startMs - b.startMs || Number(a.id) - Number(b.id));
		const counted = readIds.has(masterId) ? master : first;
		if (counted?.customer.phone !== undefined)
			outcome.interactions.push(`${counted.id} ${counted.customer.phone} ${counted.startMs}`);
		outcome.children += group.length - (counted === undefined ? 0 : 1);
	}
	outcome.interactions.sort();
	return outcome;
}

const totalOf = (rows: readonly True[], range: Range, how: Reading) =>
	rows.filter(({ startMs }) => isServed(startMs, range, how)).length;

const search = fc.record({
	calls: fc.array(call, { maxLength: 12 }),
	reading,
	writing,
	days: fc.constantFrom(0.4, 1, 3, 29.9, 30, 30.0001, 60, 70),
	includesAttempts: fc.boolean(),
	direction: fc.constantFrom(undefined, undefined, 'inbound' as const, 'outbound' as const),
	asked: fc.option(fc.subarray(Object.keys(PEOPLE), { minLength: 1 }), { nil: undefined }),
	/** How many rows each look makes believe it has, so that a few rows are cut as many are. */
	rowsEach: fc.constantFrom(1, 1_000, 40_000),
	workers: fc.integer({ min: 1, max: 20 }),
	pageSize: fc.integer({ min: 1, max: 5 }),
	splitsInto: fc.constantFrom(1, 1, 3),
	skills: fc.integer({ min: 1, max: 3 }),
	shuffle: fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
});

function windowsOf(
	range: Range,
	rows: readonly True[],
	how: typeof search extends fc.Arbitrary<infer One> ? One : never,
) {
	const looks = lookWindows(range).map((window) => ({
		window,
		totalRows: totalOf(rows, window, how.reading) * how.rowsEach,
	}));
	const windows = planWindows(looks, {
		pageSize: 1_000,
		workers: how.workers,
		nowMs: range.endMs,
	});
	return windows.flatMap((window) => splitWindow(window, how.splitsInto * 50_000));
}

/** Rows of a query, in an order that has nothing to do with time, some of them on two pages. */
function pagesOf(
	rows: readonly True[],
	{ pageSize, shuffle, writing: how }: { pageSize: number; shuffle: number[]; writing: Writing },
) {
	const mixed = rows
		.map((row, n) => ({ row, key: pick(shuffle, n) }))
		.sort((a, b) => a.key - b.key)
		.map(({ row }) => row);
	const pages: unknown[] = [];
	for (let skip = 0; skip < mixed.length; skip += pageSize) {
		const page = mixed.slice(Math.max(0, skip - (shuffle[0] % 2)), skip + pageSize);
		const body = {
			totalRecords: how.isText ? String(mixed.length) : mixed.length,
			completedContacts: page.map((row) => toRow(row, how)),
		};
		pages.push(how.isWrapped ? { resultSet: body } : body);
	}
	return pages.length === 0 ? [undefined] : pages;
}

const own = toOwnNumbers(['3125550100'], ['1 800 555 0199'], read);

function rulesOf({ range, includesAttempts, direction, asked }: Wanted) {
	return {
		range,
		includesAttempts,
		direction,
		customerOf: (contact: CompletedContact) => customerOf(contact, own, read),
		isAskedFor: (phone: string) => asked?.includes(phone) !== false,
	};
}

function outcomeOf(
	windows: readonly ContactWindow[],
	wanted: Wanted,
	queriesOf: (window: ContactWindow) => unknown[][],
): Outcome {
	const interactions: string[] = [];
	const contacts = new MasterContacts<undefined>(rulesOf(wanted), ({ contact, phone }) =>
		interactions.push(`${contact.id} ${phone} ${contact.startMs}`),
	);
	for (const planned of windows) {
		const queries = queriesOf(planned).map((pages) => {
			const query = contacts.query(planned.window);
			for (const body of pages) {
				const page = readContactPage(body);
				assert.ok(page);
				for (const row of page.rows) {
					const { contact } = readContact(row);
					assert.ok(contact);
					query.take(contact, undefined);
				}
			}
			return query;
		});
		contacts.finishWindow(planned.window, queries);
	}
	contacts.end();
	const { attempts, children, withoutCustomer } = contacts.leftOut;
	return {
		interactions: interactions.sort(),
		attempts,
		children,
		reasons: Object.fromEntries(withoutCustomer),
	};
}

test('customers and counts are the true ones, in any order of rows, windows, pages, dialect and spelling', () => {
	assertProperty(
		fc.property(search, (given) => {
			const range = { startMs: START_MS, endMs: Math.round(START_MS + given.days * DAY_MS) };
			// What the service does not give for the whole range cannot be found by any cut of it.
			const rows = contactsOf(given.calls).filter(
				({ startMs }) =>
					startMs < range.startMs ||
					startMs > range.endMs ||
					isServed(startMs, range, given.reading),
			);
			const wanted = { ...given, range };
			const windows = windowsOf(range, rows, given);
			const found = outcomeOf(windows, wanted, ({ asked: window }) =>
				Array.from({ length: given.skills }, (_, skill) =>
					pagesOf(
						rows.filter(
							({ id, startMs }) =>
								Number(id) % given.skills === skill && isServed(startMs, window, given.reading),
						),
						given,
					),
				),
			);
			assert.deepEqual(found, truthOf(rows, wanted));
		}),
	);
});

test('asked by address, a contact has the history that it has by days, where all parts of a call are its own', () => {
	assertProperty(
		fc.property(search, fc.constantFrom(...Object.keys(PEOPLE)), (given, phone) => {
			const range = { startMs: START_MS, endMs: Math.round(START_MS + given.days * DAY_MS) };
			const spelled = (n: number) => pick(spellingsOf(phone, read), n);
			const calls = given.calls.map((one) => ({
				...one,
				legs: one.legs.map((part) => ({ ...part, side: pick(one.legs, 0).side })),
			}));
			const rows = contactsOf(calls)
				.filter(
					({ startMs }) =>
						startMs < range.startMs ||
						startMs > range.endMs ||
						isServed(startMs, range, given.reading),
				)
				.map((row, n): True => {
					if (row.customer.phone !== phone) return row;
					const isCustomerFrom = PEOPLE[phone].includes(row.from);
					return isCustomerFrom ? { ...row, from: spelled(n) } : { ...row, to: spelled(n) };
				});
			const wanted = { ...given, range, asked: [phone] };
			const truth = truthOf(rows, wanted);
			const found = outcomeOf(longestWindows(range, range.endMs), wanted, ({ asked: window }) =>
				spellingsOf(phone, read).flatMap((spelling) =>
					(['from', 'to'] as const).map((filter) =>
						pagesOf(
							rows.filter(
								(row) => row[filter] === spelling && isServed(row.startMs, window, given.reading),
							),
							given,
						),
					),
				),
			);
			assert.deepEqual(found, { ...truth, reasons: {} });
		}),
	);
});

test('windows meet without gap or overlap, are no longer than the service takes, and cover all looks with rows', () => {
	const totals = fc.array(
		fc.option(fc.constantFrom(0, 1, 9_999, 60_000, 4_000_000), { nil: undefined, freq: 9 }),
		{
			minLength: 13,
			maxLength: 13,
		},
	);
	const length = fc.double({ min: 0.001, max: 380, noNaN: true });
	assertProperty(
		fc.property(
			fc.nat({ max: DAY_MS }),
			length,
			totals,
			fc.integer({ min: 1, max: 20 }),
			(offset, days, rows, workers) => {
				const startMs = START_MS + offset;
				const range = { startMs, endMs: Math.round(startMs + days * DAY_MS) };
				const looks = lookWindows(range).map((window, n) => ({ window, totalRows: rows[n] }));
				for (const { window } of looks)
					assert.ok(window.endMs - window.startMs <= LONGEST_RANGE_MS);
				const windows = planWindows(looks, { pageSize: 10_000, workers, nowMs: range.endMs });
				for (const [n, { window, asked }] of windows.entries()) {
					const earlier = windows[n + 1]?.window;
					assert.ok(window.startMs < window.endMs);
					assert.ok(asked.endMs - asked.startMs <= LONGEST_RANGE_MS);
					assert.ok(asked.startMs >= range.startMs - MINUTE_MS && asked.endMs <= range.endMs);
					if (earlier !== undefined) assert.ok(earlier.endMs <= window.startMs);
					const isShort = window.endMs - window.startMs < DAY_MS - MINUTE_MS;
					if (isShort) assert.equal(windows.length === 1 || days % 30 < 1, true);
				}
				for (const { window, totalRows } of looks) {
					if (totalRows === 0) continue;
					const covered = windows.reduce((sum, { window: one }) => {
						const overlap =
							Math.min(one.endMs, window.endMs) - Math.max(one.startMs, window.startMs);
						return sum + Math.max(0, overlap);
					}, 0);
					assert.equal(covered, window.endMs - window.startMs);
				}
			},
		),
	);
});

test('a number is the same however it is spelled to be asked by, and its own reading', () => {
	const area = fc.integer({ min: 201, max: 989 });
	const line = fc.integer({ min: 2_000_000, max: 9_999_999 });
	const foreign = fc.constantFrom('+4420', '+4930', '+3312345', '+6141234', '+551199', '+3906');
	const e164 = fc.oneof(
		fc.tuple(area, line).map(([code, rest]) => `+1${code}${rest}`),
		fc.tuple(foreign, line).map(([start, rest]) => `${start}${rest}`),
	);
	assertProperty(
		fc.property(e164, fc.constantFrom('US', 'GB', 'DE', 'IT'), (number, country) => {
			const reader = phoneReader(country);
			const reading = reader(number);
			fc.pre(reading.e164 !== undefined);
			assert.equal(reading.e164, number);
			const spellings = spellingsOf(number, reader);
			assert.equal(spellings[0], number);
			assert.equal(new Set(spellings).size, spellings.length);
			for (const spelling of spellings) {
				assert.equal(reader(spelling).e164, number);
				assert.equal(reader(`  ${spelling} `).kind, reading.kind);
			}
		}),
	);
});

test('any value is answered, and a number that is read is read the same again from its E.164', () => {
	const odd = fc.oneof(
		fc.string(),
		fc.string({ unit: fc.constantFrom(...'0123456789+-() x;.@#*'), maxLength: 25 }),
		fc.anything(),
	);
	assertProperty(
		fc.property(odd, (value) => {
			const reading = phoneReader('US')(value);
			if (reading.kind !== 'phone') return;
			assert.match(reading.e164, /^\+\d{7,15}$/);
			assert.deepEqual(phoneReader('US')(reading.e164).e164, reading.e164);
		}),
	);
});

test('any body and any row is answered', () => {
	assertProperty(
		fc.property(fc.anything(), (value) => {
			const page = readContactPage(value);
			if (page !== undefined) assert.ok(Array.isArray(page.rows));
			const { contact } = readContact(value);
			if (contact !== undefined) assert.ok(Number.isSafeInteger(contact.startMs));
		}),
	);
});
