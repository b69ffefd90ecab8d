import assert from 'node:assert/strict';

import fc from 'fast-check';

import { phoneReader } from '../../nodes/shared/core/phone.ts';
import { isoDateAfter } from '../../nodes/shared/core/time.ts';
import { uploadContacts } from '../../nodes/shared/cxone/acd/upload.ts';
import type { UploadOrder, UploadReport } from '../../nodes/shared/cxone/uploadOrder.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import type { AcdOptions } from '../../sandbox/acd/options.mts';
import { type CallingRecord, isLive } from '../../sandbox/outbound.mts';
import { AcdInMemory, type Cut } from '../support/acdInMemory.mts';
import { assertAsyncProperty, propertySettings } from '../support/property.mts';

const NOW = Date.UTC(2026, 4, 20, 15);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const TICK_MS = 3_000;
const readPhone = phoneReader('US');

beforeAll(() => {
	waiting.scale = 0;
});
afterAll(() => {
	waiting.scale = 1;
});

/** A contact: several may share a phone, and one may come in two segments. */
interface Person {
	contactId: string;
	phone: number;
	score: number;
	segment: 'high' | 'low';
}

interface RunStep {
	kind: 'run';
	people: Person[];
	cut: Cut | undefined;
	isDoubled: boolean;
	olderLists: 'leave' | 'deactivate';
	ifSkillIsRunning: 'error' | 'stopFirst' | 'upload';
}
type Step = RunStep | { kind: 'dial'; minutes: number } | { kind: 'wait'; hours: number };

const person = fc.record({
	contactId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
	phone: fc.integer({ min: 1, max: 5 }),
	score: fc.integer({ min: 0, max: 3 }),
	segment: fc.constantFrom('high' as const, 'low' as const),
});
const run: fc.Arbitrary<Step> = fc.record({
	kind: fc.constant('run' as const),
	people: fc.array(person, { minLength: 1, maxLength: 6 }),
	cut: fc.option(
		fc.record({
			request: fc.integer({ min: 1, max: 45 }),
			when: fc.constantFrom('before' as const, 'after' as const),
		}),
		{ nil: undefined },
	),
	isDoubled: fc.boolean(),
	olderLists: fc.constantFrom('leave' as const, 'deactivate' as const),
	ifSkillIsRunning: fc.constantFrom('error' as const, 'stopFirst' as const, 'upload' as const),
});
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 4, arbitrary: run },
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('dial' as const),
			minutes: fc.integer({ min: 1, max: 3 }),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('wait' as const),
			hours: fc.constantFrom(1, 9, 24, 49),
		}),
	},
);
const acd: fc.Arbitrary<AcdOptions> = fc.record({
	areListNamesUnique: fc.boolean(),
	inactiveStatus: fc.constantFrom('Inactive' as const, 'Deactivated' as const),
	listShowsAfterMs: fc.constantFrom(0, 6_000),
	uploadMs: fc.constantFrom(0, 7_000, 20_000),
	jobShowsAfterMs: fc.constantFrom(0, 10_000),
	repeatedExternalId: fc.constantFrom('adds' as const, 'updates' as const, 'isRefused' as const),
	doRecordsPage: fc.boolean(),
	recordsPerPage: fc.constantFrom(1, 2, 1_000),
	expires: fc.constantFrom('atStartOfDay' as const, 'atEndOfDay' as const),
	expiresZone: fc.constantFrom('utc' as const, 'tenant' as const, 'record' as const),
	isRunningShown: fc.constantFrom('started' as const, 'calling' as const),
	isTotalText: fc.boolean(),
	answerShare: fc.constantFrom(0, 0.5, 1),
	callbackShare: fc.constantFrom(0, 0.5),
});

function phoneText(phone: number): string {
	return `+1201234000${phone}`;
}

function orderOf({ people, olderLists, ifSkillIsRunning }: RunStep, nowMs: number): UploadOrder {
	const date = isoDateAfter(nowMs, 0, 'UTC');
	const segments = ['high', 'low'] as const;
	return {
		lists: segments
			.map((segment) => ({
				list: { by: 'name' as const, value: `${date}_segment_${segment}`, mayCreate: true },
				skill: { by: 'name' as const, value: `dynamic_outbound_${segment}` },
				// The node leaves each contact one item of a list.
				positions: people.flatMap((one, position) =>
					one.segment === segment &&
					people.findIndex(
						(other) => other.segment === segment && other.contactId === one.contactId,
					) === position
						? [position]
						: [],
				),
			}))
			.filter(({ positions }) => positions.length > 0),
		namePrefixes: [`${date}_segment_`],
		contactAt: (position) => {
			const { contactId, phone, score } = people[position];
			return { contactId, e164: phoneText(phone), score, columns: { score: String(score) } };
		},
		columns: ['score'],
		readPhone,
		restDays: 1,
		olderLists,
		ifSkillIsRunning,
		expiresOn: isoDateAfter(nowMs, 2, 'UTC'),
		jobTimeoutMs: 30 * 60_000,
		isDryRun: false,
	};
}

function liveOf({ store, clock }: AcdInMemory): CallingRecord[] {
	const nowMs = clock.now();
	return store.callingLists.flatMap((list) =>
		list.records.filter((record) => isLive(list, record, nowMs)),
	);
}

/** Why somebody was to be held back at the time that a record of theirs was made; undefined where nothing spoke against it. */
function heldBack(tenant: AcdInMemory, record: CallingRecord, fromMs: number): string | undefined {
	const others = tenant.store.callingLists.flatMap(({ records }) =>
		records.filter((other) => other.phone === record.phone && other !== record),
	);
	for (const { attempts, finalStatus } of others) {
		const last = attempts.at(-1);
		if (last === undefined || last.atMs > fromMs) continue;
		if (last.atMs > record.createdAtMs - DAY_MS + HOUR_MS) return 'called within a day';
		const isFinished = finalStatus !== undefined && last.agentDisposition !== undefined;
		if (isFinished && last.atMs > record.createdAtMs - 29 * DAY_MS) return 'finished';
		if (last.callbackAtMs !== undefined && last.callbackAtMs > record.createdAtMs)
			return 'a callback is to come';
	}
	return undefined;
}

function expectNobodyTwice(tenant: AcdInMemory, what: string): void {
	const phones = liveOf(tenant).map(({ phone }) => phone);
	assert.equal(new Set(phones).size, phones.length, `${what}: a phone has two live records`);
}

async function settledRun(tenant: AcdInMemory, step: RunStep): Promise<UploadReport[]> {
	const order = orderOf(step, tenant.clock.now());
	const sessions = [tenant.open(step.cut), ...(step.isDoubled ? [tenant.open()] : [])];
	const ends = await Promise.allSettled(
		sessions.map(async (session) => await uploadContacts(session, order)),
	);
	told.failed += ends.filter(({ status }) => status === 'rejected').length;
	return ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
}

function expectOutcomesTrue(tenant: AcdInMemory, step: RunStep, report: UploadReport): void {
	const livePhones = new Set(liveOf(tenant).map(({ phone }) => phone));
	const liveIds = new Set(liveOf(tenant).map(({ externalId }) => externalId));
	for (const { outcomes, failure } of report.lists)
		for (const [position, { kind }] of outcomes) {
			if (kind !== 'duplicate') told[kind] += 1;
			if (kind !== 'accepted' || failure !== undefined) continue;
			const { phone, contactId } = step.people[position];
			assert.ok(livePhones.has(phoneText(phone).slice(2)), 'accepted, and not there');
			assert.ok(liveIds.has(contactId), 'accepted, and not there by id');
		}
	for (const { outcomes, failure, listId } of report.lists)
		assert.ok(outcomes.size > 0 || failure !== undefined, `no answer for ${listId}`);
}

/** How many contacts all stories uploaded, and how many were held somewhere: a property of nothing proves nothing. */
const told = { accepted: 0, existing: 0, rejected: 0, failed: 0 };

test('after any sequence of runs, cuts and calls no phone has two live records, and nobody held back has one', async () => {
	await assertAsyncProperty(
		fc.asyncProperty(acd, fc.array(step, { minLength: 1, maxLength: 5 }), async (rules, steps) => {
			const tenant = new AcdInMemory(rules, NOW, TICK_MS);
			for (const [index, one] of steps.entries()) {
				const fromMs = tenant.clock.now();
				const known = new Set(
					tenant.store.callingLists.flatMap(({ records }) => records.map((r) => r.recordId)),
				);
				if (one.kind === 'wait') tenant.clock.advance({ hours: one.hours });
				else if (one.kind === 'dial') {
					for (const skill of tenant.store.skills)
						if (skill.skillId < 5_000) skill.isStarted = true;
					tenant.desk.dial({ minutes: one.minutes });
					for (const skill of tenant.store.skills) skill.isStarted = false;
				} else {
					const reports = await settledRun(tenant, one);
					tenant.desk.settle();
					for (const report of reports) expectOutcomesTrue(tenant, one, report);
				}
				// What was on its way when a run was cut comes in.
				if (one.kind === 'run') tenant.clock.advance({ minutes: 1 });
				tenant.desk.settle();
				expectNobodyTwice(tenant, `step ${index}`);
				for (const record of liveOf(tenant))
					if (!known.has(record.recordId))
						assert.equal(heldBack(tenant, record, fromMs), undefined, `step ${index}`);
			}
			assert.ok(!tenant.calls.includes('startSkill'));
			assert.ok(!tenant.calls.includes('removeProspects'));
			assert.ok(tenant.store.callingLists.every(({ isDeleted }) => !isDeleted));
		}),
	);
	process.stderr.write(`${JSON.stringify(told)}\n`);
	for (const count of Object.values(told)) assert.ok(count > propertySettings.runs / 50);
}, 600_000);
