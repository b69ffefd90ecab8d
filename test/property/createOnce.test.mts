import assert from 'node:assert/strict';

import fc from 'fast-check';

import { createCampaignOnce } from '../../nodes/shared/cxone/rest/campaigns.ts';
import { createListOnce } from '../../nodes/shared/cxone/rest/lists.ts';
import type { CampaignRequest } from '../../nodes/shared/cxone/rest/schemas.ts';
import { CxoneFailure } from '../../nodes/shared/transport/failure.ts';
import { waiting } from '../../nodes/shared/transport/wait.ts';
import { CreatingServer, type CreateOutcome, type LookFault } from '../support/creatingServer.mts';
import { handMadeSession } from '../support/handMadeSession.mts';
import { assertAsyncProperty } from '../support/property.mts';

const NAME = 'vip';
const CAMPAIGN: CampaignRequest = {
	name: NAME,
	dialType: 'predictive',
	listId: 'list',
	abandonThreshold: 3,
	startTime: '2026-01-31T09:00:00.000Z',
	endTime: '2026-01-31T17:00:00.000Z',
	status: 'active',
	predictiveDialingSettings: { targetAnswerRate: 0.85, maxCallsInProgress: 50 },
};

/** Look-ups that may not show a new record yet: each kind of record is looked for longer than that. */
const lagOf = {
	/** Three looks follow, of a campaign eight. */
	usual: fc.nat({ max: 2 }),
	/** Eight looks follow. */
	slow: fc.nat({ max: 7 }),
	/** One look follows. */
	refused: fc.constant(0),
};
const answered = (...statuses: number[]) => statuses.map((statusCode) => ({ statusCode }));
const outcome: fc.Arbitrary<CreateOutcome> = fc.oneof(
	// The work was done or not, and the answer does not tell.
	fc.record({
		isMade: fc.boolean(),
		lag: lagOf.usual,
		answer: fc.constantFrom(
			{ code: 'ECONNRESET' },
			...answered(500, 503),
			{ statusCode: 500, body: '<html>', headers: { 'retry-after': '1' } },
			{ statusCode: 201, body: {} },
			{ statusCode: 200, body: '' },
			{ statusCode: 200, body: { id: 'new-1', error: 'failed' } },
		),
	}),
	// The service may still be at work, so that the record comes late.
	fc.record({
		isMade: fc.boolean(),
		lag: lagOf.slow,
		answer: fc.constantFrom({ code: 'ETIMEDOUT' }, ...answered(502, 504, 408, 520, 524)),
	}),
	// The service says that it did not take the call on, and did so or not.
	fc.record({
		isMade: fc.boolean(),
		lag: lagOf.refused,
		answer: fc.constantFrom(
			{ statusCode: 429 },
			{ statusCode: 429, headers: { 'retry-after': '2' } },
		),
	}),
	fc.record({
		isMade: fc.constant(false),
		lag: lagOf.usual,
		answer: fc.constantFrom({ code: 'ECONNREFUSED' }, { code: 'ENOTFOUND' }),
	}),
	// The record was made, under an id that cannot be used.
	fc.record({
		isMade: fc.constant(true),
		lag: lagOf.usual,
		answer: fc.constant({ statusCode: 201, body: { id: 2 ** 53 } }),
	}),
	fc.record({
		isMade: fc.constant(false),
		lag: lagOf.usual,
		answer: fc.constantFrom(...answered(400, 403, 409, 422)),
	}),
);
const isAnswer = (answer: LookFault, status: number) =>
	answer !== undefined && 'statusCode' in answer && answer.statusCode === status;
const lookFault: fc.Arbitrary<LookFault> = fc.oneof(
	{ arbitrary: fc.constant(undefined), weight: 8 },
	fc.constantFrom(
		{ statusCode: 429 },
		{ statusCode: 500 },
		{ statusCode: 200, body: {} },
		{ statusCode: 200, body: '<html>' },
		{ code: 'ECONNRESET' },
	),
	{ arbitrary: fc.constantFrom({ statusCode: 403 }, { statusCode: 404 }), weight: 1 },
);

beforeAll(() => {
	waiting.scale = 0;
});

afterAll(() => {
	waiting.scale = 1;
});

test('a record is made once or not at all, and success is claimed only of the record that was made', async () => {
	const ends = { answered: 0, found: 0, failed: 0 };
	await assertAsyncProperty(
		fc.asyncProperty(
			fc.array(outcome, { maxLength: 5 }),
			fc.array(lookFault, { maxLength: 20 }),
			fc.constantFrom('list', 'campaign'),
			fc.subarray(['old-1', 'old-2']),
			fc.constantFrom('stop', 'retry'),
			async (fates, lookFaults, kind, oldIds, ifOutcomeUnknown) => {
				// Without a look-up a refusal is believed.
				const mayLackLookUp = lookFaults.some((fault) => isAnswer(fault, 404));
				const outcomes = fates.map((fate) =>
					mayLackLookUp && isAnswer(fate.answer, 429) ? { ...fate, isMade: false } : fate,
				);
				// Lists of that name are looked for before a create, so that there is none; old campaigns there may be.
				const knownIds = kind === 'list' ? [] : oldIds;
				const server = new CreatingServer(NAME, knownIds, outcomes, lookFaults);
				const session = handMadeSession((request) => server.answer(request));
				const [end] = await Promise.allSettled([
					kind === 'list'
						? createListOnce(session, { name: NAME, description: '' }).then(({ id }) => id)
						: createCampaignOnce(session, CAMPAIGN, {
								knownIds: new Set(knownIds),
								ifOutcomeUnknown,
								advice: '',
							}).then(({ id }) => id),
				]);

				assert.ok(server.made.length <= 1, `made ${server.made.length}`);
				assert.ok(server.creates <= session.policy.tries);
				if (end.status === 'fulfilled') {
					assert.deepEqual([end.value], server.made);
					ends[server.looks > 0 ? 'found' : 'answered'] += 1;
					return;
				}
				assert.ok(end.reason instanceof CxoneFailure, String(end.reason));
				ends.failed += 1;
				// Where a record was made but could not be seen, nobody is told that there is none.
				if (server.made.length === 1) assert.equal(end.reason.facts.kind, 'outcomeUnknown');
			},
		),
	);
	// All three ends were seen, or the property would show little.
	expect(Math.min(...Object.values(ends))).toBeGreaterThan(0);
});

test('a campaign is made at most once, however late look-ups show it, unless the user chose to retry', async () => {
	const late = outcome.chain((fate) =>
		fc.record({
			isMade: fc.constant(fate.isMade),
			answer: fc.constant(fate.answer),
			// A create that is refused and done all the same is looked for once.
			lag: isAnswer(fate.answer, 429) ? fc.constant(0) : fc.nat({ max: 40 }),
		}),
	);
	await assertAsyncProperty(
		fc.asyncProperty(fc.array(late, { maxLength: 5 }), async (outcomes) => {
			const server = new CreatingServer(NAME, [], outcomes, []);
			const session = handMadeSession((request) => server.answer(request));
			const settings = { knownIds: new Set<string>(), advice: '' };
			const [end] = await Promise.allSettled([
				createCampaignOnce(session, CAMPAIGN, { ...settings, ifOutcomeUnknown: 'stop' }),
			]);
			assert.ok(server.made.length <= 1, `made ${server.made.length}`);
			if (end.status === 'rejected' && server.made.length === 1)
				assert.equal((end.reason as CxoneFailure).facts.kind, 'outcomeUnknown');
		}),
	);
});

test('a create that is refused for good, or never reached the service, is never looked for', async () => {
	const nothingDone = outcome.filter(
		({ answer }) =>
			('code' in answer && answer.code !== 'ECONNRESET' && answer.code !== 'ETIMEDOUT') ||
			('statusCode' in answer && [400, 403, 409, 422].includes(answer.statusCode)),
	);
	await assertAsyncProperty(
		fc.asyncProperty(fc.array(nothingDone, { maxLength: 5 }), async (outcomes) => {
			const server = new CreatingServer(NAME, [], outcomes, []);
			const session = handMadeSession((request) => server.answer(request));
			await Promise.allSettled([createListOnce(session, { name: NAME, description: '' })]);
			assert.equal(server.looks, 0);
			assert.ok(server.made.length <= 1);
		}),
	);
});
